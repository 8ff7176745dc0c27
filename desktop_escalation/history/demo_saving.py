"""Writing what a virtual desk made into a database: the same rows as if each act had been a transaction of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desktop_escalation.domain.clock import Ending
from desktop_escalation.domain.delivery import DeliveryState
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Metric
from desktop_escalation.domain.rules import Rules
from desktop_escalation.history.virtual_desk import Commit, Look
from desktop_escalation.storage.changes import Change, save
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.lives import StoredLife
from desktop_escalation.storage.past_rows import PastMessage, PastPass, add_past_messages, add_past_passes

AT_ONCE = 300
DEMO_ENGINE = "harbour-app1"
UNREAD = timedelta(minutes=25)

Marks = Mapping[tuple[Metric, int], tuple[Ending | None, bool]]
Progress = Callable[[int, int], None]


def save_lives(store: Store, commits: Mapping[str, Sequence[Commit]], rules: Rules, progress: Progress) -> dict[str, int]:
    """Save tickets with all that happened to them; give their row ids by number."""
    rounds = {number: tuple(joined(ticket_commits)) for number, ticket_commits in commits.items()}
    stored: dict[str, StoredLife] = {}
    total, done = sum(map(len, rounds.values())), 0
    for index in range(max(map(len, rounds.values()), default=0)):
        numbers = [number for number, parts in rounds.items() if index < len(parts)]
        for begin in range(0, len(numbers), AT_ONCE):
            portion = numbers[begin : begin + AT_ONCE]
            _save_portion(store, {number: rounds[number][index] for number in portion}, stored, rules)
            done += len(portion)
            progress(done, total)
    return {number: one.id for number, one in stored.items()}


def _save_portion(store: Store, parts: Mapping[str, Commit], stored: dict[str, StoredLife], rules: Rules) -> None:
    changes = [
        Change(stored.get(number), part.life, part.events, part.receipts) for number, part in parts.items()
    ]
    with store.writing() as tx:
        ids = save(tx, changes, rules)
    for ticket_id, (number, part) in zip(ids, parts.items(), strict=True):
        before = stored.get(number)
        version, count = (0, 0) if before is None else (before.version, before.event_count)
        stored[number] = StoredLife(ticket_id, version + 1, count + len(part.events), part.life)


def joined(commits: Sequence[Commit]) -> Iterator[Commit]:
    """Join commits that can be saved together without losing a verdict: no clock is judged twice in one."""
    start: Marks = {}
    part: Commit | None = None
    for commit in commits:
        if part is None:
            part = commit
        elif _judges_twice(start, marks(part.life), marks(commit.life)):
            yield part
            start, part = marks(part.life), commit
        else:
            part = Commit(
                commit.at, commit.life, part.events + commit.events, part.receipts + commit.receipts
            )
    if part is not None:
        yield part


def marks(life: Life) -> Marks:
    """Tell of each clock what a verdict depends on: how it ended, and whether it breached."""
    return {(clock.metric, clock.cycle): (clock.ending, clock.breached_at is not None) for clock in life.clocks}


def _judges_twice(start: Marks, middle: Marks, end: Marks) -> bool:
    fresh = (None, False)
    return any(
        start.get(key, fresh) != middle.get(key, fresh) and middle.get(key, fresh) != mark for key, mark in end.items()
    )


def save_messages(
    store: Store, commits: Mapping[str, Sequence[Commit]], ids: Mapping[str, int], now: datetime
) -> int:
    """Save the messages with what had become of each by `now`; count them."""
    made: dict[str, PastMessage] = {}
    for number, ticket_commits in commits.items():
        for commit in ticket_commits:
            for message in commit.messages:
                state, state_at = _outcome(message, commit, now)
                made.setdefault(message.key, PastMessage(ids[number], message, commit.at, state, state_at))
    with store.writing() as tx:
        add_past_messages(tx, sorted(made.values(), key=lambda one: (one.made_at, one.message.key)))
    return len(made)


def _outcome(message: Message, commit: Commit, now: datetime) -> tuple[DeliveryState, datetime]:
    if message.deliver_at > now:
        return DeliveryState.WAITING, commit.at
    if message.channel is NoticeChannel.CENTRE and now - message.deliver_at > UNREAD:
        return DeliveryState.READ, message.deliver_at + timedelta(minutes=4)
    state = DeliveryState.SHOWN if message.channel is NoticeChannel.DESKTOP else DeliveryState.SENT
    return state, message.deliver_at


def save_passes(store: Store, looks: Sequence[Look], watched: tuple[datetime, datetime]) -> None:
    """Save when the engine looked, so that the past can be replayed as it went."""
    passes: dict[datetime, PastPass] = {}
    for look in looks:
        known = passes.get(look.at, PastPass(look.at, 0, 0, 0))
        passes[look.at] = replace(
            known,
            looked_at=known.looked_at + 1,
            fired=known.fired + look.fired,
            skipped=known.skipped + look.skipped,
        )
    with store.writing() as tx:
        add_past_passes(tx, DEMO_ENGINE, list(passes.values()), watched)
