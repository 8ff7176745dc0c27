"""django-helpdesk, the usual free help desk with escalation, in an environment of its own that is kept between runs."""

import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from tests.bench.databases import SQLITE_URL
from tests.bench.processes import Ended, ProcessFailed, run

SITE = Path(__file__).with_name("helpdesk_site")
HOME = Path(__file__).parents[2] / "build" / "helpdesk"
PACKAGES = ("django-helpdesk==2.6.1", "psycopg[binary]>=3.2,<4")


class HelpdeskUnavailable(Exception):
    """The package cannot be installed here; carries what pip said."""


class Helpdesk(Struct, frozen=True):
    """A site on one database."""

    python: Path
    environment: Mapping[str, str]

    @classmethod
    def on(cls, url: str) -> "Helpdesk":
        """Install what is not installed yet."""
        database = url.removeprefix(SQLITE_URL)
        environment = {"HELPDESK_DATABASE": database, "DJANGO_SETTINGS_MODULE": "settings"}
        return cls(_python(), environment | {"PYTHONDONTWRITEBYTECODE": "1"})

    def furnish(self, tickets: int) -> None:
        """Make tickets that are due."""
        self._run("furnish.py", str(tickets))

    def escalate(self) -> Ended:
        """Run its command once."""
        return self._run("-m", "django", "escalate_tickets")

    def escalated(self) -> int:
        """Count the tickets that were escalated."""
        return int(self._run("count.py").out)

    def _run(self, *arguments: str) -> Ended:
        return run([str(self.python), *arguments], self.environment, SITE)


def _python() -> Path:
    python, stamp = HOME / "venv" / "bin" / "python", HOME / "installed"
    wanted = "\n".join(PACKAGES)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    HOME.mkdir(parents=True, exist_ok=True)
    try:
        run([sys.executable, "-m", "venv", "--clear", str(HOME / "venv")])
        run([str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *PACKAGES])
    except ProcessFailed as error:
        raise HelpdeskUnavailable(str(error)) from error
    stamp.write_text(wanted, encoding="utf-8")
    return python
