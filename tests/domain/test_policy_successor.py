import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.policy_successor import check_successor
from desktop_escalation.domain.policy_text import parse_policy
from tests.domain.policies import a_policy


def steps(*ids: str | None) -> str:
    return "".join(
        f'[[step]]\n{"" if step_id is None else f"id = {step_id!r}"}\nat = "2h idle"\ndo = [{{ tag = "x" }}]\n'
        for step_id in ids
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((None, None), (None, None)),
        ((None, "warn"), (None, "warn")),
        ((None, None), ("1", "2", "late")),
        (("a", "b"), ("b", "a")),
        ((None, None, None), ("1", "3")),
        ((None,), ()),
    ],
)
def test_a_version_with_the_same_steps_or_with_ids_for_all_may_follow(
    old: tuple[str | None, ...], new: tuple[str | None, ...]
) -> None:
    check_successor(a_policy(steps(*old)), a_policy(steps(*new)))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ((None, None), (None, None, None), "Without an id: steps 1, 2, 3$"),
        ((None, None), (None,), "Without an id: step 1$"),
        (("a", "b"), ("a", None, "b"), "Without an id: step 2$"),
        ((None, "warn"), ("warn", None), r'id = "2" keeps the second one\'s'),
    ],
)
def test_a_version_with_other_steps_needs_an_id_for_each(
    old: tuple[str | None, ...], new: tuple[str | None, ...], complaint: str
) -> None:
    with pytest.raises(Refused, match=complaint):
        check_successor(a_policy(steps(*old)), a_policy(steps(*new)))


def test_steps_that_changed_places_without_ids_are_refused() -> None:
    def ladder(*ats: str) -> Policy:
        steps = "".join(f'[[step]]\nat = "{at}"\ndo = [{{ tag = "x" }}]\n' for at in ats)
        return parse_policy(f'name = "P"\ncalendar = "c"\n[targets]\nresolution = {{ 1 = "4h" }}\n{steps}', "p.toml")

    old = ladder("50% of resolution", "75% of resolution")
    with pytest.raises(Refused, match="reorders"):
        check_successor(old, ladder("75% of resolution", "50% of resolution"))
    check_successor(old, ladder("60% of resolution", "75% of resolution"))
