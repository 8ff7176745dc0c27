"""The data of `explain --json`, as the formats page names them."""

import json
from datetime import timedelta

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.people import Absence, Person
from desktop_escalation.domain.receipt_json import minutes, receipt_data, step_data
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.domain.value import replace
from tests.domain.desk import Desk
from tests.domain.directories import MONDAY_NOON
from tests.domain.ladders import TELL_LEAD, desk_with, receipts, sentence, step, why, with_person

AWAY = (Absence(MONDAY_NOON.date(), MONDAY_NOON.date()),)


def a_fired_desk() -> Desk:
    move = '{ move_to = { tier = 2, assign = "person:yuki" } }'
    desk = desk_with(step("15m before resolution", move, TELL_LEAD, when="{ tier = [1] }"))
    desk.directory = replace(desk.directory, site=replace(desk.directory.site, zone="Europe/London"))
    desk.until("10:00").does(events.Paused(PendingReason.CUSTOMER)).until("10:30").does(events.Resumed())
    desk.runs("13:15")
    return desk


def test_the_data_of_a_firing_are_plain_and_whole() -> None:
    desk = a_fired_desk()
    (receipt,) = receipts(desk)
    data = receipt_data(receipt, desk.directory)
    assert json.loads(json.dumps(data)) == data
    assert data == {
        "step": 1,
        "repetition": 0,
        "policy": "Ladder",
        "version": 1,
        "trigger": "15m before resolution",
        "outcome": "fired",
        "at": "2026-10-12T14:15:00+01:00",
        "due_at": "2026-10-12T14:15:00+01:00",
        "metric": "resolution",
        "target_minutes": 240,
        "threshold_minutes": 225,
        "shift_minutes": 0,
        "counted_minutes": 225,
        "intervals": [
            {
                "from": "2026-10-12T10:00:00+01:00",
                "to": "2026-10-12T11:00:00+01:00",
                "counts": True,
                "reason": "working time",
            },
            {
                "from": "2026-10-12T11:00:00+01:00",
                "to": "2026-10-12T11:30:00+01:00",
                "counts": False,
                "reason": "paused, waiting for customer, by marek",
            },
            {
                "from": "2026-10-12T11:30:00+01:00",
                "to": "2026-10-12T14:15:00+01:00",
                "counts": True,
                "reason": "working time",
            },
        ],
        "conditions": [{"field": "tier", "wanted": "1", "seen": "1", "holds": True}],
        "recipients": [{"who": "ingrid", "why": "lead of Network", "instead_of": None}],
        "choice": {
            "chosen": "yuki",
            "why": "named in the policy",
            "candidates": [
                {"login": "yuki", "name": "Yuki", "load": 0, "capacity": 8, "fit": True, "why": "0 open, capacity 8"}
            ],
        },
        "passage": {"from_team": "Desk", "from_tier": 1, "to_team": "Network", "to_tier": 2},
        "done": ["moved to Network, tier 2", "assigned yuki: named in the policy", "told ingrid"],
        "failed": [],
        "replaces": [],
        "lost_policies": [],
        "sentence": sentence(desk, receipt),
    }


def test_the_data_of_a_step_that_has_not_fired_have_the_same_keys() -> None:
    desk = a_fired_desk()
    waiting = desk_with(step("customer escalates"))
    data = receipt_data(why(waiting, "1"), waiting.directory)
    assert set(data) == set(receipt_data(receipts(desk)[0], desk.directory))
    assert (data["outcome"], data["due_at"], data["metric"], data["target_minutes"]) == ("waiting", None, None, None)
    assert (data["choice"], data["passage"], data["intervals"]) == (None, None, [])


def test_a_recipient_who_stands_in_for_somebody_says_for_whom() -> None:
    desk = with_person(
        desk_with(step("at resolution", TELL_LEAD)), Person("ingrid", "Ingrid", substitute="helen", absences=AWAY)
    )
    desk.runs("13:00")
    (receipt,) = receipts(desk)
    assert receipt_data(receipt, desk.directory)["recipients"] == [
        {"who": "helen", "why": "lead of Desk, in place of ingrid, who is away", "instead_of": "ingrid"}
    ]
    assert sentence(desk, receipt).startswith("Helen (in place of Ingrid) was told of this ticket because ")


def test_an_escalation_by_hand_has_no_step_and_without_a_policy_no_version() -> None:
    desk = a_fired_desk()
    by_hand = replace(receipts(desk)[0], step="", policy="", version=0, outcome="by hand", why="Stuck.")
    data = receipt_data(by_hand, desk.directory)
    assert (data["step"], data["policy"], data["version"]) == (None, None, None)


@pytest.mark.parametrize(
    ("step_id", "data"), [("2", 2), ("12", 12), ("warn", "warn"), ("02", "02"), ("²", "²"), ("", None)]
)
def test_a_step_is_a_number_where_it_is_a_position(step_id: str, data: object) -> None:
    assert step_data(step_id) == data


@pytest.mark.parametrize(
    ("span", "data"),
    [
        (timedelta(hours=4), 240),
        (timedelta(), 0),
        (timedelta(seconds=90), 1.5),
        (timedelta(seconds=1), 0.017),
        (timedelta(minutes=-60), -60),
        (None, None),
    ],
)
def test_minutes_are_whole_numbers_where_they_are_whole(span: timedelta | None, data: float | None) -> None:
    found = minutes(span)
    assert found == data
    assert type(found) is type(data)
