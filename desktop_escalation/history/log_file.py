"""The file of a log: its lines as text, whether it is compressed or not."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from desktop_escalation.domain.errors import Refused

GZIP = b"\x1f\x8b"
LONGEST_LINE = 8 * 1024 * 1024
CHUNK = 1024 * 1024


def read_lines(path: Path) -> Iterator[str]:
    """Give the lines of a text file in UTF-8, their ends included; a line over 8 MB is cut off there."""
    with _opened(path) as raw:
        is_packed = raw.read(len(GZIP)) == GZIP
        raw.seek(0)
        if not is_packed:
            yield from _decoded(path, raw)
            return
        try:
            with gzip.open(raw) as unpacked:
                yield from _decoded(path, io.BufferedReader(unpacked))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise Refused(f"{path} is a damaged gzip file ({error}): fetch it again") from error


def digest_of(path: Path, *options: str) -> str:
    """Give the SHA-256 of a file together with the options that it is read by."""
    digest = hashlib.sha256("\x00".join(options).encode())
    with _opened(path) as raw:
        while chunk := raw.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _opened(path: Path) -> BinaryIO:
    if path.is_dir():
        raise Refused(f"{path} is a folder: name a file in it")
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise Refused(f"there is no file {path}") from error
    except (OSError, ValueError) as error:
        raise Refused(f"{path} cannot be read: {error}") from error


def _decoded(path: Path, raw: BinaryIO) -> Iterator[str]:
    number = 0
    while line := raw.readline(LONGEST_LINE):
        number += 1
        is_cut = len(line) == LONGEST_LINE and not line.endswith(b"\n")
        while is_cut and (rest := raw.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield _text(path, number, line, "ignore") + "\n" if is_cut else _text(path, number, line, "strict")


def _text(path: Path, number: int, line: bytes, errors: str) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8", errors)
    except UnicodeDecodeError as error:
        raise Refused(
            f"{path}:{number}: this is no text in UTF-8 (byte {error.start + 1} of the line); save the file in UTF-8"
        ) from error
