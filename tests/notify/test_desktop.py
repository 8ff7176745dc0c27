import json
import os
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, ExceptHookArgs, Thread
from time import monotonic

import pytest

from desktop_escalation.notify.child import ChildFailed, ChildProcess, plyer_command, plyer_environ
from desktop_escalation.notify.desktop import Desktop, Outcome, Way, means_of
from desktop_escalation.notify.means import NotShown, OutOfReach
from desktop_escalation.notify.plyer_child import DBUS_PYTHON, NOTIFY_SEND, PORTAL, Threads, texts_for
from desktop_escalation.notify.plyer_means import PlyerMeans
from desktop_escalation.notify.session_bus import SessionBus
from desktop_escalation.notify.toast import Toast

LATE = Toast("INC-42: printer", "It is late")
MISSING = NotShown("no service", "start one")
FAR = OutOfReach("too far", "come nearer")


@dataclass
class Means:
    """Shows nothing, and fails as told."""

    fault: NotShown | None = None
    shown: list[Toast] = field(default_factory=list)
    is_closed: bool = False

    def probe(self, limit_s: float) -> None:
        if self.fault is not None:
            raise self.fault

    def show(self, toast: Toast, limit_s: float) -> None:
        self.probe(limit_s)
        self.shown.append(toast)

    def close(self) -> None:
        self.is_closed = True


@dataclass
class BlockedMeans(Means):
    """Shows a toast when it is let."""

    is_at_work: Event = field(default_factory=Event)
    may_go_on: Event = field(default_factory=Event)

    def show(self, toast: Toast, limit_s: float) -> None:
        self.is_at_work.set()
        assert self.may_go_on.wait(10)
        super().show(toast, limit_s)


@dataclass
class Child:
    """Answers with one line, or fails as told."""

    answer: str = "null"
    fault: Exception | None = None
    asked: list[object] = field(default_factory=list)

    def ask(self, line: str, limit_s: float) -> str:
        self.asked.append(json.loads(line))
        if self.fault is not None:
            raise self.fault
        return self.answer


def desktop(d_bus: Means, plyer: Means) -> Desktop:
    return Desktop({Way.D_BUS: d_bus, Way.PLYER: plyer})


def python(program: str) -> ChildProcess:
    return ChildProcess((sys.executable, "-c", program), {})


def test_the_best_means_shows_it_and_the_next_is_not_asked() -> None:
    d_bus, plyer = Means(), Means()

    outcome = desktop(d_bus, plyer).show(LATE)

    assert outcome == Outcome(is_shown=True, way=Way.D_BUS, problem=None)
    assert outcome.is_confirmed
    assert (d_bus.shown, plyer.shown) == ([LATE], [])


def test_where_the_bus_is_out_of_reach_plyer_hands_it_on_without_confirming_it() -> None:
    plyer = Means()

    outcome = desktop(Means(FAR), plyer).show(LATE)

    assert outcome == Outcome(is_shown=True, way=Way.PLYER, problem=None)
    assert not outcome.is_confirmed
    assert plyer.shown == [LATE]


def test_where_no_service_runs_plyer_is_not_tried_for_it_would_not_say_so() -> None:
    plyer = Means()

    outcome = desktop(Means(MISSING), plyer).show(LATE)

    assert outcome == Outcome(is_shown=False, way=Way.D_BUS, problem="no service")
    assert not outcome.is_confirmed
    assert plyer.shown == []


def test_where_no_means_reaches_the_desktop_the_last_one_says_why() -> None:
    outcome = desktop(Means(FAR), Means(OutOfReach("farther", "run"))).show(LATE)

    assert outcome == Outcome(is_shown=False, way=Way.PLYER, problem="farther")


def test_without_means_nothing_is_shown() -> None:
    nowhere = Desktop({})

    assert nowhere.show(LATE) == Outcome(is_shown=False, way=Way.NONE, problem="nothing here shows notifications")
    assert nowhere.probe() == "nothing here shows notifications"


def test_a_means_gets_toasts_that_fit() -> None:
    d_bus = Means()

    desktop(d_bus, Means()).show(Toast("--wait\x00", "b" * 300, is_critical=True))

    assert d_bus.shown == [Toast("Notice: --wait", "b" * 249 + "…", is_critical=True)]


@pytest.mark.parametrize(
    ("d_bus", "plyer", "answer"),
    [
        (None, MISSING, None),
        (FAR, None, None),
        (MISSING, None, "no service; start one"),
        (FAR, MISSING, "no service; start one"),
        (FAR, FAR, "too far; come nearer"),
    ],
)
def test_a_probe_says_what_to_do(d_bus: NotShown | None, plyer: NotShown | None, answer: str | None) -> None:
    assert desktop(Means(d_bus), Means(plyer)).probe() == answer


