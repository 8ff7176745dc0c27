"""`escalationctl import`, as scripts call it."""

from pathlib import Path

from tests.cli.runner import Desk, run
from tests.history.archive import ORGANISATION, POLICY, SAMPLE


def furnished(url: str, tmp_path: Path) -> Desk:
    desk = Desk(url)
    desk.run("database", "create", "--simulated-clock")
    for name, text in (
        ("organisation", ORGANISATION),
        ("policy", POLICY),
        ("tiers", '"Group 25" = 2\n"Group 9" = 3\n'),
    ):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    desk.run("organisation", "import", str(tmp_path / "organisation.toml"))
    desk.run("policy", "publish", str(tmp_path / "policy.toml"))
    return desk


def test_a_log_is_played_and_its_receipts_explain_it(database_url: str, tmp_path: Path) -> None:
    desk = furnished(database_url, tmp_path)
    told = desk.json("import", "servicenow", str(SAMPLE), "--tiers", str(tmp_path / "tiers.toml"), "--play")
    assert (told["tickets"], told["bad_row_count"], told["unused_tiers"]) == (8, 6, ["Group 9"])
    assert told["bad_rows"][0] == {"line": 28, "reason": 'unknown state "-100"'}
    assert (told["fired"] > 0, told["clock"], told["clock_moved"]) == (True, "2016-03-09T12:30:00+00:00", True)
    ticket = desk.ticket("INC0000006")
    assert [escalation["step"] for escalation in ticket["escalations"]] == [1, 2, 3]
    receipt = desk.json("explain", "INC0000006", "--step", "2")
    assert receipt["counted_minutes"] == receipt["threshold_minutes"] == 120
    assert desk.json("database", "check")["differences"] == []
    assert desk.json("clock", "show")["now"] == told["clock"]


def test_a_log_is_recorded_in_words(sqlite_url: str, tmp_path: Path) -> None:
    desk = furnished(sqlite_url, tmp_path)
    out = desk.run("import", "servicenow", str(SAMPLE)).out
    assert out.startswith("Imported 8 tickets with ")
    assert "The simulated clock was moved to 2016-03-09T12:30:00+00:00." in out
    assert "reopen_count differs from its rows in 1 tickets" in out
    assert '6 rows were left out:\n  line 28: unknown state "-100"\n' in out.replace("\n line", "\n  line")


def test_a_table_is_imported_by_a_map(sqlite_url: str, tmp_path: Path) -> None:
    desk = furnished(sqlite_url, tmp_path)
    (tmp_path / "map.toml").write_text('key = "No"\ncreated_at = "At"\n', encoding="utf-8")
    (tmp_path / "table.csv").write_text("No,At\n1,2016-03-01 08:00\n", encoding="utf-8")
    told = desk.json("import", "csv", str(tmp_path / "table.csv"), "--map", str(tmp_path / "map.toml"))
    assert (told["tickets"], told["bad_rows"]) == (1, [])
    assert desk.ticket("1")["state"] == "new"


def test_a_file_that_is_none_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    furnished(sqlite_url, tmp_path)
    done = run(sqlite_url, "import", "servicenow", str(tmp_path / "no.csv"))
    assert (done.exit_code, done.err.strip().startswith("Error: there is no file")) == (1, True)
