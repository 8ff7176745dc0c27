"""Semantics, section 7: what is over the budget becomes one digest line."""

from datetime import datetime, timedelta

from desktop_escalation.domain.digest import Lines, digest_due, digest_key, digest_message
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Urgency
from tests.domain.directories import MONDAY_NOON as NOON

DESKTOP = NoticeChannel.DESKTOP
WITH = "; see them with: escalationctl notifications list"


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def digest(by_team: dict[str, int], *, is_urgent: bool = False, is_meant: bool = False) -> Message:
    return digest_message("key", "marek", DESKTOP, NOON, Lines(by_team, is_urgent, is_meant))


def test_a_digest_waits_until_nothing_was_added_for_a_minute() -> None:
    assert digest_due(NOON, NOON, None) == after(1)
    assert digest_due(after(0.5), NOON, None) == after(1.5)


def test_a_storm_that_does_not_end_holds_it_up_for_ten_minutes_at_most() -> None:
    assert digest_due(after(9.5), NOON, None) == after(10)
    assert digest_due(after(11), NOON, None) == after(10)


def test_between_two_digests_of_a_person_there_is_an_hour() -> None:
    assert digest_due(NOON, NOON, after(-20)) == after(40)
    assert digest_due(NOON, NOON, after(-59.5)) == after(1)


def test_the_key_names_person_channel_and_hour() -> None:
    assert digest_key("marek", DESKTOP, after(59)) == "digest/marek/desktop/2026-10-12T12Z"
    assert digest_key("marek", DESKTOP, after(0)) == digest_key("marek", DESKTOP, after(59))
    assert digest_key("marek", DESKTOP, after(60)) == "digest/marek/desktop/2026-10-12T13Z"


def test_it_says_how_many_there_are_about_which_team() -> None:
    message = digest({"Desk": 8, "Network": 480})
    assert message.subject == "488 more notices"
    assert message.body == f"480 about Network, 8 about Desk{WITH}"


def test_it_names_three_teams_and_counts_the_rest() -> None:
    message = digest({"A": 1, "B": 2, "C": 3, "D": 4})
    assert message.body == f"4 about D, 3 about C, 2 about B, 1 about 1 more team{WITH}"
    assert "5 about 2 more teams" in digest({"A": 2, "B": 3, "C": 4, "D": 5, "E": 6}).body


def test_a_single_one_is_a_notice() -> None:
    assert digest({"Desk": 1}).subject == "1 more notice"


def test_it_is_of_no_ticket_and_ends_with_why_its_reader_gets_it() -> None:
    message = digest({"Desk": 2})
    assert (message.ticket, message.to, message.channel) == (None, "marek", DESKTOP)
    assert message.why == "You have had your notices for now; the rest are in one line."
    assert message.expires_at == NOON + timedelta(days=1)


def test_one_of_what_can_wait_says_so() -> None:
    assert digest({"Desk": 2}, is_meant=True).why == "You get this in one line, for none of it is urgent."


def test_it_is_as_urgent_as_what_it_stands_for() -> None:
    assert digest({"Desk": 2}).urgency is Urgency.WORKING_HOURS
    assert digest({"Desk": 2}, is_urgent=True).urgency is Urgency.NOW
