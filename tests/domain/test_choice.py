from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

import pytest

from desktop_escalation.domain.choice import Candidate, Choice, choose
from desktop_escalation.domain.people import Absence, OnCall, Person
from desktop_escalation.domain.policy import Assign, AssignMode
from desktop_escalation.domain.value import replace
from tests.domain.directories import ALWAYS, MONDAY_NOON, a_calendar, a_directory, a_team, people

AWAY = (Absence(date(2026, 10, 12), date(2026, 10, 16)),)
TEAM = a_team(members=["ines", "jonas", "marek"], on_call=OnCall(("marek",), time(8), date(2026, 10, 12)))
EVENING = MONDAY_NOON.replace(hour=19)


def chosen(
    mode: AssignMode,
    *,
    login: str | None = None,
    away: Iterable[str] = (),
    capacities: Mapping[str, int] | None = None,
    loads: Mapping[str, int] | None = None,
    last_chosen: Mapping[str, datetime] | None = None,
    last_agents: Iterable[str] = (),
    at: datetime = MONDAY_NOON,
) -> Choice:
    everybody = tuple(
        replace(person, absences=AWAY if person.login in away else (), capacity=(capacities or {}).get(person.login, 8))
        for person in people("ines", "jonas", "marek", "dora")
    )
    directory = a_directory(TEAM, people=everybody, loads=loads, last_chosen=last_chosen)
    return choose(directory, Assign(mode, login), TEAM, at, last_agents=tuple(last_agents), fallback=ALWAYS)


def test_a_step_that_assigns_nobody_looks_at_nobody() -> None:
    assert chosen(AssignMode.NOBODY) == Choice(None, "the step assigns nobody")


def test_the_least_loaded_has_the_fewest_open_tickets_for_the_capacity() -> None:
    choice = chosen(AssignMode.LEAST_LOADED, loads={"ines": 2, "jonas": 3, "marek": 3}, capacities={"marek": 16})

    assert (choice.chosen, choice.why) == ("marek", "least loaded of Network: 3 open, capacity 16")
    assert choice.candidates[0] == Candidate("ines", "Ines", 2, 8, fit=True, why="2 open, capacity 8")


def test_the_login_decides_between_equal_loads() -> None:
    loads = {"ines": 1, "jonas": 2, "marek": 4}

    assert chosen(AssignMode.LEAST_LOADED, loads=loads, capacities={"jonas": 16, "marek": 32}).chosen == "ines"


def test_a_load_over_the_capacity_is_still_chosen() -> None:
    assert chosen(AssignMode.LEAST_LOADED, loads=dict.fromkeys(("ines", "jonas", "marek"), 9)).chosen == "ines"


def test_the_absent_are_no_candidates_and_it_says_until_when() -> None:
    choice = chosen(AssignMode.LEAST_LOADED, away=["ines"])

    assert choice.chosen == "jonas"
    assert choice.candidates[0] == Candidate("ines", "Ines", 0, 8, fit=False, why="away until 2026-10-16")


def test_round_robin_takes_who_was_never_chosen_first() -> None:
    last_chosen = {"ines": MONDAY_NOON, "marek": MONDAY_NOON - timedelta(days=1)}

    assert chosen(AssignMode.ROUND_ROBIN, last_chosen=last_chosen).chosen == "jonas"


def test_round_robin_takes_who_waited_longest_and_then_the_login() -> None:
    day_ago = MONDAY_NOON - timedelta(days=1)
    choice = chosen(AssignMode.ROUND_ROBIN, last_chosen={"ines": MONDAY_NOON, "marek": day_ago, "jonas": day_ago})

    assert (choice.chosen, choice.why) == ("jonas", "the turn of Jonas in Network")


@pytest.mark.parametrize("mode", [AssignMode.LEAST_LOADED, AssignMode.ROUND_ROBIN])
def test_nobody_is_chosen_outside_the_hours_of_the_team(mode: AssignMode) -> None:
    choice = chosen(mode, at=EVENING)

    assert (choice.chosen, choice.why) == (None, "nobody of Network is on duty")
    assert {candidate.why for candidate in choice.candidates} == {"outside working hours"}


def test_the_last_agent_is_the_most_recent_fit_member() -> None:
    choice = chosen(AssignMode.LAST_AGENT, last_agents=["dora", "jonas", "marek", "gone"], away=["jonas"])

    assert (choice.chosen, choice.why) == ("marek", "the last of Network who knew the customer")
    assert [candidate.why for candidate in choice.candidates[:2]] == ["no member of Network", "away until 2026-10-16"]


def test_without_a_last_agent_on_duty_nobody_is_chosen() -> None:
    assert chosen(AssignMode.LAST_AGENT).why == "nobody of Network who knew the customer is on duty"


def test_who_is_on_call_is_chosen() -> None:
    assert chosen(AssignMode.ON_CALL).chosen == "marek"


def test_who_is_on_call_and_away_is_not_chosen() -> None:
    choice = chosen(AssignMode.ON_CALL, away=["marek"])

    assert (choice.chosen, choice.why) == (None, "Marek, on call for Network, is away until 2026-10-16")


def test_before_the_rota_begins_nobody_is_chosen() -> None:
    choice = chosen(AssignMode.ON_CALL, at=MONDAY_NOON - timedelta(days=1))

    assert (choice.chosen, choice.why) == (None, "nobody is on call for Network")


def test_a_named_person_need_not_be_a_member() -> None:
    assert chosen(AssignMode.PERSON, login="dora").chosen == "dora"


def test_a_named_person_outside_working_hours_is_not_chosen() -> None:
    choice = chosen(AssignMode.PERSON, login="marek", at=EVENING)

    assert (choice.chosen, choice.why) == (None, "Marek, named in the policy, is outside working hours")


def test_a_named_person_who_is_not_known_is_not_chosen() -> None:
    assert chosen(AssignMode.PERSON, login="gone").why == '"gone", named in the policy, is not known'


def test_two_choices_of_one_pass_take_two_people() -> None:
    directory = a_directory(TEAM, people=people("ines", "jonas", "marek"))
    assign = Assign(AssignMode.LEAST_LOADED)

    first = choose(directory, assign, TEAM, MONDAY_NOON, last_agents=(), fallback=ALWAYS).chosen
    assert first is not None
    second = choose(
        directory.with_choice(first, MONDAY_NOON), assign, TEAM, MONDAY_NOON, last_agents=(), fallback=ALWAYS
    ).chosen

    assert (first, second) == ("ines", "jonas")


def test_a_person_without_a_team_is_chosen_in_the_hours_of_the_fallback() -> None:
    directory = a_directory(a_team(), people=[Person("dora", "Dora")])
    assign = Assign(AssignMode.PERSON, "dora")

    late = choose(directory, assign, a_team(), EVENING, last_agents=(), fallback=a_calendar())

    assert late.chosen is None
