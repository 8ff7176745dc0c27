"""The tables of an explanation as values: screen, text and paper show the same cells."""

from enum import StrEnum

from msgspec import Struct

from ui.shared.icons import Icon


class Tone(StrEnum):
    """How loud a cell speaks."""

    TEXT = "text"
    STRONG = "strong"
    QUIET = "quiet"
    MUTED = "muted"
    GOOD = "good"
    BAD = "bad"


class Cell(Struct, frozen=True):
    """A cell; `spoken` says in a word what only the sign says, `is_far` puts figures to the far side."""

    text: str
    tone: Tone = Tone.TEXT
    icon: Icon | None = None
    spoken: str = ""
    is_far: bool = False
    sign_tone: Tone = Tone.TEXT


class Row(Struct, frozen=True):
    """A line of a table; a marked one stands out."""

    cells: tuple[Cell, ...]
    is_marked: bool = False

    @property
    def span(self) -> int:
        """How many columns the words of the first cell run over: the empty ones beside it."""
        others = [cell.text for cell in self.cells[1:]]
        return 1 + next((number for number, text in enumerate(others) if text), len(others))


class PageTable(Struct, frozen=True):
    """A table under its title; `heads` is empty where columns need no names, and column `widest` gets the rest."""

    title: str
    rows: tuple[Row, ...]
    heads: tuple[Cell, ...] = ()
    widest: int = 0
