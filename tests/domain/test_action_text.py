import pytest

from desktop_escalation.domain.action_text import parse_assign, parse_recipient
from desktop_escalation.domain.policy import (
    Action,
    AddNote,
    AddTag,
    Assign,
    AssignMode,
    Involve,
    MoveTo,
    RaisePriority,
    Recipient,
    RecipientKind,
    TellCustomer,
)
from desktop_escalation.domain.ticket import Priority
from tests.domain.policies import a_policy, fault_of_action


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("move_to = { tier = 2 }", MoveTo(2)),
        (
            'move_to = { tier = 2, team = "Network", assign = "least loaded" }',
            MoveTo(2, "Network", Assign(AssignMode.LEAST_LOADED)),
        ),
        ('move_to = { team = "X", assign = "person:a" }', MoveTo(None, "X", Assign(AssignMode.PERSON, "a"))),
        ('involve = ["lead"]', Involve((Recipient(RecipientKind.LEAD),))),
        ("raise_priority = 1", RaisePriority(Priority.URGENT)),
        ('tell_customer = "raised"', TellCustomer("raised")),
        ('tag = "late"', AddTag("late")),
        (r'note = "Late.\nVery."', AddNote("Late.\nVery.")),
    ],
)
def test_an_action_is_read(text: str, action: Action) -> None:
    (step,) = a_policy(f'[[step]]\nat = "2h idle"\ndo = [{{ {text} }}]').steps

    assert step.actions == (action,)


@pytest.mark.parametrize("text", ["team", "on_call", "person:helen", "team:Desk: Leeds", "contact:deputy director"])
def test_a_recipient_is_written_as_it_was_read(text: str) -> None:
    assert str(parse_recipient(text)) == text


def test_a_move_may_assign_by_rule_or_by_name() -> None:
    assert parse_assign("round robin") == Assign(AssignMode.ROUND_ROBIN)
    assert parse_assign("person:marek") == Assign(AssignMode.PERSON, "marek")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('involv = ["lead"]', 'unknown key "involv"; did you mean "involve"?'),
        ('tag = "a", note = "b"', "an action is a table of one key: move_to, involve"),
        ("", "an action is a table of one key: move_to, involve"),
        ("involve = []", '"involve" must name at least one recipient'),
        ('involve = "lead"', '"involve" must be a list'),
        ("involve = [3]", '"involve" is a list of texts'),
        ('involve = ["leed"]', 'involve: unknown recipient "leed"; did you mean "lead"?'),
        ('involve = ["lead:x"]', 'involve: unknown recipient "lead:x"; known are: assignee, team, lead'),
        ('involve = ["person"]', 'involve: unknown recipient "person"; known are: assignee'),
        ('involve = ["contact:"]', 'involve: unknown recipient "contact:"; known are: assignee'),
        ('involve = ["team:"]', 'involve: unknown recipient "team:"; known are: assignee'),
        ('involve = ["team: Desk"]', 'involve: unknown recipient "team: Desk"; known are: assignee'),
        ("raise_priority = 5", '"raise_priority" must be from 1 to 4'),
        ('raise_priority = "1"', '"raise_priority" must be a whole number'),
        ("tell_customer = 3", '"tell_customer" must be a text'),
        ('tag = ""', "tag: a name must not be empty"),
        ('note = " "', "note: a note must not be empty"),
        (r'note = "\u0000"', "note: the text has the control character U+0000"),
        ("move_to = 2", '"move_to" must be a table'),
        ('move_to = { assign = "nobody" }', '"move_to" must name a tier or a team'),
        ("move_to = { tier = 0 }", '"tier" must be from 1 to 99'),
        ('move_to = { tier = 2, taem = "X" }', 'unknown key "taem"; did you mean "team"?'),
        (
            'move_to = { tier = 2, assign = "least" }',
            'assign: unknown way to assign "least"; known are: last agent, least loaded',
        ),
        ('move_to = { tier = 2, assign = "person" }', 'assign: unknown way to assign "person"'),
        ('move_to = { tier = 2, assign = "person:" }', "assign: a name must not be empty"),
    ],
)
def test_a_faulty_action_is_refused_at_its_line(text: str, complaint: str) -> None:
    assert fault_of_action(text).startswith(f"5: {complaint}")
