"""Semantics, section 5: late steps."""

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.decision import pass_over
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.scene import Outage
from desktop_escalation.domain.ticket import Channel, Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import Desk, at
from tests.domain.ladders import (
    TELL_CUSTOMER,
    TELL_LEAD,
    TO_TIER_2,
    TO_TIER_3,
    desk_with,
    events_of,
    ladder,
    opened_with,
    receipts,
    step,
)
from tests.domain.test_ladder_keys import Versions, moves_open, publishes

MANAGER = '{ involve = ["manager"] }'
THREE = (step("at resolution", TELL_LEAD), step("5m after resolution", MANAGER), step("10m after resolution", MANAGER))


def test_within_the_grace_every_due_step_fires() -> None:
    assert desk_with(*THREE).runs("13:15") == ["1", "2", "3"]


def test_beyond_the_grace_only_the_last_due_step_fires() -> None:
    desk = desk_with(*THREE)
    desk.now = at("13:15").replace(second=1)
    assert desk.runs() == ["3"]
    assert desk.skipped() == {"1": "missed, engine late", "2": "missed, engine late"}


def test_the_grace_is_the_policys() -> None:
    assert desk_with(*THREE, head='grace = "1h"').runs("14:00") == ["1", "2", "3"]
    assert desk_with(*THREE, head='grace = "0m"').runs("13:06") == ["2"]


def test_steps_that_are_not_due_yet_fire_at_their_own_time() -> None:
    desk = desk_with(*THREE, step("1h after resolution"))
    desk.runs("13:30")
    assert desk.runs("14:00") == ["4"]


def test_the_last_is_the_last_of_the_ladder_not_the_latest_in_time() -> None:
    desk = desk_with(step("10m after resolution"), step("at resolution"))
    assert desk.runs("14:00") == ["2"]


def test_the_last_is_one_whose_condition_holds() -> None:
    desk = desk_with(
        step("at resolution"), step("5m after resolution"), step("10m after resolution", when="{ tier = [3] }")
    )
    assert desk.runs("14:00") == ["2"]
    assert desk.skipped() == {"1": "missed, engine late", "3": "condition"}


def test_where_no_condition_holds_nothing_fires() -> None:
    desk = desk_with(step("at resolution", when="{ tier = [3] }"), step("5m after resolution", when="{ tier = [3] }"))
    assert desk.runs("14:00") == []
    assert desk.skipped() == {"1": "condition", "2": "condition"}
    assert desk.told() == []


def test_a_single_late_step_fires() -> None:
    desk = desk_with(step("at resolution"))
    assert desk.runs("17:00") == ["1"]
    assert receipts(desk)[0].due_at == at("13:00")


def test_steps_without_a_clock_are_judged_singly() -> None:
    assert desk_with(step("1h unassigned"), step("1h idle"), step("2h idle")).runs("17:00") == ["1", "2", "3"]


def test_each_clock_is_judged_by_itself() -> None:
    desk = desk_with(
        step("50% of first_response"),
        step("at first_response"),
        step("at resolution"),
        step("5m after resolution"),
        targets='first_response = { 1 = "1h" }\nresolution = { 1 = "4h" }',
    )
    assert desk.runs("13:06") == ["2", "3", "4"]


def test_lateness_counts_from_the_shifted_time() -> None:
    desk = desk_with(*THREE).until("12:50").acknowledges("13:30")
    assert desk.runs("13:41") == ["1", "2", "3"]


def test_the_record_carries_out_the_last_move_and_the_highest_priority_of_those_it_replaces() -> None:
    desk = desk_with(
        step("3h before resolution", TO_TIER_2, "{ raise_priority = 2 }", '{ tag = "two" }'),
        step("2h before resolution", TO_TIER_3, '{ note = "At tier 3." }'),
        step("1h before resolution", "{ raise_priority = 1 }", TELL_LEAD),
        step("30m before resolution", MANAGER),
        targets='resolution = { 1 = "4h", 2 = "4h", 3 = "4h" }',
        priority=3,
    )
    assert desk.runs("12:50") == ["4"]
    ticket = desk.life.ticket
    assert (ticket.team, ticket.priority, ticket.tags) == ("Edge", Priority.URGENT, frozenset())
    assert events_of(desk, events.Noted) == []
    assert ticket.transfers == 1
    assert receipts(desk)[-1].replaces == ("1", "2", "3")


