from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.errors import Unreadable
from desktop_escalation.domain.organisation_text import find_places, parse_organisation
from desktop_escalation.domain.people import (
    Absence,
    CalendarSource,
    Customer,
    NoticeChannel,
    OnCall,
    Organisation,
    Person,
    PublicHolidays,
    Role,
    Site,
    Team,
    Template,
    Tier,
)

WHOLE = """\
format = 1

[site]
name = "Harbour Support"
zone = "Europe/London"
number_prefix = "HS-"
names_to_customers = true
reasons = ["no progress"]
categories = ["Network", "Access"]

[[calendar]]
name = "London"
zone = "Europe/London"
week = { mon = ["13:00-18:00", "08:00-12:00"], fri = ["22:00-06:00"] }
holidays = ["2026-12-28", { on = "2026-12-24", name = "Christmas Eve" }, { on = "2026-12-31" }]
public_holidays = { country = "GB", subdivision = "ENG" }

[[tier]]
level = 4
name = "Management"
default_team = "Board"
management = true

[[person]]
login = "marek"
name = "Marek Dvořák"
mail = "Marek@Harbour.example"
role = "lead"
os_user = "mdvorak"
substitute = "jonas"
absences = ["2026-12-21/2027-01-02", "2026-11-02"]
capacity = 1
skills = ["firewall"]
languages = ["en", "cs"]
channels = ["centre"]
quiet_hours = "20:00-07:00"
budget = 0

[[team]]
name = "Network"
tier = 2
calendar = "London"
members = ["marek", "jonas"]
lead = "ingrid"
manager = "helen"
handles = ["Network"]
contacts = { director = "dora" }
on_call = { people = ["marek", "jonas", "marek"], handover = "mon 08:00", from = "2026-10-12" }

[[customer]]
name = "Priya Nair"
mail = "priya@halden.example"
organisation = "Halden Logistics"
plan = "Gold"
vip = true
language = "de"
notices = false

[[template]]
name = "raised"
language = "en"
subject = "[{ticket.number}]"
body = "Hello,\\n\\nbye"
"""
CALENDAR = '[[calendar]]\nname = "A"\nzone = "UTC"\nweek = { mon = ["08:00-18:00"] }\n'
PERSON = '[[person]]\nlogin = "a"\nname = "A"\n'
TEAM = '[[team]]\nname = "A"\ntier = 1\ncalendar = "C"\n'
TIER = '[[tier]]\nlevel = 1\nname = "A"\n'
CUSTOMER = '[[customer]]\nmail = "a@x.example"\nname = "A"\n'
TEMPLATE = '[[template]]\nname = "A"\nlanguage = "en"\nsubject = "S"\nbody = "B"\n'


def faults(text: str) -> list[str]:
    with pytest.raises(Unreadable) as unreadable:
        parse_organisation(text, "o.toml")
    return str(unreadable.value).splitlines()


