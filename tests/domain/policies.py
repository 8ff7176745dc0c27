"""Policies for tests: texts with defaults, and hypothesis strategies for whatever a file can say."""

import json
import string
from datetime import time, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from desktop_escalation.domain import conditions
from desktop_escalation.domain.condition_text import FIELDS, Kind
from desktop_escalation.domain.conditions import Condition, Operator
from desktop_escalation.domain.errors import Unreadable
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.policy import (
    Action,
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
    TellCustomer,
    TimesBounced,
    TimesReopened,
    Trigger,
    Unacknowledged,
    Unassigned,
    Urgency,
    Wait,
)
from desktop_escalation.domain.policy_text import parse_policy
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.trigger_text import TARGET_METRICS, write_trigger

HEAD = 'name = "Urgent"\ncalendar = "Weekdays"\n'
TARGETS = '[targets]\nresolution = { 1 = "4h", 2 = "8h" }\n'
STEP = '[[step]]\nat = "at resolution"\ndo = [{ tag = "late" }]\n'


def a_policy(text: str = TARGETS + STEP, *, head: str = HEAD) -> Policy:
    """Read a policy that has a name and a calendar already."""
    return parse_policy(head + text, "urgent.toml")


def faults(text: str, *, head: str = HEAD) -> list[str]:
    """List the faults of a policy, each as "line: message"; none where it can be read."""
    try:
        a_policy(text, head=head)
    except Unreadable as unreadable:
        return [f"{problem.line}: {problem.message}" for problem in unreadable.problems]
    return []


def fault(text: str, *, head: str = HEAD) -> str:
    """Give the only fault of a policy."""
    (only,) = faults(text, head=head)
    return only


def faults_of_step(line: str) -> list[str]:
    """List the faults of a step that has a trigger and an action, with one line more (the sixth)."""
    return faults(f'{TARGETS}[[step]]\n{line}\nat = "2h idle"\ndo = [{{ tag = "x" }}]')


def fault_of_action(action: str) -> str:
    """Give the only fault of an action, which stands on line 5."""
    return fault(f'[[step]]\nat = "2h idle"\ndo = [{{ {action} }}]')


def quoted(text: str) -> str:
    """Write a text as TOML."""
    return json.dumps(text)


names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Zs")), min_size=1, max_size=20
)
notes = st.text(st.sampled_from(string.printable.replace("\r", "").replace("\x0b", "").replace("\x0c", "") + "äß"))
wall_spans = st.integers(0, 86_400 * 400).map(lambda seconds: timedelta(seconds=seconds))
business_spans = st.builds(
    BusinessSpan,
    st.integers(0, 86_400 * 30).map(lambda seconds: timedelta(seconds=seconds)),
    st.integers(0, 3_000_000).map(lambda number: Fraction(number, 10_000)),
)
some_business = business_spans.filter(lambda span: span != BusinessSpan())
waits = st.one_of(
    st.builds(Wait, some_business),
    st.builds(lambda span: Wait(BusinessSpan(span), is_wall=True), wall_spans.filter(bool)),
)
targets = st.one_of(
    some_business,
    st.builds(ByWorkingDay, st.integers(1, 3653), st.builds(time, st.integers(0, 23), st.integers(0, 59))),
)
metrics = st.sampled_from(TARGET_METRICS)


def triggers(earlier: list[str]) -> st.SearchStrategy[Trigger]:
    """Make triggers, which may wait for earlier steps."""
    free: st.SearchStrategy[Trigger] = st.one_of(
        st.builds(AtPercent, metrics, st.integers(1, 2_000_000).map(lambda number: Fraction(number, 10_000))),
        st.builds(AtOffset, metrics, waits, st.booleans()),
        st.builds(lambda metric: AtOffset(metric, Wait(BusinessSpan())), metrics),
        st.builds(Unassigned, waits),
        st.builds(Idle, waits),
        st.builds(TimesReopened, st.integers(1, 1000)),
        st.builds(TimesBounced, st.integers(1, 1000)),
        st.just(CustomerEscalates()),
    )
    return st.one_of(free, st.builds(Unacknowledged, waits, st.sampled_from(earlier))) if earlier else free


def _values(name: str) -> st.SearchStrategy[conditions.Value]:
    field = FIELDS[name]
    match field.kind:
        case Kind.NUMBER:
            return st.integers(field.low, field.high)
        case Kind.CHOICE:
            return st.sampled_from([str(word) for word in field.words])
        case Kind.FLAG:
            return st.booleans()
        case Kind.SPAN:
            return wall_spans.map(conditions.Age)
        case Kind.TEXT:
            return names


