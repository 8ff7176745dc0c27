"""Taking unique keys from a database, so that nothing but the engine's own care keeps a thing from happening twice."""

import re

from desktop_escalation.storage.database import Store
from desktop_escalation.storage.transaction import Transaction

_CONSTRAINTS = "SELECT conname FROM pg_constraint WHERE contype = 'u' AND conrelid = ?::text::regclass"
_UNIQUE = re.compile(r",\s*UNIQUE\s*\([^)]*\)|\s+UNIQUE\b", re.IGNORECASE)


def drop_unique_keys(url: str, *tables: str) -> None:
    """Drop the unique keys of tables; primary keys stay."""
    store = Store.open(url)
    try:
        with store.writing() as tx:
            for table in tables:
                dropped = _drop_postgresql(tx, table) if tx.is_postgresql else _drop_sqlite(tx, table)
                assert dropped, f"{table} has no unique key"
    finally:
        store.close()


def _drop_postgresql(tx: Transaction, table: str) -> int:
    names = [row[0] for row in tx.sql(_CONSTRAINTS, table)]
    for name in names:
        tx.sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    return len(names)


def _drop_sqlite(tx: Transaction, table: str) -> int:
    """Make the table anew without them, which is the only way there."""
    ((made,),) = tx.sql("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", table)
    indexes = tx.sql("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", table)
    loose, count = _UNIQUE.subn("", made)
    tx.sql(re.sub(rf'CREATE TABLE "?{table}"?', f"CREATE TABLE loose_{table}", loose, count=1))
    tx.sql(f"INSERT INTO loose_{table} SELECT * FROM {table}")
    tx.sql(f"DROP TABLE {table}")
    tx.sql(f"ALTER TABLE loose_{table} RENAME TO {table}")
    for (index,) in indexes:
        tx.sql(index)
    return count
