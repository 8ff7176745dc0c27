"""What a step waits for and does, in words."""

import pytest

from desktop_escalation.domain.policy import (
    AddNote,
    AddTag,
    Involve,
    MoveTo,
    RaisePriority,
    Recipient,
    RecipientKind,
    Repeat,
    TellCustomer,
)
from desktop_escalation.domain.spans import parse_wall_span
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.domain.trigger_text import parse_trigger
from tests.domain.desk import a_directory
from ui.tickets.step_words import action_words, actions_words, repeat_words, team_words, trigger_words

LEAD = Recipient(RecipientKind.LEAD)
MANAGER = Recipient(RecipientKind.MANAGER)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("25% of resolution", "25 % of resolution"),
        ("12.5% of first_response", "12.5 % of first response"),
        ("at update", "update overdue"),
        ("15m before next_response", "15 min before next response is due"),
        ("1h 30m after ownership", "1 h 30 after ownership was due"),
        ("30 wall m after resolution", "30 min by the wall clock after resolution was due"),
        ("2h unassigned", "unassigned for 2 h"),
        ("1d unassigned", "unassigned for 1 working day"),
        ("2d 4h idle", "idle for 2 working days and 4 h"),
        ("2 times reopened", "reopened 2 ×"),
        ("3 times bounced", "came back 3 ×"),
        ("30m unacknowledged after step 5", "30 min unacknowledged"),
        ("customer escalates", "customer escalates"),
    ],
)
def test_a_trigger_is_told_shortly(written: str, words: str) -> None:
    assert trigger_words(parse_trigger(written)) == words


@pytest.mark.parametrize(
    ("recipients", "words"),
    [
        ((LEAD,), "tell lead Ingrid"),
        ((MANAGER,), "tell manager Helen"),
        ((Recipient(RecipientKind.ASSIGNEE), LEAD), "tell assignee and lead"),
        ((Recipient(RecipientKind.TEAM), LEAD, MANAGER), "tell team, lead and manager"),
        ((Recipient(RecipientKind.TEAM, "Edge"),), "tell team Edge"),
        ((Recipient(RecipientKind.PERSON, "yuki"),), "tell Yuki"),
        ((Recipient(RecipientKind.PERSON, "gone"),), "tell gone"),
        ((Recipient(RecipientKind.CONTACT, "deputy"),), "tell deputy"),
        ((Recipient(RecipientKind.ON_CALL), Recipient(RecipientKind.WATCHERS)), "tell whoever is on call and watchers"),
    ],
)
def test_who_is_told_is_named(recipients: tuple[Recipient, ...], words: str) -> None:
    assert action_words(Involve(recipients), a_directory(), "Network") == words


def test_nobody_is_named_where_the_team_is_open_or_unknown() -> None:
    assert action_words(Involve((LEAD,)), a_directory(), None) == "tell lead"
    assert action_words(Involve((LEAD,)), a_directory(), "Gone") == "tell lead"


def test_each_action_has_its_words() -> None:
    actions = (
        MoveTo(team="Network"),
        MoveTo(tier=3),
        RaisePriority(Priority.HIGH),
        TellCustomer("raised"),
        AddTag("late"),
        AddNote("Look."),
    )
    assert [action_words(action, a_directory(), None) for action in actions] == [
        "raise to L2 Network",
        "raise to L3",
        "make priority High",
        "mail customer",
        "tag late",
        "write a note",
    ]


def test_the_weightiest_action_comes_first_and_tags_are_left_to_the_tooltip() -> None:
    actions = (Involve((LEAD,)), AddTag("late"), TellCustomer("raised"), MoveTo(team="Network"))
    assert actions_words(actions, a_directory(), "Desk") == "raise to L2 Network, mail customer, tell lead"


def test_a_step_that_only_tags_says_so() -> None:
    assert actions_words((AddTag("late"),), a_directory(), "Desk") == "tag late"


@pytest.mark.parametrize(("every", "words"), [("1h", "hourly × 3"), ("30m", "every 30 min × 3")])
def test_a_repetition_is_told_shortly(every: str, words: str) -> None:
    assert repeat_words(Repeat(parse_wall_span(every), 3)) == words


def test_an_unknown_team_keeps_its_name() -> None:
    assert (team_words(a_directory(), "Gone"), team_words(a_directory(), "Edge")) == ("Gone", "L3 Edge")
