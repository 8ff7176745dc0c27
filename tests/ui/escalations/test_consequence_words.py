from datetime import timedelta

from desktop_escalation.domain.consequences import GoingClock, Informed, NextStep
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import (
    BusinessSpan,
    Involve,
    MoveTo,
    Recipient,
    RecipientKind,
    Step,
    Unacknowledged,
    Wait,
)
from desktop_escalation.domain.value import replace
from tests.ui.escalations.choices import NOW, a_ticket, consequences
from ui.escalations.consequence_words import consequence_lines

BOTH = (NoticeChannel.DESKTOP, NoticeChannel.MAIL)


def words(**changes: object) -> list[str]:
    return [line.text for line in consequence_lines(consequences(**changes))]


def informed(
    name: str, channels: tuple[NoticeChannel, ...] = BOTH, later: timedelta = timedelta(0), **more: str
) -> Informed:
    return Informed(name.lower(), name, channels, NOW + later, **more)


def a_step(*actions: object) -> Step:
    trigger = Unacknowledged(Wait(BusinessSpan(timedelta(minutes=30))), "3")
    return Step("6", 6, trigger, "30m unacknowledged after step 3", actions)  # type: ignore[arg-type]


def involving(*kinds: RecipientKind) -> Step:
    return a_step(Involve(tuple(Recipient(kind) for kind in kinds)))


def test_who_is_told_the_same_is_told_in_one_sentence() -> None:
    assert words(informed=(informed("Ravi Menon"),))[0] == "Ravi Menon gets a desktop alert and a mail now."
    two = (informed("Ravi Menon"), informed("Ingrid Solberg"))
    assert words(informed=two)[0] == "Ravi Menon and Ingrid Solberg get a desktop alert and a mail now."


def test_other_channels_and_later_moments_have_their_own_sentences() -> None:
    told = (
        informed("Ravi", (NoticeChannel.MAIL,)),
        informed("Hana", (NoticeChannel.DESKTOP,), timedelta(hours=2)),
        informed("Luca", ()),
    )
    assert words(informed=told)[0] == (
        "Ravi gets a mail now. Hana gets a desktop alert 15:53. Luca gets a line in the notifications now."
    )


def test_whoever_stands_in_is_named_with_the_absent_one() -> None:
    told = (informed("Luca Ferri", instead_of="Eva Lindqvist"),)
    assert words(informed=told)[0].startswith("Luca Ferri (for Eva Lindqvist, who is away) gets")


def test_of_many_the_first_are_named() -> None:
    told = tuple(informed(name) for name in ("Ann", "Bob", "Cid", "Dan", "Eve"))
    assert words(informed=told)[0] == "Ann, Bob, Cid and 2 more are told, each by their own channels."


def test_nobody_to_tell_is_said() -> None:
    assert words()[0] == "Nobody is told: you are the only one whom it concerns."


def test_somebody_who_cannot_be_reached_is_a_grave_line() -> None:
    lines = consequence_lines(consequences(missing=("Network has no lead",)))
    assert [(line.text, line.is_grave) for line in lines][1] == ("Network has no lead", True)


def test_clocks_are_told_in_the_order_in_which_they_are_due() -> None:
    clocks = (
        GoingClock(Metric.RESOLUTION, NOW + timedelta(hours=20)),
        GoingClock(Metric.UPDATE, NOW + timedelta(minutes=12)),
    )
    assert words(clocks=clocks)[1] == "The clocks keep running: next update in 12 min (14:05), resolution Wed 09:53."


def test_paused_clocks_stay_paused() -> None:
    assert "Stays paused: Resolution." in words(clocks=(GoingClock(Metric.RESOLUTION, None),))


def test_steps_that_are_done_by_hand_are_numbered() -> None:
    one = replace(involving(RecipientKind.LEAD), position=5)
    assert "Ladder step 5 is marked done by hand." in words(done_steps=(one,))
    both = "Ladder steps 5, 6 are marked done by hand."
    assert both in words(done_steps=(one, replace(one, position=6)))


def test_what_comes_for_want_of_an_acknowledgement_is_told() -> None:
    at = NOW + timedelta(minutes=30)

    def told(step: Step) -> str:
        return words(if_nobody_acknowledges=NextStep(step, at))[1]

    assert told(involving(RecipientKind.MANAGER)) == "If nobody acknowledges by 14:23, the manager is told."
    assert told(involving(RecipientKind.LEAD)) == "If nobody acknowledges by 14:23, the lead is told."
    assert told(a_step(MoveTo(tier=4))) == "If nobody acknowledges by 14:23, step 6 moves the ticket on."
    many = involving(RecipientKind.LEAD, RecipientKind.MANAGER)
    assert told(many) == "If nobody acknowledges by 14:23, step 6 runs."


def test_a_ticket_that_nobody_has_waits_in_its_team() -> None:
    after = a_ticket(team="Edge platform", tier=3, assignee=None)
    assert "The ticket waits in Edge platform until somebody takes it." in words(after=after)


def test_watching_is_told_as_it_is() -> None:
    assert words()[-1] == "You stay on the ticket as a watcher."
    assert words(is_watching=False)[-1] == "You do not watch the ticket. Press W in its pane to follow it."
