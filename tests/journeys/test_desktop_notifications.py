"""Notifications on a real desktop: what is said to be shown is on the screen, what is not says why, all in seconds."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest

from desktop_escalation.notify.desktop import Desktop, Outcome, Way, means_of
from desktop_escalation.notify.toast import LONGEST_BODY_UNITS, LONGEST_TITLE_UNITS, Toast, utf16_units, without_markup
from tests.desktop_session import DesktopSession, Service, Shown, desktop_session
from tests.waiting import wait_until

LIMIT_S = 3.0
SCREENS = Path(__file__).parents[2] / "build" / "screens"
SHOWN = Outcome(is_shown=True, way=Way.D_BUS, problem=None)
HANDED_ON = Outcome(is_shown=True, way=Way.PLYER, problem=None)

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
HOSTILE = [
    # what was written, title and body, and what is seen of it
    (("--wait", "-u critical"), ("Notice: --wait", "-u critical")),
    (("--help", "--help"), ("Notice: --help", "--help")),
    (("", ""), ("Notice", "")),
    (("x" * 10_000, "y" * 10_000), ("x" * 62 + "…", "y" * 249 + "…")),
    (("INC-7: invoice\u202egpj.exe", "\u2066left\u2069"), ("INC-7: invoicegpj.exe", "left")),
    (
        ("INC-8: <b>bold</b> & <i>", "<img src=file:///etc/passwd> <a href='x'>\\n &amp;</b>"),
        ("INC-8: <b>bold</b> & <i>", "<img src=file:///etc/passwd> <a href='x'>\\n &amp;</b>"),
    ),
    (("INC-9\x00: nothing\x07", "C:\\new\x00\x1b[31m"), ("INC-9: nothing", "C:\\new[31m")),
    (
        (f"INC-10: 🔥 {FAMILY}", "Grüße, 日本語, عربي, half \ud83d"),
        (f"INC-10: 🔥 {FAMILY}", "Grüße, 日本語, عربي, half �"),
    ),
]


@pytest.fixture
def session() -> Iterator[DesktopSession]:
    """A desktop with a notification service."""
    with desktop_session() as session:
        yield session


@contextmanager
def desktop_in(environ: dict[str, str]) -> Iterator[Desktop]:
    desktop = Desktop(means_of("linux", environ))
    yield desktop
    desktop.close()


def over_tcp(session: DesktopSession) -> dict[str, str]:
    """An environment whose bus our own D-Bus cannot speak to, so that plyer and notify-send do it."""
    return {**session.environ, "DBUS_SESSION_BUS_ADDRESS": session.tcp_address}


def show(desktop: Desktop, toast: Toast) -> Outcome:
    began_at = monotonic()
    outcome = desktop.show(toast)
    assert monotonic() - began_at < LIMIT_S
    return outcome


def probe(desktop: Desktop) -> str | None:
    began_at = monotonic()
    answer = desktop.probe()
    assert monotonic() - began_at < LIMIT_S
    return answer


def test_a_notification_is_on_the_screen_with_its_very_text(session: DesktopSession) -> None:
    with desktop_in(session.environ) as desktop:
        assert probe(desktop) is None
        outcome = show(desktop, Toast("INC-42: Printer on fire", "It is late & nobody owns it\nYou are on duty"))

    assert outcome == SHOWN
    assert outcome.is_confirmed
    wait_until(lambda: session.run("dunstctl", "count", "displayed").strip() == "1")
    title, body = "INC-42: Printer on fire", "It is late &amp; nobody owns it\nYou are on duty"
    assert session.shown() == [Shown("Desktop Escalation", title, body, f"<b>{title}</b>\n{body}")]


def test_what_is_critical_is_shown_as_such(session: DesktopSession) -> None:
    with desktop_in(session.environ) as desktop:
        show(desktop, Toast("INC-42", "", is_critical=True))
        show(desktop, Toast("INC-43", ""))

    assert [shown.message for shown in session.shown()] == ["<b>Critical: INC-42</b>", "<b>INC-43</b>"]


def test_hostile_text_is_shown_as_text(session: DesktopSession) -> None:
    with desktop_in(session.environ) as desktop:
        outcomes = [show(desktop, Toast(title, body)) for (title, body), _ in HOSTILE]
        session.picture(SCREENS / "notifications-hostile-text.png")

    assert outcomes == [SHOWN] * len(HOSTILE)
    assert seen(session) == [(title, without_markup(body)) for _, (title, body) in HOSTILE]


def test_hostile_text_is_text_by_plyer_too(session: DesktopSession) -> None:
    with desktop_in(over_tcp(session)) as desktop:
        assert probe(desktop) is None
        outcomes = [show(desktop, Toast(title, body)) for (title, body), _ in HOSTILE]
        session.picture(SCREENS / "notifications-by-plyer.png")

    assert outcomes == [HANDED_ON] * len(HOSTILE)
    assert not any(outcome.is_confirmed for outcome in outcomes)
    # notify-send takes a dash at the beginning for an option, so a space comes before it.
    expected = [(title, without_markup(f" {body}" if body.startswith("-") else body)) for _, (title, body) in HOSTILE]
    assert seen(session) == expected


def test_plyer_in_a_locale_of_another_encoding_keeps_the_text(session: DesktopSession) -> None:
    with desktop_in({**over_tcp(session), "LC_ALL": "C", "LANG": "C"}) as desktop:
        show(desktop, Toast("INC-42: Grüße", "日本語"))

    assert seen(session) == [("INC-42: Grüße", "日本語")]


def test_twenty_in_a_row_are_all_shown(session: DesktopSession) -> None:
    with desktop_in(session.environ) as desktop:
        outcomes = [show(desktop, Toast(f"INC-{number}: {'x' * 100}", "y" * 1000)) for number in range(20)]

    assert outcomes == [SHOWN] * 20
    shown = seen(session)
    assert [title.split(":")[0] for title, _ in shown] == [f"INC-{number}" for number in range(20)]
    assert all(utf16_units(title) <= LONGEST_TITLE_UNITS for title, _ in shown)
    assert all(utf16_units(body) <= LONGEST_BODY_UNITS for _, body in shown)


def test_threads_take_turns_and_each_hears_the_truth(session: DesktopSession) -> None:
    outcomes: dict[str, Outcome] = {}

    def show_one(title: str) -> None:
        outcomes[title] = show(desktop, Toast(title, ""))

    with desktop_in(session.environ) as desktop:
        threads = [Thread(target=show_one, args=(f"INC-{number}",)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(outcomes) == 8
    assert SHOWN in outcomes.values()
    assert sorted(title for title, _ in seen(session)) == sorted(
        title for title, outcome in outcomes.items() if outcome.is_shown
    )


def test_without_a_service_the_outcome_says_so() -> None:
    with desktop_session(Service.IS_MISSING) as session, desktop_in(session.environ) as desktop:
        problem = "no notification service runs on this desktop"
        assert show(desktop, Toast("INC-42", "")) == Outcome(is_shown=False, way=Way.D_BUS, problem=problem)
        assert probe(desktop) == f"{problem}; start one (dunst, for example), or use a desktop that has one"


def test_without_a_service_plyer_does_not_pretend_either() -> None:
    with desktop_session(Service.IS_MISSING) as session, desktop_in(over_tcp(session)) as desktop:
        outcome = show(desktop, Toast("INC-42", ""))

    assert not outcome.is_shown
    assert outcome.way is Way.PLYER
    assert "ServiceUnknown" in (outcome.problem or "")


def test_a_frozen_service_holds_nobody_up_and_is_used_again_when_it_goes_on() -> None:
    with desktop_session(Service.IS_FROZEN) as session, desktop_in(session.environ) as desktop:
        problem = "the desktop's notification service does not answer"
        assert show(desktop, Toast("INC-42", "")) == Outcome(is_shown=False, way=Way.D_BUS, problem=problem)
        assert probe(desktop) == f"{problem}; restart it, or log out of the desktop and in again"

        session.thaw("dunst")

        assert show(desktop, Toast("INC-43", "")) == SHOWN
        assert seen(session) == [("INC-43", "")]  # the first one was not shown later either


def test_a_frozen_service_does_not_hold_up_plyer_either(session: DesktopSession) -> None:
    session.freeze("dunst")
    with desktop_in(over_tcp(session)) as desktop:
        outcome = show(desktop, Toast("INC-42", ""))

    assert outcome == Outcome(is_shown=False, way=Way.PLYER, problem="the desktop does not answer plyer")


@pytest.mark.parametrize("is_open", [True, False])
def test_a_frozen_bus_is_told_from_a_frozen_service(session: DesktopSession, is_open: bool) -> None:  # noqa: FBT001
    with desktop_in(session.environ) as desktop:
        if is_open:
            assert show(desktop, Toast("INC-41", "")) == SHOWN
        session.freeze("dbus-daemon")
        outcome = show(desktop, Toast("INC-42", ""))

    silent = "the desktop's notification service" if is_open else "the session bus"
    assert outcome == Outcome(is_shown=False, way=Way.D_BUS, problem=f"{silent} does not answer")


def test_without_a_session_nothing_is_shown_and_that_is_said() -> None:
    with desktop_in({"PATH": os.environ["PATH"]}) as desktop:
        problem = "there is no desktop session here (no session bus)"
        assert show(desktop, Toast("INC-42", "")) == Outcome(is_shown=False, way=Way.D_BUS, problem=problem)
        assert (probe(desktop) or "").startswith(problem)


def test_a_session_that_began_anew_is_found_again() -> None:
    environ: dict[str, str] = {}
    with desktop_in(environ) as desktop:
        for title in ("INC-1", "INC-2"):
            with desktop_session() as session:
                environ.update(session.environ)
                assert show(desktop, Toast(title, "")) == SHOWN
                assert seen(session) == [(title, "")]
        outcome = show(desktop, Toast("INC-3", ""))

    assert not outcome.is_shown
    assert outcome.problem == "the session bus cannot be reached: No such file or directory"


def test_the_bus_of_the_folder_that_systemd_names_is_found(session: DesktopSession) -> None:
    environ = {name: value for name, value in session.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    with desktop_in(environ) as desktop:
        assert show(desktop, Toast("INC-42", "")) == SHOWN

    assert seen(session) == [("INC-42", "")]


def seen(session: DesktopSession) -> list[tuple[str, str]]:
    return [(shown.title, shown.body) for shown in session.shown()]
