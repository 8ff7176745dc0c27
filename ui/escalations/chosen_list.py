"""Who was weighed when a step gave the ticket to somebody, with everybody's load, the chosen one first."""

from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.choice import Candidate, Choice
from ui.escalations.page_table import Cell, PageTable, Row, Tone
from ui.shared.icons import Icon
from ui.shared.plain import one_line

translate = QCoreApplication.translate


def chosen_list(choice: Choice | None) -> PageTable | None:
    """Lay out who was looked at; None where the step gave the ticket to nobody and looked at nobody."""
    if choice is None or (choice.chosen is None and not choice.candidates):
        return None
    ordered = sorted(choice.candidates, key=lambda one: (one.login != choice.chosen, not one.fit, _share(one)))
    rows = [_row(one, is_chosen=one.login == choice.chosen) for one in ordered]
    reason = Row((Cell(_capital(one_line(choice.why)), Tone.MUTED), Cell("")))
    title = translate("Chosen", "Who was chosen") if choice.chosen else translate("Chosen", "Nobody could be chosen")
    return PageTable(title, (*rows, reason), widest=0)


def _row(one: Candidate, *, is_chosen: bool) -> Row:
    tone = Tone.STRONG if is_chosen else Tone.TEXT if one.fit else Tone.MUTED
    load = translate("Chosen", "{} of {} open").format(one.load, one.capacity)
    if one.fit:
        figure = translate("Chosen", "{}, on duty").format(load)
    else:
        figure = translate("Chosen", "{}, {}").format(load, one_line(one.why))
    icon = Icon.CHECK if is_chosen else None
    spoken = translate("Chosen", "chosen") if is_chosen else ""
    quiet = Tone.TEXT if is_chosen else Tone.QUIET if one.fit else Tone.MUTED
    return Row((Cell(one_line(one.name), tone, icon, spoken, sign_tone=Tone.GOOD), Cell(figure, quiet, is_far=True)))


def _share(one: Candidate) -> tuple[float, str]:
    return one.load / one.capacity, one.name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
