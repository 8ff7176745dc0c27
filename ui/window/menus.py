"""The menu bar: every action in its place."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui.window.actions import Actions, Do

_STATES = (Do.PAUSE, Do.RESUME, Do.RESOLVE, Do.REOPEN)
_TICKET = (
    (Do.REPLY, Do.NOTE, Do.TEMPLATE, Do.ATTACH),
    (Do.ACKNOWLEDGE, Do.ESCALATE, Do.HAND_BACK, Do.WHY),
    (Do.ASSIGN_ME, Do.ASSIGN, Do.MOVE, Do.PRIORITY),
    _STATES,
    (Do.WATCH, Do.COPY_NUMBER),
)
_GO = (
    (Do.NEXT, Do.PREVIOUS, Do.OPEN, Do.TO_LIST),
    (Do.GO_MINE, Do.GO_ESCALATED, Do.GO_SOON, Do.GO_UNASSIGNED, Do.GO_WATCHING, Do.GO_MY_RESOLVED),
    (Do.GO_ALL, Do.GO_QUEUE, Do.GO_RESOLVED),
    (Do.BACK, Do.FORWARD, Do.NEXT_AREA, Do.PREVIOUS_AREA),
)


def fill_menu_bar(bar: QMenuBar, actions: Actions, of_list: Sequence[QMenu] = ()) -> None:
    """Put every action into the menu in which it is looked for, and the menus of the list among the others of View."""
    tr = QCoreApplication.translate
    file = bar.addMenu(tr("Menus", "&File"))
    _fill(file, actions, ((Do.NEW_TICKET,), (Do.QUIT,)))
    _view(bar.addMenu(tr("Menus", "&View")), actions, of_list)
    _fill(bar.addMenu(tr("Menus", "&Ticket")), actions, _TICKET)
    _fill(bar.addMenu(tr("Menus", "&Go")), actions, _GO)
    _fill(bar.addMenu(tr("Menus", "&Admin")), actions, ((Do.RUN_ENGINE,),))
    _fill(bar.addMenu(tr("Menus", "&Help")), actions, ((Do.ABOUT,),))
    actions[Do.QUIT].setMenuRole(QAction.MenuRole.QuitRole)
    actions[Do.ABOUT].setMenuRole(QAction.MenuRole.AboutRole)


def state_menu(actions: Actions, window: QWidget) -> QMenu:
    """Make the menu of what changes a ticket's state."""
    menu = QMenu(window)
    _fill(menu, actions, (_STATES,))
    return menu


def ticket_menu(actions: Actions, window: QWidget) -> QMenu:
    """Make the menu that a right click on a ticket opens."""
    menu = QMenu(window)
    _fill(menu, actions, _TICKET)
    return menu


def _view(menu: QMenu, actions: Actions, of_list: Sequence[QMenu]) -> None:
    tr = QCoreApplication.translate
    _fill(menu, actions, ((Do.REFRESH,), (Do.PANE, Do.COMPACT)))
    menu.addSeparator()
    for one in of_list:
        menu.addMenu(one)
    menu.addSeparator()
    themes = menu.addMenu(tr("Menus", "&Theme"))
    group = QActionGroup(menu)
    for do in (Do.THEME_SYSTEM, Do.THEME_LIGHT, Do.THEME_DARK):
        group.addAction(actions[do])
        themes.addAction(actions[do])
    _fill(menu.addMenu(tr("Menus", "Te&xt size")), actions, ((Do.LARGER_TEXT, Do.SMALLER_TEXT), (Do.USUAL_TEXT,)))


def _fill(menu: QMenu, actions: Actions, groups: tuple[tuple[Do, ...], ...]) -> None:
    menu.setToolTipsVisible(True)
    for index, group in enumerate(groups):
        if index:
            menu.addSeparator()
        for do in group:
            menu.addAction(actions[do])
