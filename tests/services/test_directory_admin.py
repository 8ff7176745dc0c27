import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_escalation.domain.errors import Refused, Unreadable
from desktop_escalation.domain.organisation_diff import Entry
from desktop_escalation.domain.organisation_text import parse_organisation
from desktop_escalation.domain.people import Person, Role
from desktop_escalation.services.database_admin import create_database
from desktop_escalation.storage.calendars import save_calendars
from desktop_escalation.storage.changes import hold_new_tickets
from tests.services.office import ORGANISATION, ROOT, Office, speaking_for

CALENDAR = """
[[calendar]]
name = "Weekdays 08-18 London"
zone = "Europe/London"
week.mon = ["08:00-18:00"]
week.tue = ["08:00-18:00"]
week.wed = ["08:00-18:00"]
week.thu = ["08:00-18:00"]
week.fri = ["08:00-18:00"]
public_holidays = { country = "GB", subdivision = "ENG" }
"""


def refusal(office: Office, text: str) -> str:
    with pytest.raises(Refused) as caught:
        office.app.directory.import_organisation(ROOT, text, "organisation.toml")
    return str(caught.value)


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_importing_the_same_file_again_changes_nothing(office: Office) -> None:
    report = office.app.directory.import_organisation(ROOT, ORGANISATION, "organisation.toml")
    assert report.entries == ()
    assert report.calendars == ()


def test_an_export_imports_into_an_empty_database_as_the_same_organisation(office: Office, tmp_path: Path) -> None:
    text = office.app.directory.export_organisation(ROOT)
    assert "Desk Leeds" in text
    assert "priya@halden.example" in text
    assert "24/7" in text
    other_url = f"sqlite:///{tmp_path / 'other.db'}"
    create_database(other_url, ROOT, simulated=True)
    with Office.open(other_url) as other:
        other.app.directory.import_organisation(ROOT, text, "export.toml")
        assert sorted(other.app.directory.export_organisation(ROOT).split("\n\n")) == sorted(text.split("\n\n"))


def test_an_import_leaves_alone_what_its_file_does_not_mention(office: Office) -> None:
    text = '[[person]]\nlogin = "yuki"\nname = "Yuki Mori"\n[[person]]\nlogin = "jonas"\nname = "Jonas W."\n'
    report = office.app.directory.import_organisation(ROOT, text, "new.toml")
    assert report.entries == (Entry("person", "yuki", is_new=True), Entry("person", "jonas", is_new=False))
    people = {one.person.login: one for one in office.app.directory.list_people(ROOT)}
    assert people["marek"].person.name == "Marek Dvořák"
    assert people["jonas"].person.name == "Jonas W."
    assert people["jonas"].teams == ("Desk Leeds", "Network")


def test_a_check_says_what_an_import_would_change_and_changes_nothing(office: Office) -> None:
    text = '[[person]]\nlogin = "yuki"\nname = "Yuki Mori"\n'
    report = office.app.directory.check_organisation(ROOT, text, "new.toml")
    assert report.entries == (Entry("person", "yuki", is_new=True),)
    assert 'person "yuki" wants mail but has no address' in report.warnings
    assert "yuki" not in {one.person.login for one in office.app.directory.list_people(ROOT)}


@pytest.mark.parametrize(
    ("good", "bad", "part", "words"),
    [
        ('members = ["jonas", "aisha"]', 'members = ["jonas", "aischa"]', "aischa", 'did you mean "aisha"?'),
        ('default_team = "Network"', 'default_team = "Netwrk"', "Netwrk", 'did you mean "Network"?'),
        ('zone = "Europe/London"\nweek', 'zone = "Europe/Lodnon"\nweek', "Lodnon", 'did you mean "Europe/London"?'),
        ("{ticket.number}] {ticket.subject}: we", "{ticket.numbr}: we", "{ticket.numbr}", "{ticket.numbr}"),
        ("{update.due_at}", "{update.due}", "{update.due}", 'did you mean "update.due_at"?'),
        ('country = "GB"', 'country = "GX"', "GX", "unknown country"),
        ('subdivision = "ENG"', 'subdivision = "ENGL"', "ENGL", 'did you mean "ENG"?'),
        ('mon = ["08:00-18:00"]', 'mon = ["08:00-18:00", "17:00-19:00"]', "17:00-19:00", "overlaps"),
        ('role = "lead"', 'role = "leader"', "leader", 'did you mean "lead"?'),
        ('substitute = "jonas"', 'substitue = "jonas"', "substitue", 'did you mean "substitute"?'),
    ],
)
def test_a_fault_is_named_with_its_line_and_nothing_is_imported(
    sqlite_office: Office, good: str, bad: str, part: str, words: str
) -> None:
    before = sqlite_office.app.directory.export_organisation(ROOT)
    text = ORGANISATION.replace("Harbour Support", "Another Name").replace(good, bad, 1)
    said = refusal(sqlite_office, text)
    assert f"organisation.toml:{line_of(text, part)}: " in said
    assert words in said
    assert sqlite_office.app.directory.export_organisation(ROOT) == before


def test_a_calendar_without_working_time_is_refused(office: Office) -> None:
    text = '[[calendar]]\nname = "Never"\nzone = "UTC"\nweek = {}\n'
    assert refusal(office, text) == (
        "organisation.toml:4: the calendar has no working time: give at least one weekday an interval"
    )


def test_a_file_of_a_newer_format_is_refused_in_words(office: Office) -> None:
    assert "update this program" in refusal(office, "format = 2\n" + ORGANISATION)


def test_a_team_on_a_calendar_that_nobody_made_is_refused(office: Office) -> None:
    text = ORGANISATION.replace('calendar = "Weekdays 08-18 London"', 'calendar = "Weekdays 08-17 London"')
    assert 'did you mean "Weekdays 08-18 London"?' in refusal(office, text)