def test_a_second_thread_does_not_wait_long_for_the_first() -> None:
    blocked = BlockedMeans()
    busy = desktop(blocked, Means())
    first = Thread(target=busy.show, args=(LATE,))
    first.start()
    assert blocked.is_at_work.wait(10)

    outcome = busy.show(Toast("INC-43", ""))
    blocked.may_go_on.set()
    first.join()

    problem = "another notification is still on its way"
    assert outcome == Outcome(is_shown=False, way=Way.NONE, problem=problem)
    assert blocked.shown == [LATE]


def test_closing_a_desktop_closes_its_means() -> None:
    d_bus, plyer = Means(), Means()

    desktop(d_bus, plyer).close()

    assert d_bus.is_closed
    assert plyer.is_closed


@pytest.mark.parametrize(
    ("platform", "ways"),
    [
        ("linux", [Way.D_BUS, Way.PLYER]),
        ("freebsd14", [Way.D_BUS, Way.PLYER]),
        ("win32", [Way.PLYER]),
        ("darwin", [Way.PLYER]),
    ],
)
def test_each_platform_has_its_means(platform: str, ways: list[Way]) -> None:
    assert list(means_of(platform, {})) == ways


def test_plyer_gets_the_texts_and_says_nothing_when_all_went_well() -> None:
    child = Child()

    PlyerMeans("linux", child).show(Toast("INC-42", "late"), 1)

    assert child.asked == [{"title": "INC-42", "body": "late"}]


def test_plyer_is_probed_without_showing_anything() -> None:
    child = Child()

    PlyerMeans("linux", child).probe(1)

    assert child.asked == [{}]


@pytest.mark.parametrize(
    ("platform", "child", "problem", "mend"),
    [
        ("linux", Child('"GDBus: no"'), "plyer says: GDBus: no", "install notify-send"),
        ("win32", Child('"ValueError: too long"'), "plyer says: ValueError: too long", "settings of Windows"),
        ("darwin", Child('"nothing"'), "plyer says: nothing", "install pyobjus"),
        ("linux", Child(fault=TimeoutError()), "the desktop does not answer plyer", "install notify-send"),
        ("win32", Child(fault=ChildFailed("gone")), "plyer could not be tried: gone", "install this program anew"),
        ("linux", Child("Traceback"), "plyer could not be tried: Expecting value", "install this program anew"),
    ],
)
def test_what_goes_wrong_with_plyer_is_told(platform: str, child: Child, problem: str, mend: str) -> None:
    with pytest.raises(NotShown) as caught:
        PlyerMeans(platform, child).show(LATE, 1)

    assert str(caught.value).startswith(problem)
    assert mend in caught.value.mend


def test_plyer_on_this_system_with_no_path_finds_nothing_to_show_with() -> None:
    child = ChildProcess(plyer_command(Path(sys.executable), is_packaged=False), plyer_environ({"PATH": "/nowhere"}))

    with pytest.raises(NotShown, match="plyer finds nothing here"):
        PlyerMeans("linux", child).show(LATE, 20)


def test_the_program_for_plyer_answers_with_what_broke_in_it() -> None:
    child = ChildProcess(plyer_command(Path(sys.executable), is_packaged=False), {"PATH": "/nowhere"})

    assert json.loads(child.ask("no JSON", 20)).startswith("JSONDecodeError: Expecting value")


def test_a_fault_in_a_thread_of_plyers_is_noticed_at_once() -> None:
    threads = Threads()
    began_at = monotonic()

    threads.note(ExceptHookArgs((ValueError, ValueError("string too long"), None, None)))
    threads.wait_for_fault(30)

    assert threads.fault == "ValueError: string too long"
    assert monotonic() - began_at < 10


def test_a_thread_of_plyers_without_a_fault_says_nothing() -> None:
    threads = Threads()

    threads.wait_for_fault(0.01)

    assert threads.fault == ""


@pytest.mark.parametrize(
    ("variant", "title", "body"),
    [
        (NOTIFY_SEND, "R&D's <b>", "C:\\\\new &lt;b&gt; it's"),
        (DBUS_PYTHON, "R&D's <b>", "C:\\new &lt;b&gt; it's"),
        (PORTAL, "R&D\\'s <b>", "C:\\\\new <b> it\\'s"),
        ("WindowsNotification", "R&D's <b>", "C:\\new <b> it's"),
        ("OSXNotification", "R&D's <b>", "C:\\new <b> it's"),
    ],
)
def test_each_of_plyers_variants_gets_text_that_it_passes_on_as_it_is(variant: str, title: str, body: str) -> None:
    assert texts_for(variant, "R&D's <b>", "C:\\new <b> it's") == (title, body)


