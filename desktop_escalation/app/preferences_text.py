"""Preferences as JSON: what a text says is taken key by key, and a key that makes no sense costs only itself."""

import base64
import json
import math
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from desktop_escalation.app.preferences import (
    LARGEST_TEXT_SCALE,
    LEAST_TEXT_SCALE,
    ColumnPlace,
    Preferences,
    ThemeChoice,
    ViewSort,
)

MOST_ENTRIES = 500
WIDEST = 100_000


class Understood(Struct, frozen=True):
    """Preferences as far as they could be understood, and the keys that kept their defaults because of their values."""

    preferences: Preferences
    misunderstood: tuple[str, ...] = ()


def parse_preferences(text: bytes) -> Understood:
    """Read preferences; raise ValueError or TypeError for what is no JSON object at all."""
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(document, dict):
        raise TypeError("it is not an object with settings")
    known: dict[str, Any] = {}
    misunderstood = []
    for key, read in _READERS.items():
        if key not in document:
            continue
        try:
            known[key] = read(document[key])
        except (KeyError, TypeError, ValueError):
            misunderstood.append(key)
    unknown = {key: value for key, value in document.items() if key not in _READERS}
    return Understood(Preferences(**known, unknown=json.dumps(unknown)), tuple(misunderstood))


def write_preferences(preferences: Preferences) -> bytes:
    """Give the text that reads back as the same preferences."""
    document = json.loads(preferences.unknown) | {
        "theme": preferences.theme.value,
        "text_scale": preferences.text_scale,
        "is_compact": preferences.is_compact,
        "window_geometry": base64.b64encode(preferences.window_geometry).decode(),
        "splitter_sizes": list(preferences.splitter_sizes),
        "is_pane_visible": preferences.is_pane_visible,
        "last_view": preferences.last_view,
        "folded": list(preferences.folded),
        "columns": [
            {"name": column.name, "width": column.width, "is_hidden": column.is_hidden}
            for column in preferences.columns
        ],
        "sorts": [
            {"view": sort.view, "by": sort.by, "is_descending": sort.is_descending} for sort in preferences.sorts
        ],
    }
    return json.dumps(document, indent=2).encode()


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _pixels(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("not a whole number")
    if not 0 <= value <= WIDEST:
        raise ValueError("no width of a screen")
    return value


def _scale(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("not a number")
    return min(max(float(value), LEAST_TEXT_SCALE), LARGEST_TEXT_SCALE)


def _bytes(value: object) -> bytes:
    return base64.b64decode(_word(value), validate=True)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    if len(value) > MOST_ENTRIES:
        raise ValueError("too long a list")
    return value


def _column(value: Any) -> ColumnPlace:
    return ColumnPlace(_word(value["name"]), _pixels(value["width"]), _flag(value["is_hidden"]))


def _sort(value: Any) -> ViewSort:
    return ViewSort(_word(value["view"]), _word(value["by"]), _flag(value["is_descending"]))


_READERS: Mapping[str, Callable[[object], object]] = {
    "theme": lambda value: ThemeChoice(_word(value)),
    "text_scale": _scale,
    "is_compact": _flag,
    "window_geometry": _bytes,
    "splitter_sizes": lambda value: tuple(_pixels(one) for one in _list(value)),
    "is_pane_visible": _flag,
    "last_view": _word,
    "folded": lambda value: tuple(_word(one) for one in _list(value)),
    "columns": lambda value: tuple(_column(one) for one in _list(value)),
    "sorts": lambda value: tuple(_sort(one) for one in _list(value)),
}
