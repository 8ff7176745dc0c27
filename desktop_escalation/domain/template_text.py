"""Templates of notices: text with placeholders like {ticket.number}, where {{ and }} stand for braces."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from msgspec import Struct

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
_TEXTS_KEPT = 200


class Values(Protocol):
    """What placeholders stand for: a mapping, or what works a value out when it is asked for."""

    def get(self, name: str, default: str, /) -> str:
        """Give the text for a placeholder, and `default` where there is none."""


def check_template(template: Template) -> tuple[Problem, ...]:
    """Find unknown placeholders, each with the nearest known one, and lone braces; lines count within each text."""
    return (*_faults("subject", template.subject), *_faults("body", template.body))


def fill(text: str, values: Values) -> str:
    """Put values in the place of placeholders in one pass; one without a value becomes a dash."""
    return "".join([values.get(piece.text, UNKNOWN_VALUE) if piece.is_name else piece.text for piece in _pieces(text)])


class _Piece(Struct, frozen=True):
    """A part of a template: the name of a placeholder, or text as it is."""

    text: str
    is_name: bool


@lru_cache(maxsize=_TEXTS_KEPT)
def _pieces(text: str) -> tuple[_Piece, ...]:
    pieces, at = [], 0
    for part in _PART.finditer(text):
        name = part[1]
        pieces.append(_Piece(text[at : part.start()], is_name=False))
        pieces.append(_Piece(part[0][0], is_name=False) if name is None else _Piece(name, is_name=True))
        at = part.end()
    return (*pieces, _Piece(text[at:], is_name=False))


def _faults(where: str, text: str) -> Iterator[Problem]:
    for part in _PART.finditer(text):
        line = text.count("\n", 0, part.start()) + 1
        name = part[1]
        if name is not None and name not in PLACEHOLDERS:
            shown = name[:_LONGEST_SHOWN]
            yield Problem(f"{where}: unknown placeholder {{{shown}}}{did_you_mean(shown, PLACEHOLDERS)}", line)
        elif part[0] in {"{", "}"}:
            yield Problem(f"{where}: a lone {part[0]}; write {part[0] * 2} for a brace", line)
