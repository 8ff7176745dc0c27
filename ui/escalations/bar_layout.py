"""Where each part of a time line stands: time that counts to scale, closed time squeezed, labels apart."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from msgspec import Struct

from desktop_escalation.domain.value import replace
from ui.escalations.time_line import Part, PartKind, TimeLine

CLOSED_WIDTH = 70.0
_LONGEST_PAUSE = 110.0
_LEAST = 3.0
_LEAST_SQUEEZED = 6.0
# Closed time and pauses take at most so much of the width.
_MOST_SQUEEZED = 0.45
_MOST_PARTS = 40
_NOTHING = timedelta()


class Block(Struct, frozen=True):
    """A part with its place, in pixels from the start of the bar."""

    part: Part
    left: float
    width: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width


class Label(Struct, frozen=True):
    """A text with the place that it wants: `x` is its left edge, or its middle where it is centred."""

    text: str
    x: float
    width: float
    is_centred: bool = True
    tag: str = ""

    def within(self, whole: float) -> "Label":
        """Give the same label as a left-aligned one that lies wholly within the width."""
        left = self.x - self.width / 2 if self.is_centred else self.x
        return replace(self, x=max(min(left, whole - self.width), 0.0), is_centred=False)


def blocks(line: TimeLine, width: float) -> tuple[Block, ...]:
    """Give every part its place; a line of too many parts is told by days, weeks or longer."""
    parts = _grouped(line)
    squeezed = [_squeezed(part, _scale(parts, width)) for part in parts]
    wanted = sum(squeezed)
    factor = min(1.0, width * _MOST_SQUEEZED / wanted) if wanted else 1.0
    fixed = [max(one * factor, _LEAST_SQUEEZED) if one else 0.0 for one in squeezed]
    to_scale = sum((_length(part) for part, one in zip(parts, fixed, strict=True) if not one), _NOTHING)
    scale = max(width - sum(fixed), 0.0) / to_scale.total_seconds() if to_scale else 0.0
    widths = [one or max(_length(part).total_seconds() * scale, _LEAST) for part, one in zip(parts, fixed, strict=True)]
    # Parts of the least width may have made the whole wider than there is room for.
    shrink = width / sum(widths)
    return tuple(_placed(parts, [one * shrink for one in widths]))


def x_of(placed: tuple[Block, ...], at: datetime) -> float:
    """Tell where a moment is; one before the first part or after the last is at that end."""
    for block in placed:
        to_at = block.part.to_at
        if to_at is None or at <= to_at:
            if to_at is None or at <= block.part.from_at:
                return block.left
            return block.left + block.width * ((at - block.part.from_at) / (to_at - block.part.from_at))
    return placed[-1].right


def apart(labels: Iterable[Label], width: float, gap: float) -> tuple[Label, ...]:
    """Keep the labels that have room, the earlier ones in the order given before the later ones."""
    kept: list[Label] = []
    for label in labels:
        placed = label.within(width)
        if placed.width <= width and all(_is_clear(placed, other, gap) for other in kept):
            kept.append(placed)
    return tuple(kept)


def day_starts(line: TimeLine) -> tuple[datetime, ...]:
    """List the first moment of each local day on which time counts or is ahead."""
    zone = ZoneInfo(line.zone)
    counting = (part.from_at for part in line.parts if part.kind in {PartKind.RUNNING, PartKind.AHEAD})
    moments = sorted({line.parts[0].from_at, *counting})
    return tuple(next(same) for _, same in groupby(moments, key=lambda at: at.astimezone(zone).date()))


def _is_clear(one: Label, other: Label, gap: float) -> bool:
    return one.x + one.width + gap <= other.x or other.x + other.width + gap <= one.x


def _scale(parts: tuple[Part, ...], width: float) -> float:
    """Guess the pixels of a second, with closed time squeezed and pauses as long as they were."""
    closed = sum(CLOSED_WIDTH for part in parts if part.kind is PartKind.CLOSED)
    length = sum((_length(part) for part in parts if part.kind is not PartKind.CLOSED), _NOTHING)
    return max(width - closed, width * (1 - _MOST_SQUEEZED)) / max(length.total_seconds(), 1.0)


def _squeezed(part: Part, scale: float) -> float:
    """Give the fixed width of closed time and of a long pause; 0.0 for what is to scale."""
    if part.kind is PartKind.CLOSED:
        return CLOSED_WIDTH
    is_long = part.kind is PartKind.PAUSED and _length(part).total_seconds() * scale > _LONGEST_PAUSE
    return _LONGEST_PAUSE if is_long else 0.0


def _length(part: Part) -> timedelta:
    """Give the time that a part is as wide as: a pause is as wide as working time of its length."""
    return part.to_at - part.from_at if part.kind is PartKind.PAUSED and part.to_at is not None else part.counted


def _placed(parts: tuple[Part, ...], widths: list[float]) -> Iterator[Block]:
    left = 0.0
    for part, width in zip(parts, widths, strict=True):
        yield Block(part, left, width)
        left += width


# --- long lines ---------------------------------------------------------------


def _grouped(line: TimeLine) -> tuple[Part, ...]:
    days = 1
    parts = tuple(_without_reasons(line.parts))
    while len(parts) > _MOST_PARTS:
        parts = tuple(_by_days(line, days))
        days *= 7 if days == 1 else 2
    return parts


def _without_reasons(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Make one of closed parts in a row, whatever the reason for each."""
    for kind, same in groupby(parts, key=lambda part: part.kind):
        run = tuple(same)
        yield from (_joined(run),) if kind is PartKind.CLOSED else run


def _by_days(line: TimeLine, days: int) -> Iterator[Part]:
    """Make the parts of so many days one each, of what counted and of what was ahead; weeks begin on Mondays."""
    zone = ZoneInfo(line.zone)

    def bucket(part: Part) -> tuple[bool, int]:
        return part.from_at >= line.seen_at, _number(part.from_at.astimezone(zone).date()) // days

    bundles = (_bundle(tuple(same)) for _, same in groupby(line.parts, key=bucket))
    runs = (tuple(same) for _, same in groupby(bundles, key=lambda part: (part.kind, part.counted > _NOTHING)))
    for run in runs:
        yield from run if run[0].counted else (_joined(run),)


def _number(day: date) -> int:
    # Monday 1 January 1 has the ordinal 1.
    return day.toordinal() - 1


def _bundle(parts: tuple[Part, ...]) -> Part:
    counted = sum((part.counted for part in parts), _NOTHING)
    kinds = [part.kind for part in parts]
    order = (PartKind.AHEAD, PartKind.RUNNING, PartKind.PAUSED, PartKind.CLOSED)
    kind = next(kind for kind in order if kind in kinds)
    reason = next(part.reason for part in parts if part.kind is kind)
    return Part(kind, parts[0].from_at, parts[-1].to_at, counted, reason)


def _joined(parts: tuple[Part, ...]) -> Part:
    return replace(parts[0], to_at=parts[-1].to_at)
