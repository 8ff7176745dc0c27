"""Who may do what, asked of the commands themselves: the role below the least is refused, and nothing changes."""

from pathlib import Path

import pytest

from tests.cli.runner import Desk, run

SAMPLES = Path(__file__).parents[1] / "samples"
PEOPLE = '[[person]]\nlogin = "{0}"\nname = "{0}"\nrole = "{0}"\nos_user = "nobody-{0}"\n'
DUE = "2026-10-12T17:00+01:00"
ACTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "due": ("agent", ("ticket", "due", "DE-1", "resolution", DUE, "--reason", "agreed")),
    "de-escalate": ("agent", ("ticket", "de-escalate", "DE-1", "--outcome", "done")),
    "unpark": ("agent", ("ticket", "unpark", "DE-1")),
    "publish": ("lead", ("policy", "publish", str(SAMPLES / "urgent.toml"))),
    "off": ("lead", ("policy", "off", "Urgent incidents")),
    "organisation": ("manager", ("organisation", "import", str(SAMPLES / "organisation.toml"))),
    "person": ("manager", ("person", "add", "new", "--name", "New")),
    "clock": ("manager", ("clock", "set", "2026-10-13T09:00+01:00")),
    "servicenow": ("manager", ("import", "servicenow", str(SAMPLES / "incidents.csv"))),
}


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = Desk(sqlite_url)
    desk.run("database", "create", "--simulated-clock")
    desk.run("organisation", "import", str(SAMPLES / "organisation.toml"))
    desk.run("organisation", "import", "-", stdin="".join(PEOPLE.format(one) for one in ("agent", "lead", "manager")))
    desk.clock("07:00")
    desk.run("policy", "publish", str(SAMPLES / "urgent.toml"))
    desk.run("ticket", "new", "--subject", "VPN drops", "--team", "Desk Leeds", "--priority", "1")
    return desk


@pytest.mark.parametrize("act", ACTS)
def test_a_role_that_is_too_low_is_refused_in_words_and_nothing_changes(desk: Desk, act: str) -> None:
    role, command = ACTS[act]
    before = desk.json("ticket", "list"), desk.run("organisation", "export").out, desk.json("policy", "list")
    done = run(desk.url, *command, "--by", role)
    assert done.exit_code == 1
    assert f"you are {'an agent' if role == 'agent' else f'a {role}'}" in done.err
    assert before == (desk.json("ticket", "list"), desk.run("organisation", "export").out, desk.json("policy", "list"))
