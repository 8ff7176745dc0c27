"""Reads Peewee without the driver of PostgreSQL, which Peewee would load whichever database is opened."""

import sys

DRIVER = "psycopg"


def read_peewee() -> None:
    """Import Peewee as if there were no driver; one that is loaded already costs nothing, and Peewee may have it."""
    if "peewee" in sys.modules or DRIVER in sys.modules:
        return
    # What Python's import system takes for "there is no such module".
    sys.modules[DRIVER] = None  # type: ignore[assignment]
    try:
        import peewee  # noqa: F401, PLC0415 - in the one place where the driver is hidden
    finally:
        del sys.modules[DRIVER]
