"""Engines and people by the dozen on one database, while engines are killed, frozen, cut off and told wrong times."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.siege.engines import Post, shifted_clock
from tests.journeys.siege.grounds import furnish
from tests.journeys.siege.siege import Aftermath, Siege
from tests.journeys.siege.storm import Force, plan
from tests.tcp_proxy import proxied

SEED = 20261012
TICKETS = 1000
SPREAD = timedelta(seconds=44)
FIRST_DUE_IN = timedelta(seconds=8)
STORM_S = 62.0
SHIFTED = "tests.journeys.siege.shifted_engine"

Tell = Callable[[str, Aftermath], None]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Print what a siege was like, whether the test passes or not."""

    def printed(title: str, aftermath: Aftermath) -> None:
        with capsys.disabled():
            print(f"\n{title}: {aftermath}")  # noqa: T201 - the figures belong into the record of the run
            for finding in aftermath.findings:
                print(f"  FOUND {finding}")  # noqa: T201

    return printed


def test_three_engines_in_calm_fire_each_step_once_and_at_its_time(
    database_url: str, tmp_path: Path, tell: Tell
) -> None:
    grounds = furnish(database_url, tickets=100, first_due_in=timedelta(seconds=4), spread=timedelta(seconds=5))
    aftermath = Siege(grounds, (Post(database_url),) * 3, tmp_path).fight()
    tell("calm", aftermath)
    assert aftermath.findings == ()
    assert aftermath.fired == grounds.steps


def test_twenty_engines_on_postgresql_fire_each_step_once_through_a_storm(
    postgres_url: str, tmp_path: Path, tell: Tell
) -> None:
    grounds = furnish(postgres_url, tickets=TICKETS, first_due_in=FIRST_DUE_IN, spread=SPREAD)
    with proxied(postgres_url) as (proxy, url_by_proxy):
        posts = (
            *(Post(postgres_url) for _ in range(12)),
            *(Post(postgres_url, SHIFTED, shifted_clock(hours * 3600)) for hours in (-26, -1, 1, 26)),
            *(Post(url_by_proxy) for _ in range(4)),
        )
        force = Force(killed=range(0, 20, 2), kills=24, stopped=(1, 3, 5, 7, 13, 17), terminations=25, stalls=3)
        siege = Siege(grounds, posts, tmp_path, plan(SEED, STORM_S, force), people=3, seed=SEED, proxy=proxy)
        aftermath = siege.fight()
    tell(f"PostgreSQL, 20 engines, seed {SEED}", aftermath)
    assert aftermath.findings == ()


def test_eight_engines_on_one_file_fire_each_step_once_through_a_storm(
    sqlite_url: str, tmp_path: Path, tell: Tell
) -> None:
    grounds = furnish(sqlite_url, tickets=TICKETS, first_due_in=FIRST_DUE_IN, spread=SPREAD)
    force = Force(killed=range(0, 8, 2), kills=12, stopped=(1, 3, 5))
    siege = Siege(grounds, (Post(sqlite_url),) * 8, tmp_path, plan(SEED, STORM_S, force), people=2, seed=SEED)
    aftermath = siege.fight()
    tell(f"SQLite, 8 engines, seed {SEED}", aftermath)
    assert aftermath.findings == ()
