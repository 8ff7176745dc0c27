"""Reads what the codec wrote of plain values, without the codec, which takes longer to load than it takes to read them.

Plain are text, numbers, days, times, members of fixed sets, and tuples, mappings and values of them: all that the
organisation and its calendars are made of, which the first list waits for.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import IntEnum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Read = Callable[[Any], Any]

_AS_WRITTEN = (str, int, float, bool)
_FROM_TEXT: Mapping[type, Read] = {date: date.fromisoformat, time: time.fromisoformat}


def plain_value(text: str, kind: type[T]) -> T:
    """Read the plain value that the codec's `to_text` wrote; a field that the text lacks has its default."""
    described: Any = kind
    value: T = _reader(described)(json.loads(text))
    return value


@cache
def _reader(kind: Any) -> Read:
    """Give what reads a type; one that is not plain is a mistake of the program."""
    origin, members = get_origin(kind), get_args(kind)
    if kind in _AS_WRITTEN:
        return _as_it_is
    if kind in _FROM_TEXT:
        return _FROM_TEXT[kind]
    if origin in {Union, UnionType} and len(members) == 2 and NoneType in members:
        return _optional(_reader(next(member for member in members if member is not NoneType)))
    if origin is tuple:
        return _tuple(members)
    if origin is Mapping:
        return _mapping(*map(_reader, members))
    if isinstance(kind, type) and issubclass(kind, StrEnum | IntEnum):
        return kind
    if is_dataclass(kind):
        return _value(kind)
    raise TypeError(f"{kind} is nothing plain")


def _as_it_is(found: Any) -> Any:
    return found


def _optional(read: Read) -> Read:
    return lambda found: None if found is None else read(found)


def _tuple(members: tuple[Any, ...]) -> Read:
    if members[-1] is Ellipsis:
        read = _reader(members[0])
        return tuple if read is _as_it_is else lambda found: tuple(map(read, found))
    each = tuple(map(_reader, members))
    return lambda found: tuple(read(one) for read, one in zip(each, found, strict=True))


def _mapping(read_key: Read, read: Read) -> Read:
    return lambda found: {read_key(key): read(value) for key, value in found.items()}


def _value(kind: Any) -> Read:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind) if field.init}
    return lambda found: kind(**{name: read(found[name]) for name, read in readers.items() if name in found})
