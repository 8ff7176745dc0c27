import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.people import Role
from desktop_escalation.domain.rights import Act, least_role, may, require

# Who may (x): agent, lead, manager, admin.
MATRIX = """
database create         . . . x
database upgrade        . . . x
database status         x x x x
database check          x x x x
database backup         . . . x
database restore        . . . x
clock show              x x x x
clock set               . . . x
organisation import     . . . x
organisation check      x x x x
organisation export     x x x x
person add              . . . x
person list             x x x x
policy publish          . . x x
policy check            x x x x
policy list             x x x x
policy show             x x x x
policy diff             x x x x
policy export           x x x x
policy off              . . x x
policy shadow           . . x x
calendar list           x x x x
calendar add            x x x x
calendar between        x x x x
calendar check          x x x x
calendar change         . . . x
ticket new              x x x x
ticket list             x x x x
ticket show             x x x x
ticket reply            x x x x
ticket note             x x x x
ticket assign           x x x x
ticket move             x x x x
ticket escalate         x x x x
ticket acknowledge      x x x x
ticket hand-back        x x x x
ticket de-escalate      . x x x
ticket pause            x x x x
ticket resume           x x x x
ticket priority         x x x x
ticket due              . x x x
ticket merge            x x x x
ticket watch            x x x x
ticket tag              x x x x
ticket resolve          x x x x
ticket reopen           x x x x
ticket unpark           . x x x
ticket export           x x x x
ticket verify           x x x x
engine run              x x x x
engine status           x x x x
explain                 x x x x
notifications list      x x x x
notifications send      x x x x
import servicenow       . . . x
import csv              . . . x
backtest                . . x x
report                  . . x x
mail poll               . . . x
mail send               x x x x
mail test               . . . x
mail set-up             . . . x
demo                    . . . x
doctor                  x x x x
"""
ROWS = {line[:24].strip(): line[24:].split() for line in MATRIX.strip().splitlines()}
CELLS = [(role, act, mark == "x") for act, marks in ROWS.items() for role, mark in zip(Role, marks, strict=True)]


def test_the_matrix_has_every_act_once() -> None:
    assert list(ROWS) == list(Act)


@pytest.mark.parametrize(("role", "act", "allowed"), CELLS)
def test_a_role_may_do_what_the_matrix_says(role: Role, act: str, allowed: bool) -> None:  # noqa: FBT001 -- a cell of the table
    assert may(role, Act(act)) == allowed
    if allowed:
        require(role, Act(act))
    else:
        with pytest.raises(Refused, match=f'"{act}" needs'):
            require(role, Act(act))


def test_a_refusal_says_who_may_do_it() -> None:
    with pytest.raises(Refused) as refused:
        require(Role.AGENT, Act.TICKET_DUE)

    assert str(refused.value) == (
        '"ticket due" needs a lead, and you are an agent: ask a lead, a manager or an administrator to do it'
    )


def test_a_refusal_of_what_only_administrators_do_names_them_alone() -> None:
    with pytest.raises(Refused, match="you are a manager: ask an administrator to do it"):
        require(Role.MANAGER, Act.ORGANISATION_IMPORT)


def test_the_least_role_is_the_first_of_the_row() -> None:
    assert least_role(Act.TICKET_DUE) is Role.LEAD
