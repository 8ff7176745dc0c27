"""What was typed and not sent yet: one small file for each ticket of a database, so that no crash loses it.

Pictures from the clipboard are files of their own beside it, since they are nowhere else.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from desktop_escalation.app.whole_file import put_aside, write_whole
from desktop_escalation.domain.attachment import NewFile, digest_of, new_file
from desktop_escalation.domain.errors import Refused, Unavailable
from desktop_escalation.domain.value import replace
from desktop_escalation.storage.database_url import read_address

SUFFIX = ".json"
UNREADABLE = "unreadable"
# A body of the greatest length, each character of it written as an escaped pair.
MOST_BYTES = 16 * 1024 * 1024
_PICTURE = re.compile(r"[0-9a-f]{24}-[0-9a-f]{64}")


class PictureFile(Struct, frozen=True):
    """A picture as a draft names it; `file` is its name beside the draft."""

    name: str
    media_type: str
    file: str


class Draft(Struct, frozen=True):
    """A message that is not sent yet; `files` are the paths of those that were to go with it.

    `pictures` have no path. `lost` names those that were kept and could not be read: their files are left alone until
    the draft is forgotten, since what could not be read once may be read another time.
    """

    body: str
    is_public: bool = True
    files: tuple[str, ...] = ()
    pictures: tuple[NewFile, ...] = ()
    lost: tuple[PictureFile, ...] = ()

    @property
    def is_empty(self) -> bool:
        """There is nothing in it to keep."""
        return not self.body.strip() and not self.files and not self.pictures

    def with_picture(self, picture: NewFile) -> "Draft":
        """Give the draft with one picture more."""
        return replace(self, pictures=(*self.pictures, picture))

    def followed_by(self, later: "Draft") -> "Draft":
        """Put together what was typed earlier and what was typed later, as the later one is meant."""
        body = f"{self.body}\n{later.body}" if self.body and later.body else self.body or later.body
        files = (*self.files, *(file for file in later.files if file not in self.files))
        return Draft(body, later.is_public, files, (*self.pictures, *later.pictures), (*self.lost, *later.lost))


class DraftUnreadable(Refused):
    """The file of a draft makes no sense, and was set aside; the message says where it is."""


class Drafts(Struct, frozen=True):
    """The drafts of one person in one database, in a folder of their own that only this user reads.

    `earlier` is where drafts of a database lay before each person had a folder: whoever comes to one takes it over.
    """

    folder: Path
    earlier: Path | None = None

    @classmethod
    def of(cls, home: Path, database: str, who: str) -> "Drafts":
        """Choose the folder for a person and a database, given by its URL, among all of them; passwords may change."""
        shared = home / _mark(read_address(database).key)
        return cls(shared / _mark(who), shared)

    def load(self, number: str) -> Draft | None:
        """Give the draft for a ticket, None where there is none; one that cannot be read is set aside and told."""
        path = self._path(number)
        with _translated(number, "read"):
            self._take_over(path)
            if not path.exists():
                return None
            text = _start_of(path)
        try:
            return self._with_pictures(*_parsed(text))
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
        # First the pictures, then what names them, then away with those that it names no more.
        names = [f"{_mark(number)}-{picture.digest}" for picture in draft.pictures]
        there = [PictureFile(one.name, one.media_type, name) for one, name in zip(draft.pictures, names, strict=True)]
        with _translated(number, "kept"):
            for picture, name in zip(draft.pictures, names, strict=True):
                # One that was lost and is pasted again has a file, which is not whole.
                if not (self.folder / name).exists() or any(lost.file == name for lost in draft.lost):
                    write_whole(self.folder / name, picture.content)
            lost = [one for one in draft.lost if one.file not in names and (self.folder / one.file).exists()]
            pictures = [{"name": one.name, "type": one.media_type, "file": one.file} for one in (*there, *lost)]
            words = {"body": draft.body, "is_public": draft.is_public, "files": list(draft.files)}
            write_whole(self._path(number), json.dumps({**words, "pictures": pictures}).encode())
            self._forget_pictures(number, frozenset(one.file for one in (*there, *lost)))

    def forget(self, number: str) -> None:
        """Remove the draft for a ticket, if there is one; that of the time before, which may be another's, stays."""
        with _translated(number, "removed"):
            self._path(number).unlink(missing_ok=True)
            self._forget_pictures(number, frozenset())

    def _take_over(self, path: Path) -> None:
        """Bring a draft of the time before into the person's folder, where there is none yet."""
        if self.earlier is not None and not path.exists() and (before := self.earlier / path.name).is_file():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            before.rename(path)

    def _with_pictures(self, draft: Draft, kept: tuple[PictureFile, ...]) -> Draft:
        pictures: list[NewFile] = []
        lost: list[PictureFile] = []
        for one in kept:
            try:
                content = (self.folder / one.file).read_bytes()
            except OSError:
                lost.append(one)
                continue
            if one.file.endswith(digest_of(content)):
                pictures.append(new_file(one.name, one.media_type, content))
            else:
                lost.append(one)
        return replace(draft, pictures=tuple(pictures), lost=tuple(lost))

    def _forget_pictures(self, number: str, but: frozenset[str]) -> None:
        for path in tuple(self.folder.glob(f"{_mark(number)}-*")):
            if path.name not in but:
                path.unlink(missing_ok=True)

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


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:24]


def _parsed(text: bytes) -> tuple[Draft, tuple[PictureFile, ...]]:
    if len(text) > MOST_BYTES:
        raise ValueError("no draft is that long")
    document = json.loads(text)
    body, is_public, files = document["body"], document["is_public"], document["files"]
    if not (isinstance(body, str) and isinstance(is_public, bool) and isinstance(files, list)):
        raise TypeError("a draft has a body, a kind and files")
    if not all(isinstance(file, str) for file in files):
        raise TypeError("the files of a draft are paths")
    # A draft of the time before has none.
    kept = tuple(PictureFile(one["name"], one["type"], one["file"]) for one in document.get("pictures", ()))
    if not all(isinstance(text, str) for one in kept for text in (one.name, one.media_type, one.file)):
        raise TypeError("the pictures of a draft have names, types and files")
    if not all(_PICTURE.fullmatch(one.file) for one in kept):
        raise ValueError("the pictures of a draft lie beside it")
    return Draft(body, is_public, tuple(files)), kept
