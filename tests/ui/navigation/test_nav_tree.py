import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.queue import Count
from tests.ui.navigation.lists import a_navigation
from ui.navigation.nav_model import NavModel
from ui.navigation.nav_tree import NavTree
from ui.themes import ThemeChoice, Themes

Key = Qt.Key


class Side:
    """The navigation as it is shown, with what it told."""

    def __init__(self, themes: Themes) -> None:
        self.tree = NavTree(themes)
        self.chosen: list[str] = []
        self.entered: list[str] = []
        self.tree.chosen.connect(self.chosen.append)
        self.tree.entered.connect(self.entered.append)
        self.tree.resize(208, 500)
        self.tree.show_navigation(a_navigation())
        self.tree.show()

    def press(self, *keys: Key) -> None:
        for key in keys:
            QTest.keyClick(self.tree, key)

    def click(self, key: str, x: int = 100) -> None:
        place = QPoint(x, self.tree.visualRect(self.model.index_of(key)).center().y())
        QTest.mouseClick(self.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    @property
    def model(self) -> NavModel:
        model = self.tree.model()
        assert isinstance(model, NavModel)
        return model

    def is_in_sight(self, key: str) -> bool:
        return not self.tree.visualRect(self.model.index_of(key)).isEmpty()

    def height(self, key: str) -> int:
        return self.tree.visualRect(self.model.index_of(key)).height()


@pytest.fixture
def side(qtbot: QtBot, themes: Themes) -> Side:
    made = Side(themes)
    qtbot.addWidget(made.tree)
    return made


def test_arrows_choose_lists_and_pass_over_titles(side: Side) -> None:
    side.tree.select("mine")
    side.press(Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert side.chosen == ["soon", "all", "tier-1", "all"]


def test_a_click_chooses_a_list(side: Side) -> None:
    side.click("krakow")
    assert side.chosen == ["krakow"]
    assert side.tree.key == "krakow"


def test_enter_tells_that_one_wants_to_work_in_the_list(side: Side) -> None:
    side.tree.select("soon")
    side.press(Key.Key_Return)
    assert side.entered == ["soon"]


def test_selecting_for_the_user_tells_nothing(side: Side) -> None:
    side.tree.select("soon")
    assert side.tree.key == "soon"
    assert side.tree.currentIndex().data() == "Breaching soon"
    assert side.chosen == []


def test_left_and_right_close_and_open_a_tier(side: Side) -> None:
    side.tree.select("tier-1")
    side.press(Key.Key_Left)
    assert not side.is_in_sight("leeds")
    assert list(side.tree.closed) == ["tier-1"]
    side.press(Key.Key_Right)
    assert side.is_in_sight("leeds")
    assert list(side.tree.closed) == []
    assert side.chosen == []


def test_left_never_leads_to_a_title(side: Side) -> None:
    side.tree.select("mine")
    side.press(Key.Key_Left, Key.Key_Left)
    assert side.tree.currentIndex().data() == "Assigned to me"
    assert side.is_in_sight("soon")


def test_the_arrow_closes_a_tier_without_choosing_it(side: Side) -> None:
    side.click("tier-1", x=18)
    assert not side.is_in_sight("leeds")
    side.click("tier-1", x=18)
    assert side.is_in_sight("leeds")
    assert side.chosen == []


def test_new_counts_leave_the_chosen_list_and_closed_tiers(side: Side) -> None:
    side.tree.select("soon")
    side.click("tier-1", x=18)
    side.tree.show_navigation(a_navigation(Count(1)))
    assert side.tree.currentIndex().data() == "Breaching soon"
    assert not side.is_in_sight("leeds")
    assert side.chosen == []


def test_other_lists_leave_the_chosen_list(side: Side) -> None:
    side.tree.select("krakow")
    side.tree.show_navigation(a_navigation(with_teams=False))
    assert not side.tree.currentIndex().isValid()
    side.tree.show_navigation(a_navigation())
    assert side.tree.currentIndex().data() == "Desk Kraków"
    assert side.chosen == []


def test_closed_tiers_are_remembered_and_unknown_ones_do_no_harm(side: Side) -> None:
    side.tree.close_parts(("tier-1", "gone"))
    assert not side.is_in_sight("leeds")
    assert "tier-1" in side.tree.closed


def test_letters_are_left_to_the_window(side: Side) -> None:
    side.tree.select("mine")
    side.press(Key.Key_D, Key.Key_B)
    assert side.chosen == []


def test_lines_are_as_high_as_the_density_says(side: Side, themes: Themes) -> None:
    assert (side.height("soon"), side.height("leeds")) == (27, 25)
    themes.use_density(is_compact=True)
    side.tree.executeDelayedItemsLayout()
    assert (side.height("soon"), side.height("leeds")) == (23, 22)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_chosen_list_stands_out_in_both_looks(side: Side, themes: Themes, direction: Qt.LayoutDirection) -> None:
    side.tree.setLayoutDirection(direction)
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        themes.use(choice)
        side.tree.select("soon")
        image = side.tree.viewport().grab().toImage()
        ratio = image.devicePixelRatio()
        chosen, other = (side.tree.visualRect(side.model.index_of(key)).center().y() for key in ("soon", "mine"))
        assert image.pixelColor(round(12 * ratio), round(chosen * ratio)) == themes.current.sel
        assert image.pixelColor(round(12 * ratio), round(other * ratio)) == themes.current.bg


def test_a_list_is_picked_by_typing_its_name_and_no_letter_is_an_action(themes: Themes, qtbot: QtBot) -> None:
    window, acted = QMainWindow(), []
    tree = NavTree(themes, window)
    tree.show_navigation(a_navigation())
    window.setCentralWidget(tree)
    action = QAction(window)
    action.setShortcut(QKeySequence("M"))
    action.triggered.connect(lambda: acted.append("M"))
    window.addAction(action)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    tree.begin_picking()
    with qtbot.waitSignal(tree.chosen) as chosen:
        QTest.keyClicks(tree, "man")
    assert (chosen.args, acted) == (["tier-4"], [])
