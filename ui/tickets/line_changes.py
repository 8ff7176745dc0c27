"""What to take out of a list of lines and what to put in, so that it becomes another list and the rest stays."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence

from msgspec import Struct


class LineSpan(Struct, frozen=True):
    """Lines beside each other, both ends included."""

    first: int
    last: int


class LineChanges(Struct, frozen=True):
    """Spans to remove, the last first, in numbers of the old list; then spans to insert, in numbers of the new one."""

    removals: tuple[LineSpan, ...]
    insertions: tuple[LineSpan, ...]


def line_changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> LineChanges:
    """Compare two lists in which each key stands once; as many lines as can be stay where they are."""
    begin = _common(old, new)
    tail = _common(old[begin:][::-1], new[begin:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    places = {key: place for place, key in enumerate(new[begin:new_end], begin)}
    staying = _longest_rise([(place, places[old[place]]) for place in range(begin, old_end) if old[place] in places])
    stays_old, stays_new = {one for one, _ in staying}, {other for _, other in staying}
    gone = [place for place in range(begin, old_end) if place not in stays_old]
    come = [place for place in range(begin, new_end) if place not in stays_new]
    return LineChanges(tuple(reversed(_spans(gone))), tuple(_spans(come)))


def _common(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    shorter = min(len(one), len(other))
    return next((place for place in range(shorter) if one[place] != other[place]), shorter)


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give a longest run of pairs, in their order, whose second numbers rise."""
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int | None] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(at_end[length - 1] if length else None)
        ends[length : length + 1] = [place]
        at_end[length : length + 1] = [number]
    rise: list[tuple[int, int]] = []
    last = at_end[-1] if at_end else None
    while last is not None:
        rise.append(pairs[last])
        last = before[last]
    return rise[::-1]


def _spans(places: Sequence[int]) -> list[LineSpan]:
    spans: list[LineSpan] = []
    for place in places:
        if spans and spans[-1].last == place - 1:
            spans[-1] = LineSpan(spans[-1].first, place)
        else:
            spans.append(LineSpan(place, place))
    return spans
