"""Whether a new version of a policy may follow an old one: used keys must keep meaning the same steps."""

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.policy import Policy, Step


def check_successor(old: Policy, new: Policy) -> None:
    """Refuse a version that adds, removes or reorders steps unless each of its steps states a unique id.

    Moving a ticket to such a version would else fire steps again, or swallow them.
    """
    if [step.id for step in old.steps] == [step.id for step in new.steps] and not _is_reordered(old, new):
        return
    unnamed = [step.position for step in new.steps if not step.is_named]
    if not unnamed:
        return
    places = ", ".join(str(position) for position in unnamed)
    raise Refused(
        f'"{new.name}" adds, removes or reorders steps, and so every step must state an id: the one that it has in'
        f' version {old.version} if it is the same step (id = "2" keeps the second one\'s), a new one if it is new.'
        f" Without an id: {'step' if len(unnamed) == 1 else 'steps'} {places}"
    )


def _is_reordered(old: Policy, new: Policy) -> bool:
    """Say whether a step without a name of its own stands where another one stood, and that one elsewhere."""
    before = [_words(step) for step in old.steps]
    return any(
        _words(step) != before[index] and _words(step) in before
        for index, step in enumerate(new.steps)
        if not step.is_named
    )


def _words(step: Step) -> object:
    return step.trigger_text, step.condition, step.actions, step.repeat, step.urgency
