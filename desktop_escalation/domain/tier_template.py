"""Which of the site's templates tells a customer that a ticket has come to a tier."""

import re

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.firing import tier_of
from desktop_escalation.domain.policy import MoveTo, Policy, TellCustomer

_WORD = re.compile(r"\w+")


def template_of_tier(policy: Policy | None, directory: Directory, level: int) -> str | None:
    """Name the template for a ticket that is raised to a tier by hand; None where each would say what is not so.

    It is the one that a step of the policy sends as it moves a ticket there, else one whose name has the name of the
    tier in it, else what the policy names for escalating by hand, unless that belongs to another tier.
    """
    own = _own(policy, directory, level)
    if own is not None or policy is None:
        return own
    usual = policy.tell_customer_by_hand
    others = {_own(policy, directory, other) for other in directory.tiers if other != level}
    return usual if usual in _names(directory) and usual not in others else None


def _own(policy: Policy | None, directory: Directory, level: int) -> str | None:
    names = _names(directory)
    for step in () if policy is None else policy.steps:
        if any(isinstance(action, MoveTo) and tier_of(action, directory) == level for action in step.actions):
            for action in step.actions:
                if isinstance(action, TellCustomer) and action.template in names:
                    return action.template
    wanted = _words(directory.tiers[level].name)
    return next((name for name in sorted(names) if wanted and wanted <= _words(name)), None)


def _names(directory: Directory) -> frozenset[str]:
    return frozenset(name for name, _ in directory.templates)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
