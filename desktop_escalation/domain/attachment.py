"""Files at a message: what they are called, how large they may be, and what a history remembers of them."""

import hashlib
import re
import unicodedata

from msgspec import Struct

from desktop_escalation.domain.errors import Refused

MOST_BYTES = 25 * 1024 * 1024
MOST_FILES = 20
LONGEST_NAME = 200
# File systems take 255 bytes; the rest is for what programs put behind a name that is taken.
MOST_NAME_BYTES = 240
LONGEST_SUFFIX = 20
NAMELESS = "file"
ANY_TYPE = "application/octet-stream"

# Control, format (among them those that turn the direction of text), half characters, private use, ends of lines.
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[<>:"|?*]')
# Names of devices on Windows, whatever follows after a dot:
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")
_UNITS = ((1024 * 1024, "MB"), (1024, "kB"))


class Attachment(Struct, frozen=True):
    """A file at a message as the history knows it; the content lies beside the history.

    `id` counts within the ticket, from 1; `size` is in bytes.
    """

    id: int
    name: str
    media_type: str
    size: int


class NewFile(Struct, frozen=True):
    """A file to be attached, whole; its name is fit for every file system."""

    name: str
    media_type: str
    content: bytes

    def __post_init__(self) -> None:
        """Refuse what no message carries: nothing at all, too much, or a name that could do harm."""
        if clean_name(self.name) != self.name:
            raise Refused(f'"{clean_name(self.name)}" is how a file called "{self.name!a}" has to be named')
        if _MEDIA_TYPE.fullmatch(self.media_type) is None:
            raise Refused(f'{self.name}: "{self.media_type[:60]!a}" is no media type such as image/png')
        refuse_size(self.name, len(self.content))

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.content)

    @property
    def digest(self) -> str:
        """Tells its content from every other."""
        return digest_of(self.content)


def new_file(name: str, media_type: str, content: bytes) -> NewFile:
    """Make a file to be attached, under a clean name; a type that is none is that of any file."""
    known = media_type.casefold()
    return NewFile(clean_name(name), known if _MEDIA_TYPE.fullmatch(known) else ANY_TYPE, content)


def digest_of(content: bytes) -> str:
    """Tell content from every other."""
    return hashlib.sha256(content).hexdigest()


def refuse_size(name: str, size: int) -> None:
    """Refuse a file that is empty, or larger than a database keeps."""
    if size == 0:
        raise Refused(f"{name} is empty: there is nothing to attach")
    if size > MOST_BYTES:
        raise Refused(
            f"{name} is larger than {size_words(MOST_BYTES)}, which is the most that can be attached: "
            "compress it, or put it where the other side can fetch it"
        )


def refuse_too_many(files: tuple[NewFile, ...]) -> None:
    """Refuse more files than one message carries."""
    if len(files) > MOST_FILES:
        raise Refused(f"a message has at most {MOST_FILES} files, and these are {len(files)}: write two messages")


def clean_name(name: str) -> str:
    """Give the name under which a file can be kept and saved anywhere: no path, no device, nothing invisible.

    A clean name stays as it is.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(character for character in last if unicodedata.category(character) not in _HARMFUL)
    kept = _trimmed(_FORBIDDEN.sub("_", seen))
    short = _trimmed(_shortened(kept)) or NAMELESS
    return f"_{short}" if _DEVICE.fullmatch(short.partition(".")[0].rstrip()) else short


def size_words(size: int) -> str:
    """Write a number of bytes: "25 MB", "1.5 MB", "312 bytes"."""
    for unit, name in _UNITS:
        if size >= unit:
            tenths = size * 10 // unit
            return f"{tenths // 10} {name}" if tenths % 10 == 0 or tenths >= 1000 else f"{tenths / 10:.1f} {name}"
    return "1 byte" if size == 1 else f"{size} bytes"


def _trimmed(name: str) -> str:
    """Take off the blanks around a name, and what Windows drops from its end."""
    return name.strip().rstrip(". ")


def _shortened(name: str) -> str:
    """Cut the middle, so that the ending still says what the file is."""
    if _fits(name):
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem or len(suffix) > LONGEST_SUFFIX:
        stem, dot, suffix = name, "", ""
    # One character is kept free for the underscore before the name of a device.
    end = LONGEST_NAME - 1 - len(dot + suffix)
    while not _fits(f"_{stem[:end]}{dot}{suffix}"):
        end -= 1
    return f"{stem[:end]}{dot}{suffix}"


def _fits(name: str) -> bool:
    return len(name) <= LONGEST_NAME and len(name.encode()) <= MOST_NAME_BYTES
