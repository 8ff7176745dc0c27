import pytest

from desktop_escalation.domain.people import Site
from desktop_escalation.domain.policy_names import unknown_names
from desktop_escalation.domain.policy_text import read_policy
from desktop_escalation.domain.value import replace
from tests.domain.organisations import an_organisation
from tests.domain.policies import HEAD


def unknown(text: str, head: str = HEAD) -> list[str]:
    parsed = read_policy(head + text, "urgent.toml")
    return [
        f"{problem.line}: {problem.message}"
        for problem in unknown_names(parsed.policy, an_organisation(), parsed.lines)
    ]


def with_action(action: str) -> str:
    return f'[[step]]\nat = "2h idle"\ndo = [{{ tag = "x" }},\n {{ {action} }}]'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('tell_customer_by_hand = "rised"', '3: there is no template "rised"; did you mean "raised"?'),
        ('[applies_when]\ncategory = ["Netwrk"]', '4: there is no category "Netwrk"; did you mean "Network"?'),
        ("[applies_when]\ntier = { not = [4] }", '4: there is no tier "4"; known are: 1, 2, 3'),
        ('[[applies_when.any]]\nteam = "Dsk"', '4: there is no team "Dsk"; did you mean "Desk"?'),
        ('[[step]]\nat = "2h idle"\nif = { team = "Dsk" }\ndo = [{ tag = "x" }]', '5: there is no team "Dsk"'),
        (with_action("move_to = { tier = 4 }"), '6: there is no tier "4"; known are: 1, 2, 3'),
        (with_action('move_to = { team = "Netwerk" }'), '6: there is no team "Netwerk"; did you mean "Network"?'),
        (with_action('move_to = { tier = 3, team = "Network" }'), '6: team "Network" belongs to tier 2, not 3'),
        (
            with_action('move_to = { team = "Network", assign = "person:mark" }'),
            '6: there is no person "mark"; did you mean "marek"?',
        ),
        (with_action('involve = ["lead", "person:hellen"]'), '6: there is no person "hellen"; did you mean "helen"?'),
        (with_action('involve = ["team:Dsk"]'), '6: there is no team "Dsk"; did you mean "Desk"?'),
        (with_action('involve = ["contact:direktor"]'), '6: there is no contact "direktor"; did you mean "director"?'),
        (with_action('tell_customer = "rised"'), '6: there is no template "rised"; did you mean "raised"?'),
    ],
)
def test_an_unknown_name_is_told_with_its_line_and_the_nearest(text: str, complaint: str) -> None:
    (found,) = unknown(text)

    assert found.startswith(complaint)


def test_an_unknown_calendar_is_told() -> None:
    assert unknown("", head='name = "x"\ncalendar = "Weekday"\n') == [
        '2: there is no calendar "Weekday"; did you mean "Weekdays"?'
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[applies_when]\ncategory = ["NETWORK"]\ntier = { min = 9 }\nsubject = "nobody"\nteam = { contains = "x" }',
        with_action('move_to = { tier = 2, team = "Network", assign = "person:marek" }'),
        with_action('involve = ["team", "team:Desk", "person:helen", "contact:director"]'),
        with_action("raise_priority = 1"),
    ],
)
def test_known_names_are_no_problem(text: str) -> None:
    assert unknown(text) == []


def test_without_a_list_of_categories_any_may_be_named() -> None:
    policy = read_policy(HEAD + '[applies_when]\ncategory = "Printers"', "urgent.toml").policy

    assert not unknown_names(policy, replace(an_organisation(), site=None))
    assert not unknown_names(policy, replace(an_organisation(), site=Site()))


def test_without_lines_the_whole_file_is_meant() -> None:
    policy = read_policy('name = "x"\ncalendar = "y"', "urgent.toml").policy

    (problem,) = unknown_names(policy, an_organisation())

    assert problem.line is None
