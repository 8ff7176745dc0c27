"""Workstations that follow the change feed while others write to it: one that asks by row number loses changes."""

import json
import os
import random
import subprocess
import sys
import threading
import time

import pytest

from desktop_escalation.services.database_admin import create_database
from desktop_escalation.storage.database import Store
from tests.journeys.siege.engines import REPOSITORY
from tests.journeys.siege.feed_reader import DEFECT, SEQ_AFTER_LAST
from tests.journeys.siege.grounds import SOMEBODY

SEED = 20261012
WRITERS = 4
CHANGES = 200
LONGEST_S = 0.015
INSERT = "INSERT INTO change_feed (kind, ref, at) VALUES ('ticket', ?, 0)"


def start_reader(url: str, defect: str = "") -> subprocess.Popen[str]:
    command = (sys.executable, "-m", "tests.journeys.siege.feed_reader", url)
    reader = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env={**os.environ, DEFECT: defect},
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "ready\n"
    return reader


def write(url: str, writer: int) -> None:
    """Announce changes in transactions that stay open for a while after they have their number."""
    chance, store = random.Random(f"{SEED}/{writer}"), Store.open(url)
    for number in range(CHANGES):
        with store.writing() as tx:
            tx.sql(INSERT, writer * CHANGES + number + 1)
            time.sleep(chance.uniform(0, LONGEST_S))
    store.close()


def test_a_reader_by_transactions_loses_nothing_and_one_by_row_numbers_is_found_to_lose(
    postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    create_database(postgres_url, SOMEBODY, simulated=False)
    readers = [start_reader(postgres_url), start_reader(postgres_url, SEQ_AFTER_LAST)]
    writers = [threading.Thread(target=write, args=(postgres_url, number)) for number in range(WRITERS)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    sound, broken = [json.loads(reader.communicate(timeout=60)[0]) for reader in readers]
    written = set(range(1, WRITERS * CHANGES + 1))
    with capsys.disabled():
        lost = len(written - set(broken))
        print(f"\nchange feed: {len(written)} changes, {len(sound)} told by the product, {lost} lost by seq > last")  # noqa: T201
    assert sorted(sound) == sorted(written)
    assert set(broken) < written
