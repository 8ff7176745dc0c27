"""An explanation as plain text, and on paper."""

from pathlib import Path

from PySide6.QtGui import QPageSize, QPdfWriter

from tests.domain.desk import Desk
from tests.domain.ladders import TO_TIER_2, desk_with, step
from tests.ui.escalations.explanations import page_of
from ui.escalations.explain_print import explanation_document, print_explanation
from ui.escalations.explain_text import explain_text
from ui.theme import LIGHT
from ui.themes import ThemeChoice, Themes


def raised() -> Desk:
    desk = desk_with(step("25% of resolution", TO_TIER_2, when="{ tier = 1 }"), step("at resolution"))
    desk.runs("10:00")
    return desk


def long_one() -> Desk:
    desk = desk_with(step("90% of resolution"), targets='resolution = { 1 = "900h" }')
    return desk.until("11:00", 14)


def test_the_text_has_everything_in_order() -> None:
    assert explain_text(page_of(raised(), "1")) == (
        "Why was DE-1 escalated?\n"
        "Mon 12 Oct, 10:00:00\n"
        "L1 Desk → L2 Network\n"
        "\n"
        "This ticket was raised to L2 Network because it was still unresolved after 1 h of working time, 25 % of its"
        " 4 h resolution target.\n"
        "\n"
        "The arithmetic\n"
        "  Segment       From, to          Counts  Total\n"
        "  Working time  Mon 09:00, 10:00     1 h    1 h\n"
        "  Step 1 comes at 25 % of 4 h               1 h\n"
        "  Resolution due: 4 h less 1 h used = 3 h after Mon 10:00  Mon 13:00\n"
        "\n"
        "Rule\n"
        "  Ladder, v1, step 1 of 2\n"
        "  25 % of resolution: raise to L2.\n"
        "  Published 1 Oct 2026 by Helen. Calendar: Weekdays 08-18.\n"
        "\n"
        "Conditions at 10:00\n"
        "  Tier (holds)  is L1 Desk  L1 Desk  for the step\n"
        "\n"
        "What was done\n"
        "  Moved to Network, tier 2 (done)\n"
        "\n"
        "Recorded Mon 12 Oct, 10:00:00 and never changed. Record DE-1/1.\n"
    )


def test_a_step_without_times_says_so_in_the_text() -> None:
    text = explain_text(page_of(desk_with(step("2 times reopened")), "1"))
    assert "This step counts how often something happened, and no time." in text
    assert "The arithmetic" not in text


def test_paper_has_the_same_words_as_the_text(themes: Themes) -> None:
    page = page_of(raised(), "1")
    written = explanation_document(page, themes, 680).toPlainText()
    for line in explain_text(page).splitlines():
        for part in line.strip().split("  "):
            if part and "→" not in part and "Mon 12 Oct," not in part:
                assert part.strip() in written.replace("\u2029", "\n"), part


def test_paper_is_light_whatever_the_window_is(themes: Themes) -> None:
    themes.use(ThemeChoice.DARK)
    document = explanation_document(page_of(raised(), "1"), themes, 680)
    assert document.begin().begin().fragment().charFormat().foreground().color() == LIGHT.text


def test_a_short_explanation_is_one_sheet(themes: Themes, tmp_path: Path) -> None:
    assert print_explanation(page_of(raised(), "1"), themes, a_printer(tmp_path / "one.pdf")) == 1
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")


def test_a_long_one_goes_on_over_several_sheets(themes: Themes, tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    count = print_explanation(page_of(long_one(), "1"), themes, a_printer(file, QPageSize.PageSizeId.A6))
    assert count > 1
    assert file.read_bytes().count(b"/Type /Page\n") == count


def a_printer(file: Path, size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4) -> QPdfWriter:
    printer = QPdfWriter(str(file))
    printer.setPageSize(QPageSize(size))
    return printer
