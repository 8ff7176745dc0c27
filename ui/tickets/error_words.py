"""What went wrong, as sentences."""

from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.domain.meanwhile import ChangedMeanwhile
from ui.tickets.news_words import news_words


def told(error: EscalationError) -> str:
    """Say what went wrong: what others did, where that is why."""
    return news_words(error) if isinstance(error, ChangedMeanwhile) else sentence(error)


def sentence(error: EscalationError) -> str:
    """Give an error as a sentence."""
    return as_sentence(str(error))


def as_sentence(words: str) -> str:
    """Begin words with a capital letter, and end them with a full stop where nothing else ends them."""
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith((".", "?")) else ".")
