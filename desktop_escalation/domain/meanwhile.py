"""What others did to a ticket between looking at it and acting on it, with all that it takes to say so."""

from datetime import datetime

from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.errors import Conflict
from desktop_escalation.domain.event_words import event_words
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.moments import short_moment
from desktop_escalation.domain.wording import person_name


class ChangedMeanwhile(Conflict):
    """Others changed what bears on an act since its person looked; who acts with `version` in mind knows of it."""

    def __init__(self, number: str, version: int, news: tuple[Event, ...], directory: Directory, now: datetime) -> None:
        """Carry the events that bear on the act, the oldest first."""
        self.version = version
        self.news = news
        self.directory = directory
        self.now = now
        changed = tuple(_sentence(event, directory) for event in news)
        super().__init__(
            f"{number} has changed since you looked at it, and nothing was done. {' '.join(changed)} "
            f"It is at version {version} now: look at it, then try again",
            changed=changed,
        )


def _sentence(event: Event, directory: Directory) -> str:
    name = person_name(directory, event.by.name) if event.by.kind is AuthorKind.PERSON else event.by.name
    return f"{short_moment(event.at, directory.site.zone)}, {name}: {event_words(event.fact, directory)}."
