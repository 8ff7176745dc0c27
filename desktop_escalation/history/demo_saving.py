"""Writing what a virtual desk made into a database: the same rows as if each act had been a transaction of its own."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from desktop_escalation.domain.delivery import DeliveryState
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.rules import Rules
from desktop_escalation.history.virtual_desk import Commit, Look
from desktop_escalation.storage.changes import Change, save
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.engine_log import PassCount, record_passes
from desktop_escalation.storage.past_rows import PastMessage, add_past_messages, add_past_watch

AT_ONCE = 100
DEMO_ENGINE = "harbour-app1"
UNREAD = timedelta(minutes=25)

Progress = Callable[[int, int], None]


def save_lives(
    store: Store, commits: Mapping[str, Sequence[Commit]], rules: Rules, progress: Progress
) -> dict[str, int]:
    """Save tickets with all that happened to them; give their row ids by number."""
    numbers = list(commits)
    ids: dict[str, int] = {}
    for begin in range(0, len(numbers), AT_ONCE):
        portion = numbers[begin : begin + AT_ONCE]
        with store.writing() as tx:
            saved = save(tx, [_whole(commits[number]) for number in portion], rules)
        ids.update(zip(portion, saved, strict=True))
        progress(len(ids), len(numbers))
    return ids


def _whole(commits: Sequence[Commit]) -> Change:
    return Change(
        stored=None,
        life=commits[-1].life,
        events=tuple(event for commit in commits for event in commit.events),
        receipts=tuple(receipt for commit in commits for receipt in commit.receipts),
        between=tuple(commit.life.clocks for commit in commits[:-1]),
    )


def save_messages(store: Store, commits: Mapping[str, Sequence[Commit]], ids: Mapping[str, int], now: datetime) -> int:
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
    passes: dict[datetime, PassCount] = {}
    for look in looks:
        passes[look.at] = passes.get(look.at, PassCount()) + PassCount(1, look.fired, look.skipped)
    with store.writing() as tx:
        record_passes(tx, DEMO_ENGINE, list(passes.items()))
        add_past_watch(tx, DEMO_ENGINE, *watched)
