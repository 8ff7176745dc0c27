"""What was typed and not sent yet: one small file for each ticket of a database, so that no crash loses it."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from desktop_escalation.app.whole_file import put_aside, write_whole
from desktop_escalation.domain.errors import Refused, Unavailable
from desktop_escalation.storage.database_url import read_address

SUFFIX = ".json"
UNREADABLE = "unreadable"
# A body of the greatest length, each character of it written as an escaped pair.
MOST_BYTES = 16 * 1024 * 1024


class Draft(Struct, frozen=True):
    """A message that is not sent yet; `files` are the paths of those that were to go with it."""

    body: str
    is_public: bool = True
    files: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """There is nothing in it to keep."""
        return not self.body.strip() and not self.files

    def followed_by(self, later: "Draft") -> "Draft":
        """Put together what was typed earlier and what was typed later, as the later one is meant."""
        body = f"{self.body}\n{later.body}" if self.body and later.body else self.body or later.body
        return Draft(body, later.is_public, (*self.files, *(file for file in later.files if file not in self.files)))


class DraftUnreadable(Refused):
    """The file of a draft makes no sense, and was set aside; the message says where it is."""


class Drafts(Struct, frozen=True):
    """The drafts of one database, in a folder of their own that only this user reads."""

    folder: Path

    @classmethod
    def of(cls, home: Path, database: str) -> "Drafts":
        """Choose the folder for a database, given by its URL, among those of all databases; passwords may change."""
        key = read_address(database).key
        return cls(home / hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:24])

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
                aside = put_aside(path, UNREADABLE)
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
            write_whole(self._path(number), json.dumps(document).encode())

    def forget(self, number: str) -> None:
        """Remove the draft for a ticket, if there is one."""
        with _translated(number, "removed"):
            self._path(number).unlink(missing_ok=True)

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
