"""What a conversation consists of: messages, lines of what happened, and a separator for each new day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale

from desktop_escalation.domain import events
from desktop_escalation.domain.attachment import Attachment, clean_name
from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.value import replace
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.shared.icons import Icon
from ui.shared.moments import full_words, time_words
from ui.tickets.event_line import Around, event_line

translate = QCoreApplication.translate

_NEAR = timedelta(days=6)


class Kind(StrEnum):
    """What a row of the conversation is."""

    CUSTOMER = "customer"
    PUBLIC = "public"
    INTERNAL = "internal"
    EVENT = "event"
    DAY = "day"


class Entry(Struct, frozen=True):
    """One row; `key` is its place in the history, `about` stands beside the name, `when` is the time of day.

    `note` is what somebody wrote with an act, which is shown under the line that says what happened.
    """

    key: int
    kind: Kind
    at: datetime
    when: str = ""
    when_in_full: str = ""
    who: str = ""
    about: str = ""
    text: str = ""
    files: tuple[Attachment, ...] = ()
    is_on_duty: bool | None = None
    icon: Icon = Icon.CIRCLE
    note: str = ""

    @property
    def is_message(self) -> bool:
        """Somebody wrote it."""
        return self.kind in {Kind.CUSTOMER, Kind.PUBLIC, Kind.INTERNAL}


def conversation_of(desk: DeskTicket, now: datetime) -> tuple[Entry, ...]:
    """List what was written and what happened, the oldest first, without separators."""
    return tuple(_joined(_Reading(desk, Around(desk.directory, now)).entries()))


def with_days(entries: Iterable[Entry], now: datetime, zone: str) -> Iterator[Entry]:
    """Put a separator before the first row of each day, save where all rows are of today."""
    last, today = _day(now, zone), _day(now, zone)
    for entry in entries:
        day = _day(entry.at, zone)
        if day != last:
            yield Entry(entry.key, Kind.DAY, entry.at, text=_day_words(day, today))
            last = day
        yield entry


class _Reading(Struct, frozen=True):
    """Reads a history into rows."""

    desk: DeskTicket
    around: Around

    def entries(self) -> Iterator[Entry]:
        for key, event in enumerate(self.desk.page.history):
            entry = self._message(key, event) or self._event(key, event)
            if entry is not None:
                when, in_full = time_words(event.at, self.desk.zone), full_words(event.at, self.desk.zone)
                yield replace(entry, when=when, when_in_full=in_full)

    def _message(self, key: int, event: Event) -> Entry | None:
        match event.fact:
            case events.Opened(body=body) if body.strip():
                return self._opening(key, event, body)
            case events.CustomerWrote(body=body, files=files):
                return self._from_customer(key, event, body, files)
            case events.Replied(body=body, files=files):
                about = translate("Conversation", "public reply")
                return self._from_colleague(key, event, Kind.PUBLIC, about, body, files)
            case events.Noted(body=body, files=files):
                about = translate("Conversation", "internal note")
                return self._from_colleague(key, event, Kind.INTERNAL, about, body, files)
        return None

    def _opening(self, key: int, event: Event, body: str) -> Entry:
        """Give the text of the ticket: the customer's words, whoever took them down."""
        if self.desk.customer is not None:
            return self._from_customer(key, event, body, ())
        about = translate("Conversation", "opened the ticket")
        return self._from_colleague(key, event, Kind.CUSTOMER, about, body, ())

    def _from_customer(self, key: int, event: Event, body: str, files: tuple[Attachment, ...]) -> Entry:
        customer = self.desk.customer
        who = event.by.name if customer is None else customer.name
        about = "" if customer is None else customer.organisation or ""
        if event.by.kind is AuthorKind.PERSON and customer is not None:
            taken = translate("Conversation", "taken down by {}").format(self.around.name(event.by.name))
            about = translate("Conversation", "{}, {}").format(about, taken) if about else taken
        return Entry(key, Kind.CUSTOMER, event.at, who=who, about=about, text=body, files=_seen(files))

    def _from_colleague(
        self, key: int, event: Event, kind: Kind, about: str, body: str, files: tuple[Attachment, ...]
    ) -> Entry:
        login = event.by.name
        is_on_duty = login in self.desk.on_duty or None
        name = self.around.name(login)
        return Entry(key, kind, event.at, who=name, about=about, text=body, files=_seen(files), is_on_duty=is_on_duty)

    def _event(self, key: int, event: Event) -> Entry | None:
        if isinstance(event.fact, events.Opened):
            words = translate("Conversation", "opened the ticket")
            return Entry(key, Kind.EVENT, event.at, who=self._actor(event), text=words, icon=Icon.PLUS)
        line = event_line(event.fact, self.around)
        if line is None:
            return None
        who = "" if line.is_whole else self._actor(event)
        return Entry(key, Kind.EVENT, event.at, who=who, text=line.words, note=line.note, icon=line.icon)

    def _actor(self, event: Event) -> str:
        match event.by.kind:
            case AuthorKind.PERSON:
                return self.around.name(event.by.name)
            case AuthorKind.CUSTOMER:
                return event.by.name if self.desk.customer is None else self.desk.customer.name
        return translate("Conversation", "Ladder")


def _seen(files: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """Give files the names under which they would be saved; a database may have got others past this program."""
    return tuple(replace(file, name=clean_name(file.name)) for file in files)


def _joined(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Put what one act did into one line: the phrases of one moment, behind one name."""
    held: Entry | None = None
    for entry in entries:
        if held is not None and _belong_together(held, entry):
            both = translate("Conversation", "{}, {}").format(held.text, entry.text)
            held = replace(held, text=both, note="\n".join(note for note in (held.note, entry.note) if note))
            continue
        if held is not None:
            yield _with_actor(held)
        held = entry
    if held is not None:
        yield _with_actor(held)


def _belong_together(first: Entry, second: Entry) -> bool:
    is_of_step = first.who == "" and second.who == translate("Conversation", "Ladder")
    both_happened = first.kind is second.kind is Kind.EVENT
    return both_happened and first.at == second.at and (first.who == second.who or is_of_step)


def _with_actor(entry: Entry) -> Entry:
    if entry.kind is not Kind.EVENT or not entry.who:
        return entry
    return replace(entry, text=translate("Conversation", "{}: {}").format(entry.who, entry.text))


def plain_text_of(entry: Entry) -> str:
    """Give a row as text for the clipboard: who, when, and every word."""
    if not entry.is_message:
        return "\n".join(part for part in (entry.when_in_full, entry.text, entry.note) if part)
    head = ", ".join(part for part in (entry.who, entry.about, entry.when_in_full) if part)
    return "\n".join((head, entry.text, *(file.name for file in entry.files)))


def newest_first(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Turn the order around."""
    return tuple(reversed(entries))


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def _day_words(day: date, today: date) -> str:
    if day == today:
        return translate("Conversation", "Today")
    if today - day == timedelta(days=1):
        return translate("Conversation", "Yesterday")
    locale = QLocale()
    name = locale.dayName(day.isoweekday(), QLocale.FormatType.LongFormat)
    if timedelta() < today - day <= _NEAR:
        return name
    month = locale.monthName(day.month, QLocale.FormatType.LongFormat)
    words = translate("Conversation", "{name}, {day} {month}").format(name=name, day=day.day, month=month)
    return words if day.year == today.year else f"{words} {day.year}"
