from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.people import Site
from desktop_escalation.services.act_desk import Promises, WaitingStep
from tests.domain.desk import a_calendar
from tests.ui.escalations.choices import NOW, ZONE, a_ticket
from tests.ui.tickets.dialogs import show, wished
from ui.themes import Themes
from ui.tickets.acknowledge_dialog import BY_POLICY, OWN_TIME, AcknowledgeDialog
from ui.tickets.wishes import AcknowledgeWish

STEPS = (WaitingStep(4, NOW + timedelta(minutes=12)), WaitingStep(5, NOW + timedelta(minutes=57)))
HALF_AN_HOUR = timedelta(minutes=30)


def promises(**changes: object) -> Promises:
    fields = {
        "ticket": a_ticket(),
        "site": Site("Harbour Support", ZONE),
        "now": NOW,
        "default_until": NOW + HALF_AN_HOUR,
        "current_until": None,
        "new_promises_left": 3,
        "steps": STEPS,
        **changes,
    }
    return Promises(**fields)  # type: ignore[arg-type]


def shown(qtbot: QtBot, themes: Themes, given: Promises | None = None, now: datetime = NOW) -> AcknowledgeDialog:
    dialog = AcknowledgeDialog(themes)
    dialog.show_promises(given or promises(), lambda: now)
    show(qtbot, dialog)
    return dialog


def test_the_policys_promise_is_chosen_and_left_to_the_policy(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.until.button(BY_POLICY).text() == "By 14:23, the usual"
    assert dialog.main_button.text() == "&Acknowledge until 14:23"
    assert wished(dialog) == [AcknowledgeWish(None)]


def test_it_tells_which_steps_wait(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.held.text() == "Step 4, due before 14:23, waits for you. The clocks keep running."
    dialog.until.button(timedelta(minutes=60)).click()
    assert dialog.held.text() == "Steps 4, 5, due before 14:53, wait for you. The clocks keep running."


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (
            (WaitingStep(5, NOW + timedelta(hours=2)),),
            "No step of the ladder is due before 14:23. The clocks keep running.",
        ),
        ((), "No step of the ladder has a time, so nothing waits for you."),
    ],
)
def test_where_no_step_waits_it_says_so(
    qtbot: QtBot, themes: Themes, steps: tuple[WaitingStep, ...], words: str
) -> None:
    assert shown(qtbot, themes, promises(steps=steps)).held.text() == words


def test_minutes_count_from_the_press_and_not_from_the_opening(qtbot: QtBot, themes: Themes) -> None:
    later = NOW + timedelta(minutes=5)
    dialog = shown(qtbot, themes, now=later)
    dialog.until.button(HALF_AN_HOUR).click()
    assert wished(dialog) == [AcknowledgeWish(later + HALF_AN_HOUR)]


def test_a_time_of_ones_own_is_read_on_the_sites_clock(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert not dialog.own_field.isVisible()
    dialog.until.button(OWN_TIME).click()
    assert dialog.own_field.isVisible()
    assert dialog.focusWidget() is dialog.own_time
    QTest.keyClicks(dialog.own_time, "tomorrow 9:30")
    assert dialog.main_button.text() == "&Acknowledge until Wed 09:30"
    assert wished(dialog) == [AcknowledgeWish(datetime(2026, 11, 25, 9, 30, tzinfo=UTC))]


def test_enter_confirms_a_time_of_ones_own(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.until.button(OWN_TIME).click()
    made: list[object] = []
    dialog.wished.connect(made.append)
    QTest.keyClicks(dialog.own_time, "45")
    QTest.keyClick(dialog.own_time, Qt.Key.Key_Return)
    assert made == [AcknowledgeWish(NOW + timedelta(minutes=45))]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("45", "Tuesday, 24 November 2026, 14:38 (Europe/London), in 45 min; all of it working time"),
        ("tomorrow 9:00", "Wednesday, 25 November 2026, 09:00 (Europe/London), in 19 h 07; "),
        ("21:00", "Tuesday, 24 November 2026, 21:00 (Europe/London), in 7 h 07; "),
    ],
)
def test_it_says_which_moment_is_meant_and_how_much_working_time_that_is(
    qtbot: QtBot, themes: Themes, typed: str, understood: str
) -> None:
    dialog = shown(qtbot, themes, promises(calendar=a_calendar()))
    dialog.until.button(OWN_TIME).click()
    dialog.own_time.setText(typed)
    worked = {"tomorrow 9:00": "5 h 07 of working time until then", "21:00": "4 h 07 of working time until then"}
    assert dialog.understood.text() == understood + worked.get(typed, "")


def test_outside_working_hours_no_working_time_passes(qtbot: QtBot, themes: Themes) -> None:
    night = NOW.replace(hour=22)
    dialog = shown(qtbot, themes, promises(calendar=a_calendar()), night)
    dialog.until.button(OWN_TIME).click()
    dialog.own_time.setText("30")
    assert dialog.understood.text().endswith("in 30 min; no working time until then")


def test_what_cannot_be_read_is_said_beside_the_field_until_it_can(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.until.button(OWN_TIME).click()
    dialog.own_time.setText("9:00")
    assert (dialog.main_button.text(), dialog.held.text()) == ("&Acknowledge", "")
    assert wished(dialog) == []
    assert dialog.own_field.problem == "9:00 is over today: write “tomorrow 9:00”, or “9 h”."
    dialog.own_time.setText("tomorrow 9:00")
    assert dialog.own_field.problem == ""
    dialog.own_time.setText("x")
    dialog.until.button(HALF_AN_HOUR).click()
    assert wished(dialog) == [AcknowledgeWish(NOW + HALF_AN_HOUR)]


def test_a_time_that_is_over_is_refused_beside_its_field(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.until.button(OWN_TIME).click()
    dialog.own_time.setText("today 13:52")
    assert wished(dialog) == []
    assert dialog.own_field.problem == "That time is over. Name a later one."


def test_without_a_policy_half_an_hour_and_the_rest_are_offered(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes, promises(default_until=None, steps=()))
    assert dialog.until.value == timedelta(minutes=15)
    assert wished(dialog) == [AcknowledgeWish(NOW + timedelta(minutes=15))]


def test_a_promise_that_is_replaced_is_named(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes, promises(current_until=NOW + timedelta(minutes=10), new_promises_left=2))
    assert dialog.hint.text() == "This replaces the promise until 14:03. It can be replaced 2 times more."