@st.composite
def tests_of_field(draw: st.DrawFn, name: str) -> list[conditions.Test]:
    """Make the tests that one field of a condition may have together."""
    kind = FIELDS[name].kind
    several = st.lists(_values(name), min_size=1, max_size=3).map(tuple)
    if kind is not Kind.SPAN and draw(st.booleans()):
        return [conditions.Test(name, Operator.ANY_OF, draw(several))]
    allowed = {
        Kind.NUMBER: [Operator.NONE_OF, Operator.MIN, Operator.MAX],
        Kind.CHOICE: [Operator.NONE_OF],
        Kind.FLAG: [Operator.NONE_OF],
        Kind.SPAN: [Operator.MIN, Operator.MAX],
        Kind.TEXT: [Operator.NONE_OF, Operator.CONTAINS],
    }[kind]
    operators = draw(st.lists(st.sampled_from(allowed), min_size=1, unique=True))
    single = {Operator.MIN, Operator.MAX}
    return [
        conditions.Test(name, operator, (draw(_values(name)),) if operator in single else draw(several))
        for operator in operators
    ]


@st.composite
def some_conditions(draw: st.DrawFn, depth: int = 0) -> Condition:
    """Make conditions, with alternatives at most two deep."""
    fields = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=min(depth, 1), max_size=3, unique=True))
    tests = tuple(test for name in fields for test in draw(tests_of_field(name)))
    alternatives = draw(st.lists(some_conditions(depth + 1), max_size=2)) if depth < 2 else []
    return Condition(tests, tuple(alternatives))


recipients = st.one_of(
    st.sampled_from([kind for kind in RecipientKind if kind not in {RecipientKind.PERSON, RecipientKind.CONTACT}]).map(
        Recipient
    ),
    st.builds(Recipient, st.sampled_from([RecipientKind.PERSON, RecipientKind.CONTACT, RecipientKind.TEAM]), names),
)
assigns = st.one_of(
    st.sampled_from([mode for mode in AssignMode if mode is not AssignMode.PERSON]).map(Assign),
    names.map(lambda login: Assign(AssignMode.PERSON, login)),
)
tiers = st.integers(1, 99)
actions: st.SearchStrategy[Action] = st.one_of(
    st.builds(MoveTo, tiers, st.none() | names, assigns),
    st.builds(MoveTo, st.none(), names, assigns),
    st.lists(recipients, min_size=1, max_size=3, unique=True).map(lambda each: Involve(tuple(each))),
    st.sampled_from(Priority).map(RaisePriority),
    names.map(TellCustomer),
    names.map(AddTag),
    notes.filter(str.strip).map(AddNote),
)
repeats = st.builds(Repeat, wall_spans.filter(bool), st.integers(1, 1000))


@st.composite
def ladders(draw: st.DrawFn) -> tuple[Step, ...]:
    """Make up to three steps, named or not."""
    steps: list[Step] = []
    for position in range(1, draw(st.integers(0, 3)) + 1):
        name = draw(st.none() | names.filter(lambda name: not name.isdigit()))
        ids = [step.id for step in steps]
        step_id = str(position) if name is None or name in ids else name
        trigger = draw(triggers(ids))
        steps.append(
            Step(
                id=step_id,
                position=position,
                trigger=trigger,
                trigger_text=write_trigger(trigger),
                actions=tuple(draw(st.lists(actions, min_size=1, max_size=3))),
                condition=draw(some_conditions()),
                repeat=draw(st.none() | repeats),
                urgency=draw(st.sampled_from(Urgency)),
                is_named=step_id != str(position),
            )
        )
    return tuple(steps)


some_policies = st.builds(
    Policy,
    name=names,
    order=st.integers(0, 1_000_000),
    calendar=names,
    applies_when=some_conditions(),
    targets=st.dictionaries(metrics, st.dictionaries(st.sampled_from(Priority), targets, min_size=1)),
    pauses=st.dictionaries(st.sampled_from(PendingReason), st.frozensets(st.sampled_from(Metric))),
    steps=ladders(),
    reopen_continues_within=business_spans,
    close_after=wall_spans,
    grace=wall_spans,
    promise=some_business,
    tell_customer_by_hand=st.none() | names,
)
