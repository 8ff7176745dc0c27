"""What tests of the dialog "Escalate" do often."""

from pytestqt.qtbot import QtBot

from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.services.escalation_desk import EscalationChoices, EscalationPreview
from tests.ui.escalations.choices import a_mail, choices, consequences
from ui.escalations.escalate_dialog import EscalateDialog
from ui.themes import Themes


def shown(qtbot: QtBot, themes: Themes, given: EscalationChoices | None = None) -> EscalateDialog:
    dialog = EscalateDialog(themes)
    qtbot.addWidget(dialog)
    dialog.show_choices(given or choices())
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def filled(qtbot: QtBot, themes: Themes, given: EscalationChoices | None = None) -> EscalateDialog:
    dialog = shown(qtbot, themes, given)
    dialog.reason.setCurrentIndex(dialog.reason.findData("needs expertise"))
    dialog.note.setPlainText("The router loses its uplink.")
    return dialog


def wished(dialog: EscalateDialog) -> list[object]:
    made: list[object] = []
    dialog.wished.connect(made.append)
    dialog.press()
    return made


def asked_for(qtbot: QtBot, dialog: EscalateDialog) -> HandEscalation:
    with qtbot.waitSignal(dialog.preview_wanted) as asked:
        pass
    wish = asked.args[0]
    assert isinstance(wish, HandEscalation)
    return wish


def edited(qtbot: QtBot, themes: Themes) -> EscalateDialog:
    """Give a dialog in which somebody has changed the words of the mail."""
    dialog = filled(qtbot, themes)
    dialog.show_preview(EscalationPreview(asked_for(qtbot, dialog), consequences(mail=a_mail())))
    dialog.customer.edit_button.click()
    dialog.customer.preview.body.appendPlainText("Call me.")
    return dialog
