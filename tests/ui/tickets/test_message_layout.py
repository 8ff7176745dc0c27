"""The bubble of a message: bounded whatever the message is, with its files under it."""

from time import perf_counter

import pytest

from desktop_escalation.domain.attachment import Attachment
from tests.domain.desk import at
from ui.themes import Themes
from ui.tickets.conversation_entry import Entry, Kind
from ui.tickets.message_layout import MOST_LINES, MOST_NOTE_LINES, lay_out, lay_out_note

PICTURE = Attachment(8, "photo " + "x" * 150 + ".png", "image/png", 2_000_000)
LOG = Attachment(7, "router.log", "text/plain", 2048)


def message(text: str, *files: Attachment) -> Entry:
    return Entry(1, Kind.PUBLIC, at("09:00"), "10:00", "in full", "Marek", "public reply", text, files)


def test_a_short_message_is_shown_whole(themes: Themes) -> None:
    layout = lay_out(message("Hello\n<b>Priya</b>"), 400, themes)
    assert layout.document.toPlainText() == "Hello\n<b>Priya</b>"
    assert layout.more is None


def test_it_is_higher_where_it_is_narrower(themes: Themes) -> None:
    words = message("word " * 100)
    assert lay_out(words, 200, themes).height > lay_out(words, 400, themes).height


@pytest.mark.parametrize("text", ["x" * 500_000, "word " * 1_000_000, "a\n" * 2_500_000, "\u202eevil\x00" * 10_000])
def test_a_huge_message_is_cut_and_takes_no_time(themes: Themes, text: str) -> None:
    begun = perf_counter()
    layout = lay_out(message(text), 400, themes)
    assert perf_counter() - begun < 1
    assert layout.more is not None
    assert layout.document.blockCount() <= MOST_LINES
    assert layout.height < 2_000
    assert not set(layout.document.toPlainText()) & {"\u202e", "\x00"}


def test_blank_lines_at_the_end_are_no_reason_to_cut(themes: Themes) -> None:
    assert lay_out(message("Hello" + "\n" * 5_000), 400, themes).more is None


def test_files_stand_under_the_text_within_the_bubble(themes: Themes) -> None:
    layout = lay_out(message("See.", LOG, PICTURE), 400, themes)
    assert [chip.file for chip in layout.chips] == [LOG, PICTURE]
    assert layout.chips[0].words == "router.log · 2 kB"
    assert layout.chips[1].words.endswith("png · 1.9 MB")
    assert layout.chips[1].rect.top() > layout.chips[0].rect.top()
    assert all(chip.rect.right() <= 400 and chip.rect.bottom() < layout.height for chip in layout.chips)


def test_small_files_stand_beside_each_other(themes: Themes) -> None:
    first, second = lay_out(message("See.", LOG, LOG), 400, themes).chips
    assert first.rect.top() == second.rect.top()
    assert first.rect.right() < second.rect.left()


@pytest.mark.parametrize("lines", [1, MOST_NOTE_LINES, MOST_NOTE_LINES + 1])
def test_a_note_of_many_lines_is_folded(themes: Themes, lines: int) -> None:
    layout = lay_out_note("\n".join(["word"] * lines), 300, themes)
    assert (layout.more is None) is (lines <= MOST_NOTE_LINES)
    assert layout.document.toPlainText().count("word") == min(lines, MOST_NOTE_LINES)


def test_a_note_of_one_long_paragraph_is_folded_by_the_lines_that_it_fills(themes: Themes) -> None:
    whole = lay_out_note("word " * 40, 300, themes)
    folded = lay_out_note("word " * 400, 300, themes)
    assert whole.more is None
    assert folded.more is not None
    assert folded.document.toPlainText().endswith("…")
    assert folded.height < 2.5 * whole.height + 200
