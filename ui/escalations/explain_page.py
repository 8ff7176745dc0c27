"""One explanation in words: everything that the dialog, the text and the paper show of it."""

from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.conditions import Finding
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.explain import Explanation
from desktop_escalation.domain.ladder_after import BY_HAND
from desktop_escalation.domain.moments import span_words as plain_span
from desktop_escalation.domain.policy import AtOffset, AtPercent, BusinessSpan, TimesBounced, TimesReopened
from desktop_escalation.domain.receipt import FIRED, NOT_NEEDED, SKIPPED, Passage, Receipt
from desktop_escalation.domain.trigger_text import parse_trigger
from desktop_escalation.domain.value import replace
from desktop_escalation.domain.wording import person_name, receipt_sentence
from desktop_escalation.services.explaining import Reasons, Rule
from ui.escalations.chosen_list import chosen_list
from ui.escalations.conditions_table import conditions_table
from ui.escalations.page_table import Cell, PageTable, Row, Tone
from ui.escalations.sum_words import date_words, exact_words, short_stamp, stamp_words
from ui.escalations.sums_table import sums_table
from ui.escalations.time_line import TimeLine, time_line
from ui.escalations.told_table import told_table
from ui.shared.icons import Icon
from ui.shared.moments import time_words
from ui.shared.plain import harmless, one_line
from ui.shared.tier_mark import TierMark, tier_mark
from ui.tickets.step_words import actions_words, repeat_words, trigger_words

translate = QCoreApplication.translate

_WHOLE = 100
_OF_CUSTOMER = "customer."
_TOLD = "told "
_ASSIGNED = "assigned "
_LONGEST_SENTENCE = 4_000


class Place(Struct, frozen=True):
    """A tier and a team that a ticket was in, as a chip shows them."""

    mark: TierMark
    words: str


class RuleCard(Struct, frozen=True):
    """The step that an explanation is about: its policy, its place in the ladder, what it says, who published it."""

    policy: str
    place: str
    says: str
    published: str


class ExplainPage(Struct, frozen=True):
    """An explanation in words; `places` are from where to where the ticket went, empty where it stayed.

    `strong` are those parts of the sentence that stand out. `tier` is the one that the ticket was raised to.
    """

    number: str
    title: str
    moment: str
    places: tuple[Place, ...]
    sentence: str
    strong: tuple[str, ...]
    line: TimeLine | None
    tier: TierMark | None
    no_line: str
    sums: PageTable | None
    rule: RuleCard | None
    chosen: PageTable | None
    conditions: PageTable | None
    told: PageTable | None
    done: PageTable | None
    lost: str
    record: str
    is_recorded: bool


def explain_page(one: Explanation, reasons: Reasons) -> ExplainPage:
    """Word an explanation."""
    receipt, directory = one.receipt, reasons.directory
    chosen = chosen_list(receipt.choice)
    line, rule, zone = time_line(one, reasons), reasons.rule_of(one.receipt), reasons.directory.site.zone
    return ExplainPage(
        number=reasons.ticket.number,
        title=_title(receipt, rule, reasons),
        moment=stamp_words(receipt.at, zone),
        places=_places(receipt.passage, directory),
        sentence=harmless(" ".join(_sentences(one, reasons)), _LONGEST_SENTENCE),
        strong=tuple(_strong(receipt, directory)),
        line=line,
        tier=None if line is None or line.tier is None else _mark(line.tier, directory),
        no_line=_no_line(receipt) if line is None else "",
        sums=sums_table(one, reasons, line),
        rule=None if rule is None else _rule_card(receipt, rule, reasons),
        chosen=chosen,
        conditions=conditions_table(
            _applying(one, reasons), receipt.conditions, directory, _conditions_title(one, reasons)
        ),
        told=told_table(receipt, reasons.messages_of(one), directory),
        done=_done(receipt, chosen),
        lost=", ".join(one_line(name) for name in receipt.lost_policies),
        record=_record(one, reasons),
        is_recorded=reasons.is_recorded(one),
    )


def _title(receipt: Receipt, rule: Rule | None, reasons: Reasons) -> str:
    number = reasons.ticket.number
    if receipt.outcome == FIRED and _is_warning(receipt):
        return translate("Explain", "Why was a warning given for {}?").format(number)
    if receipt.outcome in {FIRED, BY_HAND}:
        return translate("Explain", "Why was {} escalated?").format(number)
    place = _position(receipt, rule)
    if receipt.outcome.startswith(SKIPPED):
        return translate("Explain", "Why was step {} of {} skipped?").format(place, number)
    if receipt.outcome == NOT_NEEDED:
        return translate("Explain", "Why was step {} of {} not needed?").format(place, number)
    return translate("Explain", "Why has step {} of {} not fired?").format(place, number)


def _is_warning(receipt: Receipt) -> bool:
    """Say whether people were told before a clock was over, and nothing was moved."""
    passage = receipt.passage
    if passage is not None and passage.to_team != passage.from_team:
        return False
    match parse_trigger(receipt.trigger):
        case AtPercent(percent=percent):
            return percent < _WHOLE
        case AtOffset(is_before=is_before, wait=wait):
            return is_before and wait.span != BusinessSpan()
        case _:
            return False


def _applying(one: Explanation, reasons: Reasons) -> tuple[Finding, ...]:
    """Give what the policy's conditions saw; of a customer only what is known now, which is said of a record."""
    found = reasons.applying_of(one)
    if not reasons.is_recorded(one):
        return found
    known = translate("Explain", "{} (as known now)")
    return tuple(
        replace(finding, seen=known.format(finding.seen)) if finding.field.startswith(_OF_CUSTOMER) else finding
        for finding in found
    )


