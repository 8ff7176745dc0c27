"""Two people at one ticket: the second is told what the first did, before anything that he or she typed is done."""

from desktop_escalation.domain.errors import Conflict, Refused
from desktop_escalation.domain.event_words import event_words
from desktop_escalation.domain.moments import short_moment
from desktop_escalation.domain.people import Site
from desktop_escalation.services.actors import Actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.storage.directory import load_organisation
from desktop_escalation.storage.lives import StoredLife, load_history
from desktop_escalation.storage.transaction import Transaction


def refuse_unseen(tx: Transaction, asking: Asking, actor: Actor, stored: StoredLife) -> None:
    """Raise a Conflict where others did something to the ticket since the version that the asker has seen."""
    number, newest = stored.life.ticket.number, stored.event_count
    if asking.seen is None or asking.seen == newest:
        return
    if not 0 < asking.seen <= newest:
        raise Refused(f"{number} has no version {asking.seen}: it is at version {newest}")
    changed = _changed(tx, stored, asking.seen, actor)
    if changed:
        raise Conflict(
            f"{number} has changed since you looked at it, and nothing was done. {' '.join(changed)} "
            f"It is at version {newest} now: look at it, then try again",
            changed=changed,
        )


def _changed(tx: Transaction, stored: StoredLife, seen: int, actor: Actor) -> tuple[str, ...]:
    """Say in a sentence each what others did; what one did oneself, in another window, is no news."""
    zone = (load_organisation(tx).site or Site()).zone
    fresh = load_history(tx, stored.id)[seen:]
    told = ((event, event_words(event.fact)) for event in fresh if event.by != actor.author)
    return tuple(
        f"{short_moment(event.at, zone)}, {event.by.name}: {words}." for event, words in told if words is not None
    )
