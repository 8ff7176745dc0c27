"""A whole and consistent copy of an SQLite file that may be in use."""

import sqlite3
from contextlib import closing
from pathlib import Path

from desktop_escalation.domain.errors import Unavailable


def copy_database_file(source: Path, target: Path) -> None:
    """Copy what is committed in `source`; `target` appears, or is replaced, only when the copy is complete."""
    half = target.with_name(f"{target.name}.half")
    try:
        half.unlink(missing_ok=True)
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reading,
            closing(sqlite3.connect(half)) as writing,
        ):
            reading.backup(writing)
        half.replace(target)
    except (OSError, sqlite3.Error) as error:
        half.unlink(missing_ok=True)
        raise Unavailable(f"{source} could not be copied to {target}: {error}. Nothing was changed.") from error
