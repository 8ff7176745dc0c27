from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.names import check_login, check_name, check_wording
from desktop_escalation.domain.organisation_export import write_organisation
from desktop_escalation.domain.organisation_text import parse_organisation
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
from tests.domain.test_organisation_text import WHOLE


def test_a_whole_file_written_and_read_again_is_the_same() -> None:
    organisation = parse_organisation(WHOLE, "o.toml")
    text = write_organisation(organisation)

    assert parse_organisation(text, "o.toml") == organisation
    assert write_organisation(parse_organisation(text, "o.toml")) == text


def test_an_empty_organisation_is_an_empty_file() -> None:
    assert write_organisation(Organisation()) == ""


def test_what_has_its_default_is_left_out() -> None:
    assert write_organisation(Organisation(people=(Person("marek", "Marek"),))) == (
        '[[person]]\nlogin = "marek"\nname = "Marek"\nrole = "agent"\n'
    )


def is_accepted(text: str, check: Callable[[str], str]) -> bool:
    try:
        check(text)
    except Refused:
        return False
    return True


names = st.text(min_size=1, max_size=12).filter(lambda text: is_accepted(text, check_name))
logins = st.text(min_size=1, max_size=8).filter(lambda text: is_accepted(text, check_login))
wordings = st.text(max_size=40).filter(lambda text: is_accepted(text, check_wording))
mails = st.from_regex(r"[a-z0-9.+_]{1,8}@[a-z]{1,8}\.example", fullmatch=True)
few_names = st.lists(names, max_size=3, unique=True).map(tuple)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
intervals = st.tuples(st.integers(0, 1439), st.integers(0, 1439)).filter(lambda pair: pair[0] != pair[1])
whole_days = st.lists(st.sampled_from(["00:00-08:00", "08:30-12:00", "12:00-17:00", "18:00-24:00"]), unique=True)
optional_names = st.none() | names


@st.composite
def all_rules(draw: st.DrawFn) -> CalendarRules:
    week = [tuple(map(WallInterval.parse, draw(whole_days))) for _ in range(6)]
    holidays = draw(st.dictionaries(days, st.just("") | names, max_size=3))
    zone = draw(st.sampled_from(["UTC", "Europe/London"]))
    return CalendarRules(zone, (*week, (WallInterval.parse("09:00-10:00"),)), tuple(holidays.items()))


absences = st.tuples(days, days).map(lambda pair: Absence(min(pair), max(pair)))
rotas = st.builds(
    OnCall,
    people=st.lists(names, min_size=1, max_size=3).map(tuple),
    handover=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    from_on=days,
    weekday=st.none() | st.sampled_from(Weekday),
)
people = st.builds(
    Person,
    login=logins,
    name=names,
    mail=st.none() | mails,
    role=st.sampled_from(Role),
    os_user=optional_names,
    substitute=optional_names,
    absences=st.lists(absences, max_size=2, unique=True).map(tuple),
    capacity=st.integers(1, 50),
    skills=few_names,
    languages=few_names,
    channels=st.lists(st.sampled_from(NoticeChannel), unique=True).map(tuple),
    quiet_hours=st.none() | intervals.map(lambda pair: WallInterval(*pair)),
    budget=st.integers(0, 50),
)
teams = st.builds(
    Team,
    name=names,
    tier=st.integers(1, 9),
    calendar=names,
    members=few_names,
    lead=optional_names,
    manager=optional_names,
    handles=few_names,
    contacts=st.dictionaries(names, names, max_size=2),
    on_call=st.none() | rotas,
)
customers = st.builds(
    Customer,
    mail=mails,
    name=names,
    organisation=optional_names,
    plan=optional_names,
    vip=st.booleans(),
    language=names,
    notices=st.booleans(),
)
sites = st.builds(
    Site,
    name=names,
    zone=st.sampled_from(["UTC", "Asia/Tokyo"]),
    number_prefix=names,
    names_to_customers=st.booleans(),
    reasons=few_names,
    categories=few_names,
)
packs = st.builds(PublicHolidays, country=names, subdivision=optional_names)
calendars = st.builds(CalendarSource, name=names, rules=all_rules(), public_holidays=st.none() | packs)
tiers = st.builds(Tier, level=st.integers(1, 9), name=names, default_team=optional_names, management=st.booleans())
templates = st.builds(Template, name=names, language=names, subject=names, body=wordings)


def one(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=1).map(tuple)


@settings(max_examples=100)
@given(
    st.builds(
        Organisation,
        site=st.none() | sites,
        calendars=one(calendars),
        tiers=one(tiers),
        people=one(people),
        teams=one(teams),
        customers=one(customers),
        templates=one(templates),
    )
)
def test_any_organisation_written_and_read_is_the_same(organisation: Organisation) -> None:
    assert parse_organisation(write_organisation(organisation), "o.toml") == organisation


@pytest.mark.parametrize("text", ['"', "\\", '"""', "a\\u0041", "tab\tand\nline", "é 王 👩"])
def test_a_wording_keeps_its_quotes_and_backslashes(text: str) -> None:
    organisation = Organisation(templates=(Template("A", "en", "S", text),))

    assert parse_organisation(write_organisation(organisation), "o.toml") == organisation
