import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.people import (
    Absence,
    CalendarSource,
    Customer,
    Organisation,
    Person,
    Site,
    Team,
    Template,
    Tier,
)
from desktop_escalation.domain.value import replace
from desktop_escalation.storage.change_feed import Change
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.directory import (
    find_person_by_os_user,
    inactive_logins,
    load_organisation,
    save_organisation,
    set_active,
)
from desktop_escalation.storage.directory_history import load_changes
from desktop_escalation.storage.transaction import Transaction
from tests.storage.feed import position_of, read
from tests.storage.some_values import ORGANISATIONS, some_rules

START = datetime(2000, 1, 1, tzinfo=UTC)
MAREK = Person("marek", "Marek Dvořák", mail="marek@harbour.example", os_user="mdvorak")
JONAS = Person("jonas", "Jonas Berg", absences=(Absence(date(2026, 12, 21), date(2027, 1, 2)),))
HARBOUR = Organisation(
    Site(name="Harbour Support"),
    (CalendarSource("Weekdays", some_rules()),),
    (Tier(1, "Service Desk", "Desk"),),
    (MAREK, JONAS),
    (Team("Desk", 1, "Weekdays", ("marek", "jonas"), contacts={"director": "dora"}),),
    (Customer("priya@halden.example", "Priya Nair", vip=True),),
    (Template("raised", "en", "Raised", "Hello"), Template("raised", "de", "Gehoben", "Hallo")),
)


class UndoneOnPurpose(Exception):
    pass


def save(tx: Transaction, organisation: Organisation, by: str = "admin") -> Organisation:
    return save_organisation(tx, organisation, {each.name: each.rules for each in organisation.calendars}, by)


def test_an_organisation_comes_back_without_its_customers_unless_asked(store: Store) -> None:
    with store.writing() as tx:
        assert save(tx, HARBOUR) == HARBOUR
    with store.reading() as tx:
        assert load_organisation(tx, with_customers=True) == HARBOUR
        assert load_organisation(tx) == replace(HARBOUR, customers=())


def test_a_new_database_has_an_empty_organisation(store: Store) -> None:
    with store.reading() as tx:
        assert load_organisation(tx, with_customers=True) == Organisation()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(organisation=ORGANISATIONS)
def test_every_organisation_comes_back_from_both_databases(store: Store, organisation: Organisation) -> None:
    with pytest.raises(UndoneOnPurpose), store.writing() as tx:
        _check_round_trip(tx, organisation)


def _check_round_trip(tx: Transaction, organisation: Organisation) -> None:
    save(tx, organisation)
    assert load_organisation(tx, with_customers=True) == organisation
    raise UndoneOnPurpose


def test_what_an_import_does_not_mention_stays(store: Store) -> None:
    promoted = replace(MAREK, capacity=12)
    with store.writing() as tx:
        save(tx, HARBOUR)
        assert save(tx, Organisation(people=(JONAS, promoted))) == Organisation(people=(promoted,))
    with store.reading() as tx:
        assert load_organisation(tx, with_customers=True) == replace(HARBOUR, people=(promoted, JONAS))


def test_the_same_organisation_again_changes_nothing_and_tells_nobody(store: Store) -> None:
    with store.writing() as tx:
        save(tx, HARBOUR)
    begin = position_of(store)
    with store.writing() as tx:
        assert save(tx, HARBOUR) == Organisation()
    assert read(store, begin).items == ()
    with store.reading() as tx:
        assert len(list(load_changes(tx, tx.now))) == 1


def test_a_change_is_announced_by_what_it_is(store: Store) -> None:
    with store.writing() as tx:
        save(tx, replace(HARBOUR, customers=()))
    begin = position_of(store)
    with store.writing() as tx:
        save(tx, HARBOUR)
    assert read(store, begin).items == (Change("customers", None),)


def test_history_keeps_who_changed_what_when(store: Store) -> None:
    absent = replace(MAREK, absences=(Absence(date(2000, 1, 2), date(2000, 1, 3)),))
    with store.writing() as tx:
        save(tx, HARBOUR, by="dora")
    with store.writing() as tx:
        tx.advance_clock(START + timedelta(days=1))
        save(tx, Organisation(people=(absent,)), by="helen")
    with store.reading() as tx:
        first, second = load_changes(tx, tx.now)
        assert list(load_changes(tx, START)) == [first]
    assert (first.at, first.by, first.changed) == (START, "dora", replace(HARBOUR, customers=()))
    assert (second.at, second.by, second.changed) == (tx.now, "helen", Organisation(people=(absent,)))


def test_a_person_is_found_by_os_user(store: Store) -> None:
    with store.writing() as tx:
        save(tx, HARBOUR)
    with store.reading() as tx:
        assert find_person_by_os_user(tx, "mdvorak") == MAREK
        assert find_person_by_os_user(tx, "marek") is None
        assert find_person_by_os_user(tx, "jonas") == JONAS


@pytest.mark.parametrize("twin", [Person("m2", "Twin", mail="MAREK@harbour.example"), Person("mdvorak", "Twin")])
def test_two_people_do_not_share_a_mail_address_or_an_os_user(store: Store, twin: Person) -> None:
    with store.writing() as tx:
        save(tx, HARBOUR)
        with pytest.raises(Refused, match="cannot have the same"):
            save(tx, Organisation(people=(twin,)))
        assert load_organisation(tx).people == (MAREK, JONAS)


def test_who_has_left_stays_known_and_stays_gone_when_imported_again(store: Store) -> None:
    with store.writing() as tx:
        save(tx, HARBOUR)
        set_active(tx, "jonas", is_active=False)
        save(tx, Organisation(people=(replace(JONAS, capacity=1),)))
        assert inactive_logins(tx) == {"jonas"}
        assert len(load_organisation(tx).people) == 2
        set_active(tx, "jonas", is_active=True)
        assert inactive_logins(tx) == frozenset()


def test_a_person_nobody_knows_cannot_leave(store: Store) -> None:
    with pytest.raises(Refused, match='no person "nobody"'), store.writing() as tx:
        set_active(tx, "nobody", is_active=False)


def test_twenty_thousand_people_are_saved_fast(store: Store) -> None:
    people = tuple(Person(f"p{number}", "Somebody", mail=f"p{number}@harbour.example") for number in range(20_000))
    begin_s = time.monotonic()
    with store.writing() as tx:
        save(tx, Organisation(people=people))
    assert time.monotonic() - begin_s < 15
    with store.reading() as tx:
        assert load_organisation(tx).people == people
