"""Files of this computer on their way to a ticket and back; none is ever opened by its type or run."""

import mimetypes
import os
import stat
from contextlib import suppress
from pathlib import Path

from desktop_escalation.app.whole_file import write_whole
from desktop_escalation.domain.attachment import ANY_TYPE, MOST_BYTES, NewFile, clean_name, new_file, refuse_size
from desktop_escalation.domain.errors import Refused

PART_BYTES = 1024 * 1024
MOST_PERMISSIONS = 0o777


def is_of_this_computer(path: str) -> bool:
    """Say whether a path names no other computer, whose answer would be waited for and which would be told who asks.

    Windows takes either slash, and the prefix of its own kernel, for the beginning of such a path.
    """
    return not path.replace("\\", "/").startswith(("//", "/??/"))


def read_file(path: Path) -> NewFile:
    """Read a file that is to be attached; one that cannot be is refused in words, a large one before it is read."""
    if not is_of_this_computer(str(path)):
        raise Refused(f"{clean_name(path.name)} lies on another computer: copy it to this one, and attach the copy")
    media_type = mimetypes.guess_type(path.name, strict=False)[0] or ANY_TYPE
    return new_file(path.name, media_type, _content(path))


def save_file(target: Path, content: bytes, *, may_replace: bool = False) -> Path:
    """Save the content of an attachment under a clean name in the folder of `target`, and give where it is.

    A file that is there is replaced only where its owner has agreed (`may_replace`): where a link leads to it, it is
    replaced there, and who may read it stays as it was. The name never holds a part of the content.
    """
    path = target.with_name(clean_name(target.name))
    try:
        if may_replace:
            _replace(Path(os.path.realpath(path)), content)
        else:
            _create(path, content)
    except FileExistsError as error:
        raise Refused(f"{path} is there already, and was left as it is: choose another name") from error
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}") from error
    return path


def _content(path: Path) -> bytes:
    shown = clean_name(path.name)
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise Refused(f"{shown} is a folder: attach the files in it, or an archive of it")
        # Opening a pipe would wait for a writer for ever.
        if not stat.S_ISREG(about.st_mode):
            raise Refused(f"{shown} is a device or a pipe and no file: attach a file")
        refuse_size(shown, about.st_size)
        return _read(path)
    except FileNotFoundError as error:
        raise Refused(f"there is no file {shown} any more") from error
    except OSError as error:
        raise Refused(f"{shown} cannot be read: {error.strerror}") from error


def _read(path: Path) -> bytes:
    """Read up to the limit and one part more, however much is being written to the file meanwhile."""
    content = bytearray()
    with path.open("rb") as file:
        while len(content) <= MOST_BYTES and (part := file.read(PART_BYTES)):
            content += part
    return bytes(content)


def _create(path: Path, content: bytes) -> None:
    """Take the name first, which fails where it is taken, on file systems without hard links too."""
    path.touch(exist_ok=False)
    try:
        _fill(path, content)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def _replace(path: Path, content: bytes) -> None:
    try:
        _create(path, content)
    except FileExistsError:
        _fill(path, content)


def _fill(path: Path, content: bytes) -> None:
    """Put content in the place of a file, for those who may read that one."""
    write_whole(path, content, mode=path.stat().st_mode & MOST_PERMISSIONS)
