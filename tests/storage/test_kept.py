"""What changes seldom is loaded once, and anew as soon as anybody has changed it."""

from collections.abc import Iterator

import pytest

from desktop_escalation.domain.people import Organisation, Site
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.directory import load_organisation, save_organisation
from desktop_escalation.storage.kept import Kept
from desktop_escalation.storage.transaction import Transaction
from tests.copies import POSTGRESQL, CopyOf
from tests.storage.conftest import migrate


@pytest.fixture
def other(simulated_url: str) -> Iterator[Store]:
    """Another program on the same database."""
    other = Store.open(simulated_url)
    yield other
    other.close()


@pytest.fixture
def postgres_pair(copy_of: CopyOf) -> Iterator[tuple[Store, Store]]:
    """Two programs on one PostgreSQL database."""
    url = copy_of(migrate, POSTGRESQL)
    stores = Store.open(url), Store.open(url)
    yield stores
    for store in stores:
        store.close()


def rename(tx: Transaction, name: str) -> None:
    save_organisation(tx, Organisation(site=Site(name)), {}, "ada")


def name_of(tx: Transaction) -> str:
    return tx.kept("site", lambda tx: (load_organisation(tx).site or Site()).name)


def test_a_value_is_loaded_once_for_as_long_as_nobody_changes_anything(store: Store) -> None:
    loaded: list[Transaction] = []

    def load(tx: Transaction) -> str:
        loaded.append(tx)
        return "value"

    for _ in range(3):
        with store.reading() as tx:
            assert tx.kept("anything", load) == "value"
    assert len(loaded) == 1


def test_what_another_program_changed_is_seen_in_the_next_transaction(store: Store, other: Store) -> None:
    with store.writing() as tx:
        rename(tx, "Harbour")
    with other.reading() as tx:
        assert name_of(tx) == "Harbour"
    with store.writing() as tx:
        rename(tx, "Quay")
    with other.reading() as tx:
        assert name_of(tx) == "Quay"


def test_on_a_server_a_transaction_sees_what_others_commit_meanwhile(postgres_pair: tuple[Store, Store]) -> None:
    store, other = postgres_pair
    with store.writing() as tx:
        before = name_of(tx)
        with other.writing() as change:
            rename(change, f"not {before}")
        assert name_of(tx) == f"not {before}"


def test_a_transaction_sees_its_own_change_which_is_forgotten_where_it_is_undone(store: Store) -> None:
    with store.writing() as tx:
        rename(tx, "Harbour")
        assert name_of(tx) == "Harbour"
    with pytest.raises(ZeroDivisionError), store.writing() as tx:
        _rename_and_fail(tx)
    with store.reading() as tx:
        assert name_of(tx) == "Harbour"


def _rename_and_fail(tx: Transaction) -> None:
    rename(tx, "Quay")
    assert name_of(tx) == "Quay"
    raise ZeroDivisionError


def test_a_value_that_changes_while_it_is_loaded_is_not_kept() -> None:
    kept = Kept()
    assert kept.get(1, "x", lambda: "old", lambda: 2) == "old"
    assert kept.get(1, "x", lambda: "again", lambda: 1) == "again"
    assert kept.get(1, "x", lambda: "never", lambda: 1) == "again"


def test_of_two_revisions_only_the_later_one_is_kept() -> None:
    kept = Kept()
    kept.get(1, "x", lambda: "one", lambda: 1)
    kept.get(2, "x", lambda: "two", lambda: 2)
    assert kept.get(1, "x", lambda: "loaded again", lambda: 2) == "loaded again"
    assert kept.get(2, "x", lambda: "never", lambda: 2) == "two"
