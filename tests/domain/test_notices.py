"""Semantics, section 7: who is told of a step, in whose place, by which channels and when."""

from datetime import timedelta

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.calendar_rules import WallInterval
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.notices import one_line
from desktop_escalation.domain.people import Absence, NoticeChannel, Person, Role
from desktop_escalation.domain.policy import Urgency
from tests.domain.desk import MONDAY, Desk, at
from tests.domain.ladders import desk_with, hands_back, ladder, moves, opened_with, receipts, step, with_person

AWAY = (Absence(MONDAY, MONDAY),)


def told(*recipients: str, desk: Desk | None = None, time: str = "13:00", **more: str) -> Desk:
    """Let a step tell recipients at the due time."""
    names = ", ".join(f'"{recipient}"' for recipient in recipients)
    given = desk or Desk()
    given.policies = (ladder(step("at resolution", f"{{ involve = [{names}] }}", **more)),)
    if not given.history:
        given.open()
    given.runs(time)
    return given


def in_centre(desk: Desk) -> list[Message]:
    return [message for message in desk.messages if message.channel is NoticeChannel.CENTRE]


@pytest.mark.parametrize(
    ("recipient", "logins", "why"),
    [
        ("team", ["marek"], "member of Desk"),
        ("lead", ["ingrid"], "lead of Desk"),
        ("manager", ["helen"], "manager of Desk"),
        ("team:Network", ["jonas", "yuki"], "member of Network"),
        ("person:yuki", ["yuki"], "named in the policy"),
        ("contact:director", ["dora"], "director of Desk (contact)"),
    ],
)
def test_each_recipient_is_resolved_with_the_reason(recipient: str, logins: list[str], why: str) -> None:
    desk = told(recipient)
    assert desk.told() == logins
    assert {message.why for message in desk.messages} == {f"You get this as {why}."}
    assert {telling.why for telling in receipts(desk)[0].recipients} == {why}


def test_assignee_watchers_and_on_call_are_those_of_the_moment_of_firing() -> None:
    desk = desk_with(team="Network").does(events.Assigned("jonas"), events.Watched("marek"))
    desk.until("12:59").does(events.Assigned("yuki"))
    assert told("assignee", "watchers", "on_call", desk=desk).told() == ["yuki", "marek", "jonas"]


def test_a_person_who_is_meant_twice_is_told_once_with_the_first_reason() -> None:
    desk = told("lead", "person:ingrid", "team:Desk")
    assert desk.told() == ["ingrid", "marek"]
    assert desk.messages[0].why == "You get this as lead of Desk."


def test_two_actions_that_mean_one_person_tell_once() -> None:
    desk = desk_with(step("at resolution", '{ involve = ["lead"] }', '{ involve = ["person:ingrid"] }'))
    desk.runs("13:00")
    assert desk.told() == ["ingrid"]


def test_a_person_who_is_away_is_replaced_by_the_substitute_and_the_notice_says_so() -> None:
    desk = with_person(Desk(), Person("ingrid", "Ingrid", substitute="helen", absences=AWAY))
    told("lead", desk=desk)
    assert desk.told() == ["helen"]
    assert desk.messages[0].why == "You get this in place of Ingrid, who is away: lead of Desk."
    assert receipts(desk)[0].recipients[0].instead_of == "ingrid"


def test_substitutes_of_the_absent_are_followed_as_far_as_one_is_there() -> None:
    desk = with_person(Desk(), Person("ingrid", "Ingrid", substitute="helen", absences=AWAY))
    with_person(desk, Person("helen", "Helen", substitute="dora", absences=AWAY))
    assert told("lead", desk=desk).told() == ["dora"]


def test_every_message_ends_with_why_its_reader_gets_it() -> None:
    desk = told("assignee", "lead", "manager", "team:Network", "contact:deputy")
    assert all(message.why.startswith("You get this") for message in desk.messages)


def test_there_is_one_message_for_each_escalation_person_and_channel_with_a_key_of_its_own() -> None:
    keys = [message.key for message in told("lead").messages]
    assert keys == [f"DE-1/Ladder/1/resolution/1/0/ingrid/{channel}" for channel in ("centre", "desktop", "mail")]


def test_the_same_firing_makes_the_same_keys() -> None:
    assert [message.key for message in told("lead").messages] == [message.key for message in told("lead").messages]


