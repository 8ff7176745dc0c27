"""The parts around the tickets: actions, menus, strip, status bar, toolbar, the way through views."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.duty import Duty
from desktop_escalation.domain.people import Absence, Person, Role, Site
from desktop_escalation.domain.queue import Sort
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.value import replace
from desktop_escalation.services.engine_room import EngineStatus
from desktop_escalation.services.reception import Welcome
from desktop_escalation.storage.engine_log import EngineWatch
from ui.navigation.views import View, ViewKind
from ui.site_time import SiteTime
from ui.themes import ThemeChoice, Themes
from ui.window.actions import Actions, Do, shapes
from ui.window.engine_presenter import engine_words, site_time_words
from ui.window.history import LONGEST, ViewHistory
from ui.window.main_window import MainWindow
from ui.window.status_bar import Notice
from ui.window.strip import Strip, StripKind
from ui.window.tool_bar import Me

NOW = datetime(2026, 11, 24, 13, 53, tzinfo=UTC)
ZONE = "Europe/London"


@pytest.fixture
def window(themes: Themes, qtbot: QtBot) -> MainWindow:
    made = MainWindow(themes, SiteTime())
    qtbot.addWidget(made)
    return made


# --- actions and menus ------------------------------------------------------------


def test_no_two_actions_share_their_keys() -> None:
    keys = Counter(key for shape in shapes().values() for key in shape.keys)
    assert [key for key, times in keys.items() if times > 1] == []
    first = {key.partition(",")[0] for key in keys if "," in key}
    assert first.isdisjoint(keys), "a key that begins a sequence would never be heard alone"


def test_every_action_stands_in_the_menu_bar_once(window: MainWindow) -> None:
    texts = Counter(action.text() for menu in menus(window) for action in menu.actions() if action.menu() is None)
    wanted = {shape.text for do, shape in shapes().items() if do is not Do.STATE}
    assert wanted - set(texts) == set()


def test_the_letters_of_each_menu_lead_to_one_place(window: MainWindow) -> None:
    for menu in menus(window):
        letters = [found[1].lower() for action in menu.actions() if (found := re.search("&([^&])", action.text()))]
        assert [letter for letter, times in Counter(letters).items() if times > 1] == [], menu.title()


def test_the_view_menu_has_all_that_can_be_chosen_for_the_list(window: MainWindow) -> None:
    (view,) = (menu for menu in menus(window) if menu.title() == "&View")
    offered = [action.menu() for action in view.actions() if action.menu() in window.list.menus]
    assert [menu.title() for menu in window.list.menus] == ["&Sort by", "&Group by", "Co&lumns"]
    assert offered == list(window.list.menus)


@pytest.mark.parametrize("sort", list(Sort))
def test_the_letters_of_the_menu_that_sorts_lead_to_one_place(window: MainWindow, sort: Sort) -> None:
    menu = window.list.menus[0]
    window.list.show_sort(sort, is_descending=True)
    texts = [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]
    letters = Counter(text[text.index("&") + 1].lower() for text in texts)
    assert max(letters.values()) == 1, texts


def menus(window: MainWindow) -> list[QMenu]:
    return [menu for menu in window.menuBar().findChildren(QMenu) if menu.title()]


def test_what_is_refused_is_disabled_and_says_why_as_text(themes: Themes) -> None:
    actions = Actions(themes)
    actions.refuse({Right.TICKET_RESOLVE: 'not <img src="file:///x.png"> yet'}, has_ticket=True)
    assert not actions[Do.RESOLVE].isEnabled()
    assert "&lt;img" in actions[Do.RESOLVE].toolTip()
    assert "<img" not in actions[Do.RESOLVE].toolTip()
    assert actions[Do.ESCALATE].isEnabled()
    actions.refuse({}, has_ticket=True)
    assert actions[Do.RESOLVE].isEnabled()
    assert "Resolve (X)" in actions[Do.RESOLVE].toolTip()


def test_without_a_ticket_only_what_needs_none_can_be_done(themes: Themes) -> None:
    actions = Actions(themes)
    actions.refuse({}, has_ticket=False)
    enabled = {do for do in Do if actions[do].isEnabled()}
    assert {Do.NEW_TICKET, Do.GO_MINE, Do.REFRESH, Do.RUN_ENGINE, Do.QUIT} <= enabled
    assert enabled.isdisjoint({Do.REPLY, Do.ESCALATE, Do.ASSIGN_ME, Do.WATCH, Do.COPY_NUMBER, Do.WHY})


# --- the strip --------------------------------------------------------------------


@pytest.fixture
def strip(themes: Themes, qtbot: QtBot) -> Strip:
    made = Strip(themes)
    qtbot.addWidget(made)
    return made


def test_without_trouble_there_is_no_strip(strip: Strip) -> None:
    assert strip.isHidden()
    assert strip.shown is None


def test_of_many_troubles_the_gravest_is_told_and_then_the_next(strip: Strip) -> None:
    for kind in reversed(StripKind):
        strip.tell(kind, f"{kind} words", "Do it")
        assert strip.shown is kind
    for kind in StripKind:
        assert strip.words == f"{kind} words"
        strip.over(kind)
    assert strip.isHidden()


def test_a_fault_and_a_lost_database_are_told_before_what_was_refused(strip: Strip) -> None:
    strip.tell(StripKind.REFUSED, "You may not do that.")
    strip.tell(StripKind.OFFLINE, "No connection.")
    assert strip.words == "No connection."
    strip.tell(StripKind.BROKEN, "A fault.")
    assert strip.words == "A fault."
    strip.over(StripKind.BROKEN)
    strip.over(StripKind.OFFLINE)
    assert strip.words == "You may not do that."


def test_its_button_says_which_trouble_it_is_about(strip: Strip, qtbot: QtBot) -> None:
    strip.tell(StripKind.NO_ENGINE, "Nobody is running the engine.", "Run it here")
    button = strip.findChild(QPushButton)
    assert button is not None
    with qtbot.waitSignal(strip.pressed) as pressed:
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed.args == [StripKind.NO_ENGINE]
    strip.tell(StripKind.NO_ENGINE, "Nobody is running the engine.")
    assert button.isHidden()


def test_words_from_outside_are_text_and_do_not_fill_the_window(strip: Strip) -> None:
    strip.tell(StripKind.REFUSED, "<b>no</b>\u202e" + "w" * 100_000)
    labels = [label for label in strip.findChildren(QLabel) if label.text()]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert strip.words.startswith("<b>no</b>w")
    assert len(strip.words) < 3_000
    assert "\u202e" not in strip.accessibleName()


def test_a_strip_takes_on_another_theme(strip: Strip, themes: Themes) -> None:
    strip.tell(StripKind.OFFLINE, "No connection.")
    strip.resize(400, 40)
    light = strip.grab().toImage().pixelColor(200, 3).lightness()
    themes.use(ThemeChoice.DARK)
    assert strip.grab().toImage().pixelColor(200, 3).lightness() < light - 80


# --- status bar and toolbar -------------------------------------------------------


def test_a_notice_is_heard_as_it_is_read(window: MainWindow) -> None:
    notice: Notice = window.status.engine
    notice.say("Engine: nobody is running it", is_alarming=True)
    assert notice.words == notice.accessibleName() == "Engine: nobody is running it"
    alarm = notice.grab().toImage()
    notice.say("Engine: nobody is running it")
    assert notice.grab().toImage() != alarm


def welcome(duty: Duty | None) -> Welcome:
    person = None if duty is None else Person("marek", "Marek Dvořák")
    directory = Directory(Site("Harbour", ZONE))
    return Welcome("Marek Dvořák", Role.AGENT, person, duty, directory, NOW, 1, is_simulated=False)


@pytest.mark.parametrize(
    ("duty", "said"),
    [
        (None, "Marek Dvořák"),
        (Duty(is_on=True, changes_at=NOW + timedelta(hours=3)), "Marek Dvořák, on duty to 16:53"),
        (Duty(is_on=True, changes_at=None), "Marek Dvořák, on duty"),
        (Duty(is_on=False, changes_at=NOW), "Marek Dvořák, off duty"),
        (Duty(is_on=False, changes_at=NOW, absence=Absence(NOW.date(), NOW.date())), "Marek Dvořák, away"),
    ],
)
def test_who_sits_here_is_told_with_the_duty(themes: Themes, qtbot: QtBot, duty: Duty | None, said: str) -> None:
    me = Me(themes)
    qtbot.addWidget(me)
    me.show_welcome(welcome(duty), NOW)
    assert me.accessibleName() == said
    assert not me.grab().isNull()


# --- how the engine is, and the time ------------------------------------------------


def status(*engines: EngineWatch) -> EngineStatus:
    return EngineStatus(NOW, ZONE, None, 0, None, None, engines)


def watch(engine: str, seconds_ago: int, *, has_ended: bool = False) -> EngineWatch:
    return EngineWatch(engine, NOW - timedelta(hours=1), NOW - timedelta(seconds=seconds_ago), has_ended)


def test_the_engine_is_told_with_its_place_and_its_last_look() -> None:
    there = status(watch("desk-07:4711", 4))
    assert engine_words(there, is_here=True) == "Engine: running here, last sweep 4 s ago"
    assert engine_words(there, is_here=False) == "Engine: running on desk-07, last sweep 4 s ago"


def test_engines_that_ended_or_fell_silent_are_nobody() -> None:
    gone = status(watch("desk-07:1", 61), watch("desk-08:1", 2, has_ended=True))
    assert engine_words(gone, is_here=False) == "Engine: nobody is running it"
    assert engine_words(status(), is_here=False) == "Engine: nobody is running it"


def test_what_is_next_is_told_by_the_clock_or_as_due() -> None:
    there = status(watch("desk-07:1", 4))
    later = replace(there, next_at=NOW + timedelta(minutes=7))
    assert engine_words(later, is_here=True).endswith(", next due 14:00")
    assert engine_words(replace(there, next_at=NOW, due=3), is_here=True).endswith(", 3 due now")


def test_a_clock_that_was_set_back_is_no_negative_time() -> None:
    assert "last sweep 0 s ago" in engine_words(status(watch("desk-07:1", -5)), is_here=True)


def test_the_time_of_the_site_is_told_with_day_and_city() -> None:
    time = SiteTime(lambda: 0.0)
    time.read(NOW, 1)
    assert site_time_words(time, ZONE) == "Tue 24 Nov, 13:53 London"
    assert site_time_words(time, "America/New_York") == "Tue 24 Nov, 08:53 New York"


# --- the way through the views ------------------------------------------------------

TEAMS = [View(ViewKind.TEAM, team=name) for name in "abc"]


def test_one_goes_back_and_forward_and_a_new_way_forgets_the_old_one() -> None:
    way = ViewHistory()
    assert not way.can_go_back
    for view in TEAMS:
        way.went_to(view)
    assert (way.back(), way.back()) == (TEAMS[1], TEAMS[0])
    assert not way.can_go_back
    assert way.forward() == TEAMS[1]
    way.went_to(View(ViewKind.ALL))
    assert not way.can_go_forward
    assert way.back() == TEAMS[1]


@given(st.lists(st.sampled_from([*TEAMS, "back", "forward"]), max_size=3 * LONGEST))
def test_the_way_is_never_left_and_never_longer_than_it_may_be(steps: list[View | str]) -> None:
    way, shown = ViewHistory(), []
    for step in steps:
        if isinstance(step, View):
            way.went_to(step)
        elif step == "back" and way.can_go_back:
            shown.append(way.back())
        elif step == "forward" and way.can_go_forward:
            shown.append(way.forward())
    backwards = 0
    while way.can_go_back:
        shown.append(way.back())
        backwards += 1
    assert backwards < LONGEST
    assert set(shown) <= set(TEAMS)


# --- the frame ----------------------------------------------------------------------


def test_below_a_width_list_and_ticket_take_turns(window: MainWindow) -> None:
    narrow = []
    for width in (1024, 1179, 1180):
        window.resize(width, 700)
        narrow.append(window.is_narrow)
    assert narrow == [True, True, False]
