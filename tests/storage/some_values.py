"""Strategies for whole policies and organisations, small ones of every shape."""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.conditions import Age, Condition, Operator, Test
from desktop_escalation.domain.metric import Metric
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
from desktop_escalation.domain.policy import (
    AddNote,
    AddTag,
    Assign,
    AssignMode,
    AtOffset,
    AtPercent,
    BusinessSpan,
    ByWorkingDay,
    CustomerEscalates,
    Idle,
    Involve,
    MoveTo,
    Policy,
    RaisePriority,
    Recipient,
    RecipientKind,
    Repeat,
    Step,
    Target,
    TellCustomer,
    TimesBounced,
    TimesReopened,
    Unacknowledged,
    Unassigned,
    Urgency,
    Wait,
)
from desktop_escalation.domain.ticket import PendingReason, Priority

WORDS = st.text(st.characters(exclude_categories=["C"]), max_size=8)
NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
MAILS = st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}", fullmatch=True)
SPANS = st.timedeltas(timedelta(0), timedelta(days=999))
DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))
NUMBERS = st.integers(0, 99)
FRACTIONS = st.fractions(0, 300, max_denominator=1000)


def few(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """Up to two of them."""
    return st.lists(values, max_size=2).map(tuple)


def maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """One of them or none."""
    return st.none() | values


BUSINESS_SPANS = st.builds(BusinessSpan, SPANS, FRACTIONS)
WAITS = st.builds(Wait, BUSINESS_SPANS, st.booleans())
METRICS = st.sampled_from(Metric)

TESTS = st.builds(Test, WORDS, st.sampled_from(Operator), few(st.one_of(WORDS, NUMBERS, st.booleans(), SPANS.map(Age))))
CONDITIONS = st.recursive(
    st.builds(Condition, few(TESTS)), lambda inner: st.builds(Condition, few(TESTS), few(inner)), max_leaves=3
)
TRIGGERS = st.one_of(
    st.builds(AtPercent, METRICS, FRACTIONS),
    st.builds(AtOffset, METRICS, WAITS, st.booleans()),
    st.builds(Unassigned, WAITS),
    st.builds(Idle, WAITS),
    st.builds(TimesReopened, NUMBERS),
    st.builds(TimesBounced, NUMBERS),
    st.builds(CustomerEscalates),
    st.builds(Unacknowledged, WAITS, WORDS),
)
ASSIGNS = st.builds(Assign, st.sampled_from(AssignMode), maybe(WORDS))
ACTIONS = st.one_of(
    st.builds(MoveTo, maybe(NUMBERS), maybe(WORDS), ASSIGNS),
    st.builds(Involve, few(st.builds(Recipient, st.sampled_from(RecipientKind), WORDS))),
    st.builds(RaisePriority, st.sampled_from(Priority)),
    st.builds(TellCustomer, WORDS),
    st.builds(AddTag, WORDS),
    st.builds(AddNote, WORDS),
)
STEPS = st.builds(
    Step,
    id=WORDS,
    position=NUMBERS,
    trigger=TRIGGERS,
    trigger_text=WORDS,
    actions=few(ACTIONS),
    condition=CONDITIONS,
    repeat=maybe(st.builds(Repeat, SPANS, NUMBERS)),
    urgency=st.sampled_from(Urgency),
    is_named=st.booleans(),
)
TARGETS = BUSINESS_SPANS | st.builds(ByWorkingDay, NUMBERS, st.times())
POLICIES = st.builds(
    Policy,
    name=NAMES,
    order=NUMBERS,
    calendar=WORDS,
    applies_when=CONDITIONS,
    targets=st.dictionaries(METRICS, st.dictionaries(st.sampled_from(Priority), TARGETS, max_size=2), max_size=2),
    pauses=st.dictionaries(st.sampled_from(PendingReason), st.frozensets(METRICS, max_size=3), max_size=2),
    steps=few(STEPS),
    reopen_continues_within=BUSINESS_SPANS,
    close_after=SPANS,
    grace=SPANS,
    promise=BUSINESS_SPANS,
    tell_customer_by_hand=maybe(WORDS),
)

INTERVALS = st.builds(WallInterval, st.integers(0, 1439), st.integers(0, 1440))
WEEKS = st.sampled_from(
    [
        ((WallInterval(480, 1080),),) * 5 + ((), ()),
        ((WallInterval(480, 720), WallInterval(780, 1080)),) + ((),) * 6,
        ((WallInterval(0, 1440),),) * 7,
        ((), (WallInterval(1320, 360),), (), (), (), (), ()),
    ]
)
RULES = st.builds(
    CalendarRules,
    st.sampled_from(["UTC", "Europe/London", "Asia/Kathmandu"]),
    WEEKS,
    st.dictionaries(DATES, WORDS, max_size=3).map(lambda days: tuple(days.items())),
)
ORGANISATIONS = st.builds(
    Organisation,
    site=maybe(st.builds(Site, WORDS, WORDS, WORDS, st.booleans(), few(WORDS), few(WORDS))),
    calendars=st.lists(
        st.builds(CalendarSource, NAMES, RULES, maybe(st.builds(PublicHolidays, WORDS, maybe(WORDS)))),
        max_size=2,
        unique_by=lambda calendar: calendar.name,
    ).map(tuple),
    tiers=st.lists(
        st.builds(Tier, NUMBERS, WORDS, maybe(WORDS), st.booleans()), max_size=2, unique_by=lambda tier: tier.level
    ).map(lambda tiers: tuple(sorted(tiers, key=lambda tier: tier.level))),
    people=st.lists(
        st.builds(
            Person,
            login=NAMES,
            name=WORDS,
            mail=maybe(MAILS),
            role=st.sampled_from(Role),
            os_user=st.none(),
            substitute=maybe(WORDS),
            absences=few(st.builds(Absence, DATES, DATES)),
            capacity=NUMBERS,
            skills=few(WORDS),
            languages=few(WORDS),
            channels=few(st.sampled_from(NoticeChannel)),
            quiet_hours=maybe(INTERVALS),
            budget=NUMBERS,
        ),
        max_size=2,
        unique_by=(lambda person: person.login, lambda person: person.mail or person.login),
    ).map(tuple),
    teams=st.lists(
        st.builds(
            Team,
            name=NAMES,
            tier=NUMBERS,
            calendar=WORDS,
            members=few(WORDS),
            lead=maybe(WORDS),
            manager=maybe(WORDS),
            handles=few(WORDS),
            contacts=st.dictionaries(WORDS, WORDS, max_size=2),
            on_call=maybe(st.builds(OnCall, few(WORDS), st.times(), DATES, maybe(st.sampled_from(Weekday)))),
        ),
        max_size=2,
        unique_by=lambda team: team.name,
    ).map(tuple),
    customers=st.lists(
        st.builds(Customer, MAILS, WORDS, maybe(WORDS), maybe(WORDS), st.booleans(), WORDS, st.booleans()),
        max_size=2,
        unique_by=lambda customer: customer.mail,
    ).map(tuple),
    templates=st.lists(
        st.builds(Template, NAMES, NAMES, WORDS, WORDS),
        max_size=2,
        unique_by=lambda template: (template.name, template.language),
    ).map(tuple),
)


def a_policy(name: str = "Urgent", order: int = 10, calendar: str = "Always") -> Policy:
    """A policy for every ticket, with a target but without steps."""
    targets: dict[Metric, dict[Priority, Target]] = {
        Metric.RESOLUTION: {Priority.URGENT: ByWorkingDay(1, time(17)), Priority.HIGH: BusinessSpan(timedelta(hours=4))}
    }
    return Policy(name, order, calendar, Condition(), targets, {}, ())


def some_rules(zone: str = "Europe/London", hours: str = "08:00-18:00", *holidays: date) -> CalendarRules:
    """The same hours on each weekday."""
    week = {weekday: (WallInterval.parse(hours),) for weekday in Weekday}
    return CalendarRules.of(zone, week, dict.fromkeys(holidays, ""))
