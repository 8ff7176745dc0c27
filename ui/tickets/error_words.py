"""What went wrong, as sentences."""

from desktop_escalation.domain.errors import Conflict, EscalationError


def told(error: EscalationError) -> str:
    """Say what went wrong: what others did, where that is why."""
    if not isinstance(error, Conflict):
        return sentence(error)
    # Late, for they know all that can happen to a ticket, and the first list waits for none of that.
    from desktop_escalation.domain.meanwhile import ChangedMeanwhile  # noqa: PLC0415
    from ui.tickets.news_words import news_words  # noqa: PLC0415

    return news_words(error) if isinstance(error, ChangedMeanwhile) else sentence(error)


def sentence(error: EscalationError) -> str:
    """Give an error as a sentence."""
    return as_sentence(str(error))


def as_sentence(words: str) -> str:
    """Begin words with a capital letter, and end them with a full stop where nothing else ends them."""
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith((".", "?")) else ".")
