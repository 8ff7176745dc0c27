"""How the state of the engine, and what it did, are shown: as data for programs and as sentences for people."""

from datetime import timedelta

from desktop_escalation.cli.output import moment
from desktop_escalation.engine.sweep import Sweep
from desktop_escalation.services.engine_room import EngineStatus
from desktop_escalation.storage.engine_log import EngineWatch
from desktop_escalation.storage.set_aside import SetAside

START_ENGINE = "Start an engine with: escalationctl engine run"


def sweep_data(done: Sweep) -> dict[str, int | float]:
    """Give what a sweep did."""
    data = {"looked_at": done.looked_at, "fired": done.fired, "skipped": done.skipped, "set_aside": done.set_aside}
    return data | {"seconds": round(done.seconds, 3)}


def sweep_line(done: Sweep) -> str:
    """Say what a sweep did."""
    did = f"{done.fired} steps fired, {done.skipped} skipped, in {done.seconds:.2f} s"
    aside = f" {done.set_aside} could not be decided about; see: escalationctl engine status" if done.set_aside else ""
    return f"Looked at {done.looked_at} tickets: {did}.{aside}"


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
            }
            for engine in found.engines
        ],
    }


def status_lines(found: EngineStatus) -> list[str]:
    """Say how the engine is, a sentence each."""
    lines = [_engine_line(found, engine) for engine in found.engines]
    if not lines:
        watch = found.last_watch
        seen = "No engine has ever watched" if watch is None else f"{watch.engine} was last seen {moment(watch.to_at)}"
        lines = [f"{seen}."]
    lines.append(_due_line(found))
    lines += [_aside_line(one) for one in found.aside]
    if found.is_silent:
        lines.append(f"No engine watches now. {START_ENGINE}")
    return lines


def _engine_line(found: EngineStatus, engine: EngineWatch) -> str:
    if found.is_silent_engine(engine):
        return f"{engine.engine} is silent; it was last seen {moment(engine.to_at)}."
    return f"{engine.engine} has watched since {moment(engine.from_at)}."


def _aside_line(one: SetAside) -> str:
    problem = one.problem.splitlines()[0]
    return f"{one.number} is set aside since {moment(one.since_at)}, tried again {moment(one.retry_at)}: {problem}"


def _due_line(found: EngineStatus) -> str:
    if found.due:
        tickets = "Something is due for 1 ticket" if found.due == 1 else f"Something is due for {found.due} tickets"
        return f"{tickets}; the oldest is {found.late / timedelta(seconds=1):.0f} s late."
    if found.next_at is None:
        return "Nothing is due, and nothing is waited for."
    return f"Nothing is due; the next thing will be {moment(found.next_at)}."
