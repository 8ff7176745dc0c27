"""Importing a log: who takes part in it comes first, then its tickets, recorded or played."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from desktop_escalation.domain import events
from desktop_escalation.domain.attainment import Attainment
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.names import check_zone
from desktop_escalation.domain.people import Organisation
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.value import replace
from desktop_escalation.history.cast import Cast, cast_for
from desktop_escalation.history.csv_import import read_csv
from desktop_escalation.history.csv_map import parse_map
from desktop_escalation.history.differences import moments_of
from desktop_escalation.history.play import CHANGES_AT_ONCE, Play
from desktop_escalation.history.recorder import Progress, Recorder
from desktop_escalation.history.script import script_of
from desktop_escalation.history.servicenow import read_servicenow
from desktop_escalation.history.snapshot import BadRows, Incident, Log
from desktop_escalation.history.tally import Tally
from desktop_escalation.history.tiers_text import parse_tiers
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.storage.changes import hold_new_tickets
from desktop_escalation.storage.customers import load_customers
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.directory import load_organisation, save_organisation
from desktop_escalation.storage.import_runs import ImportRun, begin_run, find_run
from desktop_escalation.storage.sources import free_numbers, known_sources
from desktop_escalation.storage.transaction import Transaction
from desktop_escalation.storage.verdicts import attainments


class TextFile(Struct, frozen=True):
    """A small file that goes with the log: its name for messages, and what it says."""

    name: str
    text: str


class ImportOptions(Struct, frozen=True):
    """How to read a log: the zone of its times, the tiers of its teams, and whether its time is lived through."""

    zone: str = "UTC"
    tiers: TextFile | None = None
    is_played: bool = False


class ImportReport(Struct, frozen=True):
    """What an import did.

    `miscounted` says of how many tickets the log counts reopenings or reassignments otherwise than its rows show, by
    what it counts. `unused_tiers` are names of the file of tiers that the log does not have. `attainments` are those of
    all tickets of the database.
    """

    tally: Tally
    people: int
    teams: int
    customers: int
    bad_rows: BadRows
    miscounted: Mapping[str, int]
    unused_tiers: tuple[str, ...]
    seconds: float
    clock: datetime
    is_clock_moved: bool
    attainments: tuple[Attainment, ...]


class _Arrival(Struct, frozen=True):
    """What is settled before the first ticket is written."""

    log: Log
    cast: Cast
    numbers: Mapping[str, str]
    run: ImportRun | None
    people: int
    teams: int
    customers: int
    began_at: datetime


class HistoryImport(Struct, frozen=True):
    """The use cases behind `escalationctl import`."""

    store: Store
    changes_at_once: int = CHANGES_AT_ONCE
    seconds_now: Callable[[], float] = field(default=time.monotonic)

    def servicenow(self, asking: Asking, path: Path, options: ImportOptions, progress: Progress) -> ImportReport:
        """Import ServiceNow's export of incidents."""
        began = self.seconds_now()
        self._require(asking, Right.IMPORT_SERVICENOW)
        zone = check_zone(options.zone)
        return self._import(asking, lambda: read_servicenow(path, zone), options, progress, began)

    def csv(
        self, asking: Asking, path: Path, columns: TextFile, options: ImportOptions, progress: Progress
    ) -> ImportReport:
        """Import any table, whose columns a map names."""
        began = self.seconds_now()
        self._require(asking, Right.IMPORT_CSV)
        zone, column_map = check_zone(options.zone), parse_map(columns.text, columns.name)
        return self._import(asking, lambda: read_csv(path, column_map, zone), options, progress, began)

    def _require(self, asking: Asking, right: Right) -> None:
        """Refuse who may not, before a long file is read."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(right)

    def _import(
        self,
        asking: Asking,
        read: Callable[[], Log],
        options: ImportOptions,
        progress: Progress,
        began: float,
    ) -> ImportReport:
        tiers = {} if options.tiers is None else parse_tiers(options.tiers.text, options.tiers.name)
        log = read()
        arrival = self.store.run(lambda tx: self._arrive(tx, asking, log, tiers, is_played=options.is_played))
        if arrival.run is None:
            tally = Recorder(self.store, arrival.log, arrival.cast).record(progress)
        else:
            tally = self._play(arrival, arrival.run, progress)
        with self.store.reading() as tx:
            clock, is_simulated, kept = tx.now, tx.is_simulated, attainments(tx)
        return ImportReport(
            tally,
            arrival.people,
            arrival.teams,
            arrival.customers,
            arrival.log.bad_rows,
            _miscounted(arrival),
            tuple(name for name in tiers if name not in arrival.cast.teams),
            self.seconds_now() - began,
            clock,
            is_clock_moved=is_simulated and clock > arrival.began_at,
            attainments=kept,
        )

    def _arrive(
        self, tx: Transaction, asking: Asking, log: Log, tiers: Mapping[str, int], *, is_played: bool
    ) -> _Arrival:
        """Settle everything that can be refused, and let people, teams and customers in."""
        actor = find_actor(tx, self.store.address, asking)
        hold_new_tickets(tx)
        began_at = tx.now
        log = log if tx.is_simulated else _until(log, tx.now)
        run = None
        if is_played:
            run = _run_of(tx, log)
        else:
            _refuse_unfinished(tx, log)
        organisation = load_organisation(tx)
        casting = cast_for(log.incidents, organisation, tiers)
        known = {customer.mail for customer in load_customers(tx, (one.mail for one in casting.additions.customers))}
        customers = tuple(one for one in casting.additions.customers if one.mail not in known)
        save_organisation(tx, replace(casting.additions, customers=customers), {}, actor.name)
        if run is None and tx.is_simulated and log.incidents:
            tx.advance_clock(max(tx.now, _last_at(log)))
        return _Arrival(
            log,
            casting.cast,
            free_numbers(tx, _unknown_keys(tx, log)) if run is not None else {},
            run,
            len(casting.additions.people),
            _new_teams(casting.additions, organisation),
            len(customers),
            began_at,
        )

    def _play(self, arrival: _Arrival, run: ImportRun, progress: Progress) -> Tally:
        if run.is_done:
            return Tally(already_there=len(arrival.log.incidents))
        script = script_of(arrival.log, arrival.cast, arrival.numbers, run.strangers)
        tally = Play(self.store, script, run, changes_at_once=self.changes_at_once).run(progress)
        tally.already_there = len(arrival.log.incidents) - tally.tickets
        return tally


# --- what is settled first ----------------------------------------------------


def _until(log: Log, now: datetime) -> Log:
    """Leave out the rows of the future, which a real clock has not seen yet."""
    incidents = []
    for incident in log.incidents:
        for snapshot in incident.snapshots:
            if snapshot.at > now:
                log.bad_rows.add(snapshot.line, f"{snapshot.at.isoformat()} is in the future")
        past = tuple(snapshot for snapshot in incident.snapshots if snapshot.at <= now)
        if past:
            incidents.append(replace(incident, snapshots=past))
    return replace(log, incidents=tuple(incidents))


def _run_key(log: Log) -> str:
    return f"{log.kind}:{log.digest}"


def _run_of(tx: Transaction, log: Log) -> ImportRun:
    """Find how far the log was played, or begin; what cannot be played is refused."""
    if not tx.is_simulated:
        raise Refused(
            "--play moves the clock, and the clock of this database is the real one. Leave --play out, or play in a "
            "database made with: escalationctl database create --simulated-clock"
        )
    run = find_run(tx, _run_key(log))
    if run is not None:
        return run
    strangers = frozenset(known_sources(tx, map(log.source, log.incidents)))
    if len(strangers) == len(log.incidents):
        return ImportRun(_run_key(log), is_done=True)
    first_at = min(incident.snapshots[0].at for incident in log.incidents)
    if first_at < tx.now:
        raise Refused(
            f"the log begins at {first_at.isoformat()}, and the clock stands at {tx.now.isoformat()} and only goes "
            "forward: leave --play out, or play in a new database"
        )
    run = ImportRun(_run_key(log), strangers=strangers)
    begin_run(tx, run)
    return run


def _refuse_unfinished(tx: Transaction, log: Log) -> None:
    run = find_run(tx, _run_key(log))
    if run is not None and not run.is_done:
        raise Refused("the playing of this log was broken off: go on with --play")


def _last_at(log: Log) -> datetime:
    return max(incident.snapshots[-1].at for incident in log.incidents)


def _unknown_keys(tx: Transaction, log: Log) -> list[str]:
    known = known_sources(tx, map(log.source, log.incidents))
    return [incident.key for incident in log.incidents if log.source(incident) not in known]


def _new_teams(additions: Organisation, organisation: Organisation) -> int:
    return len({team.name for team in additions.teams} - {team.name for team in organisation.teams})


# --- what the log says of itself ----------------------------------------------


def _miscounted(arrival: _Arrival) -> dict[str, int]:
    counts = [_differs(incident, arrival.cast) for incident in arrival.log.incidents]
    return {"reopen_count": sum(one for one, _ in counts), "reassignment_count": sum(one for _, one in counts)}


def _differs(incident: Incident, cast: Cast) -> tuple[bool, bool]:
    facts = [fact for moment in moments_of(incident, incident.key, cast) for fact in moment.facts]
    reopened = sum(isinstance(fact, events.Reopened) for fact in facts)
    moved = sum(isinstance(fact, events.Moved) for fact in facts)
    return incident.reopened not in {None, reopened}, incident.reassigned not in {None, moved}
