"""The address of a database: `sqlite:///path` for one computer, `postgresql://…` for a team."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.network_share import Mount, mounts_here, refuse_network_share

SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql://", "postgres://")
# By libpq's names of its parameters.
WHICH_DATABASE = ("host", "hostaddr", "port", "dbname", "service")
FORMS = "Write sqlite:///path/to/file.db (sqlite:////path/… from the root) or postgresql://SERVER/NAME."


class SqliteFile(Struct, frozen=True):
    """An SQLite file by its absolute path, on a disk of this computer."""

    path: Path

    def __str__(self) -> str:
        """The path as people know it."""
        return str(self.path)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    @property
    def key(self) -> str:
        """Which database it is, among all others."""
        return f"{SQLITE}{self.path}"


class PostgresServer(Struct, frozen=True):
    """A PostgreSQL database by libpq's whole URI, which may name several hosts and hold a password."""

    uri: str

    def __repr__(self) -> str:
        """Give what it is without the password, as a traceback may show it."""
        return f"{type(self).__name__}({self!s})"

    def __str__(self) -> str:
        """Hosts and name only, so that a message or a log never holds the password."""
        rest = self.uri.partition("://")[2]
        # As libpq reads it: a password ends at the first @ that no / precedes, and may have ? and # in it.
        signing_in, at, place = rest.partition("@")
        if at and "/" not in signing_in:
            rest = place
        return f"{POSTGRESQL[0]}{rest.partition('?')[0]}"

    @property
    def name(self) -> str:
        """The database as people call it: by its name on the server, else by the hosts."""
        said = _said(self.uri)
        return said.get("dbname") or said.get("host") or "PostgreSQL"

    @property
    def key(self) -> str:
        """Which database it is, among all others, whoever signs in by which password."""
        said = _said(self.uri)
        # The name of the user is that of a database that is not named.
        names = {"dbname": said.get("user", "")} | said
        return POSTGRESQL[0] + " ".join(f"{part}={names.get(part, '')!r}" for part in WHICH_DATABASE)


DatabaseAddress = SqliteFile | PostgresServer


def parse_database_url(url: str, *, mounts: Callable[[Path], tuple[Mount, ...]] = mounts_here) -> DatabaseAddress:
    """Read an address; a kind that is not known, a network share and what libpq does not understand are refused."""
    address = read_address(url)
    if isinstance(address, SqliteFile):
        path = address.path.resolve()
        refuse_network_share(path, mounts(path))
    return address


def read_address(url: str) -> DatabaseAddress:
    """Read an address without a look at any disk, so that a share that hangs holds up nobody."""
    if url.startswith(SQLITE):
        return _sqlite_file(url.removeprefix(SQLITE))
    if url.startswith(POSTGRESQL):
        return _postgres_server(url)
    scheme = url.partition(":")[0] if "://" in url else ""
    raise Refused(f'"{scheme}" is no kind of database that is known. {FORMS}' if scheme else f"No database. {FORMS}")


def _sqlite_file(text: str) -> SqliteFile:
    if text in {"", ":memory:"}:
        raise Refused(f"An SQLite database is a file. {FORMS}")
    try:
        return SqliteFile(Path(text).expanduser().absolute())
    except RuntimeError as error:
        raise Refused(f"Nobody here has the home folder of {text}. {FORMS}") from error


def _postgres_server(url: str) -> PostgresServer:
    address = PostgresServer(POSTGRESQL[0] + url.partition("://")[2])
    host = _said(address.uri).get("host", "")
    # One that is left belongs to a password with @ or / in it, of which libpq made a host or the name of a database.
    if "@" in host or "@" in str(address):
        raise _not_understood("")
    return address


def _said(uri: str) -> dict[str, str]:
    """Give what a URI says, by libpq's names; what libpq does not understand is refused."""
    # Late, so that a window on a file does not wait for the server's driver.
    from psycopg import ProgrammingError  # noqa: PLC0415
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        return {part: str(value) for part, value in conninfo_to_dict(uri).items()}
    except (ProgrammingError, UnicodeEncodeError) as error:
        # libpq quotes what it did not understand, which may be a part of the password.
        reason = f": {error}" if "URI query parameter" in str(error) else ""
        raise _not_understood(reason) from error


def _not_understood(reason: str) -> Refused:
    return Refused(
        f"PostgreSQL does not understand the address of the database{reason}. Write postgresql://SERVER/NAME, "
        "and in a password %40 for @, %3A for :, %2F for /, %25 for %."
    )
