"""What escalating brings about, in sentences."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.consequences import Consequences, GoingClock, Informed, NextStep
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Involve, MoveTo, RecipientKind
from ui.shared.counts import counted
from ui.shared.icons import Icon
from ui.shared.moments import clock_words, due_words, metric_name
from ui.shared.plain import one_line

translate = QCoreApplication.translate
_NOW = timedelta(minutes=1)
_MOST_NAMES = 3


class Line(Struct, frozen=True):
    """A sentence with its sign; a grave one tells of something that will not work."""

    icon: Icon
    text: str
    is_grave: bool = False


def consequence_lines(told: Consequences) -> tuple[Line, ...]:
    """Say everything that comes about, the most important first."""
    return tuple(_lines(told))


def _lines(told: Consequences) -> Iterator[Line]:
    yield Line(Icon.BELL, _informed(told))
    yield from (Line(Icon.TRIANGLE_ALERT, one_line(words), is_grave=True) for words in told.missing)
    clocks = sorted(
        (clock for clock in told.clocks if clock.due_at is not None), key=lambda clock: clock.due_at or told.now
    )
    if clocks:
        yield Line(Icon.ENGINE, _clocks(told, clocks))
    paused = [metric_name(clock.metric) for clock in told.clocks if clock.due_at is None]
    if paused:
        yield Line(Icon.CIRCLE_PAUSE, translate("Consequences", "Stays paused: {}.").format(", ".join(paused)))
    ladder = " ".join(_ladder(told))
    if ladder:
        yield Line(Icon.GROUP, ladder)
    if told.after.assignee is None:
        waits = translate("Consequences", "The ticket waits in {} until somebody takes it.")
        yield Line(Icon.USERS, waits.format(one_line(told.after.team)))
    yield Line(Icon.WATCHING, _watching(told))


def _informed(told: Consequences) -> str:
    if not told.informed:
        return translate("Consequences", "Nobody is told: you are the only one whom it concerns.")
    if len(told.informed) > _MOST_NAMES:
        first = ", ".join(one_line(one.name) for one in told.informed[:_MOST_NAMES])
        others = len(told.informed) - _MOST_NAMES
        return translate("Consequences", "{names} and {others} more are told, each by their own channels.").format(
            names=first, others=others
        )
    groups: dict[tuple[str, str], list[str]] = {}
    for one in told.informed:
        groups.setdefault((_channels(one), _when(told, one)), []).append(_name(one))
    return " ".join(_told(names, what, when) for (what, when), names in groups.items())


def _told(names: list[str], what: str, when: str) -> str:
    if len(names) == 1:
        words = translate("Consequences", "{name} gets {what} {when}.")
        return words.format(name=names[0], what=what, when=when)
    words = translate("Consequences", "{names} and {last} get {what} {when}.")
    return words.format(names=", ".join(names[:-1]), last=names[-1], what=what, when=when)


def _name(one: Informed) -> str:
    if one.instead_of is None:
        return one_line(one.name)
    words = translate("Consequences", "{name} (for {absent}, who is away)")
    return words.format(name=one_line(one.name), absent=one_line(one.instead_of))


def _when(told: Consequences, one: Informed) -> str:
    if one.at - told.now <= _NOW:
        return translate("Consequences", "now")
    return clock_words(one.at, told.now, told.zone)


def _channels(one: Informed) -> str:
    has_desktop, has_mail = NoticeChannel.DESKTOP in one.channels, NoticeChannel.MAIL in one.channels
    if has_desktop and has_mail:
        return translate("Consequences", "a desktop alert and a mail")
    if has_desktop:
        return translate("Consequences", "a desktop alert")
    return translate("Consequences", "a mail") if has_mail else translate("Consequences", "a line in the notifications")


def _clocks(told: Consequences, clocks: list[GoingClock]) -> str:
    parts = [_clock(told, clock.metric, clock.due_at) for clock in clocks if clock.due_at is not None]
    return translate("Consequences", "The clocks keep running: {}.").format(", ".join(parts))


def _clock(told: Consequences, metric: Metric, due_at: datetime) -> str:
    due, time = due_words(due_at, told.now, told.zone), clock_words(due_at, told.now, told.zone)
    name = metric_name(metric).lower()
    if due == time:
        return translate("Consequences", "{clock} {time}").format(clock=name, time=time)
    return translate("Consequences", "{clock} {due} ({time})").format(clock=name, due=due, time=time)


def _ladder(told: Consequences) -> Iterator[str]:
    if told.done_steps:
        numbers = ", ".join(str(one.position) for one in told.done_steps)
        many = len(told.done_steps)
        words = counted(
            many,
            translate("Consequences", "Ladder step {} is marked done by hand."),
            translate("Consequences", "Ladder steps {} are marked done by hand.", "", many),
        )
        yield words.format(numbers)
    then = told.if_nobody_acknowledges
    if then is not None:
        yield translate("Consequences", "If nobody acknowledges by {time}, {what}.").format(
            time=clock_words(then.at, told.now, told.zone), what=_step(then)
        )


def _step(then: NextStep) -> str:
    kinds = [one.kind for action in then.step.actions if isinstance(action, Involve) for one in action.recipients]
    if any(isinstance(action, MoveTo) for action in then.step.actions):
        return translate("Consequences", "step {} moves the ticket on").format(then.step.position)
    if kinds == [RecipientKind.MANAGER]:
        return translate("Consequences", "the manager is told")
    if kinds == [RecipientKind.LEAD]:
        return translate("Consequences", "the lead is told")
    return translate("Consequences", "step {} runs").format(then.step.position)


def _watching(told: Consequences) -> str:
    if told.is_watching:
        return translate("Consequences", "You stay on the ticket as a watcher.")
    return translate("Consequences", "You do not watch the ticket. Press W in its pane to follow it.")
