"""Files come in with a message, once, and go out to whoever may see the ticket."""

from collections.abc import Callable

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.attachment import MOST_BYTES, NewFile, new_file
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.value import replace
from tests.services.office import ROOT, Office, speaking_for

MAREK = speaking_for("marek")
PRESSED = replace(MAREK, operation="the button")
LOG = new_file("router.log", "text/plain", b"\x00\xff lines\r\n")
PICTURE = new_file("photo.png", "image/png", bytes(range(256)) * 20)


def files_of(office: Office, number: str) -> list[tuple[str, str, int]]:
    history = office.app.lists.show(ROOT, number).history
    messages = [event.fact for event in history if isinstance(event.fact, events.Replied | events.Noted)]
    return [(file.name, file.media_type, file.size) for message in messages for file in message.files]


def first_id(office: Office, number: str) -> int:
    history = office.app.lists.show(ROOT, number).history
    (message,) = [event.fact for event in history if isinstance(event.fact, events.Replied | events.Noted)]
    return message.files[0].id


def reply(office: Office, number: str, *files: NewFile) -> str:
    return office.app.ticketing.reply(MAREK, number, "See the file.", files)


def note(office: Office, number: str, *files: NewFile) -> str:
    return office.app.ticketing.note(MAREK, number, "See the file.", files)


@pytest.mark.parametrize("write", [reply, note])
def test_the_files_of_a_message_are_in_its_event_and_their_content_comes_back(
    office: Office, write: Callable[..., str]
) -> None:
    number = office.ticket()
    write(office, number, LOG, PICTURE)
    assert files_of(office, number) == [("router.log", "text/plain", 10), ("photo.png", "image/png", 5120)]
    first = first_id(office, number)
    assert office.app.attachments.content(MAREK, number, first) == LOG.content
    assert office.app.attachments.content(MAREK, number, first + 1) == PICTURE.content


def test_the_largest_file_is_kept_whole(office: Office) -> None:
    number = office.ticket()
    largest = new_file("disk.img", "application/octet-stream", bytes(range(256)) * (MOST_BYTES // 256))
    reply(office, number, largest)
    assert office.app.attachments.content(ROOT, number, first_id(office, number)) == largest.content


def test_a_file_is_found_at_its_own_ticket_only(office: Office) -> None:
    number, other = office.ticket(), office.ticket()
    reply(office, number, LOG)
    reply(office, other, PICTURE)
    assert office.app.attachments.content(ROOT, other, first_id(office, other)) == PICTURE.content
    with pytest.raises(Refused, match="has no file 2"):
        office.app.attachments.content(ROOT, number, 2)


def test_the_files_of_a_ticket_are_counted_on(office: Office) -> None:
    number = office.ticket()
    reply(office, number, LOG)
    note(office, number, PICTURE)
    assert office.app.attachments.content(ROOT, number, 2) == PICTURE.content


def test_a_file_that_was_damaged_is_refused(office: Office) -> None:
    number = office.ticket()
    reply(office, number, LOG)
    with office.app.store.writing() as tx:
        tx.sql("UPDATE attachment SET digest = 'another'")
    with pytest.raises(Refused, match=r"router\.log is not what was attached any more"):
        office.app.attachments.content(ROOT, number, first_id(office, number))


def test_the_same_operation_with_the_same_files_is_done_once(office: Office) -> None:
    number = office.ticket()
    for _ in range(2):
        office.app.ticketing.reply(PRESSED, number, "See the file.", (LOG,))
    assert len(files_of(office, number)) == 1
    with office.app.store.reading() as tx:
        assert tx.sql("SELECT count(*) FROM attachment") == [(1,)]


@pytest.mark.parametrize("files", [(), (PICTURE,), (LOG, PICTURE), (new_file("b.log", "text/plain", LOG.content),)])
def test_the_same_operation_with_other_files_is_refused_so_that_none_is_lost(
    office: Office, files: tuple[NewFile, ...]
) -> None:
    number = office.ticket()
    office.app.ticketing.note(PRESSED, number, "See the file.", (LOG,))
    with pytest.raises(Refused, match="other words"):
        office.app.ticketing.note(PRESSED, number, "See the file.", files)


def test_the_files_of_a_reply_that_is_refused_are_not_kept(office: Office) -> None:
    number = office.ticket()
    office.at("09:00")
    office.app.ticketing.resolve(MAREK, number)
    office.at("09:00", day=30)
    office.app.climbing.run_pass()
    with pytest.raises(Refused, match="closed"):
        reply(office, number, LOG)
    with office.app.store.reading() as tx:
        assert tx.sql("SELECT count(*) FROM attachment") == [(0,)]


def test_too_many_files_are_refused(sqlite_office: Office) -> None:
    number = sqlite_office.ticket()
    with pytest.raises(Refused, match="at most 20 files"):
        reply(sqlite_office, number, *([LOG] * 21))
