"""The sizes of text: what a text does, in logical pixels at the text size of 100 %."""

from enum import Enum

from PySide6.QtGui import QFont


class Role(Enum):
    """What a text does, with its height in pixels and its weight."""

    QUESTION = ("question", 19, QFont.Weight.DemiBold)
    SUBJECT = ("subject", 16, QFont.Weight.DemiBold)
    VIEW_TITLE = ("view title", 15, QFont.Weight.DemiBold)
    BODY = ("body", 13, QFont.Weight.Normal)
    BODY_STRONG = ("body, strong", 13, QFont.Weight.DemiBold)
    ROW_SUBJECT = ("row subject", 13, QFont.Weight.Medium)
    SECONDARY = ("secondary", 12, QFont.Weight.Normal)
    SECONDARY_STRONG = ("secondary, strong", 12, QFont.Weight.DemiBold)
    SMALL = ("small", 11, QFont.Weight.Normal)
    SMALL_STRONG = ("small, strong", 11, QFont.Weight.DemiBold)

    def __init__(self, _called: str, pixels: int, weight: QFont.Weight) -> None:
        """Keep apart what the tuple holds; the name in it keeps roles of one size from being one."""
        self.pixels = pixels
        self.weight = weight


def font_of(role: Role, families: list[str], text_scale: float) -> QFont:
    """Make the font of a role, with figures of equal width so that columns of times stand still."""
    font = QFont(families)
    font.setPixelSize(round(role.pixels * text_scale))
    font.setWeight(role.weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
