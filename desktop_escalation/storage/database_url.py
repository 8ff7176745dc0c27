"""The address of a database: `sqlite:///path` for one computer, `postgresql://…` for a team."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.network_share import Mount, mounts_here, refuse_network_share

SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql://", "postgres://")
FORMS = "Write sqlite:///path/to/file.db (sqlite:////path/… from the root) or postgresql://SERVER/NAME."


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """An SQLite file by its absolute path, on a disk of this computer."""

    path: Path

    def __str__(self) -> str:
        """The path as people know it."""
        return str(self.path)


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A PostgreSQL database by libpq's whole URI, which may name several hosts and hold a password."""

    uri: str = field(repr=False)

    def __str__(self) -> str:
        """Hosts and name only, so that a message or a log never holds the password."""
        parts = urlsplit(self.uri)
        return f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"


DatabaseAddress = SqliteFile | PostgresServer


def parse_database_url(url: str, *, mounts: Callable[[Path], tuple[Mount, ...]] = mounts_here) -> DatabaseAddress:
    """Read an address; a kind that is not known, a network share and what libpq does not understand are refused."""
    if url.startswith(SQLITE):
        return _sqlite_file(url.removeprefix(SQLITE), mounts)
    if url.startswith(POSTGRESQL):
        return _postgres_server(url)
    scheme = url.partition(":")[0] if "://" in url else ""
    raise Refused(f'"{scheme}" is no kind of database that is known. {FORMS}' if scheme else f"No database. {FORMS}")


def _sqlite_file(text: str, mounts: Callable[[Path], tuple[Mount, ...]]) -> SqliteFile:
    if text in {"", ":memory:"}:
        raise Refused(f"An SQLite database is a file. {FORMS}")
    path = Path(text).expanduser().absolute()
    refuse_network_share(path.resolve(), mounts(path.resolve()))
    return SqliteFile(path)


def _postgres_server(url: str) -> PostgresServer:
    # Late, so that a window on a file does not wait for the server's driver.
    from psycopg import ProgrammingError  # noqa: PLC0415
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        host = conninfo_to_dict(url).get("host")
    except ProgrammingError as error:
        # libpq quotes what it did not understand, which may be a part of the password.
        reason = f": {error}" if "URI query parameter" in str(error) else ""
        raise _not_understood(reason) from error
    if "@" in str(host):
        raise _not_understood("")
    return PostgresServer(POSTGRESQL[0] + url.partition("://")[2])


def _not_understood(reason: str) -> Refused:
    return Refused(
        f"PostgreSQL does not understand the address of the database{reason}. Write postgresql://SERVER/NAME, "
        "and in a password %40 for @, %3A for :, %2F for /, %25 for %."
    )