def test_the_steps_own_move_is_enough_where_it_leads_as_far() -> None:
    desk = desk_with(step("3h before resolution", TO_TIER_2), step("2h before resolution", TO_TIER_3))
    desk.runs("12:00")
    assert desk.life.ticket.team == "Edge"
    assert desk.life.ticket.transfers == 1


@pytest.mark.parametrize("own", [TO_TIER_2, '{ move_to = { team = "Network" } }', '{ move_to = { team = "Gone" } }'])
def test_a_replaced_move_that_leads_further_is_carried_out_too(own: str) -> None:
    desk = desk_with(step("3h before resolution", TO_TIER_3), step("2h before resolution", own))
    desk.runs("12:00")
    assert desk.life.ticket.team == "Edge"


def test_the_highest_priority_is_the_steps_own_where_that_is_highest() -> None:
    desk = desk_with(
        step("3h before resolution", "{ raise_priority = 2 }"),
        step("2h before resolution", "{ raise_priority = 1 }"),
        targets='resolution = { 1 = "4h", 2 = "4h", 3 = "4h" }',
        priority=3,
    )
    desk.runs("12:00")
    assert desk.life.ticket.priority is Priority.URGENT
    assert len(events_of(desk, events.PriorityChanged)) == 1


def test_the_notices_of_replaced_steps_are_not_sent_and_the_lead_gets_one_digest() -> None:
    desk = desk_with(
        step("3h before resolution", MANAGER, TELL_CUSTOMER), step("2h before resolution", MANAGER), *THREE
    )
    assert desk.runs("13:16") == ["5"]
    centre = [(message.to, message.subject) for message in desk.messages if message.channel == "centre"]
    assert centre == [
        ("helen", "[DE-1] VPN drops: 10m after resolution"),
        ("ingrid", "[DE-1] VPN drops: steps were missed"),
    ]
    digest = desk.messages[-1]
    assert digest.body.splitlines() == [
        "Step 1, 3h before resolution, due Mon 12 Oct 10:00: missed, engine late",
        "Step 2, 2h before resolution, due Mon 12 Oct 11:00: missed, engine late",
        "Step 3, at resolution, due Mon 12 Oct 13:00: missed, engine late",
        "Step 4, 5m after resolution, due Mon 12 Oct 13:05: missed, engine late",
    ]
    assert "priya@halden.example" not in desk.told()


def test_one_digest_tells_of_two_clocks() -> None:
    desk = desk_with(
        step("50% of first_response"),
        step("at first_response"),
        step("50% of resolution"),
        step("at resolution"),
        targets='first_response = { 1 = "1h" }\nresolution = { 1 = "2h" }',
    )
    assert desk.runs("13:00") == ["2", "4"]
    digests = [message for message in desk.messages if "missed" in message.key and message.channel == "centre"]
    assert [digest.body.count("\n") for digest in digests] == [1]


def test_the_digest_goes_to_the_lead_of_the_team_whose_ladder_was_missed() -> None:
    desk = desk_with(step("3h before resolution", TO_TIER_2), step("at resolution", TO_TIER_3))
    teams = desk.directory.teams
    desk.directory = replace(desk.directory, teams={**teams, "Edge": replace(teams["Edge"], lead="yuki")})
    desk.runs("14:00")
    assert desk.told() == ["ingrid"]


