"""The dialog "Escalate": what it asks for, what it shows before, and that nothing is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.customer_mail import CustomerMail
from desktop_escalation.domain.policy import Recipient, RecipientKind
from desktop_escalation.domain.value import replace
from desktop_escalation.services.escalation_desk import EscalationPreview
from tests.ui.escalations.choices import EDGE, HANA, TIERS, a_mail, a_ticket, choices, consequences
from tests.ui.escalations.escalating import asked_for, filled, shown, wished
from ui.escalations.escalate_dialog import PREVIEW_AFTER_MS
from ui.themes import Themes

LEAD = (Recipient(RecipientKind.LEAD, "Network"),)


def test_the_first_on_duty_of_the_team_for_this_category_is_picked(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.windowTitle() == "Escalate DE-4821"
    assert dialog.main_button.text() == "&Escalate to Ravi Menon"
    assert dialog.hint.text() == "Ticket moves from Network to Edge platform"
    assert dialog.focusWidget() is dialog.reason


def test_the_wish_has_everything_that_was_chosen_and_typed(qtbot: QtBot, themes: Themes) -> None:
    dialog = filled(qtbot, themes)
    dialog.tried.setPlainText("Rolled back.")
    assert wished(dialog) == [
        HandEscalation(
            reason="needs expertise",
            note="The router loses its uplink.",
            tier=3,
            team="Edge platform",
            person="ravi",
            involve=LEAD,
            tried="Rolled back.",
            tell_customer=True,
            mail=CustomerMail("now-engineering", "en"),
        )
    ]


def test_the_whole_team_another_tier_and_a_silent_lead_can_be_chosen(qtbot: QtBot, themes: Themes) -> None:
    dialog = filled(qtbot, themes)
    dialog.tiers.buttons[2].click()
    dialog.people.setCurrentIndex(dialog.people.people.index(0, 0))
    dialog.lead.setChecked(False)
    dialog.customer.switch.setChecked(False)
    assert dialog.main_button.text() == "&Escalate to Management"
    (wish,) = wished(dialog)
    assert isinstance(wish, HandEscalation)
    assert (wish.tier, wish.team, wish.person, wish.involve, wish.tell_customer) == (4, "Management", None, (), False)


def test_another_team_shows_its_people_and_somebody_off_duty_is_not_picked_unasked(
    qtbot: QtBot, themes: Themes
) -> None:
    dialog = shown(qtbot, themes)
    QTest.keyClick(dialog.teams, Qt.Key.Key_Down)
    assert [row.name for row in dialog.people.people.rows] == ["Whole team, first to acknowledge", "Luca Ferri"]
    assert dialog.people.login is None
    assert dialog.main_button.text() == "&Escalate to Release"


def test_what_is_missing_is_said_beside_its_field(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert wished(dialog) == []
    assert dialog.reason_field.problem == "Choose why the ticket is escalated."
    assert dialog.note_field.problem == "Say in at least one sentence why the ticket is escalated."
    dialog.reason.setCurrentIndex(0)
    dialog.note.setPlainText("Now there is one.")
    assert len(wished(dialog)) == 1
    assert (dialog.reason_field.problem, dialog.note_field.problem) == ("", "")


@pytest.mark.parametrize("name", ["note", "tried"])
def test_a_text_too_long_is_refused_beside_its_field_and_kept(qtbot: QtBot, themes: Themes, name: str) -> None:
    dialog = filled(qtbot, themes)
    box, field = getattr(dialog, name), getattr(dialog, f"{name}_field")
    box.setPlainText("x" * 2_001)
    assert wished(dialog) == []
    assert field.problem.startswith("2,001 characters, and 2,000 fit")
    assert box.length == 2_001


def test_the_characters_are_counted(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.note.setPlainText("x" * 1_234)
    assert dialog.note_field.note == "internal, 1,234 of 2,000"


def test_a_trial_is_asked_for_shortly_after_a_change_and_once(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    with qtbot.waitSignal(dialog.preview_wanted) as first:
        pass
    assert first.args[0].person == "ravi"
    asked: list[HandEscalation] = []
    dialog.preview_wanted.connect(asked.append)
    with qtbot.waitSignal(dialog.preview_wanted):
        dialog.note.setPlainText("The router.")
        dialog.lead.setChecked(False)
        QTest.keyClick(dialog.people, Qt.Key.Key_Down)
    assert [(wish.note, wish.involve, wish.person) for wish in asked] == [("The router.", (), "hana")]


def test_the_trial_goes_ahead_before_reason_and_note_are_there(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    with qtbot.waitSignal(dialog.preview_wanted) as asked:
        pass
    assert (asked.args[0].reason, asked.args[0].note) == ("needs expertise", "…")


def test_an_answer_to_an_older_question_is_passed_over(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    old = asked_for(qtbot, dialog)
    dialog.note.setPlainText("Something else.")
    dialog.show_preview(EscalationPreview(old, consequences()))
    assert dialog.consequences.words == ""


def test_why_a_trial_was_refused_stands_where_its_result_would(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.show_preview_problem("DE-4821 is resolved: reopen it first")
    assert dialog.consequences.words == "DE-4821 is resolved: reopen it first"


def test_what_was_wrong_is_judged_again_at_each_change(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    wished(dialog)
    dialog.note.setPlainText("x" * 2_001)
    assert dialog.note_field.problem.startswith("2,001 characters")
    dialog.note.setPlainText("The router.")
    assert (dialog.note_field.problem, bool(dialog.reason_field.problem)) == ("", True)
    dialog.reason.setCurrentIndex(0)
    assert dialog.reason_field.problem == ""


def test_the_people_stay_as_high_while_the_trial_answers(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    asked_for(qtbot, dialog)
    before = dialog.people.height()
    dialog.note.setPlainText("line\n" * 40)
    dialog.show_preview(EscalationPreview(asked_for(qtbot, dialog), consequences(mail=a_mail(body="line\n" * 80))))
    dialog.lead.toggle()
    asked_for(qtbot, dialog)
    assert dialog.people.height() == before
    assert before >= 5 * 36


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_it_fits_a_small_screen_with_its_buttons_in_sight(qtbot: QtBot, themes: Themes, scale: float) -> None:
    themes.use_text_scale(scale)
    dialog = shown(qtbot, themes)
    dialog.resize(984, 580)
    qtbot.waitUntil(lambda: dialog.size().toTuple() == (984, 580))
    below = dialog.main_button.mapTo(dialog, dialog.main_button.rect().bottomRight())
    assert dialog.rect().contains(below)
    wished(dialog)
    assert not dialog.reason.visibleRegion().isEmpty()


def test_from_the_highest_tier_nothing_can_be_pressed(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes, choices(a_ticket(team="Management", tier=4)))
    assert dialog.tiers_field.problem == "DE-4821 is in the highest tier already."
    assert not dialog.main_button.isEnabled()


def test_a_tier_without_teams_can_be_looked_at_but_not_escalated_to(qtbot: QtBot, themes: Themes) -> None:
    empty = replace(TIERS[2], teams=(), first_team=None)
    dialog = shown(qtbot, themes, choices(tiers=(*TIERS[:2], empty, TIERS[3])))
    assert not dialog.main_button.isEnabled()
    dialog.tiers.buttons[2].click()
    assert dialog.main_button.isEnabled()


def test_after_a_conflict_everything_typed_is_there(qtbot: QtBot, themes: Themes) -> None:
    dialog = filled(qtbot, themes)
    wished(dialog)
    dialog.show_problem("Jonas Weber acknowledged this 4 s ago.")
    assert dialog.note.text == "The router loses its uplink."
    assert dialog.reason.currentData() == "needs expertise"
    assert dialog.main_button.isEnabled()


def test_shown_anew_it_keeps_what_was_chosen(qtbot: QtBot, themes: Themes) -> None:
    dialog = filled(qtbot, themes)
    dialog.people.pick("hana")
    dialog.lead.setChecked(False)
    dialog.customer.switch.setChecked(False)
    before = dialog.wish()
    dialog.show_choices(choices())
    assert dialog.wish() == before
    assert dialog.main_button.text() == "&Escalate to Hana Kim"


def test_shown_anew_it_offers_others_where_the_chosen_one_is_gone(qtbot: QtBot, themes: Themes) -> None:
    dialog = filled(qtbot, themes)
    edge = replace(EDGE, people=(HANA,))
    dialog.show_choices(choices(tiers=(*TIERS[:2], replace(TIERS[2], teams=(edge,)), TIERS[3])))
    assert dialog.main_button.text() == "&Escalate to Hana Kim"
    assert dialog.note.text == "The router loses its uplink."


def test_a_closed_dialog_asks_for_no_trial(qtbot: QtBot, themes: Themes) -> None:
    dialog = filled(qtbot, themes)
    dialog.cancel_button.click()
    with qtbot.assertNotEmitted(dialog.preview_wanted, wait=2 * PREVIEW_AFTER_MS):
        pass


def test_enter_in_the_people_does_not_escalate(qtbot: QtBot, themes: Themes) -> None:
    dialog = filled(qtbot, themes)
    made: list[object] = []
    dialog.wished.connect(made.append)
    QTest.keyClick(dialog.people, Qt.Key.Key_Return)
    assert made == []
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    QTest.keyClick(dialog.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(made) == 1


def test_tab_leads_through_every_choice(qtbot: QtBot, themes: Themes) -> None:
    dialog = filled(qtbot, themes)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    dialog.tiers.buttons[1].setFocus()
    seen = [dialog.focusWidget()]
    for _ in range(20):
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
        seen.append(dialog.focusWidget())
    wanted = (dialog.teams, dialog.people, dialog.reason, dialog.lead, dialog.note, dialog.tried)
    places = [seen.index(widget) for widget in (*wanted, dialog.customer.switch, dialog.main_button)]
    assert places == sorted(places)
    assert places[0] == 1
