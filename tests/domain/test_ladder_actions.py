"""Semantics, section 5: what a step does, where it moves a ticket, its condition, and a step that finds nobody."""

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.ladder import EscalationKind
from desktop_escalation.domain.people import Absence, Person, Team
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import MONDAY, OFFICE, Desk, at
from tests.domain.ladders import (
    TELL_CUSTOMER,
    TELL_LEAD,
    TO_TIER_2,
    desk_with,
    events_of,
    ladder,
    moves,
    receipts,
    step,
    with_person,
)


def fired(*actions: str, at_time: str = "10:00", **more: object) -> Desk:
    """Let one step do some actions an hour after the ticket was opened."""
    desk = desk_with(step("3h before resolution", *actions), **more)  # type: ignore[arg-type]
    assert desk.runs(at_time) == ["1"]
    return desk


def with_team(desk: Desk, team: Team) -> Desk:
    desk.directory = replace(desk.directory, teams={**desk.directory.teams, team.name: team})
    return desk


# --- verbs --------------------------------------------------------------------


def test_a_move_puts_the_ticket_into_the_team_and_takes_the_assignee_off_by_default() -> None:
    desk = desk_with(step("3h before resolution", '{ move_to = { team = "Network" } }')).does(events.Assigned("marek"))
    desk.runs("10:00")
    ticket = desk.life.ticket
    assert (ticket.team, ticket.tier, ticket.assignee) == ("Network", 2, None)


@pytest.mark.parametrize(
    ("assign", "login"),
    [("least loaded", "jonas"), ("round robin", "jonas"), ("on call", "jonas"), ("person:yuki", "yuki")],
)
def test_a_move_assigns_as_it_says(assign: str, login: str) -> None:
    desk = fired(f'{{ move_to = {{ tier = 2, assign = "{assign}" }} }}')
    assert desk.life.ticket.assignee == login
    choice = receipts(desk)[0].choice
    assert choice is not None
    assert choice.chosen == login


def test_a_move_may_assign_the_last_agent_who_knew_the_customer() -> None:
    desk = fired('{ move_to = { tier = 2, assign = "last agent" } }')
    assert desk.life.ticket.assignee is None
    assert "assigned nobody: nobody of Network who knew the customer is on duty" in receipts(desk)[0].done


def test_a_choice_counts_towards_the_load_that_the_next_one_sees() -> None:
    desk = desk_with(step("3h before resolution", '{ move_to = { tier = 2, assign = "least loaded" } }'))
    desk.runs("10:00")
    assert desk.directory.loads == {"jonas": 1}


def test_an_assignee_whom_nobody_replaces_loses_the_ticket_with_the_move() -> None:
    desk = desk_with(step("at resolution", '{ move_to = { tier = 2, assign = "least loaded" } }'), head='grace = "3d"')
    desk.does(events.Assigned("marek"))
    assert desk.runs("20:00") == ["1"]
    assert desk.life.ticket.assignee is None


def test_involve_tells_people_and_the_assignee_stays() -> None:
    desk = desk_with(step("3h before resolution", '{ involve = ["lead", "manager"] }')).does(events.Assigned("marek"))
    desk.runs("10:00")
    assert desk.told() == ["ingrid", "helen"]
    assert desk.life.ticket.assignee == "marek"


def test_raise_priority_raises_it_and_never_lowers_it() -> None:
    raised = fired("{ raise_priority = 1 }", priority=2, at_time="14:00")
    assert raised.life.ticket.priority is Priority.URGENT
    kept = fired("{ raise_priority = 2 }", priority=1)
    assert kept.life.ticket.priority is Priority.URGENT
    assert events_of(kept, events.PriorityChanged) == []


def test_tag_and_note_go_on_the_ticket_once() -> None:
    desk = fired('{ tag = "late" }', '{ tag = "late" }', '{ note = "Resolution at risk." }')
    assert desk.life.ticket.tags == {"late"}
    assert len(events_of(desk, events.Tagged)) == 1
    assert events_of(desk, events.Noted) == [events.Noted("Resolution at risk.")]


def test_tell_the_customer_uses_the_template() -> None:
    desk = fired(TELL_CUSTOMER)
    assert [message.body for message in desk.messages] == ["Hello Priya Nair"]


