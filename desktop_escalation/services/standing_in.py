"""Messages whose people went away before delivery: handed to the substitutes, who are told why."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from desktop_escalation.domain.delivery import Delivery
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.duty import is_away
from desktop_escalation.domain.hand_over import handed_over
from desktop_escalation.domain.people import NoticeChannel, Person
from desktop_escalation.domain.recipients import stand_in
from desktop_escalation.services.delivery_hours import delivery_hours
from desktop_escalation.storage import outbox
from desktop_escalation.storage.digests import unfold
from desktop_escalation.storage.messages import add_messages, reopen_messages
from desktop_escalation.storage.transaction import Transaction

LOOKS_AGAIN_AFTER = timedelta(hours=1)


def is_anything_to_hand_over(tx: Transaction, directory: Directory) -> bool:
    """Say whether something is ready for people who are away."""
    away = _away(tx, directory)
    return bool(away) and bool(outbox.recipients_of_ready(tx, away))


def hand_over_all(tx: Transaction, directory: Directory) -> int:
    """Hand what is ready for people who are away to their substitutes, and count it; without one it waits."""
    logins = outbox.recipients_of_ready(tx, _away(tx, directory))
    for login in logins:
        for channel in (NoticeChannel.DESKTOP, NoticeChannel.MAIL):
            outbox.lock_portion(tx, login, channel)
    by_login: defaultdict[str, list[Delivery]] = defaultdict(list)
    for one in outbox.ready_of(tx, logins):
        by_login[one.message.to].append(one)
    if by_login:
        tx.touch("message")
    return sum(_hand_over(tx, directory, login, found) for login, found in by_login.items())


def _away(tx: Transaction, directory: Directory) -> list[str]:
    return [login for login in directory.people if is_away(directory, login, tx.now)]


def _hand_over(tx: Transaction, directory: Directory, login: str, deliveries: Sequence[Delivery]) -> int:
    absent, to = directory.people[login], stand_in(directory, login, tx.now)
    if to is None:
        problem = f"{absent.name} is away, without a substitute who is there"
        again_at = tx.now + LOOKS_AGAIN_AFTER
        outbox.postpone(tx, [(again_at, one.message.expires_at, problem, one.id) for one in deliveries])
        return 0
    substitute = directory.people[to]
    single = [one for one in deliveries if one.message.ticket is not None]
    _give(tx, directory, absent, substitute, single)
    outbox.cancel(tx, [(f"{absent.name} is away; handed to {substitute.name}", one.id) for one in single])
    for digest in deliveries:
        if digest.message.ticket is None:
            # What it stands for is handed over in the next round, each by itself.
            count = unfold(tx, digest.message.key, digest.message.expires_at)
            outbox.cancel(tx, [(f"{absent.name} is away; unfolded, lines for {substitute.name}: {count}", digest.id)])
    return len(deliveries)


def _give(
    tx: Transaction, directory: Directory, absent: Person, substitute: Person, deliveries: Sequence[Delivery]
) -> None:
    tickets = outbox.ticket_ids_of(tx, [one.id for one in deliveries])
    hours = delivery_hours(tx, directory, substitute, tickets.values())
    made = [
        (tickets[one.id], message)
        for one in deliveries
        for message in handed_over(one.message, absent, substitute, tx.now, hours.of(tickets[one.id]))
    ]
    # Somebody who had it before, went away and is back has a message of that cause, cancelled.
    reopen_messages(tx, [message for _, message in made])
    add_messages(tx, made)
