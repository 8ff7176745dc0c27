"""Templates of notices: text with placeholders like {ticket.number}, where {{ and }} stand for braces."""

import re
from collections.abc import Iterator
from typing import Protocol

from desktop_escalation.domain.errors import Problem, did_you_mean
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import Template

PLACEHOLDERS = frozenset(
    {
        *(f"ticket.{field}" for field in ("number", "subject", "priority", "tier", "team", "assignee", "link")),
        *("customer.name", "customer.organisation", "step.name", "step.reason"),
        *("from.tier", "from.team", "to.tier", "to.team", "agent.name", "site.name", "escalate_word"),
        *(f"{metric}.{figure}" for metric in Metric for figure in ("due_at", "target", "used", "left", "left_wall")),
    }
)
UNKNOWN_VALUE = "–"

_PART = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")
_LONGEST_SHOWN = 60


class Values(Protocol):
    """What placeholders stand for: a mapping, or what works a value out when it is asked for."""

    def get(self, name: str, default: str, /) -> str:
        """Give the text for a placeholder, and `default` where there is none."""


def check_template(template: Template) -> tuple[Problem, ...]:
    """Find unknown placeholders, each with the nearest known one, and lone braces; lines count within each text."""
    return (*_faults("subject", template.subject), *_faults("body", template.body))


def fill(text: str, values: Values) -> str:
    """Put values in the place of placeholders in one pass; one without a value becomes a dash."""
    return _PART.sub(lambda part: _filled(part, values), text)


def _filled(part: re.Match[str], values: Values) -> str:
    name = part[1]
    if name is not None:
        return values.get(name, UNKNOWN_VALUE)
    return part[0][0]


def _faults(where: str, text: str) -> Iterator[Problem]:
    for part in _PART.finditer(text):
        line = text.count("\n", 0, part.start()) + 1
        name = part[1]
        if name is not None and name not in PLACEHOLDERS:
            shown = name[:_LONGEST_SHOWN]
            yield Problem(f"{where}: unknown placeholder {{{shown}}}{did_you_mean(shown, PLACEHOLDERS)}", line)
        elif part[0] in {"{", "}"}:
            yield Problem(f"{where}: a lone {part[0]}; write {part[0] * 2} for a brace", line)
