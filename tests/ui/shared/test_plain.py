"""What strangers write is shown and does nothing else."""

import html
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from ui.shared.plain import LONGEST_TEXT, LONGEST_WORD, harmless, one_line, tooltip_of


def test_an_ordinary_text_stays_as_it_is() -> None:
    text = "Hello Priya,\n\n\tdie Größe stimmt: 100 % “sicher” 👍\n"
    assert harmless(text) == text


def test_control_and_direction_characters_are_left_out() -> None:
    assert harmless("in\u202evoice\u202c \x1b[31mred\x00\u2066x\u2069") == "invoice [31mredx"


def test_half_characters_are_left_out() -> None:
    assert harmless("a\ud800b") == "ab"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_every_end_of_a_line_is_one(end: str) -> None:
    assert harmless(f"one{end}two") == "one\ntwo"


def test_a_word_without_end_can_be_broken() -> None:
    shown = harmless("x" * 1200)
    assert [len(part) for part in shown.split("\u200b")] == [LONGEST_WORD, LONGEST_WORD, 200]
    assert harmless("y" * LONGEST_WORD) == "y" * LONGEST_WORD


def test_a_text_without_end_is_cut_and_says_so() -> None:
    shown = harmless("line\n" * 100_000)
    assert shown.startswith("line\nline\n")
    assert shown.endswith("\nThe text goes on; the first 65536 characters are shown.")
    assert len(shown) < LONGEST_TEXT + 100
    assert harmless("abc", limit=3) == "abc"


def test_half_a_million_characters_in_one_word_are_laid_out_at_once() -> None:
    document = QTextDocument()
    document.setTextWidth(400)
    began = time.perf_counter()
    document.setPlainText(harmless("x" * 500_000))
    assert document.size().height() > 400
    assert time.perf_counter() - began < 2


def test_a_tooltip_shows_what_looks_like_html() -> None:
    tooltip = tooltip_of('<img src="file:///etc/passwd">\n&amp;')
    document = QTextDocument()
    document.setHtml(tooltip)
    assert "<img" not in tooltip
    assert document.toPlainText() == '<img src="file:///etc/passwd">\n&amp;'
    assert tooltip_of("") == ""


@given(st.text())
def test_no_text_can_rule_the_screen(text: str) -> None:
    shown = harmless(text)
    assert not set(shown) & {
        chr(code) for code in (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F))
    }
    assert all(len(word) <= LONGEST_WORD for part in shown.split() for word in part.split("\u200b"))
    assert html.unescape(tooltip_of(text)).count("<p>") <= 1 + text.count("<p>")


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
