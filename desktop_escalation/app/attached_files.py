"""Files of this computer on their way to a ticket and back; none is ever opened by its type or run."""

import mimetypes
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from desktop_escalation.domain.attachment import ANY_TYPE, MOST_BYTES, NewFile, clean_name, new_file, refuse_size
from desktop_escalation.domain.errors import Refused

PART_BYTES = 1024 * 1024


def read_file(path: Path) -> NewFile:
    """Read a file that is to be attached; one that cannot be is refused in words, a large one before it is read."""
    media_type = mimetypes.guess_type(path.name, strict=False)[0] or ANY_TYPE
    return new_file(path.name, media_type, _content(path))


def save_file(target: Path, content: bytes, *, may_replace: bool = False) -> Path:
    """Save the content of an attachment under a clean name in the folder of `target`, and give where it is.

    A file that is there is replaced only where its owner has agreed (`may_replace`), and then as a whole.
    """
    path = target.with_name(clean_name(target.name))
    try:
        if may_replace:
            _replace(path, content)
        else:
            with path.open("xb") as file:
                file.write(content)
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


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
