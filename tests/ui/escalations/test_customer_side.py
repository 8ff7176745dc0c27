"""The customer's side of the dialog "Escalate": it tells the truth, and keeps words of one's own."""

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.customer_mail import CustomerMail, Wording
from desktop_escalation.services.escalation_desk import EscalationPreview
from tests.ui.escalations.choices import a_mail, a_ticket, choices, consequences
from tests.ui.escalations.escalating import asked_for, edited, filled, shown, wished
from ui.themes import Themes


def test_the_trial_tells_what_happens_and_shows_the_mail_as_plain_text(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    mail = a_mail("DE-4821 raised", "Hello <b>Priya</b>\nwe go on.")
    dialog.show_preview(EscalationPreview(asked_for(qtbot, dialog), consequences(mail=mail)))
    assert "You stay on the ticket as a watcher." in dialog.consequences.words
    assert dialog.customer.preview.words == "priya@halden.example\nDE-4821 raised\nHello <b>Priya</b>\nwe go on."


def test_a_mail_that_is_held_back_says_why(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    held = consequences(customer_told="the customer is not told: told 08:50 already, once in 24 hours")
    dialog.show_preview(EscalationPreview(asked_for(qtbot, dialog), held))
    assert dialog.customer.preview.words.strip() == ("The customer is not told: told 08:50 already, once in 24 hours.")


def test_a_switched_off_mail_is_not_shown_as_if_it_were_sent(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    dialog.show_preview(EscalationPreview(asked_for(qtbot, dialog), consequences(mail=a_mail())))
    dialog.customer.switch.setChecked(False)
    assert dialog.customer.preview.words.strip() == "No mail is sent to the customer."


def test_a_site_without_a_template_cannot_tell_the_customer(qtbot: QtBot, themes: Themes) -> None:
    dialog = filled(qtbot, themes, choices(templates=()))
    assert not dialog.customer.switch.isEnabled()
    assert "no template" in dialog.customer.words
    (wish,) = wished(dialog)
    assert isinstance(wish, HandEscalation)
    assert wish.tell_customer is False


def test_a_ticket_without_a_customer_has_nobody_to_tell(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes, choices(customer=None, templates=()))
    assert dialog.customer.words == "The ticket has no customer."


def test_each_tier_brings_its_own_template_in_the_customers_language(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes, choices(a_ticket(team="Desk Leeds", tier=1)))
    template = dialog.customer.template
    assert (template.names.currentText(), template.languages.isVisible()) == ("Now specialists", False)
    dialog.tiers.buttons[2].click()
    assert (template.names.currentText(), template.languages.currentText()) == ("Now engineering", "English")
    assert template.languages.isVisible()
    dialog.tiers.buttons[1].click()
    assert template.names.currentText() == "Now specialists"


def test_where_no_template_speaks_of_the_tier_the_switch_is_off_until_one_is_chosen(
    qtbot: QtBot, themes: Themes
) -> None:
    dialog = filled(qtbot, themes)
    dialog.tiers.buttons[2].click()
    assert (dialog.customer.tells, dialog.customer.switch.isEnabled()) == (False, False)
    assert dialog.customer.words == "No template speaks of Management. Choose one to tell the customer."
    dialog.customer.template.names.setCurrentText("Sorry late")
    dialog.customer.template.languages.setCurrentText("English")
    assert (dialog.customer.tells, dialog.customer.words) == (True, "Mail to Priya Nair, restarts no clock")
    (wish,) = wished(dialog)
    assert isinstance(wish, HandEscalation)
    assert (wish.tell_customer, wish.mail) == (True, CustomerMail("sorry-late", "en"))


def test_a_policy_that_usually_tells_nobody_leaves_the_switch_off_and_free(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes, choices(is_usually_told=False))
    assert (dialog.customer.tells, dialog.customer.switch.isEnabled()) == (False, True)


def test_a_customer_who_cannot_be_told_is_said_at_once_and_in_words(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes, choices(untold="told 08:50 already, once in 24 hours"))
    assert (dialog.customer.tells, dialog.customer.switch.isEnabled()) == (False, False)
    assert dialog.customer.words == "No mail is sent: told 08:50 already, once in 24 hours."
    assert dialog.customer.switch.accessibleDescription() == dialog.customer.words


def test_a_mail_that_the_trial_holds_back_turns_the_switch_off_until_something_else_is_chosen(
    qtbot: QtBot, themes: Themes
) -> None:
    dialog = shown(qtbot, themes)
    held = consequences(customer_told='the customer is not told: there is no template "now-engineering"')
    dialog.show_preview(EscalationPreview(asked_for(qtbot, dialog), held))
    assert (dialog.customer.tells, dialog.customer.switch.isEnabled()) == (False, False)
    again = asked_for(qtbot, dialog)
    assert again.tell_customer is False
    dialog.show_preview(EscalationPreview(again, consequences()))
    assert dialog.customer.words == 'The customer is not told: there is no template "now-engineering".'
    dialog.customer.template.names.setCurrentText("Sorry late")
    assert dialog.customer.tells


def test_words_of_ones_own_are_asked_for_and_survive_every_other_choice(qtbot: QtBot, themes: Themes) -> None:
    dialog = edited(qtbot, themes)
    own = Wording("DE-4821 raised", "Hello Priya Nair\nCall me.")
    dialog.tiers.buttons[2].click()
    dialog.customer.template.names.setCurrentText("Sorry late")
    dialog.customer.switch.setChecked(False)
    dialog.show_choices(choices())
    dialog.customer.switch.setChecked(True)
    dialog.show_preview(EscalationPreview(asked_for(qtbot, dialog), consequences(mail=a_mail(body="Another"))))
    assert dialog.customer.preview.wording == own
    wish = dialog.wish()
    assert wish is not None
    assert wish.mail == CustomerMail("sorry-late", "en", own)


def test_words_of_ones_own_go_only_when_the_template_is_asked_for(qtbot: QtBot, themes: Themes) -> None:
    dialog = edited(qtbot, themes)
    assert dialog.has_typed()
    assert dialog.customer.edit_button.text() == "Use the template's wor&ds"
    dialog.customer.edit_button.click()
    dialog.show_preview(EscalationPreview(asked_for(qtbot, dialog), consequences(mail=a_mail())))
    assert dialog.customer.preview.words == "priya@halden.example\nDE-4821 raised\nHello Priya Nair"
    assert dialog.customer.preview.wording is None


def test_a_mail_without_words_is_refused_beside_it_until_there_is_one(qtbot: QtBot, themes: Themes) -> None:
    dialog = edited(qtbot, themes)
    dialog.customer.preview.body.setPlainText("")
    assert wished(dialog) == []
    assert dialog.customer.problem.text() == "The mail needs a subject and at least one word."
    QTest.keyClicks(dialog.customer.preview.body, "Hello")
    assert dialog.customer.problem.text() == ""
    assert len(wished(dialog)) == 1
