"""Words for a number of things."""

import pytest
from PySide6.QtCore import QCoreApplication

from ui.shared.counts import counted

translate = QCoreApplication.translate


def tickets(number: int) -> str:
    return counted(number, translate("Test", "1 ticket"), translate("Test", "%n tickets", "", number))


@pytest.mark.parametrize(("number", "words"), [(0, "0 tickets"), (1, "1 ticket"), (2, "2 tickets")])
@pytest.mark.usefixtures("qapp")
def test_english_needs_no_catalogue(number: int, words: str) -> None:
    assert tickets(number) == words
