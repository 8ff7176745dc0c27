"""Answers on the terminal: JSON for programs, tables and sentences for people, never a control character."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
LONGEST_CELL = 200


def print_json(data: object) -> None:
    """Print data as JSON, in characters that every terminal takes."""
    click.echo(json.dumps(data, indent=2))


def safe(text: str, longest: int = LONGEST_CELL) -> str:
    """Make text that people typed harmless on one line of a terminal, and not too long."""
    clean = "".join(_visible(character) for character in text)
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}…"


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return " "
    if character in BIDI or unicodedata.category(character) in {"Cc", "Cs"}:
        return "\N{REPLACEMENT CHARACTER}"
    return character


def console() -> Console:
    """Give the terminal; without one there are no colours, and lines are not cut."""
    width = None if sys.stdout.isatty() else 160
    return Console(width=width, highlight=False, markup=False, emoji=False)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str | Text]], *, title: str | None = None) -> None:
    """Print rows under their columns."""
    table = Table(*columns, title=title, box=None, pad_edge=False, header_style="bold", title_justify="left")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(safe(cell)) for cell in row))
    console().print(table)


def print_line(text: str) -> None:
    """Print one sentence."""
    click.echo(safe(text, longest=2000))


def moment(at: datetime | None) -> str:
    """Write a moment for people; "–" where there is none."""
    return "–" if at is None else f"{at:%a} {at.day} {at:%b %Y %H:%M}"


def minutes_of(span: timedelta | None) -> int | float | None:
    """Give a span in minutes: a whole number where it is one."""
    if span is None:
        return None
    exact = span / timedelta(minutes=1)
    return int(exact) if exact.is_integer() else round(exact, 3)
