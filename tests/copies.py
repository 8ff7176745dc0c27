"""Databases that were made once in a run and are copied for each test, which takes a fraction of the time."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.postgres_server import PostgresServer

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KINDS = (SQLITE, POSTGRESQL)

Furnish = Callable[[str], object]
CopyOf = Callable[[Furnish, str], str]


@dataclass
class Copies:
    """What was made so far, by the function that furnishes an empty database, given its URL."""

    folder: Path
    server: PostgresServer
    stack: ExitStack
    files: dict[Furnish, Path] = field(default_factory=dict)
    databases: dict[Furnish, str] = field(default_factory=dict)

    def sqlite(self, furnish: Furnish, url: str) -> str:
        """Put a copy where an SQLite URL says."""
        if furnish not in self.files:
            path = self.folder / f"{len(self.files)}.db"
            furnish(f"sqlite:///{path}")
            self.files[furnish] = path
        shutil.copyfile(self.files[furnish], url.removeprefix("sqlite:///"))
        return url

    @contextmanager
    def postgresql(self, furnish: Furnish) -> Iterator[str]:
        """Give the URL of a copy that goes at the end."""
        if furnish not in self.databases:
            url = self.stack.enter_context(self.server.database())
            furnish(url)
            self.databases[furnish] = url.rpartition("/")[2]
        with self.server.database(self.databases[furnish]) as url:
            yield url