def test_only_an_administrator_imports(office: Office) -> None:
    for login in ("marek", "ingrid", "helen"):
        with pytest.raises(Refused, match='"organisation import" needs an administrator'):
            office.app.directory.import_organisation(speaking_for(login), ORGANISATION, "organisation.toml")
    office.app.directory.import_organisation(speaking_for("admin"), ORGANISATION, "organisation.toml")


def test_public_holidays_are_known_without_a_network_for_many_years(office: Office) -> None:
    for first, last, days in (("2026-12-24", "2026-12-30", 1), ("2039-12-26", "2039-12-31", 3)):
        from_at, to_at = (datetime.fromisoformat(f"{day}T00:00+00:00") for day in (first, last))
        found = office.app.calendars.between(ROOT, "Weekdays 08-18 London", from_at, to_at)
        assert found.business_time == timedelta(hours=10 * days)


def test_a_holiday_added_at_noon_stops_the_clock_at_noon_and_moves_the_open_steps(office: Office) -> None:
    office.publish()
    office.at("09:00")
    number = office.ticket()
    assert office.next_steps(number)["1"] == "12 12:00"
    office.at("11:00")
    report = office.app.directory.import_organisation(ROOT, f'{CALENDAR}holidays = ["2026-10-12"]\n', "calendar.toml")
    assert report.calendars == ("Weekdays 08-18 London",)
    assert report.rescheduled == 1
    assert office.next_steps(number) == {
        "1": "13 09:00",
        "2": "13 09:45",
        "3": "13 10:00",
        "4": "13 10:15",
        "5": "13 10:30",
        "6": "13 11:00",
    }
    office.at("18:00")
    assert office.app.climbing.run_pass().fired == 0
    office.at("09:00", 13)
    assert office.app.climbing.run_pass().fired == 1
    assert office.has_no_differences()


def test_a_calendar_that_no_open_ticket_runs_on_reschedules_nothing(office: Office) -> None:
    office.publish()
    office.ticket()
    text = '[[calendar]]\nname = "24/7"\nzone = "UTC"\nweek = { mon = ["00:00-24:00"] }\n'
    report = office.app.directory.import_organisation(ROOT, text, "calendar.toml")
    assert report.calendars == ("24/7",)
    assert report.rescheduled == 0


def test_renewing_holidays_that_are_up_to_date_changes_nothing(office: Office) -> None:
    assert office.app.directory.renew_holidays(ROOT).calendars == ()


def test_an_import_warns_of_policies_in_force_that_it_breaks(office: Office) -> None:
    office.publish()
    text = "[[team]]\n" + ORGANISATION.split("[[team]]\n")[2].replace("tier = 2", "tier = 3")
    report = office.app.directory.import_organisation(
        ROOT, text + ORGANISATION[ORGANISATION.index("[[tier]]") : ORGANISATION.index("[[person]]")].replace(
            'default_team = "Network"\n', ""
        ), "teams.toml"
    )  # fmt: skip
    assert 'policy "Urgent incidents": team "Network" belongs to tier 3, not 2' in report.warnings


def test_a_person_is_added_to_teams_once(office: Office) -> None:
    yuki = Person("yuki", "Yuki Mori", "yuki@harbour.example", Role.LEAD)
    office.app.directory.add_person(ROOT, yuki, ("Network",))
    found = {one.person.login: one for one in office.app.directory.list_people(ROOT)}["yuki"]
    assert (found.person, found.teams, found.is_active) == (yuki, ("Network",), True)
    with pytest.raises(Refused, match='there is a person "yuki" already'):
        office.app.directory.add_person(ROOT, yuki)


def test_a_person_is_not_added_to_a_team_that_nobody_made(office: Office) -> None:
    with pytest.raises(Refused, match='there is no team "Netwrk"; did you mean "Network"'):
        office.app.directory.add_person(ROOT, Person("yuki", "Yuki Mori"), ("Netwrk",))


def test_two_people_do_not_share_a_mail_address(office: Office) -> None:
    with pytest.raises(Refused, match="it must tell people apart"):
        office.app.directory.add_person(ROOT, Person("yuki", "Yuki Mori", "marek@harbour.example"))


def test_an_agent_adds_nobody(office: Office) -> None:
    with pytest.raises(Refused, match='"person add" needs an administrator'):
        office.app.directory.add_person(speaking_for("marek"), Person("yuki", "Yuki Mori"))


def test_faults_of_several_kinds_come_in_the_order_of_their_lines(office: Office) -> None:
    text = ORGANISATION.replace('country = "GB"', 'country = "GX"').replace('lead = "tomas"', 'lead = "thomas"')
    with pytest.raises(Unreadable) as caught:
        office.app.directory.import_organisation(ROOT, text, "organisation.toml")
    lines = [problem.line for problem in caught.value.problems]
    assert lines == [line_of(text, "GX"), line_of(text, "thomas")]


def test_a_ticket_that_is_begun_during_an_import_runs_on_the_new_hours(office: Office) -> None:
    office.publish()
    office.at("09:00")
    store, numbers = office.app.store, list[str]()
    beginner = threading.Thread(target=lambda: numbers.append(office.ticket()))
    with store.writing() as tx:
        hold_new_tickets(tx)
        beginner.start()
        calendar = parse_organisation(f'{CALENDAR}holidays = ["2026-10-12"]\n', "calendar.toml").calendars[0]
        save_calendars(tx, [calendar], {calendar.name: calendar.rules})
    beginner.join()
    assert office.next_steps(numbers[0])["3"] == "13 12:00"
    assert office.has_no_differences()
