from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_escalation.services.asking import Asking
from desktop_escalation.services.database_admin import create_database
from desktop_escalation.services.doctor import Health, examine
from desktop_escalation.storage.database import Store
from tests.cli.runner import Desk, run
from tests.services.office import ROOT


def states(desk: Desk) -> dict[str, str]:
    return {one["check"]: one["state"] for one in run(desk.url, "doctor", "--json").json}


def test_a_healthy_help_desk_fails_nothing(furnished: Desk) -> None:
    assert states(furnished) == {
        "database": "ok",
        "clock": "warn",
        "holidays": "ok",
        "people": "ok",
        "engine": "warn",
        "zones": "ok",
        "mail": "warn",
        "notifications": "warn",
    }
    assert run(furnished.url, "doctor").exit_code == 0


def test_something_due_that_no_engine_looks_at_fails(furnished: Desk) -> None:
    furnished.run("policy", "publish", str(Path(__file__).parents[1] / "samples" / "urgent.toml"))
    furnished.run("ticket", "new", "--subject", "VPN drops", "--priority", "1", "--team", "Desk Leeds")
    furnished.clock("17:00")
    done = run(furnished.url, "doctor")
    assert done.exit_code == 1
    assert "FAIL  engine: no engine watches, and 1 ticket is due → run: escalationctl engine run" in done.out


def test_a_person_without_mail_is_named(furnished_file: Desk) -> None:
    furnished_file.run("person", "add", "yuki", "--name", "Yuki Mori")
    assert "no mail address: yuki" in run(furnished_file.url, "doctor").out


def test_holidays_that_are_not_known_any_more_are_missed(furnished_file: Desk) -> None:
    furnished_file.run("clock", "set", "2040-06-01T00:00Z")
    done = run(furnished_file.url, "doctor")
    assert "no holidays of 2041 in: Weekdays 08-18 London → run: escalationctl calendar renew" in done.out
    furnished_file.run("calendar", "renew")
    assert states(furnished_file)["holidays"] == "ok"


def test_a_database_that_is_not_there_fails_with_how_to_make_one(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    done = run(f"sqlite:///{path}", "doctor")
    assert done.exit_code == 1
    assert done.out.splitlines()[0] == (
        f"FAIL  database: There is no database at {path}; create it with: escalationctl database create"
    )


def test_a_password_is_never_shown() -> None:
    done = run("postgresql://marek:geheim@127.0.0.1:1/desk", "doctor")
    assert done.exit_code == 1
    assert "geheim" not in done.out + done.err


def test_clocks_that_differ_by_more_than_a_minute_are_named(sqlite_url: str) -> None:
    create_database(sqlite_url, ROOT, simulated=False)
    now = datetime.now(UTC)
    for off_by, health in ((timedelta(), Health.OK), (timedelta(minutes=5), Health.WARN)):
        found = {one.about: one for one in examine(sqlite_url, ROOT, now + off_by, None)}
        assert found["clock"].health is health


def test_somebody_who_is_nobody_is_told_so(furnished: Desk) -> None:
    found = {one.about: one for one in examine(furnished.url, Asking("root", "mark"), datetime.now(UTC), None)}
    assert found["you"].health is Health.FAIL
    assert 'did you mean "marek"?' in found["you"].message


def test_where_the_server_says_who_acts_nobody_is_advised_to_name_somebody(postgres_url: str) -> None:
    create_database(postgres_url, ROOT, simulated=False)
    done = run(postgres_url, "doctor", "--by", "marek")
    assert done.exit_code == 1
    (line,) = [line for line in done.out.splitlines() if line.startswith("FAIL")]
    assert line.startswith("FAIL  you: on PostgreSQL the server itself says who acts")
    assert line.endswith("→ leave out --by")


def test_a_ticket_that_is_set_aside_fails(furnished: Desk) -> None:
    furnished.run("policy", "publish", str(Path(__file__).parents[1] / "samples" / "urgent.toml"))
    furnished.run("ticket", "new", "--subject", "VPN drops", "--priority", "1", "--team", "Desk Leeds")
    furnished.clock("17:00")
    store = Store.open(furnished.url)
    with store.writing() as tx:
        tx.sql("UPDATE ticket SET past = '{}'")
    store.close()
    run(furnished.url, "engine", "run", "--once")
    done = run(furnished.url, "doctor")
    assert done.exit_code == 1
    assert (
        "FAIL  engine: what it cannot decide about is set aside: DE-1 → run: escalationctl database check" in done.out
    )
