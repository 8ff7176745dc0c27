"""How the state of the engine, and what it did, are shown: as data for programs and as sentences for people."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop_escalation.cli.output import moment
from desktop_escalation.domain.moments import span_words
from desktop_escalation.engine.sweep import Sweep
from desktop_escalation.services.engine_room import EngineStatus
from desktop_escalation.storage.engine_log import EngineWatch
from desktop_escalation.storage.set_aside import SetAside

START_ENGINE = "start one with: escalationctl engine run"
CHECK_DATABASE = "escalationctl database check"


def sweep_data(done: Sweep) -> dict[str, int | float]:
    """Give what a sweep did."""
    data = {"looked_at": done.looked_at, "fired": done.fired, "skipped": done.skipped, "set_aside": done.set_aside}
    return data | {"seconds": round(done.seconds, 3)}


def sweep_line(done: Sweep) -> str:
    """Say what a sweep did."""
    tickets = "1 ticket" if done.looked_at == 1 else f"{done.looked_at} tickets"
    steps = "1 step" if done.fired == 1 else f"{done.fired} steps"
    aside = f" {done.set_aside} could not be decided about. See: escalationctl engine status" if done.set_aside else ""
    return f"{tickets} looked at, {steps} fired, {done.skipped} skipped, in {done.seconds:.2f} s.{aside}"


def status_data(found: EngineStatus) -> dict[str, object]:
    """Give the state of the engine for monitoring."""
    watch = found.last_watch
    return {
        "healthy": found.is_healthy,
        "silent": found.is_silent,
        "due": found.due,
        "late_s": round(found.late / timedelta(seconds=1), 3),
        "next_at": None if found.next_at is None else found.next_at.isoformat(),
        "last_engine": None if watch is None else watch.engine,
        "last_seen_at": None if watch is None else watch.to_at.isoformat(),
        "now": found.now.isoformat(),
        "set_aside": [
            {"number": one.number, "since": one.since_at.isoformat(), "retry_at": one.retry_at.isoformat()}
            | {"attempts": one.attempts, "problem": one.problem}
            for one in found.aside
        ],
        "engines": [
            {
                "name": engine.engine,
                "since": engine.from_at.isoformat(),
                "last_seen_at": engine.to_at.isoformat(),
                "silent": found.is_silent_engine(engine),
                "ended": engine.has_ended,
            }
            for engine in found.engines
        ],
    }


def status_lines(found: EngineStatus) -> list[str]:
    """Say how the engine is, a sentence each."""
    lines = [_engine_line(found, engine) for engine in found.engines]
    if found.is_silent:
        lines.append(_nobody_line(found))
    return [*lines, _due_line(found), *(_aside_line(found, one) for one in found.aside)]


def _engine_line(found: EngineStatus, engine: EngineWatch) -> str:
    if engine.has_ended:
        return f"{engine.engine} ended {_local(found, engine.to_at)}."
    if found.is_silent_engine(engine):
        return f"{engine.engine} is silent; it was last seen {_local(found, engine.to_at)}."
    return f"{engine.engine} is running since {_local(found, engine.from_at)}."


def _nobody_line(found: EngineStatus) -> str:
    last = found.last_watch
    if last is None:
        return f"No engine is running, and none ever was; {START_ENGINE}"
    if not found.engines:
        return f"No engine is running, and {last.engine} was last seen {_local(found, last.to_at)}; {START_ENGINE}"
    return f"No engine is running; {START_ENGINE}"


def _aside_line(found: EngineStatus, one: SetAside) -> str:
    since, again = _local(found, one.since_at), _local(found, one.retry_at)
    problem = one.problem.splitlines()[0].rstrip(".")
    # Of a ticket that cannot be read the problem says so itself.
    advice = "" if CHECK_DATABASE in problem else f". See: {CHECK_DATABASE}"
    return f"{one.number} is set aside since {since}, tried again {again}: {problem}{advice}"


def _due_line(found: EngineStatus) -> str:
    if found.due:
        tickets = "Something is due for 1 ticket" if found.due == 1 else f"Something is due for {found.due} tickets"
        return f"{tickets}; the oldest is {_short_span(found.late)} late."
    if found.next_at is None:
        return "Nothing is due, and nothing is waited for."
    if found.next_at <= found.now:
        return "Nothing is due but to try again what is set aside."
    return f"Nothing is due; the next thing will be {_local(found, found.next_at)}."


def _local(found: EngineStatus, at: datetime) -> str:
    return moment(at.astimezone(ZoneInfo(found.zone)))


def _short_span(span: timedelta) -> str:
    return f"{span // timedelta(seconds=1)} s" if span < timedelta(minutes=1) else span_words(span)
