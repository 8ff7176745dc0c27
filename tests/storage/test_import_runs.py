from desktop_escalation.storage import schema
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.import_runs import ImportRun, begin_run, find_run, move_on


def test_a_run_is_found_where_it_stopped(store: Store) -> None:
    with store.writing() as tx:
        assert find_run(tx, "servicenow:1") is None
        begin_run(tx, ImportRun("servicenow:1", strangers=frozenset({"servicenow:INC2", "servicenow:INC1"})))
        begin_run(tx, ImportRun("servicenow:2"))
        move_on(tx, "servicenow:1", 7, is_done=True)
    with store.reading() as tx:
        assert find_run(tx, "servicenow:1") == ImportRun(
            "servicenow:1", 7, is_done=True, strangers=frozenset({"servicenow:INC1", "servicenow:INC2"})
        )
        assert find_run(tx, "servicenow:2") == ImportRun("servicenow:2")


def test_a_database_of_the_schema_before_is_brought_up_to_date(database_url: str) -> None:
    schema.create(database_url, migrations=schema.MIGRATIONS[:3])
    assert schema.upgrade(database_url, migrations=schema.MIGRATIONS[:4]).number == 4
