"""How people call a database: by its file, or by its name on the server."""

from desktop_escalation.storage.database_url import read_address


def database_name(url: str) -> str:
    """Name a database; a password is never in it, and an address that makes no sense is refused."""
    return read_address(url).name
