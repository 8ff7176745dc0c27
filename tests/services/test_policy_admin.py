import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.ticket import PolicyRef, Priority
from desktop_escalation.services.policy_admin import Named, Written
from desktop_escalation.services.policy_moves import Move
from tests.services.office import ROOT, URGENT, Office, speaking_for

NAME = "Urgent incidents"
FASTER = URGENT.replace('1 = "4h"', '1 = "2h"')
FOR_NORMAL = URGENT.replace("priority = [1, 2]", "priority = [1, 2, 3]").replace('2 = "8h"', '2 = "8h", 3 = "8h"')


def refusal(office: Office, text: str) -> str:
    with pytest.raises(Refused) as caught:
        office.app.policies.publish(ROOT, text, "urgent.toml")
    return str(caught.value)


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_a_published_policy_governs_new_tickets(office: Office) -> None:
    assert office.publish() == 1
    assert office.policy_of(office.ticket()) == PolicyRef(NAME, 1)


def test_publishing_the_same_text_again_makes_no_version(office: Office) -> None:
    office.publish()
    again = office.app.policies.publish(ROOT, URGENT, "urgent.toml")
    assert (again.version, again.is_new) == (1, False)
    assert len(office.app.policies.show(ROOT, NAME).versions) == 1


def test_a_new_version_leaves_open_tickets_under_the_old_one(office: Office) -> None:
    office.publish()
    old = office.ticket()
    assert office.publish(FASTER) == 2
    assert office.policy_of(old) == PolicyRef(NAME, 1)
    assert office.policy_of(office.ticket()) == PolicyRef(NAME, 2)


def test_open_tickets_move_to_the_new_version_where_that_is_asked_for(office: Office) -> None:
    office.publish()
    office.at("09:00")
    number = office.ticket()
    done = office.app.policies.publish(ROOT, FASTER, "urgent.toml", move_open=True)
    assert done.moved == (Move(number, PolicyRef(NAME, 1), PolicyRef(NAME, 2)),)
    assert office.next_steps(number)["3"] == "12 11:00"
    assert office.has_no_differences()


def test_moving_open_tickets_needs_no_new_text(office: Office) -> None:
    office.publish()
    number = office.ticket()
    office.publish(FASTER)
    done = office.app.policies.publish(ROOT, FASTER, "urgent.toml", move_open=True)
    assert (done.version, done.is_new) == (2, False)
    assert [move.ticket for move in done.moved] == [number]


def test_tickets_that_match_only_now_come_under_the_policy_and_others_stay(office: Office) -> None:
    office.publish()
    normal, low = office.ticket(priority=Priority.NORMAL), office.ticket(priority=Priority.LOW)
    assert office.policy_of(normal) is None
    done = office.app.policies.publish(ROOT, FOR_NORMAL, "urgent.toml", move_open=True)
    assert done.moved == (Move(normal, None, PolicyRef(NAME, 2)),)
    assert office.policy_of(low) is None


def test_a_ticket_that_the_new_version_no_longer_matches_is_left_to_the_others(office: Office) -> None:
    office.publish()
    office.publish(URGENT.replace(NAME, "Everything else").replace("priority = [1, 2]", "").replace("10", "20"))
    number = office.ticket()
    office.publish(URGENT.replace("priority = [1, 2]", 'priority = [1]\ncategory = ["Outage"]'), move_open=True)
    assert office.policy_of(number) == PolicyRef("Everything else", 1)


def test_a_solved_ticket_does_not_move(office: Office) -> None:
    office.publish()
    number = office.ticket()
    office.app.ticketing.resolve(speaking_for("marek"), number)
    assert office.app.policies.publish(ROOT, FASTER, "urgent.toml", move_open=True).moved == ()


def test_a_preview_tells_which_steps_would_come_at_once_and_changes_nothing(office: Office) -> None:
    office.publish()
    office.at("09:00")
    number = office.ticket()
    office.at("11:30")
    done = office.app.policies.publish(ROOT, FASTER, "urgent.toml", move_open=True, dry_run=True)
    assert (done.version, done.is_new, done.is_preview) == (2, True, True)
    (move,) = done.moved
    assert move.becomes == PolicyRef(NAME, 2)
    assert {one.step: one.outcome for one in move.steps} == {
        "1": "skipped (missed, policy change)",
        "2": "skipped (missed, policy change)",
        "3": "skipped (missed, policy change)",
        "4": "skipped (missed, policy change)",
        "5": "fired",
    }
    assert office.policy_of(number) == PolicyRef(NAME, 1)
    assert office.app.policies.show(ROOT, NAME).policy.version == 1


def test_what_a_preview_foretells_is_what_the_engine_does(office: Office) -> None:
    office.publish()
    office.at("09:00")
    number = office.ticket()
    office.at("11:30")
    foretold = office.app.policies.publish(ROOT, FASTER, "urgent.toml", move_open=True, dry_run=True).moved[0].steps
    office.publish(FASTER, move_open=True)
    office.app.climbing.run_pass()
    look = office.look(number)
    fired = {escalation.key.step for escalation in look.escalations if escalation.key is not None}
    assert fired == {one.step for one in foretold if one.outcome == "fired"}
    assert {record.key.step for record in look.skipped} == {one.step for one in foretold} - fired
    assert office.has_no_differences()


def test_a_step_that_fired_does_not_fire_again_under_the_new_version(office: Office) -> None:
    office.publish()
    office.at("09:00")
    number = office.ticket()
    office.at("12:00")
    office.app.climbing.run_pass()
    office.publish(URGENT.replace('1 = "4h"', '1 = "3h30m"'), move_open=True)
    office.at("12:15")
    office.app.climbing.run_pass()
    steps = [escalation.key.step for escalation in office.look(number).escalations if escalation.key is not None]
    assert steps == ["1", "2"]