def test_actions_run_in_order_so_that_the_lead_after_a_move_is_the_new_teams() -> None:
    desk = desk_with(step("3h before resolution", TELL_LEAD, TO_TIER_2, TELL_LEAD))
    with_team(desk, replace(desk.directory.teams["Network"], lead="yuki"))
    desk.runs("10:00")
    assert desk.told() == ["ingrid", "yuki"]
    assert [telling.why for telling in receipts(desk)[0].recipients] == ["lead of Desk", "lead of Network"]


@pytest.mark.parametrize(
    ("actions", "kind"),
    [
        ((TO_TIER_2,), EscalationKind.FUNCTIONAL),
        ((TO_TIER_2, TELL_LEAD), EscalationKind.FUNCTIONAL),
        ((TELL_LEAD,), EscalationKind.HIERARCHICAL),
        (('{ involve = ["manager"] }',), EscalationKind.HIERARCHICAL),
        (('{ involve = ["contact:deputy"] }',), EscalationKind.HIERARCHICAL),
        (('{ involve = ["team"] }',), EscalationKind.NOTICE),
        (('{ tag = "late" }',), EscalationKind.NOTICE),
    ],
)
def test_a_move_up_is_functional_and_telling_authority_is_hierarchical(
    actions: tuple[str, ...], kind: EscalationKind
) -> None:
    assert fired(*actions).life.ladder.escalations[0].kind is kind


def test_a_move_within_the_tier_is_not_functional() -> None:
    desk = desk_with(step("3h before resolution", '{ move_to = { team = "Access" } }'))
    with_team(desk, Team("Access", 1, OFFICE, ("marek",)))
    desk.runs("10:00")
    assert desk.life.ticket.team == "Access"
    assert desk.life.ladder.escalations[0].kind is EscalationKind.NOTICE


# --- where to -----------------------------------------------------------------


def test_a_tier_means_its_team_that_handles_the_category_else_the_default_team() -> None:
    for category, team in (("Network", "Network"), ("network", "Network"), ("Access", "Desk 2"), (None, "Desk 2")):
        desk = Desk(policies=(ladder(step("3h before resolution", TO_TIER_2)),))
        tiers = desk.directory.tiers
        desk.directory = replace(desk.directory, tiers={**tiers, 2: replace(tiers[2], default_team="Desk 2")})
        with_team(desk, Team("Desk 2", 2, OFFICE)).open(category=category)
        desk.runs("10:00")
        assert desk.life.ticket.team == team


def test_a_move_never_lowers_the_tier() -> None:
    for action in (TO_TIER_2, '{ move_to = { team = "Network" } }'):
        desk = fired(action, TELL_LEAD, team="Edge")
        assert desk.life.ticket.team == "Edge"
        assert desk.life.ticket.transfers == 0
        assert desk.told() == ["ingrid"]
        assert receipts(desk)[0].done[0].startswith("stayed in Edge: tier 3 is above")


def test_a_tier_below_needs_no_team_to_be_stayed_above() -> None:
    desk = desk_with(step("3h before resolution", TO_TIER_2), team="Edge")
    tiers = desk.directory.tiers
    desk.directory = replace(
        desk.directory,
        tiers={**tiers, 2: replace(tiers[2], default_team=None)},
        teams={name: team for name, team in desk.directory.teams.items() if name != "Network"},
    )
    desk.runs("10:00")
    assert receipts(desk)[0].failed == ()


def test_a_ticket_that_is_there_already_counts_as_moved() -> None:
    for action in (TO_TIER_2, '{ move_to = { team = "Network", assign = "least loaded" } }'):
        desk = desk_with(step("3h before resolution", action), team="Network").does(events.Assigned("jonas"))
        desk.runs("10:00")
        assert desk.life.ticket.assignee == "jonas"
        assert receipts(desk)[0].done == ("was in Network already",)


def test_a_ticket_that_is_there_without_an_assignee_gets_one() -> None:
    desk = fired('{ move_to = { tier = 2, assign = "person:yuki" } }', team="Network")
    assert desk.life.ticket.assignee == "yuki"


def test_a_ticket_in_another_team_of_the_tier_stays_there() -> None:
    desk = desk_with(step("3h before resolution", TO_TIER_2), team="Network")
    moves(with_team(desk, Team("Workplace", 2, OFFICE)), "Workplace")
    desk.runs("10:00")
    assert desk.life.ticket.team == "Workplace"


def test_a_move_to_a_team_that_is_gone_fails_and_the_rest_still_runs() -> None:
    desk = desk_with(step("3h before resolution", '{ move_to = { team = "Gone" } }', '{ tag = "late" }'))
    desk.runs("10:00")
    assert desk.life.ticket.team == "Desk"
    assert desk.life.ticket.tags == {"late"}
    assert receipts(desk)[0].failed[0].startswith('move: there is no team "Gone"')
    assert desk.told() == ["root"]


