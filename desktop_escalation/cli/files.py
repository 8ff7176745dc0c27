"""Files that commands read and write; what cannot be is refused in words."""

import sys
from pathlib import Path

import click

from desktop_escalation.domain.errors import Refused

STANDARD = "-"
LONGEST_BYTES = 64 * 1024 * 1024


def read_file(name: str) -> str:
    """Read a text file in UTF-8, or standard input where the name is "-"."""
    raw = sys.stdin.buffer.read(LONGEST_BYTES + 1) if name == STANDARD else _bytes_of(Path(name))
    if len(raw) > LONGEST_BYTES:
        raise Refused(f"{name} has more than 64 MB: that is no file of this kind")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refused(f"{shown(name)}:{line}: this is no text in UTF-8; save the file in UTF-8") from error


def shown(name: str) -> str:
    """Give the name of a file as messages call it."""
    return "standard input" if name == STANDARD else name


def write_file(name: str | None, text: str) -> None:
    """Write a text file in UTF-8, or standard output where there is no name."""
    if name is None or name == STANDARD:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Refused(f"{name} cannot be written: {error.strerror}") from error


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise Refused(f"{path} is a folder: name a file in it")
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise Refused(f"there is no file {path}") from error
    except (OSError, ValueError) as error:
        raise Refused(f"{path} cannot be read: {error}") from error
