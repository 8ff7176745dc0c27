"""The actions of a step as policy files write them: `{ move_to = { tier = 2 } }`, `{ involve = ["lead"] }`."""

from collections.abc import Callable

from desktop_escalation.domain.condition_text import HIGHEST_TIER, write_text
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.names import check_name, check_wording
from desktop_escalation.domain.organisation_table import Table
from desktop_escalation.domain.policy import (
    Action,
    AddNote,
    AddTag,
    Assign,
    AssignMode,
    Involve,
    MoveTo,
    RaisePriority,
    Recipient,
    RecipientKind,
    TellCustomer,
)
from desktop_escalation.domain.ticket import Priority

_NAMED = frozenset({RecipientKind.PERSON, RecipientKind.CONTACT})
_RECIPIENT_FORMS = (
    *(kind for kind in RecipientKind if kind not in _NAMED),
    *("person:LOGIN", "team:NAME", "contact:ROLE"),
)
_ASSIGN_FORMS = (*(mode for mode in AssignMode if mode is not AssignMode.PERSON), "person:LOGIN")


def read_actions(step: Table) -> tuple[Action, ...]:
    """Read what a step does, in order; its faults are noted in the table."""
    if step.content.get("do") == []:
        step.fault("do", '"do" must list at least one action')
    actions = (_read_action(table) for table in step.tables("do"))
    return tuple(action for action in actions if action is not None)


def parse_recipient(text: str) -> Recipient:
    """Read "lead", "team", "person:helen", "team:Network" or "contact:director"; raise Refused for anything else."""
    word, colon, name = check_name(text).partition(":")
    if word not in tuple(RecipientKind):
        raise Refused(f'unknown recipient "{text}"{did_you_mean(word, RecipientKind)}')
    kind = RecipientKind(word)
    takes_name = kind in _NAMED or (kind is RecipientKind.TEAM and bool(colon))
    if takes_name != bool(colon) or takes_name != bool(name) or name != name.strip():
        raise Refused(f'unknown recipient "{text}"; known are: {", ".join(_RECIPIENT_FORMS)}')
    return Recipient(kind, name)


def parse_assign(text: str) -> Assign:
    """Read how a move chooses the assignee; raise Refused for anything else."""
    word, colon, login = check_name(text).partition(":")
    if word == AssignMode.PERSON and colon:
        return Assign(AssignMode.PERSON, check_name(login))
    if text == AssignMode.PERSON or text not in tuple(AssignMode):
        raise Refused(f'unknown way to assign "{text}"{did_you_mean(text, _ASSIGN_FORMS)}')
    return Assign(AssignMode(text))


def write_action(action: Action) -> str:
    """Give the inline table that reads back as the same action."""
    match action:
        case MoveTo():
            return f"{{ move_to = {_move_text(action)} }}"
        case Involve(recipients):
            return f"{{ involve = [{', '.join(write_text(str(recipient)) for recipient in recipients)}] }}"
        case RaisePriority(to):
            return f"{{ raise_priority = {to.value} }}"
        case TellCustomer(template):
            return f"{{ tell_customer = {write_text(template)} }}"
        case AddTag(tag):
            return f"{{ tag = {write_text(tag)} }}"
        case _:
            return f"{{ note = {write_text(action.text)} }}"


def _move_text(move: MoveTo) -> str:
    pairs = [] if move.tier is None else [f"tier = {move.tier}"]
    if move.team is not None:
        pairs.append(f"team = {write_text(move.team)}")
    if move.assign.login is not None:
        pairs.append(f"assign = {write_text(f'person:{move.assign.login}')}")
    elif move.assign != Assign():
        pairs.append(f"assign = {write_text(move.assign.mode)}")
    return f"{{ {', '.join(pairs)} }}"


def _read_action(table: Table) -> Action | None:
    table.allow(*_READERS)
    if len(table.content) != 1:
        table.faults.add(table.path, f"an action is a table of one key: {', '.join(_READERS)}")
        return None
    key = next(iter(table.content))
    return _READERS[key](table) if key in _READERS else None


def _read_move(table: Table) -> Action | None:
    move = table.table("move_to")
    if move is None:
        return None
    move.allow("tier", "team", "assign")
    if "tier" not in move and "team" not in move:
        table.fault("move_to", '"move_to" must name a tier or a team')
    tier = move.number("tier", 0, least=1, most=HIGHEST_TIER)
    return MoveTo(tier or None, move.read("team", check_name, None), move.read("assign", parse_assign, Assign()))


def _read_involve(table: Table) -> Action | None:
    if table.content["involve"] == []:
        table.fault("involve", '"involve" must name at least one recipient')
    return Involve(table.read_all("involve", parse_recipient))


def _read_priority(table: Table) -> Action | None:
    number = table.number("raise_priority", max(Priority), least=min(Priority), most=max(Priority))
    return RaisePriority(Priority(number))


def _read_template(table: Table) -> Action | None:
    return TellCustomer(table.read("tell_customer", check_name, ""))


def _read_tag(table: Table) -> Action | None:
    return AddTag(table.read("tag", check_name, ""))


def _read_note(table: Table) -> Action | None:
    return AddNote(table.read("note", _check_note, ""))


def _check_note(text: str) -> str:
    if not text.strip():
        raise Refused("a note must not be empty")
    return check_wording(text)


_READERS: dict[str, Callable[[Table], Action | None]] = {
    "move_to": _read_move,
    "involve": _read_involve,
    "raise_priority": _read_priority,
    "tell_customer": _read_template,
    "tag": _read_tag,
    "note": _read_note,
}