# --- conditions ---------------------------------------------------------------


def test_a_condition_is_judged_when_the_step_fires_on_the_ticket_as_it_stands() -> None:
    desk = desk_with(step("at resolution", TELL_LEAD, when="{ tier = [2] }"))
    moves(desk.until("12:00"), "Network")
    assert desk.runs("13:00") == ["1"]


def test_a_false_condition_is_recorded_uses_the_key_and_is_not_tried_again() -> None:
    desk = desk_with(step("at resolution", TELL_LEAD, when="{ tier = [2] }"))
    assert desk.runs("13:00") == []
    assert desk.skipped() == {"1": "condition"}
    moves(desk, "Network")
    assert desk.runs("13:01") == []
    receipt = receipts(desk)[0]
    assert receipt.outcome == "skipped (condition)"
    assert [(finding.field, finding.seen, finding.holds) for finding in receipt.conditions] == [("tier", "1", False)]


def test_all_steps_of_one_pass_are_judged_against_one_snapshot() -> None:
    desk = desk_with(
        step("at resolution", TO_TIER_2, when="{ tier = [1] }"), step("4h idle", TELL_LEAD, when="{ tier = [1] }")
    )
    assert desk.runs("13:00") == ["1", "2"]
    assert desk.life.ticket.tier == 2


def test_steps_of_a_clock_that_was_met_before_their_time_use_no_key() -> None:
    desk = desk_with(step("at first_response"), targets='first_response = { 1 = "1h" }')
    desk.until("09:30").does(events.Replied("Hello."))
    assert desk.runs("15:00") == []
    assert desk.life.ladder.records == ()


def test_steps_of_a_clock_that_was_cancelled_before_their_time_use_no_key() -> None:
    desk = desk_with(step("at resolution"))
    desk.until("10:00").does(events.PriorityChanged(Priority.LOW))
    assert desk.runs("15:00") == []
    assert desk.life.ladder.records == ()


def test_a_resolved_ticket_climbs_no_further() -> None:
    desk = desk_with(step("at resolution"), step("2h idle"), step("2h unassigned"), step("1 time reopened"))
    desk.until("10:00").does(events.Resolved())
    assert desk.runs("17:00") == []


# --- an empty step ------------------------------------------------------------


def test_an_involve_that_finds_nobody_fails_and_the_administrator_sees_it() -> None:
    desk = fired('{ involve = ["assignee"] }', '{ tag = "late" }')
    assert desk.life.ticket.tags == {"late"}
    assert receipts(desk)[0].failed == ("involve assignee: found nobody (DE-1 has no assignee)",)
    assert desk.life.ladder.escalations[0].failed == receipts(desk)[0].failed
    assert desk.told() == ["root"]
    (alarm,) = [message for message in desk.messages if message.channel == "centre"]
    assert alarm.body == "involve assignee: found nobody (DE-1 has no assignee)"


def test_a_person_away_without_a_substitute_is_nobody_and_one_off_duty_is_only_told_later() -> None:
    desk = desk_with(step("3h before resolution", TELL_LEAD))
    with_person(desk, Person("ingrid", "Ingrid", absences=(Absence(MONDAY, MONDAY),)))
    desk.runs("10:00")
    assert len(receipts(desk)[0].failed) == 1
    night = desk_with(step("6 wall h after resolution", TELL_LEAD))
    night.runs("19:00")
    assert receipts(night)[0].failed == ()
    assert {message.deliver_at for message in night.messages} == {at("08:00", days=1)}


def test_after_an_empty_step_the_next_one_is_not_waited_for_longer() -> None:
    desk = desk_with(step("30m before resolution", '{ involve = ["assignee"] }'), step("at resolution"))
    assert desk.runs("12:30") == ["1"]
    assert desk.times() == {"2": "13:00"}


def test_an_involve_that_finds_one_of_two_is_not_empty() -> None:
    assert receipts(fired('{ involve = ["assignee", "lead"] }'))[0].failed == ()


def test_a_clock_that_stands_still_fires_nothing_until_it_runs_also_what_the_engine_had_not_seen() -> None:
    desk = desk_with(step("at resolution")).until("13:01").does(events.Paused(PendingReason.CUSTOMER))
    assert desk.runs("13:02") == []
    desk.until("13:10").does(events.Resumed())
    assert desk.runs() == ["1"]