def test_the_centre_is_always_a_channel_and_mail_needs_an_address() -> None:
    desk = with_person(Desk(), Person("ingrid", "Ingrid", mail=None))
    assert [message.channel for message in told("lead", desk=desk).messages] == ["centre", "desktop"]
    only = with_person(Desk(), Person("ingrid", "Ingrid", "i@x.example", channels=(NoticeChannel.CENTRE,)))
    assert [message.channel for message in told("lead", desk=only).messages] == ["centre"]
    twice = (NoticeChannel.MAIL, NoticeChannel.MAIL)
    mailed = with_person(Desk(), Person("ingrid", "Ingrid", "i@x.example", channels=twice))
    assert [message.channel for message in told("lead", desk=mailed).messages] == ["centre", "mail"]


def test_working_hours_delay_the_delivery_and_never_the_firing() -> None:
    desk = desk_with(step("6 wall h after resolution"))
    assert desk.runs("19:00") == ["1"]
    assert {message.deliver_at for message in desk.messages} == {at("08:00", days=1)}


def test_an_urgent_step_is_delivered_at_once_even_in_quiet_hours() -> None:
    desk = with_person(
        Desk(policies=(ladder(step("6 wall h after resolution", urgency='"now"')),)),
        Person("ingrid", "Ingrid", quiet_hours=WallInterval.parse("12:00-23:00")),
    ).open()
    desk.runs("19:00")
    assert {message.deliver_at for message in desk.messages} == {at("19:00")}


def test_quiet_hours_delay_what_is_not_urgent() -> None:
    desk = with_person(Desk(), Person("ingrid", "Ingrid", quiet_hours=WallInterval.parse("12:00-15:00")))
    told("lead", desk=desk)
    assert {message.deliver_at for message in desk.messages} == {at("15:00")}


def test_a_digest_waits_for_the_next_working_morning() -> None:
    desk = told("lead", urgency='"digest"')
    assert {message.deliver_at for message in desk.messages} == {at("08:00", days=1)}
    assert {message.urgency for message in desk.messages} == {Urgency.DIGEST}


def test_expiry_counts_from_the_first_moment_of_delivery_and_the_centre_keeps_all() -> None:
    desk = desk_with(step("6 wall h after resolution"))
    desk.runs("19:00")
    expiries = {message.channel: message.expires_at for message in desk.messages}
    morning = at("08:00", days=2)
    assert expiries == {NoticeChannel.CENTRE: None, NoticeChannel.DESKTOP: morning, NoticeChannel.MAIL: morning}


def test_a_person_without_a_team_is_served_by_the_policys_hours() -> None:
    desk = desk_with(step("6 wall h after resolution", '{ involve = ["person:root"] }'))
    desk.runs("19:00")
    assert {message.deliver_at for message in desk.messages} == {at("08:00", days=1)}


def test_what_the_engine_says_waits_for_no_undo_and_what_a_person_causes_does() -> None:
    assert {message.deliver_at for message in told("lead").messages} == {at("13:00")}
    desk = hands_back(moves(desk_with(), "Network"))
    assert {message.deliver_at for message in desk.messages} == {at("09:00") + timedelta(seconds=10)}


def test_a_notice_says_what_the_step_did() -> None:
    desk = desk_with(step("at resolution", "{ move_to = { tier = 2 } }", '{ involve = ["lead"] }'))
    desk.runs("13:00")
    message = desk.messages[0]
    assert message.subject == "[DE-1] VPN drops: at resolution"
    assert message.body == "Ladder, version 1, step 1: at resolution.\nmoved to Network, tier 2\ntold ingrid"


def test_all_administrators_are_shown_what_a_step_could_not_do() -> None:
    desk = with_person(Desk(), Person("boss", "Boss", role=Role.ADMIN))
    assert told("assignee", desk=desk).told() == ["boss", "root"]


def test_a_subject_is_one_line_without_control_characters_and_not_too_long() -> None:
    assert one_line(" VPN\r\nBcc: x\t\x07drops ") == "VPN Bcc: x drops"
    assert one_line("x" * 200) == "x" * 119 + "…"


def test_a_break_in_the_subject_of_a_ticket_stays_out_of_the_mail_header() -> None:
    desk = opened_with(desk_with(step("at resolution")), subject="VPN\nBcc: all@x.example")
    desk.runs("13:00")
    assert {message.subject for message in desk.messages} == {"[DE-1] VPN Bcc: all@x.example: at resolution"}
