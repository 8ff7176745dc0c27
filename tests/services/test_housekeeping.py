from desktop_escalation.storage.change_feed import changes_since, current_position
from desktop_escalation.storage.fields import to_milliseconds
from tests.services.office import Office, at

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
