"""A history as the rows of a conversation."""

from desktop_escalation.domain import events
from desktop_escalation.domain.attachment import Attachment
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.domain.value import replace
from tests.domain.desk import Desk, at
from tests.ui.tickets.desk_tickets import climbing, on_desk
from ui.tickets.conversation_entry import Entry, Kind, conversation_of, plain_text_of, with_days

FILE = Attachment(7, "router.log", "text/plain", 10)


def entries(desk: Desk, on_duty: frozenset[str] = frozenset()) -> tuple[Entry, ...]:
    return conversation_of(on_desk(desk, on_duty=on_duty), desk.now)


def texts(desk: Desk) -> list[str]:
    return [entry.text for entry in entries(desk)]


def test_the_words_of_the_ticket_come_first_as_the_customers() -> None:
    first = entries(Desk().open())[0]
    assert (first.kind, first.who, first.text) == (Kind.CUSTOMER, "Priya Nair", "Whole office")
    assert first.about == "Halden Logistics, taken down by Marek"


def test_without_a_customer_they_are_those_of_who_opened_it() -> None:
    first = entries(Desk(customer=None).open())[0]
    assert (first.kind, first.who, first.about) == (Kind.CUSTOMER, "Marek", "opened the ticket")


def test_a_ticket_without_words_begins_with_its_opening() -> None:
    desk = Desk().open()
    opened = desk.history[0]
    assert isinstance(opened.fact, events.Opened)
    desk.history[0] = replace(opened, fact=replace(opened.fact, body=" "))
    first = entries(desk)[0]
    assert (first.kind, first.text) == (Kind.EVENT, "Marek: opened the ticket")


def test_messages_tell_who_wrote_them_and_who_reads_them() -> None:
    desk = Desk().open()
    desk.until("09:10").does(events.Replied("On it.", (FILE,)))
    desk.until("09:20").does(events.Noted("Old router."), by="jonas")
    desk.until("09:30").does(events.CustomerWrote("Still down.", (FILE,)), by="customer")
    found = [(one.kind, one.who, one.about, one.text, one.files) for one in entries(desk)[1:]]
    assert found == [
        (Kind.PUBLIC, "Marek", "public reply", "On it.", (FILE,)),
        (Kind.INTERNAL, "Jonas", "internal note", "Old router.", ()),
        (Kind.CUSTOMER, "Priya Nair", "Halden Logistics", "Still down.", (FILE,)),
    ]


def test_times_are_those_of_the_site() -> None:
    reply = entries(Desk().open().until("09:10").does(events.Replied("On it.")))[-1]
    assert reply.when == "09:10"
    assert reply.when_in_full.startswith("Monday, 12 October 2026, 09:10")


def test_what_one_act_did_is_one_line_behind_one_name() -> None:
    desk = Desk().open().until("09:10").does(events.Assigned("jonas"), events.Paused(PendingReason.CUSTOMER))
    assert texts(desk)[-1] == "Marek: assigned to Jonas, paused, waiting for the customer"


def test_what_a_step_did_stands_behind_the_step() -> None:
    lines = [text for text in texts(climbing()) if text.startswith("Step 2")]
    (line,) = lines
    assert "moved to" in line
    assert "Ladder" not in line


def test_what_the_engine_does_by_itself_is_the_ladders() -> None:
    desk = Desk().open()
    desk.history.append(events.Event(at("10:00"), events.ENGINE, events.Closed()))
    desk.now = at("10:00")
    assert texts(desk)[-1] == "Ladder: closed"


def test_acts_of_different_people_at_one_moment_stay_apart() -> None:
    desk = Desk().open().until("09:10").does(events.Tagged("a")).does(events.Tagged("b"), by="jonas")
    assert texts(desk)[-2:] == ["Marek: label a put on", "Jonas: label b put on"]


def test_who_is_on_duty_has_a_mark() -> None:
    desk = Desk().open().until("09:10").does(events.Replied("On it.")).does(events.Noted("Hm."), by="jonas")
    found = entries(desk, on_duty=frozenset({"marek"}))
    assert [one.is_on_duty for one in found[-2:]] == [True, None]


def test_each_day_begins_with_a_separator_but_one_that_is_today() -> None:
    desk = Desk().open().until("09:10", days=1).does(events.Noted("a")).until("09:10", days=12).does(events.Noted("b"))
    now = at("12:00", days=12)
    rows = list(with_days(entries(desk), now, "Europe/London"))
    assert [one.text for one in rows if one.kind is Kind.DAY] == ["Monday, 12 October", "Tuesday, 13 October", "Today"]
    rows = list(with_days(entries(desk), at("12:00", days=2), "Europe/London"))
    assert [one.text for one in rows if one.kind is Kind.DAY][:2] == ["Monday", "Yesterday"]
    today = list(with_days(entries(Desk().open()), at("12:00"), "Europe/London"))
    assert [one for one in today if one.kind is Kind.DAY] == []


def test_a_row_as_text_has_every_word() -> None:
    desk = Desk().open().until("09:10").does(events.Replied("One.\nTwo.", (FILE,)))
    text = plain_text_of(entries(desk)[-1])
    assert text.startswith("Marek, public reply, Monday, 12 October 2026, 09:10")
    assert text.endswith("\nOne.\nTwo.\nrouter.log")
