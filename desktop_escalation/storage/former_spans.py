"""Spans as documents had them before migration 10: whole microseconds, where they now are ISO 8601."""

import json
from collections.abc import Mapping
from datetime import timedelta

from msgspec import to_builtins

# No other field of these names was ever a number.
SPANS = frozenset(
    {"by", "close_after", "counted", "every", "exact", "grace", "shift", "span", "target", "threshold"},
)
_MICROSECOND = timedelta(microseconds=1)


def with_spans(text: str) -> str:
    """Give a document with its spans as they are now; one that is none is left as it is."""
    try:
        document = json.loads(text)
    except ValueError:
        return text
    return json.dumps(_with_spans(document), ensure_ascii=False, separators=(",", ":"))


def _with_spans(part: object) -> object:
    if isinstance(part, list):
        return [_with_spans(one) for one in part]
    if isinstance(part, Mapping):
        return {name: _span(one) if _is_span(name, one) else _with_spans(one) for name, one in part.items()}
    return part


def _is_span(name: str, value: object) -> bool:
    return name in SPANS and type(value) is int


def _span(microseconds: int) -> object:
    return to_builtins(microseconds * _MICROSECOND)