def test_a_policy_that_is_off_meets_no_new_ticket_and_keeps_its_open_ones(office: Office) -> None:
    office.publish()
    old = office.ticket()
    assert office.app.policies.off(speaking_for("helen"), NAME).was_on
    assert not office.app.policies.off(ROOT, NAME).was_on
    assert office.policy_of(office.ticket()) is None
    assert office.policy_of(old) == PolicyRef(NAME, 1)
    office.app.policies.off(ROOT, NAME, move_open=True)
    assert office.policy_of(old) is None
    assert office.has_no_differences()


def test_publishing_a_policy_that_is_off_puts_it_in_force_again(office: Office) -> None:
    office.publish()
    office.app.policies.off(ROOT, NAME)
    assert office.publish() == 2
    assert office.app.policies.show(ROOT, NAME).is_on


@pytest.mark.parametrize(
    ("good", "bad", "part", "words"),
    [
        ('team = "Network"', 'team = "Netwrok"', "Netwrok", 'there is no team "Netwrok"; did you mean "Network"?'),
        ('"manager"', '"person:hellen"', "hellen", 'there is no person "hellen"; did you mean "helen"?'),
        ("contact:director", "contact:directer", "directer", 'did you mean "director"?'),
        ('"sorry-late"', '"sory-late"', "sory-late", 'did you mean "sorry-late"?'),
        ("resolution = { 1", "resolutoin = { 1", "resolutoin", 'did you mean "resolution"?'),
        ("08-18 London", "08-17 London", "08-17", 'did you mean "Weekdays 08-18 London"?'),
        ("at resolution", "at update", '"at update"', "update"),
    ],
)
def test_a_fault_is_named_with_its_line_and_nothing_is_published(
    sqlite_office: Office, good: str, bad: str, part: str, words: str
) -> None:
    text = URGENT.replace(good, bad, 1)
    said = refusal(sqlite_office, text)
    assert f"urgent.toml:{line_of(text, part)}: " in said
    assert words in said
    assert sqlite_office.app.policies.list(ROOT) == ()


def test_a_policy_of_a_newer_format_is_refused_in_words(office: Office) -> None:
    assert refusal(office, "format = 2\n" + URGENT) == (
        "urgent.toml:1: is written for a newer format than 1; upgrade the program"
    )


def test_a_version_that_loses_a_step_without_ids_is_refused(office: Office) -> None:
    office.publish()
    text = URGENT[: URGENT.rindex("[[step]]")]
    assert "every step must state an id" in refusal(office, text)


def test_only_managers_publish_and_switch_off(office: Office) -> None:
    for login in ("marek", "ingrid"):
        with pytest.raises(Refused, match='"policy publish" needs a manager'):
            office.app.policies.publish(speaking_for(login), URGENT, "urgent.toml")
        with pytest.raises(Refused, match='"policy publish" needs a manager'):
            office.app.policies.publish(speaking_for(login), URGENT, "urgent.toml", move_open=True, dry_run=True)
    office.app.policies.publish(speaking_for("helen"), URGENT, "urgent.toml")
    assert office.app.policies.show(ROOT, NAME).versions[0].published_by == "helen"
    with pytest.raises(Refused, match='"policy off" needs a manager'):
        office.app.policies.off(speaking_for("marek"), NAME)


def test_an_agent_checks_a_policy_without_publishing_it(office: Office) -> None:
    office.publish()
    found = office.app.policies.check(speaking_for("marek"), FASTER, "urgent.toml")
    assert (found.version, found.is_new) == (2, True)
    assert found.differences == ("target of resolution at priority 1: 4h → 2h",)
    assert len(office.app.policies.show(ROOT, NAME).versions) == 1


def test_what_looks_odd_is_a_warning_with_its_line(office: Office) -> None:
    text = URGENT.replace("60m before resolution", "5h before resolution")
    found = office.app.policies.check(ROOT, text, "urgent.toml")
    assert any(problem.line == line_of(text, "5h before") for problem in found.warnings)


def test_a_policy_is_exported_letter_for_letter(office: Office) -> None:
    office.publish()
    office.publish(FASTER)
    assert office.app.policies.export(ROOT, NAME) == FASTER
    assert office.app.policies.export(ROOT, NAME, 1) == URGENT


def test_policies_are_compared_by_name_version_and_file(office: Office) -> None:
    office.publish()
    office.publish(FASTER)
    expected = ("target of resolution at priority 1: 4h → 2h",)
    diff = office.app.policies.diff
    assert diff(ROOT, Named(f"{NAME}@1"), Named(NAME)) == expected
    assert diff(ROOT, Named(f"{NAME}@1"), Written(FASTER, "urgent.toml")) == expected
    assert diff(ROOT, Named(NAME), Written(FASTER, "urgent.toml")) == ()
    with pytest.raises(Refused, match="has no version 7: the last one is 2"):
        diff(ROOT, Named(f"{NAME}@7"), Named(NAME))
    with pytest.raises(Refused, match='there is no policy "Urgent"'):
        diff(ROOT, Named("Urgent"), Named(NAME))


def test_the_list_has_every_policy_in_the_order_in_which_they_are_tried(office: Office) -> None:
    office.publish()
    office.publish(URGENT.replace(NAME, "First").replace("order = 10", "order = 1"))
    office.app.policies.off(ROOT, NAME)
    assert [(page.policy.name, page.is_on) for page in office.app.policies.list(ROOT)] == [
        ("First", True),
        (NAME, False),
    ]
