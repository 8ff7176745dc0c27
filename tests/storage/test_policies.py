from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.value import replace
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.policies import (
    Published,
    all_versions,
    is_on,
    last_version,
    latest,
    publish,
    set_on,
    text_of,
    version,
)
from desktop_escalation.storage.transaction import Transaction
from tests.storage.some_values import POLICIES, a_policy

START = datetime(2000, 1, 1, tzinfo=UTC)


def test_versions_of_a_name_count_from_one_and_all_stay(store: Store) -> None:
    urgent = a_policy()
    changed = replace(urgent, calendar="Weekdays")
    with store.writing() as tx:
        assert publish(tx, urgent, 'name = "Urgent"', "helen") == 1
        tx.advance_clock(START + timedelta(days=1))
        assert publish(tx, changed, "# second", "dora") == 2
    with store.reading() as tx:
        assert version(tx, "Urgent", 1) == replace(urgent, version=1)
        assert version(tx, "Urgent", 2) == replace(changed, version=2)
        assert (text_of(tx, "Urgent", 1), text_of(tx, "Urgent", 2)) == ('name = "Urgent"', "# second")
        assert last_version(tx, "Urgent") == 2
        assert all_versions(tx, "Urgent") == (
            Published(replace(urgent, version=1), START, "helen"),
            Published(replace(changed, version=2), START + timedelta(days=1), "dora"),
        )


def test_only_the_last_versions_of_policies_that_are_on_apply_in_their_order(store: Store) -> None:
    with store.writing() as tx:
        for policy in (a_policy("B", 10), a_policy("C", 5), a_policy("A", 10), a_policy("D", 1), a_policy("C", 20)):
            publish(tx, policy, "", "helen")
        set_on(tx, "D", is_on=False)
        assert [(policy.name, policy.version) for policy in latest(tx)] == [("A", 1), ("B", 1), ("C", 2)]
        assert len(all_versions(tx)) == 5


def test_a_policy_that_is_off_is_on_again_when_it_is_switched_on_or_published(store: Store) -> None:
    with store.writing() as tx:
        publish(tx, a_policy(), "", "helen")
        set_on(tx, "Urgent", is_on=False)
        assert not is_on(tx, "Urgent")
        set_on(tx, "Urgent", is_on=True)
        assert is_on(tx, "Urgent")
        set_on(tx, "Urgent", is_on=False)
        publish(tx, a_policy(), "", "helen")
        assert is_on(tx, "Urgent")


def test_an_unknown_policy_is_refused_with_the_nearest_name(store: Store) -> None:
    with store.writing() as tx:
        publish(tx, a_policy(), "", "helen")
        for ask in (is_on, last_version):
            with pytest.raises(Refused, match='did you mean "Urgent"'):
                ask(tx, "Urgnet")
        with pytest.raises(Refused, match='did you mean "Urgent"'):
            set_on(tx, "Urgnet", is_on=False)
        with pytest.raises(Refused, match='did you mean "Urgent"'):
            version(tx, "Urgnet", 1)
        with pytest.raises(Refused, match="no version 2: the last one is 1"):
            version(tx, "Urgent", 2)


def test_people_who_publish_at_once_get_a_version_each(store: Store) -> None:
    def publish_once(by: int) -> int:
        with store.writing() as tx:
            return publish(tx, a_policy(), "", str(by))

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(publish_once, range(8))) == list(range(1, 9))


class UndoneOnPurpose(Exception):
    pass


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(policy=POLICIES)
def test_every_policy_comes_back_from_both_databases(store: Store, policy: Policy) -> None:
    with pytest.raises(UndoneOnPurpose), store.writing() as tx:
        _check_round_trip(tx, policy)


def _check_round_trip(tx: Transaction, policy: Policy) -> None:
    assert publish(tx, policy, "", "helen") == 1
    assert latest(tx) == (replace(policy, version=1),)
    raise UndoneOnPurpose
