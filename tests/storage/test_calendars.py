from datetime import UTC, date, datetime, timedelta

from desktop_escalation.domain.business_time import CalendarVersion
from desktop_escalation.domain.calendar_rules import CalendarRules
from desktop_escalation.domain.people import CalendarSource, PublicHolidays
from desktop_escalation.storage.calendars import load_calendar_sources, load_calendars, save_calendars
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.transaction import Transaction
from tests.storage.some_values import some_rules

START = datetime(2000, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
SOURCE = CalendarSource("Weekdays", some_rules(), PublicHolidays("GB", "ENG"))
OLD = some_rules()
NEW = some_rules("Europe/London", "08:00-18:00", date(2026, 12, 24))


def save(tx: Transaction, rules: CalendarRules, source: CalendarSource = SOURCE) -> tuple[CalendarSource, ...]:
    return save_calendars(tx, [source], {source.name: rules})


def versions(tx: Transaction) -> tuple[CalendarVersion, ...]:
    return load_calendars(tx)["Weekdays"].versions


def test_the_first_rules_count_since_ever(store: Store) -> None:
    with store.writing() as tx:
        assert save(tx, OLD) == (SOURCE,)
        assert load_calendar_sources(tx) == (SOURCE,)
        assert versions(tx) == (CalendarVersion(1, None, OLD),)


def test_changed_rules_count_from_their_moment_and_the_old_ones_before(store: Store) -> None:
    with store.writing() as tx:
        save(tx, OLD)
    with store.writing() as tx:
        tx.advance_clock(START + DAY)
        assert save(tx, NEW) == (SOURCE,)
        assert versions(tx) == (CalendarVersion(1, None, OLD), CalendarVersion(2, START + DAY, NEW))


def test_the_same_rules_again_are_no_version(store: Store) -> None:
    with store.writing() as tx:
        save(tx, OLD)
        tx.advance_clock(START + DAY)
        assert save(tx, OLD) == ()
        assert len(versions(tx)) == 1


def test_a_calendar_that_is_written_differently_but_counts_the_same_is_no_version(store: Store) -> None:
    rewritten = CalendarSource("Weekdays", OLD)
    with store.writing() as tx:
        save(tx, OLD)
        tx.advance_clock(START + DAY)
        assert save(tx, OLD, rewritten) == (rewritten,)
        assert load_calendar_sources(tx) == (rewritten,)
        assert len(versions(tx)) == 1


def test_rules_that_were_replaced_at_the_same_moment_were_never_in_force(store: Store) -> None:
    with store.writing() as tx:
        save(tx, OLD)
        save(tx, NEW)
        save(tx, OLD)
        assert versions(tx) == (CalendarVersion(1, None, OLD), CalendarVersion(3, START, OLD))


def test_each_calendar_has_its_own_versions(store: Store) -> None:
    with store.writing() as tx:
        save(tx, OLD)
        save(tx, NEW, CalendarSource("Always", NEW))
        assert {name: len(calendar.versions) for name, calendar in load_calendars(tx).items()} == {
            "Always": 1,
            "Weekdays": 1,
        }