def _position(receipt: Receipt, rule: Rule | None) -> str:
    step = None if rule is None else rule.policy.step(receipt.step)
    return one_line(receipt.step) if step is None else str(step.position)


def _places(passage: Passage | None, directory: Directory) -> tuple[Place, ...]:
    if passage is None or passage.to_team == passage.from_team:
        return ()
    start, end = _mark(passage.from_tier, directory), _mark(passage.to_tier, directory)
    return (
        Place(start, translate("Explain", "{} {}").format(start.value, one_line(passage.from_team))),
        Place(end, translate("Explain", "{} {}").format(end.value, one_line(passage.to_team))),
    )


def _mark(level: int, directory: Directory) -> TierMark:
    tier = directory.tiers.get(level)
    return tier_mark(level, is_management=tier is not None and tier.management)


def _sentences(one: Explanation, reasons: Reasons) -> Iterator[str]:
    yield receipt_sentence(one.receipt, reasons.directory)
    escalation = reasons.escalation_of(one)
    if escalation is not None and escalation.acknowledged_at is not None and escalation.acknowledged_by is not None:
        name = person_name(reasons.directory, escalation.acknowledged_by)
        after = max(escalation.acknowledged_at - escalation.fired_at, timedelta())
        yield translate("Explain", "{} acknowledged it after {}.").format(name, exact_words(after))


def _strong(receipt: Receipt, directory: Directory) -> Iterator[str]:
    """Name the parts of the sentence that matter most: where to, after how long, who."""
    passage, sums = receipt.passage, receipt.arithmetic
    if receipt.outcome != FIRED:
        return
    if passage is not None and passage.to_tier > passage.from_tier:
        yield f"L{passage.to_tier} {passage.to_team}"
    if sums.threshold is not None:
        yield f"{plain_span(max(sums.threshold, timedelta()))} of working time"
    if passage is None or passage.to_team == passage.from_team:
        yield from (person_name(directory, telling.login) for telling in receipt.recipients)
    elif receipt.choice is not None and receipt.choice.chosen is not None:
        yield person_name(directory, receipt.choice.chosen)


def _no_line(receipt: Receipt) -> str:
    if receipt.outcome == BY_HAND or not receipt.trigger:
        return translate("Explain", "No clock ran for this ticket then.")
    if isinstance(parse_trigger(receipt.trigger), TimesReopened | TimesBounced):
        return translate("Explain", "This step counts how often something happened, and no time.")
    return translate("Explain", "The time that this step waits for has not begun.")


def _rule_card(receipt: Receipt, rule: Rule, reasons: Reasons) -> RuleCard:
    directory, zone, policy = reasons.directory, reasons.directory.site.zone, rule.policy
    step = policy.step(receipt.step)
    if step is None:
        place, says = "", translate("Explain", "Escalated by hand, by no step of the ladder.")
    else:
        place = translate("Explain", "step {} of {}").format(step.position, len(policy.steps))
        team = reasons.ticket.team if receipt.passage is None else receipt.passage.from_team
        says = translate("Explain", "{trigger}: {actions}.").format(
            trigger=_capital(trigger_words(step.trigger)),
            actions=one_line(actions_words(step.actions, directory, team)),
        )
        if step.repeat is not None:
            says = translate("Explain", "{} Repeats {}.").format(says, repeat_words(step.repeat))
    published = translate("Explain", "Published {date} by {name}. Calendar: {calendar}.").format(
        date=date_words(rule.published_at, zone),
        name=one_line(person_name(directory, rule.published_by)),
        calendar=one_line(policy.calendar),
    )
    name = translate("Explain", "{policy}, v{version}").format(policy=one_line(policy.name), version=policy.version)
    return RuleCard(name, place, says, published)


def _conditions_title(one: Explanation, reasons: Reasons) -> str:
    at = time_words(one.receipt.at, reasons.directory.site.zone)
    if reasons.is_recorded(one):
        return translate("Explain", "Conditions at {}").format(at)
    return translate("Explain", "Conditions as they stand at {}").format(at)


def _done(receipt: Receipt, chosen: PageTable | None) -> PageTable | None:
    # Who was told and who was chosen have tables of their own.
    hidden = tuple(word for word, is_shown in ((_TOLD, receipt.recipients), (_ASSIGNED, chosen)) if is_shown)
    done = [line for line in receipt.done if not line.startswith(hidden)]
    spoken, failed = translate("Explain", "done"), translate("Explain", "not done")
    rows = [Row((Cell(_capital(line), Tone.TEXT, Icon.CHECK, spoken, sign_tone=Tone.GOOD),)) for line in done]
    rows += [
        Row((Cell(_capital(line), Tone.BAD, Icon.OCTAGON_X, failed, sign_tone=Tone.BAD),)) for line in receipt.failed
    ]
    return PageTable(translate("Explain", "What was done"), tuple(rows)) if rows else None


def _record(one: Explanation, reasons: Reasons) -> str:
    zone, at = reasons.directory.site.zone, one.receipt.at
    if not reasons.is_recorded(one):
        now = short_stamp(reasons.now, zone)
        return translate("Explain", "Worked out {}, as things stand. It is recorded when it happens.").format(now)
    words = translate("Explain", "Recorded {} and never changed.").format(stamp_words(at, zone))
    if one.escalation is None:
        return words
    return translate("Explain", "{} Record {}/{}.").format(words, reasons.ticket.number, one.escalation)


def _capital(text: str) -> str:
    line = one_line(text)
    return line[:1].upper() + line[1:]
