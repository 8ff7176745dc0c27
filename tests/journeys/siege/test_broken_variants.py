"""Engines with a defect: the checker that finds nothing wrong with the sound ones finds each of these."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.siege.broken_engines import DEFECT, Defect
from tests.journeys.siege.engines import SOUND, Post
from tests.journeys.siege.fewer_keys import drop_unique_keys
from tests.journeys.siege.grounds import furnish
from tests.journeys.siege.siege import Aftermath, Siege
from tests.journeys.siege.storm import Fault, Force, plan

BROKEN = "tests.journeys.siege.broken_engines"
SEED = 20261012
TICKETS = 60
ENGINES = 4
SPREAD = timedelta(seconds=3)
FIRST_DUE_IN = timedelta(seconds=4)
STORM_S = 20.0

KEY_TWICE = "a step's key was used more than once"
TOLD_TWICE = "the history has a step more than once"
GAPS = "the events of a ticket are not numbered without gaps"
LOST_CHANGE = "a ticket has another version than the changes that were announced of it"
NOT_FROM_HISTORY = "what is stored does not follow from the history"
NO_MESSAGE = "a message of an escalation is not in the outbox"

Fight = Callable[..., Aftermath]


@pytest.fixture
def fight(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Fight:
    """Let engines of one kind have a short siege on a database that lacks the unique keys of some tables."""

    def fought(url: str, defect: Defect | None, *tables: str, faults: tuple[Fault, ...] = ()) -> Aftermath:
        grounds = furnish(url, tickets=TICKETS, first_due_in=FIRST_DUE_IN, spread=SPREAD)
        if tables:
            drop_unique_keys(url, *tables)
        post = Post(url, SOUND) if defect is None else Post(url, BROKEN, {DEFECT: str(defect)})
        # What a broken engine leaves undone is not waited for.
        patience_s = 60.0 if defect is None else 0.0
        siege = Siege(grounds, (post,) * ENGINES, tmp_path, faults, people=2, every_s=0.1, patience_s=patience_s)
        aftermath = siege.fight()
        with capsys.disabled():
            print(f"\n{defect or 'sound'}: {aftermath}", *aftermath.findings, sep="\n  ")  # noqa: T201 - for the record
        return aftermath

    return fought


def found(aftermath: Aftermath) -> set[str]:
    return {finding.partition(":")[0] for finding in aftermath.findings}


def test_sound_engines_under_the_same_load_have_no_findings_even_without_the_keys(
    database_url: str, fight: Fight
) -> None:
    faults = plan(SEED, STORM_S, Force(killed=range(ENGINES), kills=8))
    assert fight(database_url, None, "step_record", "event", "message", faults=faults).findings == ()


def test_an_engine_that_writes_over_what_others_changed_is_found(postgres_url: str, fight: Fight) -> None:
    # The number of an event would stand in for the version of its ticket.
    aftermath = fight(postgres_url, Defect.NO_COMPARE_AND_SET, "event")
    assert {GAPS, LOST_CHANGE, NOT_FROM_HISTORY} <= found(aftermath)
    assert KEY_TWICE not in found(aftermath)


def test_an_engine_without_unique_keys_is_found(postgres_url: str, fight: Fight) -> None:
    aftermath = fight(postgres_url, Defect.NO_UNIQUE_KEY, "step_record", "event", "message")
    assert {KEY_TWICE, TOLD_TWICE} <= found(aftermath)


def test_an_engine_that_selects_first_and_updates_later_is_found(database_url: str, fight: Fight) -> None:
    aftermath = fight(database_url, Defect.SELECT_THEN_UPDATE, "step_record", "event", "message")
    assert {KEY_TWICE, TOLD_TWICE} <= found(aftermath)


def test_an_engine_that_writes_its_messages_afterwards_is_found(postgres_url: str, fight: Fight) -> None:
    faults = plan(SEED, STORM_S, Force(killed=range(ENGINES), kills=12))
    assert NO_MESSAGE in found(fight(postgres_url, Defect.MESSAGES_APART, faults=faults))
