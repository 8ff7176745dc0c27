"""Two people at one ticket: the second is told what the first did, before anything that he or she typed is done."""

from desktop_escalation.domain.bearing import bears_on
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.meanwhile import ChangedMeanwhile
from desktop_escalation.domain.rights import Act
from desktop_escalation.services.actors import Actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.storage.lives import StoredLife, load_history
from desktop_escalation.storage.transaction import Transaction


def refuse_unseen(tx: Transaction, asking: Asking, actor: Actor, act: Act, stored: StoredLife) -> None:
    """Raise a Conflict where others did what bears on an act since the version that the asker has seen."""
    number, newest = stored.life.ticket.number, stored.event_count
    if asking.seen is None or asking.seen == newest:
        return
    if not 0 < asking.seen <= newest:
        raise Refused(f"{number} has no version {asking.seen}: it is at version {newest}")
    fresh = load_history(tx, stored.id)[asking.seen :]
    # What one did oneself, in another window, is no news.
    news = tuple(event for event in fresh if event.by != actor.author and bears_on(act, event.fact))
    if news:
        raise ChangedMeanwhile(number, newest, news, load_directory(tx), tx.now)
