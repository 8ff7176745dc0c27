"""What was typed and not sent yet: one small file for each ticket of a database, so that no crash loses it."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from desktop_escalation.domain.errors import Refused, Unavailable

SUFFIX = ".json"
# A body of the greatest length, each character of it written as an escaped pair.
MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that is not sent yet; `files` are the paths of those that were to go with it."""

    body: str
    is_public: bool = True
    files: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """There is nothing in it to keep."""
        return not self.body.strip() and not self.files


class DraftUnreadable(Refused):
    """The file of a draft makes no sense, and was set aside; the message says where it is."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of one database, in a folder of their own that only this user reads."""

    folder: Path

    @classmethod
    def of(cls, home: Path, database: str) -> "Drafts":
        """Choose the folder for a database, given by its URL, among those of all databases."""
        return cls(home / hashlib.sha256(database.encode(errors="surrogatepass")).hexdigest()[:24])

    def load(self, number: str) -> Draft | None:
        """Give the draft for a ticket, None where there is none; one that cannot be read is set aside and told."""
        path = self._path(number)
        with _translated(number, "read"):
            if not path.exists():
                return None
            text = _start_of(path)
        try:
            return _parsed(text)
        except (KeyError, TypeError, ValueError) as error:
            with _translated(number, "set aside"):
                aside = _set_aside(path)
            raise DraftUnreadable(
                f"the draft for {number} could not be read and was set aside: look into {aside} for what you typed"
            ) from error

    def save(self, number: str, draft: Draft) -> None:
        """Keep a draft in the place of the one before, as a whole or not at all; an empty one is forgotten."""
        if draft.is_empty:
            self.forget(number)
            return
        document = {"body": draft.body, "is_public": draft.is_public, "files": list(draft.files)}
        with _translated(number, "kept"):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(self._path(number), json.dumps(document).encode())

    def forget(self, number: str) -> None:
        """Remove the draft for a ticket, if there is one."""
        with _translated(number, "removed"):
            self._path(number).unlink(missing_ok=True)

    def numbers(self) -> frozenset[str]:
        """List the tickets for which there is a draft."""
        return frozenset(unquote(path.name.removesuffix(SUFFIX)) for path in self.folder.glob(f"*{SUFFIX}"))

    def _path(self, number: str) -> Path:
        return self.folder / f"{quote(number, safe='', errors='surrogatepass')}{SUFFIX}"


@contextmanager
def _translated(number: str, doing: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(f"the draft for {number} could not be {doing}: {error.strerror}") from error


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _parsed(text: bytes) -> Draft:
    if len(text) > MOST_BYTES:
        raise ValueError("no draft is that long")
    document = json.loads(text)
    body, is_public, files = document["body"], document["is_public"], document["files"]
    if not (isinstance(body, str) and isinstance(is_public, bool) and isinstance(files, list)):
        raise TypeError("a draft has a body, a kind and files")
    if not all(isinstance(file, str) for file in files):
        raise TypeError("the files of a draft are paths")
    return Draft(body, is_public, tuple(files))


def _set_aside(path: Path) -> Path:
    """Rename a file, never onto another one."""
    count = 1
    while (aside := path.with_name(f"{path.name}.unreadable-{count}")).exists():
        count += 1
    return path.rename(aside)


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
