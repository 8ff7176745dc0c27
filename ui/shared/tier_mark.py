"""The mark of a tier, as it stands beside the stair."""

from enum import StrEnum


class TierMark(StrEnum):
    """The marks, lowest tier first; the text is what chips show."""

    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    M = "M"

    @property
    def bars(self) -> int:
        """How many of the stair's four bars are filled."""
        return tuple(TierMark).index(self) + 1


def tier_mark(level: int, is_management: bool) -> TierMark:
    """Give the mark of a tier; an organisation with more tiers than marks has its higher ones under L3."""
    if is_management:
        return TierMark.M
    return (TierMark.L1, TierMark.L2, TierMark.L3)[min(max(level, 1), 3) - 1]