def test_every_field_is_read() -> None:
    week = {
        Weekday.MON: [WallInterval.parse("08:00-12:00"), WallInterval.parse("13:00-18:00")],
        Weekday.FRI: [WallInterval.parse("22:00-06:00")],
    }
    holidays = {date(2026, 12, 24): "Christmas Eve", date(2026, 12, 28): "", date(2026, 12, 31): ""}

    assert parse_organisation(WHOLE, "o.toml") == Organisation(
        site=Site(
            "Harbour Support",
            "Europe/London",
            "HS-",
            names_to_customers=True,
            reasons=("no progress",),
            categories=("Network", "Access"),
        ),
        calendars=(
            CalendarSource("London", CalendarRules.of("Europe/London", week, holidays), PublicHolidays("GB", "ENG")),
        ),
        tiers=(Tier(4, "Management", "Board", management=True),),
        people=(
            Person(
                login="marek",
                name="Marek Dvořák",
                mail="marek@harbour.example",
                role=Role.LEAD,
                os_user="mdvorak",
                substitute="jonas",
                absences=(
                    Absence(date(2026, 12, 21), date(2027, 1, 2)),
                    Absence(date(2026, 11, 2), date(2026, 11, 2)),
                ),
                capacity=1,
                skills=("firewall",),
                languages=("en", "cs"),
                channels=(NoticeChannel.CENTRE,),
                quiet_hours=WallInterval.parse("20:00-07:00"),
                budget=0,
            ),
        ),
        teams=(
            Team(
                name="Network",
                tier=2,
                calendar="London",
                members=("marek", "jonas"),
                lead="ingrid",
                manager="helen",
                handles=("Network",),
                contacts={"director": "dora"},
                on_call=OnCall(("marek", "jonas", "marek"), time(8), date(2026, 10, 12), Weekday.MON),
            ),
        ),
        customers=(
            Customer(
                "priya@halden.example", "Priya Nair", "Halden Logistics", "Gold", vip=True, language="de", notices=False
            ),
        ),
        templates=(Template("raised", "en", "[{ticket.number}]", "Hello,\n\nbye"),),
    )


def test_what_a_file_leaves_out_has_its_default() -> None:
    text = "[site]\n" + CALENDAR + TIER + PERSON + TEAM + CUSTOMER

    organisation = parse_organisation(text, "o.toml")

    assert organisation.site == Site()
    assert organisation.calendars[0].public_holidays is None
    assert organisation.tiers == (Tier(1, "A"),)
    assert organisation.people == (Person("a", "A"),)
    assert organisation.teams == (Team("A", 1, "C"),)
    assert organisation.customers == (Customer("a@x.example", "A"),)


def test_an_empty_file_says_nothing() -> None:
    assert parse_organisation("", "o.toml") == Organisation()


def test_a_daily_handover_has_no_weekday() -> None:
    text = TEAM + 'on_call = { people = ["a"], handover = "08:30", from = "2026-10-12" }'

    assert parse_organisation(text, "o.toml").teams[0].on_call == OnCall(("a",), time(8, 30), date(2026, 10, 12))


def test_a_file_of_a_newer_format_is_refused_for_that_alone() -> None:
    assert faults('\nformat = 2\nnews = "?"') == [
        "o.toml:2: a newer program wrote this file (format 2; this one reads 1): update this program"
    ]


def test_broken_syntax_is_refused_with_its_line() -> None:
    (fault,) = faults("[site]\nname = ]\n")

    assert fault.startswith("o.toml:2: no valid TOML: ")


def test_broken_syntax_at_the_end_is_refused_with_the_last_line() -> None:
    (fault,) = faults("[site]\nname =")

    assert fault.startswith("o.toml:2: no valid TOML: ")