def test_notify_send_does_not_read_the_body_as_an_option() -> None:
    assert texts_for(NOTIFY_SEND, "Notice", "--help") == ("Notice", " --help")


def test_the_portal_gets_lines_as_an_escape() -> None:
    assert texts_for(PORTAL, "Notice", "one\ntwo") == ("Notice", "one\\ntwo")


def test_a_child_answers_one_line_with_one() -> None:
    assert python("print(input()[::-1])").ask("abc", 20) == "cba\n"


def test_a_child_that_does_not_answer_is_ended_with_what_it_started(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    grandchild = f"(echo started; exec sleep 60) >{pipe}"
    child = ChildProcess(("sh", "-c", f"{grandchild} & wait"), {"PATH": os.environ["PATH"]})

    with open(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb") as reader:  # noqa: PTH123 - not to wait for a writer
        with pytest.raises(TimeoutError):
            child.ask("", 0.5)
        os.set_blocking(reader.fileno(), True)
        began_at = monotonic()
        assert reader.read() == b"started\n"  # up to its end, when nobody holds the other side any more

    assert monotonic() - began_at < 30


@pytest.mark.parametrize("program", ["", "import sys; sys.stdin.close(); sys.stdout.close()", "raise SystemExit(3)"])
def test_a_child_that_ends_without_an_answer_is_told(program: str) -> None:
    with pytest.raises(ChildFailed, match="ended without an answer"):
        python(program).ask("question", 20)


def test_a_child_that_is_not_there_is_told() -> None:
    with pytest.raises(ChildFailed, match="/nowhere/toast: No such file"):
        ChildProcess(("/nowhere/toast",), {}).ask("", 20)


def test_a_package_has_a_program_beside_itself_for_plyer() -> None:
    assert plyer_command(Path("/opt/desk/escalationctl"), is_packaged=True) == ("/opt/desk/desktop-escalation-toast",)
    assert plyer_command(Path("/opt/desk/escalationctl.exe"), is_packaged=True) == (
        "/opt/desk/desktop-escalation-toast.exe",
    )


@pytest.mark.parametrize("environ", [{}, {"DBUS_SESSION_BUS_ADDRESS": "disabled:"}, {"XDG_RUNTIME_DIR": "/nowhere"}])
def test_without_a_session_bus_there_is_no_desktop(environ: dict[str, str]) -> None:
    with pytest.raises(NotShown, match="there is no desktop session here") as caught:
        SessionBus(environ).probe(1)

    assert not isinstance(caught.value, OutOfReach)  # plyer would try in vain, and not say so


@pytest.mark.parametrize("address", ["tcp:host=127.0.0.1,port=1", "unix:runtime=yes", "autolaunch:", "nonsense"])
def test_a_bus_of_another_kind_is_left_to_plyer(address: str) -> None:
    with pytest.raises(OutOfReach, match="is of a kind that this program cannot speak to"):
        SessionBus({"DBUS_SESSION_BUS_ADDRESS": address}).show(LATE, 1)


def test_a_bus_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotShown, match="the session bus cannot be reached: No such file"):
        SessionBus({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path / 'bus'}"}).probe(1)


def test_a_bus_that_never_answers_costs_no_more_than_the_limit(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(tmp_path / "bus"))
        bus.listen()
        began_at = monotonic()
        with pytest.raises(NotShown, match="the session bus does not answer"):
            SessionBus({"XDG_RUNTIME_DIR": str(tmp_path)}).show(LATE, 0.2)

    assert 0.2 <= monotonic() - began_at < 2


def test_a_bus_that_refuses_us_is_told(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(tmp_path / "bus"))
        bus.listen()
        refusal = Thread(target=refuse, args=(bus,))
        refusal.start()
        with pytest.raises(NotShown, match="lets this program not in"):
            SessionBus({"XDG_RUNTIME_DIR": str(tmp_path)}).probe(5)
        refusal.join()


def refuse(bus: socket.socket) -> None:
    caller, _ = bus.accept()
    with caller:
        assert caller.recv(1000).startswith(b"\0AUTH EXTERNAL")
        caller.sendall(b"REJECTED EXTERNAL\r\n")
