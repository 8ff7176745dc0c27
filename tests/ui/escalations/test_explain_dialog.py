"""The dialog "Why escalated?"."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from tests.domain.desk import Desk
from tests.domain.ladders import TO_TIER_2, desk_with, step
from tests.ui.escalations.explanations import escalated_by_hand, reasons_of
from tests.ui.mnemonics import mnemonics_of
from ui.escalations.explain_body import ExplainBody
from ui.escalations.explain_dialog import ExplainDialog, in_order
from ui.escalations.explain_text import explain_text
from ui.escalations.time_bar import TimeBar
from ui.themes import ThemeChoice, Themes
from ui.tickets.chip import Chip
from ui.tickets.why import Why


@pytest.fixture
def dialog(qtbot: QtBot, themes: Themes) -> ExplainDialog:
    widget = ExplainDialog(themes)
    qtbot.addWidget(widget)
    widget.resize(QSize(980, 745))
    widget.show()
    return widget


def climbed() -> Desk:
    """Steps 1 and 2 have fired at 10:00 and 11:00, step 3 waits for 13:00, step 4 for step 3."""
    desk = desk_with(
        step("25% of resolution", TO_TIER_2),
        step("50% of resolution"),
        step("at resolution"),
        step("30m unacknowledged after step 3"),
    )
    desk.runs("10:00")
    desk.runs("11:00")
    return desk.until("11:30")


def show(dialog: ExplainDialog, desk: Desk, why: Why) -> ExplainDialog:
    dialog.show_reasons(reasons_of(desk), why)
    return dialog


def title(dialog: ExplainDialog) -> str:
    assert dialog.page is not None
    assert dialog.windowTitle() == dialog.page.title
    return dialog.page.title


def body(dialog: ExplainDialog) -> ExplainBody:
    return dialog.findChildren(ExplainBody)[-1]


def words(dialog: ExplainDialog) -> str:
    return "\n".join(label.text() for label in body(dialog).findChildren(QLabel))


def test_without_a_step_the_last_escalation_is_explained(dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why())
    assert dialog.page is not None
    assert dialog.page.record.endswith("Record DE-1/2.")


def test_an_escalation_is_found_by_its_number(dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why("2", 1))
    assert dialog.page is not None
    assert dialog.page.record.endswith("Record DE-1/1.")


@pytest.mark.parametrize(
    ("step_id", "expected"), [("1", "Why was DE-1 escalated?"), ("3", "Why has step 3 of DE-1 not fired?")]
)
def test_a_step_is_explained_whether_it_fired_or_not(dialog: ExplainDialog, step_id: str, expected: str) -> None:
    assert title(show(dialog, climbed(), Why(step_id))) == expected


def test_earlier_and_later_walk_through_everything_and_end(dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why("1"))
    assert not dialog.earlier_button.isEnabled()
    steps = []
    while dialog.later_button.isEnabled():
        QTest.mouseClick(dialog.later_button, Qt.MouseButton.LeftButton)
        assert dialog.page is not None
        assert dialog.page.rule is not None
        steps.append(dialog.page.rule.place)
    assert steps == ["step 2 of 4", "step 3 of 4", "step 4 of 4"]
    assert dialog.earlier_button.isEnabled()


def test_the_arrow_keys_walk_too_and_stop_at_the_ends(dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why("1"))
    QTest.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert title(dialog) == "Why was DE-1 escalated?"
    for _ in range(6):
        QTest.keyClick(dialog, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert title(dialog) == "Why has step 4 of DE-1 not fired?"


def test_the_focus_goes_to_the_button_that_is_left(qtbot: QtBot, dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why("2"))
    qtbot.waitActive(dialog)
    dialog.earlier_button.setFocus()
    QTest.keyClick(dialog.earlier_button, Qt.Key.Key_Space)
    assert dialog.focusWidget() is dialog.later_button


def test_what_a_person_did_stands_among_the_steps_by_its_time() -> None:
    desk = desk_with(step("25% of resolution"), step("at resolution"))
    desk.runs("10:00")
    ordered = in_order(escalated_by_hand(desk.until("10:30")))
    assert [(one.receipt.step, one.receipt.outcome) for one in ordered] == [
        ("1", "fired"), ("", "by hand"), ("2", "waiting"),
    ]  # fmt: skip


def test_a_ticket_that_no_policy_governs_says_so(dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why())
    dialog.show_reasons(reasons_of(Desk(policies=()).open()), Why())
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "No policy governs DE-1, so nothing escalates it." in texts
    assert dialog.page is None
    buttons = (dialog.earlier_button, dialog.later_button, dialog.copy_button, dialog.print_button)
    assert not any(button.isEnabled() for button in buttons)
    assert not dialog.record.text()


def test_the_chips_tell_from_where_to_where(qtbot: QtBot, dialog: ExplainDialog) -> None:
    def chips() -> list[str]:
        return [chip.text for chip in dialog.findChildren(Chip) if chip.isVisible()]

    show(dialog, climbed(), Why("1"))
    qtbot.waitUntil(lambda: chips() == ["L1 Desk", "L2 Network"])
    show(dialog, climbed(), Why("3"))
    assert chips() == []


def test_copying_puts_the_whole_explanation_on_the_clipboard(dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why("1"))
    assert dialog.page is not None
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == explain_text(dialog.page)
    assert dialog.copy_button.text().replace("&", "") == "Copied as text"
    QTest.mouseClick(dialog.later_button, Qt.MouseButton.LeftButton)
    assert dialog.copy_button.text().replace("&", "") == "Copy as text"


def test_printing_to_a_file_asks_where_and_then_has_it_written(
    qtbot: QtBot, dialog: ExplainDialog, tmp_path: Path
) -> None:
    show(dialog, climbed(), Why("1"))
    asking = asked_to_print(qtbot, dialog)
    asking.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    asking.printer().setOutputFileName(str(tmp_path / "why.pdf"))
    with qtbot.waitSignal(dialog.pdf_wished, timeout=0) as wished:
        asking.accepted.emit(asking.printer())
    assert wished.args is not None
    assert wished.args[0].target == tmp_path / "why.pdf"
    assert wished.args[0].content.startswith(b"%PDF")
    assert not (tmp_path / "why.pdf").exists()


def test_the_text_of_people_is_never_taken_for_markup(dialog: ExplainDialog) -> None:
    reasons = escalated_by_hand(desk_with(step("at resolution")).until("10:00"))
    dialog.show_reasons(reasons, Why(escalation=1))
    assert "Firmware &lt;b&gt;bug&lt;/b&gt;." in body(dialog).sentence.text()


def test_the_strong_parts_of_the_sentence_stand_out(dialog: ExplainDialog) -> None:
    text = body(show(dialog, climbed(), Why("1"))).sentence.text()
    assert "<b>L2 Network</b>" in text
    assert "<b>1 h of working time</b>" in text


def test_every_part_of_an_explanation_is_there(dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why("1"))
    titles = [table.accessibleName() for table in body(dialog).findChildren(QTableView)]
    assert titles == ["The arithmetic", "What was done"]
    assert {"Rule", "The arithmetic", "Ladder, v1", "step 1 of 4"} <= set(words(dialog).splitlines())
    (bar,) = body(dialog).findChildren(TimeBar)
    assert "raised at 1 h (25 %): Monday 12 Oct 10:00" in bar.accessibleDescription()


def test_a_step_that_is_about_no_time_has_words_in_the_place_of_the_picture(dialog: ExplainDialog) -> None:
    show(dialog, desk_with(step("2 times reopened")), Why("1"))
    assert not body(dialog).findChildren(TimeBar)
    assert "counts how often something happened" in words(dialog)


def test_every_control_has_a_letter_of_its_own(dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why("1"))
    letters = mnemonics_of(dialog)
    assert letters == ["c", "e", "l", "p", "t"]


def test_escape_and_the_main_button_close_it(dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why())
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_columns_go_under_each_other_in_a_narrow_dialog(dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why("1"))
    wide = _tops(dialog)
    dialog.resize(640, 600)
    body(dialog).resize(600, 1_200)
    narrow = _tops(dialog)
    assert wide["Rule"] == wide["The arithmetic"]
    assert narrow["Rule"] > narrow["The arithmetic"]


def test_nothing_is_wider_than_the_least_window(dialog: ExplainDialog) -> None:
    show(dialog, climbed(), Why("1"))
    assert dialog.minimumSizeHint().width() <= 1_024
    assert body(dialog).minimumSizeHint().width() <= 640


def test_it_follows_the_theme_while_it_is_open(dialog: ExplainDialog, themes: Themes) -> None:
    show(dialog, climbed(), Why("1"))
    light = dialog.grab().toImage()
    themes.use(ThemeChoice.DARK)
    assert dialog.grab().toImage().pixelColor(5, 300) == themes.current.bg
    assert light.pixelColor(5, 300) != themes.current.bg


def asked_to_print(qtbot: QtBot, dialog: ExplainDialog) -> QPrintDialog:
    """Press the button, and give the dialog that comes; its own `accept` looks for printers of this computer."""
    QTest.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QPrintDialog)))
    (asking,) = dialog.findChildren(QPrintDialog)
    return asking


def _tops(dialog: ExplainDialog) -> dict[str, int]:
    layout = body(dialog).layout()
    assert layout is not None
    layout.activate()
    labels = (label for label in body(dialog).findChildren(QLabel) if label.text() in {"Rule", "The arithmetic"})
    return {label.text(): label.mapTo(body(dialog), label.rect().topLeft()).y() for label in labels}
