"""Databases for benchmarks: new ones, and copies of those that are furnished."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from msgspec import Struct

from tests.copies import SQLITE
from tests.postgres_server import PostgresServer

SQLITE_URL = "sqlite:///"


class Databases(Struct, frozen=True):
    """Makes databases that go at the end."""

    folder: Path
    server: PostgresServer
    stack: ExitStack

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, server: PostgresServer) -> Iterator["Databases"]:
        with ExitStack() as stack:
            yield cls(folder, server, stack)

    def new(self, kind: str) -> str:
        """Give the URL of a database that does not exist yet or, on PostgreSQL, is empty."""
        if kind == SQLITE:
            return f"{SQLITE_URL}{self.folder / uuid4().hex}.db"
        return self.stack.enter_context(self.server.database())

    def copy(self, url: str) -> str:
        """Give the URL of a copy of a database that nobody uses."""
        if not url.startswith(SQLITE_URL):
            copied = self.stack.enter_context(self.server.database(url.rpartition("/")[2]))
            settle(copied)
            return copied
        copied = self.new(SQLITE)
        shutil.copyfile(url.removeprefix(SQLITE_URL), copied.removeprefix(SQLITE_URL))
        return copied


def settle(url: str) -> None:
    """Let the server of a database write all to the disk, so that it need not while something is measured."""
    if not url.startswith(SQLITE_URL):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
