"""Files that are written as a whole or not at all, and put aside rather than lost."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600


def write_whole(path: Path, content: bytes, *, mode: int = PRIVATE) -> None:
    """Put a file in the place of the one before; a reader sees either of them, after a crash too.

    `mode` says who may read and write it. A link in the place of the file is replaced, not followed.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Without the name of the file, which may be as long as a name can be.
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise


def put_aside(path: Path, why: str) -> Path:
    """Rename a file to "name.why-1" or the next number that is free, and give its new path."""
    count = 1
    while os.path.lexists(aside := path.with_name(f"{path.name}.{why}-{count}")):
        count += 1
    return path.rename(aside)
