"""The conditions of a policy and of its step: what was wanted, what was seen, and whether that held."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.conditions import Finding
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.ticket import Priority, State
from ui.escalations.page_table import Cell, PageTable, Row, Tone
from ui.shared.icons import Icon
from ui.shared.plain import one_line
from ui.shared.tier_mark import tier_mark
from ui.tickets.priorities import priority_name
from ui.tickets.states import state_name

translate = QCoreApplication.translate

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[a-z]+")


def conditions_table(
    of_policy: tuple[Finding, ...], of_step: tuple[Finding, ...], directory: Directory, title: str
) -> PageTable | None:
    """Lay out what each test saw, those of the policy first; None where neither has a condition."""
    policy, step = translate("Conditions", "for the policy"), translate("Conditions", "for the step")
    rows = [_row(finding, directory, policy) for finding in of_policy]
    rows += [_row(finding, directory, step) for finding in of_step]
    return PageTable(title, tuple(rows), widest=2) if rows else None


def field_name(field: str) -> str:
    """Name a field of a ticket."""
    known = {
        "priority": translate("Conditions", "Priority"),
        "category": translate("Conditions", "Category"),
        "state": translate("Conditions", "State"),
        "tier": translate("Conditions", "Tier"),
        "team": translate("Conditions", "Team"),
        "tags": translate("Conditions", "Tags"),
        "subject": translate("Conditions", "Subject"),
        "body": translate("Conditions", "Text"),
        "channel": translate("Conditions", "Channel"),
        "age": translate("Conditions", "Age"),
        "reopened": translate("Conditions", "Times reopened"),
        "transfers": translate("Conditions", "Times moved"),
        "customer.plan": translate("Conditions", "Customer plan"),
        "customer.organisation": translate("Conditions", "Customer organisation"),
        "customer.vip": translate("Conditions", "Customer is VIP"),
        "customer.language": translate("Conditions", "Customer language"),
    }
    return known.get(field, one_line(field))


def wanted_words(finding: Finding, directory: Directory) -> str:
    """Say what was wanted: "is Urgent or High", "is not Basic", "is at least 2"."""
    forms = {
        "not ": translate("Conditions", "is not {}"),
        "at least ": translate("Conditions", "is at least {}"),
        "at most ": translate("Conditions", "is at most {}"),
        "contains ": translate("Conditions", "contains {}"),
    }
    for prefix, form in forms.items():
        if finding.wanted.startswith(prefix):
            return form.format(_named(finding.field, finding.wanted.removeprefix(prefix), directory))
    return translate("Conditions", "is {}").format(_named(finding.field, finding.wanted, directory))


def seen_words(finding: Finding, directory: Directory) -> str:
    """Say what was seen."""
    if finding.seen == "nothing":
        return translate("Conditions", "nothing")
    return _named(finding.field, finding.seen, directory)


def _row(finding: Finding, directory: Directory, whose: str) -> Row:
    if finding.holds:
        sign = Cell(
            field_name(finding.field), Tone.TEXT, Icon.CHECK, translate("Conditions", "holds"), sign_tone=Tone.GOOD
        )
    else:
        spoken = translate("Conditions", "does not hold")
        sign = Cell(field_name(finding.field), Tone.TEXT, Icon.CLOSE, spoken, sign_tone=Tone.BAD)
    seen = Cell(seen_words(finding, directory), Tone.STRONG if finding.holds else Tone.BAD)
    return Row((sign, Cell(wanted_words(finding, directory), Tone.QUIET), seen, Cell(whose, Tone.MUTED, is_far=True)))


def _named(field: str, values: str, directory: Directory) -> str:
    """Put names in the place of the numbers and words of a field that has names for them."""
    match field:
        case "priority":
            return _NUMBER.sub(lambda number: _priority(number[0]), one_line(values))
        case "tier":
            return _NUMBER.sub(lambda number: _tier(number[0], directory), one_line(values))
        case "state":
            return _WORD.sub(lambda word: _state(word[0], _states()), one_line(values))
        case _:
            return one_line(values)


def _priority(number: str) -> str:
    known = {str(int(priority)): priority_name(priority) for priority in Priority}
    return known.get(number, number)


def _tier(number: str, directory: Directory) -> str:
    tier = directory.tiers.get(int(number))
    if tier is None:
        return number
    mark = tier_mark(tier.level, is_management=tier.management)
    return translate("Conditions", "{mark} {name}").format(mark=mark.value, name=one_line(tier.name))


def _states() -> Mapping[str, str]:
    return {state.value: state_name(state) for state in State}


def _state(word: str, names: Mapping[str, str]) -> str:
    return names.get(word, word)
