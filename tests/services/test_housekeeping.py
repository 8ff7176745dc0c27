from datetime import timedelta

from desktop_escalation.storage.change_feed import changes_since, current_position
from desktop_escalation.storage.engine_log import engines_since, outages
from desktop_escalation.storage.fields import to_milliseconds
from tests.services.office import ROOT, Office, at

NINE = to_milliseconds(at("09:00"))


def counted(office: Office) -> tuple[int, int]:
    """Count what is known of nine o'clock on the first day: changes, and operations."""
    with office.app.store.reading() as tx:
        ((changes,),) = tx.sql("SELECT COUNT(*) FROM change_feed WHERE at = ?", NINE)
        ((operations,),) = tx.sql("SELECT COUNT(*) FROM operation WHERE at = ?", NINE)
    return changes, operations


def test_changes_and_operations_are_kept_for_seven_days(office: Office) -> None:
    office.publish()
    office.at("09:00")
    office.ticket()
    before = counted(office)
    assert min(before) > 0
    office.at("08:59", day=19)
    office.app.housekeeping.tidy()
    assert counted(office) == before
    office.at("09:01", day=19)
    office.app.housekeeping.tidy()
    assert counted(office) == (0, 0)


def test_a_reader_who_was_away_for_longer_hears_that_there_is_a_gap(office: Office) -> None:
    with office.app.store.reading() as tx:
        position = current_position(tx)
    office.publish()
    office.at("09:01", day=25)
    office.app.housekeeping.tidy()
    with office.app.store.reading() as tx:
        assert not changes_since(tx, position).is_gapless


def engines(office: Office) -> list[str]:
    with office.app.store.reading() as tx:
        return [watch.engine for watch in reversed(engines_since(tx, at("07:00")))]


def watch_on(office: Office, *days: int) -> None:
    for day in days:
        office.at("10:00", day)
        office.app.engine_room.sign_on(f"pc:{day}")
        office.app.engine_room.sign_off(f"pc:{day}")


def test_when_engines_were_there_is_kept_for_ninety_days_and_the_last_time_before(office: Office) -> None:
    watch_on(office, 12, 13, 14, 15)
    office.app.clock.set(ROOT, at("10:01", 14) + timedelta(days=90))
    office.app.housekeeping.tidy()
    assert engines(office) == ["pc:14", "pc:15"]
    office.app.clock.set(ROOT, at("10:01", 14) + timedelta(days=900))
    office.app.housekeeping.tidy()
    assert engines(office) == ["pc:15"]


def test_what_tells_why_a_waiting_step_was_missed_is_kept(office: Office) -> None:
    watch_on(office, 12, 13)
    office.publish()
    office.ticket()  # its first step waits from the 13th at 13:00 on
    watch_on(office, 14, 15)
    office.app.clock.set(ROOT, at("10:00", 20) + timedelta(days=300))
    with office.app.store.reading() as tx:
        before = outages(tx, at("13:00", 13))
    office.app.housekeeping.tidy()
    assert engines(office) == ["pc:13", "pc:14", "pc:15"]
    with office.app.store.reading() as tx:
        assert outages(tx, at("13:00", 13)) == before