def test_all_faults_are_named_at_once_in_the_order_of_the_lines() -> None:
    text = WHOLE.replace('role = "lead"', 'role = "led"').replace("vip", "vipp").replace("[site]", "[site]\nx = 1")

    assert faults(text) == [
        'o.toml:4: unknown key "x"; known are: categories, name, names_to_customers, number_prefix, reasons, zone',
        'o.toml:29: role: unknown role "led"; did you mean "lead"?',
        'o.toml:56: unknown key "vipp"; did you mean "vip"?',
    ]


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("persn = 1", 1, 'unknown key "persn"; did you mean "person"?'),
        ("site = 1", 1, '"site" must be a table'),
        ("person = 1", 1, '"person" must be a list'),
        ("\nperson = [1]", 2, 'each "person" is a table: begin it with [[person]]'),
        ('[site]\nzone = "Europe/Lundon"', 2, 'zone: unknown zone "Europe/Lundon"; did you mean "Europe/London"?'),
        ("[site]\nname = 1", 2, '"name" must be a text in quotes'),
        ('[site]\nnames_to_customers = "yes"', 2, '"names_to_customers" must be true or false'),
        ('[site]\nreasons = "no progress"', 2, '"reasons" must be a list'),
        ("[site]\nreasons = [\n1]", 3, '"reasons" is a list of texts: put each in quotes'),
        ('[site]\nreasons = ["a",\n"a"]', 3, '"a" is listed twice in "reasons"'),
        ('[site]\ncategories = ["a\\u0000"]', 2, "categories: the text has the control character U+0000: leave it out"),
        ('[[calendar]]\nname = "A"\nweek = { mon = ["08:00-18:00"] }', 1, '"zone" is missing'),
        ('[[calendar]]\nname = "A"\nzone = "UTC"', 1, '"week" is missing'),
        (CALENDAR.replace("mon", "mno"), 4, 'unknown weekday "mno"; did you mean "mon"?'),
        (CALENDAR.replace("18:00", "18:60"), 4, 'mon: "08:00-18:60" is no interval: an hour has the minutes 00 to 59'),
        (CALENDAR + 'holidays = ["2026-02-30"]', 5, 'on: "2026-02-30" is no day: write it as "2026-12-24"'),
        (CALENDAR + 'holidays = ["20261224"]', 5, 'on: "20261224" is no day: write it as "2026-12-24"'),
        (CALENDAR + "holidays = [2026-12-24]", 5, '"on" must be a text in quotes'),
        (CALENDAR + 'holidays = [\n{ name = "Eve" }]', 6, '"on" is missing'),
        (CALENDAR + 'holidays = [{ on = "2026-12-24", nme = "Eve" }]', 5, 'unknown key "nme"; did you mean "name"?'),
        (CALENDAR + 'public_holidays = { subdivision = "ENG" }', 5, '"country" is missing'),
        ("[[tier]]\nlevel = 0\nname = 'A'", 2, '"level" must be from 1 to 1000'),
        ("[[tier]]\nlevel = true\nname = 'A'", 2, '"level" must be a whole number'),
        ('[[tier]]\nlevel = 1\nname = " A"', 3, 'name: " A" begins or ends with a blank: leave it out'),
        (PERSON + "capacity = 0", 4, '"capacity" must be from 1 to 1000000'),
        (PERSON + "budget = -1", 4, '"budget" must be from 0 to 1000000'),
        (PERSON + 'channels = ["desk"]', 4, 'channels: unknown channel "desk"; did you mean "desktop"?'),
        (PERSON + 'absences = ["2026-12-21/2026-12-20"]', 4, 'absences: "2026-12-21/2026-12-20" ends before it begins'),
        (PERSON + 'absences = ["soon"]', 4, 'absences: "soon" is no day: write it as "2026-12-24"'),
        (
            PERSON + 'quiet_hours = "08:00-08:00"',
            4,
            'quiet_hours: "08:00-08:00" are quiet all day: leave some of it for notices',
        ),
        (
            PERSON + 'mail = "-a@x.example"',
            4,
            'mail: "-a@x.example" is not exactly one mail address like priya@halden.example',
        ),
        (PERSON.replace('"a"', '"a b"'), 2, 'login: "a b" is no login: it has no blanks and no colon'),
        (TEAM + 'contacts = { "" = "dora" }', 5, ": a name must not be empty"),
        (TEAM + "contacts = { director = 1 }", 5, '"director" must be a text in quotes'),
        (TEAM + 'on_call = { people = ["a"], handover = "08:00" }', 5, '"from" is missing'),
        (
            TEAM + 'on_call = { people = [], handover = "08:00", from = "2026-10-12" }',
            5,
            "a rota needs at least one person",
        ),
        (
            TEAM + 'on_call = { people = ["a"], handover = "mno 08:00", from = "2026-10-12" }',
            5,
            'handover: unknown weekday "mno"; did you mean "mon"?',
        ),
        (
            TEAM + 'on_call = { people = ["a"], handover = "8am", from = "2026-10-12" }',
            5,
            'handover: "8am" is no handover: write it as "mon 08:00" or "08:00"',
        ),
        (TEMPLATE.replace('"B"', '"B\\u001b"'), 5, "body: the text has the control character U+001B: leave it out"),
        (CALENDAR + CALENDAR, 6, 'another calendar has the name "A", on line 2: remove one of them'),
        (TIER + TIER, 5, 'another tier has the level "1", on line 2: remove one of them'),
        (PERSON + PERSON, 5, 'another person has the login "a", on line 2: remove one of them'),
        (
            PERSON + 'mail = "a@x.example"\n' + PERSON.replace('"a"', '"b"') + 'mail = "A@x.example"',
            8,
            'another person has the mail "A@x.example", on line 4: remove one of them',
        ),
        (TEAM + TEAM, 6, 'another team has the name "A", on line 2: remove one of them'),
        (CUSTOMER + CUSTOMER, 5, 'another customer has the mail "a@x.example", on line 2: remove one of them'),
        (TEMPLATE + TEMPLATE, 7, 'another template has the name "A", on line 2: remove one of them'),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, line: int, fault: str) -> None:
    assert faults(text) == [f"o.toml:{line}: {fault}"]


