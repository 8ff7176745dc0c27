"""Domain values as JSON text and back: exact, without loss, and the same letters for the same value that has no set.

Moments, which are those of UTC, and spans are ISO 8601; a variant carries its class's name under "_type".
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar

from msgspec import DecodeError
from msgspec.json import Decoder, Encoder

T = TypeVar("T")


def to_text(value: object) -> str:
    """Write a value as JSON; its moments are aware."""
    return _ENCODE(value).decode()


def from_text(text: str, kind: type[T]) -> T:
    """Read the value that `to_text` wrote; a field that the text lacks has its default.

    Text that is none of that kind raises a ValueError.
    """
    described: Any = kind
    try:
        value: T = _decode_of(described)(text)
    except DecodeError as error:
        raise ValueError(f"the document is wrong: {error}") from error
    return value


@cache
def _decode_of(kind: Any) -> Callable[[str], Any]:
    return Decoder(kind, dec_hook=_from_plain).decode


def _to_plain(value: object) -> object:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"{type(value)} is not stored")


def _from_plain(kind: type, plain: Any) -> object:
    if kind is Fraction:
        return Fraction(plain)
    raise TypeError(f"{kind} is not stored")


_ENCODE = Encoder(enc_hook=_to_plain).encode
