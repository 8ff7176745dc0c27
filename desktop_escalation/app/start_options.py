"""Which database to open, and who asks: from the command line, the environment, or the configuration file."""

import getpass
from pathlib import Path

from desktop_escalation.domain.errors import Refused

CONFIG = "config.toml"
HOW_TO_NAME_ONE = (
    'say which database: --db sqlite:///path/to/file.db, or DESKTOP_ESCALATION_DB, or db = "…" in {config}'
)


def database_url(given: str | None, config: Path) -> str:
    """Give the URL from the command line or the environment, else that of the configuration file."""
    if given is not None:
        return given
    if not config.is_file():
        raise Refused(HOW_TO_NAME_ONE.format(config=config))
    import tomllib  # noqa: PLC0415 - for start-up time: most often the address is given

    try:
        settings = tomllib.loads(config.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{config} is not a readable TOML file: {error}") from error
    url = settings.get("db")
    if not isinstance(url, str):
        raise Refused(HOW_TO_NAME_ONE.format(config=config))
    return url


def operating_system_user() -> str:
    """Name the user of the operating system; one without a name is called by the number."""
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise Refused("the operating system does not say who you are: set USER") from error
