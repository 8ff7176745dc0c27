import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.queue import Count
from desktop_escalation.domain.value import replace
from tests.ui.navigation.lists import a_navigation
from ui.navigation.nav_model import NavModel
from ui.navigation.navigation import NavEntry, Navigation, NavSection


@pytest.fixture
def model() -> NavModel:
    made = NavModel()
    made.show(a_navigation())
    return made


def spoken(model: NavModel, key: str) -> object:
    return model.index_of(key).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_model_keeps_the_contract_of_models_through_all_its_changes(qtmodeltester: ModelTester) -> None:
    model = NavModel()
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]
    for navigation in (a_navigation(), a_navigation(Count(15)), a_navigation(with_teams=False), Navigation()):
        model.show(navigation)
    assert model.rowCount() == 0


def test_sections_have_lists_and_lists_have_parts(model: NavModel) -> None:
    queues = model.index(1, 0)
    tier = model.index(1, 0, queues)
    assert (queues.data(), tier.data(), model.index(1, 0, tier).data()) == ("Queues", "L1 Service Desk", "Desk Kraków")
    assert model.parent(tier) == queues
    assert not model.parent(queues).isValid()
    assert model.rowCount(tier) == 2


def test_a_list_is_found_by_its_key(model: NavModel) -> None:
    assert model.index_of("krakow").data() == "Desk Kraków"
    assert not model.index_of("gone").isValid()


def test_a_title_cannot_be_chosen(model: NavModel) -> None:
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index_of("soon")) & Qt.ItemFlag.ItemIsSelectable


def test_new_counts_change_their_lines_only(model: NavModel, qtbot: QtBot) -> None:
    changed: list[str] = []
    model.dataChanged.connect(lambda first, _last: changed.append(str(first.data())))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show(a_navigation(Count(13, 1)))
    assert changed == ["Breaching soon"]
    assert spoken(model, "soon") == "Breaching soon, 13 tickets, 1 over"


def test_a_new_name_of_a_section_is_shown(model: NavModel) -> None:
    first, second = a_navigation().sections
    model.show(Navigation((replace(first, title="Meine Arbeit"), second)))
    assert model.index(0, 0).data() == "Meine Arbeit"


def test_other_lists_lay_the_tree_out_anew(model: NavModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.modelReset):
        model.show(a_navigation(with_teams=False))
    assert model.rowCount(model.index_of("tier-1")) == 0


def test_figures_have_words_for_a_screen_reader(model: NavModel) -> None:
    assert spoken(model, "mine") == "Assigned to me, 6 tickets"
    assert spoken(model, "krakow") == "Desk Kraków, 19 tickets, 1 over"
    model.show(a_navigation(None))
    assert spoken(model, "soon") == "Breaching soon"


def test_a_list_says_in_its_tooltip_what_its_name_leaves_open(model: NavModel) -> None:
    entry = NavEntry("escalated", "Escalated to me", count=Count(3), hint="Of my team too.")
    model.show(Navigation((NavSection("My work", (entry,)),)))
    index = model.index_of("escalated")
    tooltip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Escalated to me, 3 tickets" in tooltip
    assert "Of my team too." in tooltip
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Of my team too."


def test_the_name_of_a_team_is_harmless() -> None:
    model = NavModel()
    entry = NavEntry("x", "<img src='file:///x'>\u202e\n")
    model.show(Navigation((NavSection("Queues", (entry,)),)))
    index = model.index_of("x")
    assert index.data() == "<img src='file:///x'>"
    assert "<img" not in str(index.data(Qt.ItemDataRole.ToolTipRole))


def test_nothing_lies_beyond_the_last_line(model: NavModel) -> None:
    assert not model.index(2, 0).isValid()
    assert not model.index(0, 1).isValid()
    assert model.data(QModelIndex()) is None
