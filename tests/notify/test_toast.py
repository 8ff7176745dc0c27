import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_escalation.notify.toast import (
    LONGEST_BODY_UNITS,
    LONGEST_TITLE_UNITS,
    Toast,
    fit,
    fit_body,
    fit_title,
    utf16_units,
    without_markup,
)

# Surrogates too: they come from file names and from broken mail.
anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=400)
lengthy = st.text(alphabet="ab 😀-\n\u200d\u202e\ud83d", max_size=1000)
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def controls(text: str) -> list[str]:
    return [character for character in text if unicodedata.category(character) == "Cc"]


@given(anything | lengthy)
@example("--wait")
@example("\ud800" * 100)
@example("😀" * 100)
@example("\u200d")
def test_any_title_becomes_one_short_line_that_is_no_option(text: str) -> None:
    title = fit_title(text)

    assert 1 <= utf16_units(title) <= LONGEST_TITLE_UNITS  # which also proves that no half of a pair is left
    assert not controls(title)
    assert not set(BIDI) & set(title)
    assert title[0].isalnum()
    assert title.strip() == title
    assert title.splitlines() == [title]


@given(anything | lengthy)
def test_any_body_becomes_short_lines(text: str) -> None:
    body = fit_body(text)

    assert utf16_units(body) <= LONGEST_BODY_UNITS
    assert set(controls(body)) <= {"\n"}
    assert not set(BIDI) & set(body)
    assert all(line.strip() for line in body.splitlines())


@given(anything | lengthy, anything | lengthy)
def test_what_fits_stays_as_it_is(title: str, body: str) -> None:
    fitted = fit(Toast(title, body))

    assert fit(fitted) == fitted


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("INC-42: printer on fire", "INC-42: printer on fire"),
        ("42 is late", "42 is late"),
        ("Ärger mit Øystein", "Ärger mit Øystein"),
        ("--wait", "Notice: --wait"),
        ("-u", "Notice: -u"),
        ("🔥 fire", "Notice: 🔥 fire"),
        ("", "Notice"),
        (" \n\t ", "Notice"),
        ("\x00\u202e\u2066", "Notice"),
        ("\u200d\u200c", "Notice"),
        ("INC-42\r\nBcc: all\x07", "INC-42 Bcc: all"),
        ("INC-42\u2028next", "INC-42 next"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("half \ud83d a pair", "half � a pair"),
        ("no\ufffecharacter", "no�character"),
        ("<b>bold</b>", "Notice: <b>bold</b>"),
        ("a\tb  c", "a b c"),
        ("x" * 64, "x" * 62 + "…"),
        ("x" * 63, "x" * 63),
        ("x" * 61 + "😀", "x" * 61 + "😀"),
        ("x" * 62 + "😀", "x" * 62 + "…"),
        ("x" * 61 + " yz", "x" * 61 + "…"),
    ],
)
def test_a_title_keeps_what_can_be_shown(text: str, title: str) -> None:
    assert fit_title(text) == title


def test_emoji_of_several_people_stay_together() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"

    assert fit_body(f"from {family}") == f"from {family}"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("", ""),
        ("one\r\ntwo\n\n\n three ", "one\ntwo\nthree"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("C:\\new <img src=file:///etc/passwd>", "C:\\new <img src=file:///etc/passwd>"),
        ("y" * 10_000, "y" * 249 + "…"),
    ],
)
def test_a_body_keeps_its_lines(text: str, body: str) -> None:
    assert fit_body(text) == body


def test_being_critical_is_kept() -> None:
    assert fit(Toast("", "", is_critical=True)) == Toast("Notice", "", is_critical=True)


def test_markup_is_written_as_text() -> None:
    assert without_markup('<a href="x">R&D</a>') == '&lt;a href="x"&gt;R&amp;D&lt;/a&gt;'
