import json
from pathlib import Path

import pytest

from tests.cli.runner import Desk, run

LONDON = "Weekdays 08-18 London"
CASES = {
    "calendars": {"Days": {"zone": "UTC", "week": {"mon": ["09:00-17:00"]}, "holidays": []}},
    "cases": [
        {
            "note": "one hour",
            "calendar": "Days",
            "start": "2026-10-12T09:00:00+00:00",
            "business_minutes": 60,
            "due": "2026-10-12T10:00:00+00:00",
            "pauses": [],
        }
    ],
}


@pytest.mark.parametrize(
    ("span", "due"),
    [
        ("4h", "2026-10-12T13:00"),
        ("1d", "2026-10-13T09:00"),
        ("1d 17:00", "2026-10-13T17:00"),
        ("0m", "2026-10-12T09:00"),
    ],
)
def test_a_span_of_business_time_ends_at_an_instant(furnished_file: Desk, span: str, due: str) -> None:
    done = furnished_file.run("calendar", "add", LONDON, "2026-10-12T09:00+01:00", span)
    assert done.out == f"{due}:00+01:00\n"


def test_calendars_are_listed_and_reckoned_with(furnished: Desk) -> None:
    (always, london) = furnished.json("calendar", "list")
    assert (always["name"], london["name"]) == ("24/7", LONDON)
    assert london["public_holidays"] == {"country": "GB", "subdivision": "ENG"}
    assert "mon–fri 08:00-18:00" in furnished.run("calendar", "list").out
    between = ("calendar", "between", LONDON, "2026-12-23T09:00Z", "2026-12-29T09:00Z")
    assert furnished.json(*between)["business_minutes"] == 600
    assert furnished.json("calendar", "add", LONDON, "2026-12-24T09:00Z", "10m")["at"] == "2026-12-29T08:10:00+00:00"
    assert furnished.json("calendar", "renew") == {"calendars": [], "rescheduled": 0}


def test_moments_without_an_offset_and_in_the_wrong_order_are_refused(furnished_file: Desk) -> None:
    naive = run(furnished_file.url, "calendar", "between", LONDON, "2026-10-12T09:00", "2026-10-12T10:00Z")
    assert naive.exit_code == 1
    assert "has no offset" in naive.err
    wrong = run(furnished_file.url, "calendar", "between", LONDON, "2026-10-12T11:00Z", "2026-10-12T10:00Z")
    assert wrong.exit_code == 1
    assert "name the earlier moment first" in wrong.err
    unknown = run(furnished_file.url, "calendar", "add", "Weekdays", "2026-10-12T11:00Z", "1h")
    assert unknown.exit_code == 1
    assert f'did you mean "{LONDON}"?' in unknown.err or "known are" in unknown.err


def check(folder: Path, cases: object, *options: str) -> tuple[int, str, str]:
    path = folder / "cases.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    done = run("sqlite:////nowhere/at/all.db", "calendar", "check", str(path), *options)
    return done.exit_code, done.out, done.err


def test_cases_are_checked_without_any_database(tmp_path: Path) -> None:
    assert check(tmp_path, CASES) == (0, "1 cases, 0 differ.\n", "")


def test_cases_that_differ_are_printed_and_give_the_exit_code_one(tmp_path: Path) -> None:
    case = CASES["cases"][0] | {"due": "2026-10-12T10:30:00+00:00"}  # type: ignore[index]
    wrong = CASES | {"cases": [case]}
    exit_code, out, _ = check(tmp_path, wrong, "--json")
    assert exit_code == 1
    assert json.loads(out) == {
        "cases": 1,
        "differences": [
            {"note": "one hour", "wanted": "2026-10-12T10:30:00+00:00", "got": "2026-10-12T10:00:00+00:00"}
        ],
    }
    exit_code, out, _ = check(tmp_path, wrong)
    assert exit_code == 1
    assert "one hour" in out


def test_cases_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    exit_code, _, err = check(tmp_path, {"calendars": {}})
    assert exit_code == 1
    assert '"cases" is missing' in err
