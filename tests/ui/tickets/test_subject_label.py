"""The subject in the pane."""

import pytest
from pytestqt.qtbot import QtBot

from ui.themes import Themes
from ui.tickets.subject_label import SubjectLabel


@pytest.fixture
def label(qtbot: QtBot, themes: Themes) -> SubjectLabel:
    widget = SubjectLabel(themes)
    qtbot.addWidget(widget)
    widget.resize(436, 60)
    return widget


def test_a_short_subject_has_one_line_and_no_tooltip(label: SubjectLabel) -> None:
    label.show_subject("VPN drops")
    assert (label.shown_lines(), label.toolTip()) == (("VPN drops",), "")
    assert label.heightForWidth(436) == label.sizeHint().height()


def test_a_longer_subject_breaks_between_words(label: SubjectLabel) -> None:
    subject = "VPN drops every few minutes in the whole Leeds office since Monday"
    label.show_subject(subject)
    lines = label.shown_lines()
    assert len(lines) == 2
    assert " ".join(lines) == subject
    assert label.heightForWidth(436) == 2 * label.sizeHint().height()


@pytest.mark.parametrize("subject", ["word " * 2_000, "x" * 10_000])
def test_a_subject_of_any_length_is_cut_after_two_lines_and_told_by_the_tooltip(
    label: SubjectLabel, subject: str
) -> None:
    label.show_subject(subject)
    lines = label.shown_lines()
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert label.toolTip().startswith(f"<p>{subject[:50]}")


def test_a_subject_is_plain_text(label: SubjectLabel) -> None:
    label.show_subject("<img src='file:///secret'>\u202egnp.exe " + "x" * 400)
    assert label.shown_lines()[0].startswith("<img src=")
    assert "\u202e" not in "".join(label.shown_lines())
    assert "<img" not in label.toolTip()


def test_a_screen_reader_hears_the_subject(label: SubjectLabel) -> None:
    label.show_subject("VPN drops")
    assert label.accessibleName() == "VPN drops"


def test_an_empty_subject_keeps_its_line(label: SubjectLabel) -> None:
    label.show_subject("")
    assert (label.shown_lines(), label.heightForWidth(436)) == (("",), label.sizeHint().height())


def test_a_narrower_pane_has_a_higher_subject(label: SubjectLabel) -> None:
    label.show_subject("Shared mailbox missing for accounts")
    assert label.heightForWidth(150) > label.heightForWidth(600)
