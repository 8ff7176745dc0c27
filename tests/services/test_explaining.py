"""What an explanation is given with: the rules, escalations and messages that it names."""

from datetime import timedelta

from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.ticket import PolicyRef
from tests.services.office import ROOT, URGENT, Office, at


def climbed(office: Office) -> str:
    office.publish()
    number = office.ticket()
    office.at("11:45")
    office.app.climbing.run_pass()
    return number


def test_the_rule_says_who_published_it_when_in_the_version_that_governed(office: Office) -> None:
    number = climbed(office)
    office.at("12:10")
    office.publish(URGENT.replace("order = 10", "order = 11"))
    reasons = office.app.explaining.explain(ROOT, number)
    rule = reasons.rule_of(reasons.recorded[0].receipt)
    assert rule is not None
    assert (rule.policy.version, rule.published_at, rule.published_by) == (1, at("07:00"), "os:root")
    assert {ref.version for ref in reasons.rules if ref.name == rule.policy.name} == {1, 2}


def test_what_was_written_down_is_told_apart_from_what_is_worked_out(office: Office) -> None:
    reasons = office.app.explaining.explain(ROOT, climbed(office))
    fired = [one for one in reasons.explanations if reasons.is_recorded(one)]
    assert [(one.receipt.step, one.receipt.outcome, one.escalation) for one in fired] == [
        ("1", "skipped (missed, engine off until 11:45)", None),
        ("2", "fired", 1),
    ]
    assert [one.receipt.outcome for one in reasons.explanations if one not in fired] == ["waiting"] * 4
    assert reasons.now == at("11:45")


def test_an_explanation_finds_its_escalation_and_its_messages(office: Office) -> None:
    reasons = office.app.explaining.explain(ROOT, climbed(office))
    (one,) = (one for one in reasons.recorded if one.escalation is not None)
    escalation = reasons.escalation_of(one)
    assert escalation is not None
    assert (escalation.number, escalation.fired_at - one.receipt.at) == (one.escalation, timedelta())
    messages: list[Message] = [each.message for each in reasons.messages_of(one)]
    assert messages
    assert {message.escalation for message in messages} == {one.escalation}


def test_what_has_not_fired_has_neither_escalation_nor_messages(office: Office) -> None:
    reasons = office.app.explaining.explain(ROOT, climbed(office))
    waiting = next(one for one in reasons.explanations if not reasons.is_recorded(one))
    assert (reasons.escalation_of(waiting), reasons.messages_of(waiting)) == (None, ())


def test_a_ticket_that_no_policy_governs_has_no_rules(office: Office) -> None:
    reasons = office.app.explaining.explain(ROOT, office.ticket())
    assert (reasons.explanations, reasons.rules, reasons.recorded) == ((), {}, ())
    assert PolicyRef("Urgent incidents", 1) not in reasons.rules


def test_each_explanation_comes_with_what_the_conditions_of_its_policy_saw(office: Office) -> None:
    reasons = office.app.explaining.explain(ROOT, climbed(office))
    seen = {tuple((found.field, found.seen) for found in reasons.applying_of(one)) for one in reasons.explanations}
    assert seen == {(("priority", "1"),)}