def test_nothing_goes_to_the_customer_about_a_moment_older_than_a_day() -> None:
    for days, told in ((1, True), (2, False)):
        desk = desk_with(step("at resolution", TELL_CUSTOMER))
        assert desk.runs("13:00", days=days) == ["1"]
        assert bool(events_of(desk, events.CustomerTold)) is told
        assert [fact.why for fact in events_of(desk, events.CustomerNotTold)] == (
            [] if told else ["the moment is older than a day"]
        )


# --- the cause ----------------------------------------------------------------


def missed_with(*outages: Outage, channel: Channel = Channel.DESK) -> set[str]:
    desk = opened_with(Desk(policies=(ladder(*THREE),), outages=outages).open(), channel=channel)
    desk.runs("08:00", days=1)
    return set(desk.skipped().values())


def test_heartbeats_name_the_time_in_which_no_engine_ran() -> None:
    off = Outage(at("12:10"), at("07:55", days=1))
    assert missed_with(off) == {"missed, engine off 12:10–07:55"}
    assert missed_with(Outage(None, at("07:55", days=1))) == {"missed, engine off until 07:55"}


def test_an_outage_at_another_time_is_not_the_cause() -> None:
    assert missed_with(Outage(at("02:10"), at("04:00")), Outage(at("15:00"), at("16:00"))) == {"missed, engine late"}


def test_the_cause_is_told_on_the_wall_clock_of_the_site() -> None:
    desk = Desk(policies=(ladder(*THREE),), outages=(Outage(at("12:10"), at("14:00")),)).open()
    desk.directory = replace(desk.directory, site=replace(desk.directory.site, zone="Europe/Berlin"))
    desk.runs("14:00")
    assert set(desk.skipped().values()) == {"missed, engine off 14:10–16:00"}


def test_an_import_is_a_cause() -> None:
    assert missed_with(channel=Channel.IMPORT) == {"missed, import"}


def test_a_change_of_priority_is_a_cause() -> None:
    desk = desk_with(step("50% of resolution"), step("75% of resolution"), priority=2)
    desk.until("12:45").does(events.PriorityChanged(Priority.URGENT))
    assert desk.runs() == ["2"]
    assert desk.skipped() == {"1": "missed, policy change"}


def test_a_move_to_a_newer_version_is_a_cause() -> None:
    def version(number: int, *triggers: str) -> Policy:
        return ladder(*(step(trigger, id=f'"{trigger}"') for trigger in triggers), version=number)

    desk = Versions(policies=(version(1, "at resolution"),))
    desk.open()
    newer = version(2, "10% of resolution", "20% of resolution", "at resolution")
    publishes(desk, newer)
    desk.until("11:00")
    moves_open(desk, "Ladder")
    assert desk.runs() == ["20% of resolution"]
    assert desk.skipped() == {"10% of resolution": "missed, policy change"}


def test_lateness_alone_decides_whatever_the_heartbeats_say() -> None:
    desk = Desk(policies=(ladder(*THREE),), outages=(Outage(at("12:00"), at("13:10")),)).open()
    assert desk.runs("13:12") == ["1", "2", "3"]


# --- what is past is passed over ------------------------------------------------


def test_what_is_past_can_be_passed_over_so_that_nothing_escalates() -> None:
    desk = desk_with(
        step("at resolution", TELL_CUSTOMER), step("1h unassigned", when="{ tier = [3] }"), step("at resolution")
    )
    desk.until("12:00", days=1)
    decision = pass_over(desk.life, desk.scene, "missed, import")
    assert (decision.fired, decision.skipped, decision.messages) == (0, 3, ())
    assert {one.receipt.outcome for one in decision.receipts} == {"skipped (missed, import)"}
    assert decision.life.clocks[0].breached_at == at("13:00")
    desk.history.extend(decision.events)
    assert desk.runs() == []


def test_without_a_policy_there_is_nothing_to_pass_over() -> None:
    desk = Desk(policies=()).open()
    assert pass_over(desk.life, desk.scene, "missed, import").events == ()