@pytest.mark.parametrize(
    ("week", "holidays", "line", "fault"),
    [
        ('{ mon = ["08:00-12:00", "11:00-18:00"] }', "[]", 4, "overlaps"),
        ("{}", "[]", 4, "no working time"),
        ('{ mon = ["08:00-12:00"] }', '["2026-12-24", { on = "2026-12-24" }]', 5, "listed twice"),
    ],
)
def test_rules_that_contradict_themselves_are_refused_where_they_stand(
    week: str, holidays: str, line: int, fault: str
) -> None:
    text = f'[[calendar]]\nname = "A"\nzone = "UTC"\nweek = {week}\nholidays = {holidays}'

    (found,) = faults(text)

    assert found.startswith(f"o.toml:{line}: ")
    assert fault in found


def test_two_languages_of_a_template_are_two_templates() -> None:
    text = TEMPLATE + TEMPLATE.replace('"en"', '"de"')

    assert [template.language for template in parse_organisation(text, "o.toml").templates] == ["en", "de"]


def test_what_could_not_be_read_is_no_duplicate() -> None:
    text = '[[customer]]\nname = "A"\nmail = "x"\n[[customer]]\nname = "B"\nmail = "y"'

    assert len(faults(text)) == 2


@pytest.mark.parametrize("text", ["x = " + "[" * 100_000, "[site]\nname = " + "9" * 5_000])
def test_a_file_that_is_made_to_break_its_reader_is_refused(text: str) -> None:
    assert len(faults(text)) == 1


def test_the_places_of_fields_are_found_by_the_name_of_what_has_them() -> None:
    places = find_places(WHOLE)

    assert places["tier", "4", "default_team"] == 21
    assert places["person", "marek", "substitute"] == 30
    assert places["team", "Network", "on_call"] == 48


WORDS = (
    "[[person]] [site] [[team]] [[calendar]] [[tier]] name login week mon tier level holidays on_call contacts "
    '= [ ] { } , # \' """ "a" 1 -1 1.5 true 2026-01-01'
)
pieces = st.just("\n") | st.sampled_from(WORDS.split(" "))


@settings(max_examples=150)
@given(st.text() | st.lists(pieces, max_size=12).map(" ".join))
def test_any_text_is_an_organisation_or_unreadable(text: str) -> None:
    try:
        parse_organisation(text, "o.toml")
    except Unreadable:
        return


@settings(max_examples=100)
@given(data=st.data())
def test_a_damaged_file_is_an_organisation_or_unreadable(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(start, min(len(WHOLE), start + 30)))
    text = WHOLE[:start] + data.draw(st.text(max_size=6)) + WHOLE[end:]

    try:
        parse_organisation(text, "o.toml")
    except Unreadable:
        return
