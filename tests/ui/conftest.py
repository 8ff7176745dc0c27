"""What every test of the window can ask for: the look, and the words and times of one country on every computer."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from ui.themes import ThemeChoice, Themes


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    """Times and days are written as in the United Kingdom."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[Themes]:
    """The look, light and of the usual size; the program is undressed again afterwards."""
    font, palette = qapp.font(), qapp.palette()
    look = Themes()
    look.use(ThemeChoice.LIGHT)
    look.apply(qapp)
    yield look
    shiboken6.delete(look)
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)
