"""The colours of the window, light and dark; every other module names a colour by its work, never by its value."""

from msgspec import Struct
from PySide6.QtGui import QColor

from desktop_escalation.domain.standing import Level
from ui.shared.tier_mark import TierMark


class Theme(Struct, frozen=True):
    """One palette: grounds, lines, inks, and the pairs of ink and ground that tiers and clocks have."""

    is_dark: bool
    bg: QColor
    surface: QColor
    sunken: QColor
    raised: QColor
    hover: QColor
    sel: QColor
    border: QColor
    border2: QColor
    field: QColor
    text: QColor
    text2: QColor
    muted: QColor
    accent: QColor
    accentfill: QColor
    on_fill: QColor
    l1: QColor
    l1_ground: QColor
    l2: QColor
    l2_ground: QColor
    l3: QColor
    l3_ground: QColor
    mg: QColor
    mg_ground: QColor
    ok: QColor
    ok_ground: QColor
    warn: QColor
    warn_ground: QColor
    crit: QColor
    crit_ground: QColor
    brk: QColor
    brk_ground: QColor
    brkfill: QColor
    pause: QColor
    pause_ground: QColor
    note: QColor
    track: QColor

    def level(self, level: Level) -> QColor:
        """Give the ink of a clock's level."""
        return self._level_pair(level)[0]

    def level_ground(self, level: Level) -> QColor:
        """Give the ground of a chip in a clock's level."""
        return self._level_pair(level)[1]

    def tier(self, tier: TierMark) -> QColor:
        """Give the ink of a tier."""
        return self._tier_pair(tier)[0]

    def tier_ground(self, tier: TierMark) -> QColor:
        """Give the ground of a tier's chip."""
        return self._tier_pair(tier)[1]

    def _level_pair(self, level: Level) -> tuple[QColor, QColor]:
        match level:
            case Level.OK | Level.MET:
                return self.ok, self.ok_ground
            case Level.WARN:
                return self.warn, self.warn_ground
            case Level.CRITICAL:
                return self.crit, self.crit_ground
            case Level.BREACHED:
                return self.brk, self.brk_ground
            case Level.PAUSED | Level.CANCELLED:
                return self.pause, self.pause_ground

    def _tier_pair(self, tier: TierMark) -> tuple[QColor, QColor]:
        match tier:
            case TierMark.L1:
                return self.l1, self.l1_ground
            case TierMark.L2:
                return self.l2, self.l2_ground
            case TierMark.L3:
                return self.l3, self.l3_ground
            case TierMark.M:
                return self.mg, self.mg_ground


LIGHT = Theme(
    is_dark=False,
    bg=QColor("#F3F4F6"),
    surface=QColor("#FFFFFF"),
    sunken=QColor("#ECEEF1"),
    raised=QColor("#FFFFFF"),
    hover=QColor("#F0F2F5"),
    sel=QColor("#E3E9FB"),
    border=QColor("#DCDFE5"),
    border2=QColor("#C3C8D1"),
    field=QColor("#8890A0"),
    text=QColor("#1B1F27"),
    text2=QColor("#434B59"),
    muted=QColor("#5D6574"),
    accent=QColor("#2F55C8"),
    accentfill=QColor("#2F55C8"),
    on_fill=QColor("#FFFFFF"),
    l1=QColor("#21708F"),
    l1_ground=QColor("#E1EFF5"),
    l2=QColor("#6B4DB8"),
    l2_ground=QColor("#ECE7F8"),
    l3=QColor("#9B3A8E"),
    l3_ground=QColor("#F7E6F3"),
    mg=QColor("#4B5160"),
    mg_ground=QColor("#E6E8EC"),
    ok=QColor("#1E7553"),
    ok_ground=QColor("#E0F1EA"),
    warn=QColor("#7A5C00"),
    warn_ground=QColor("#FBEFD2"),
    crit=QColor("#BC3D06"),
    crit_ground=QColor("#FDE7DD"),
    brk=QColor("#9C0F45"),
    brk_ground=QColor("#FBE3EA"),
    brkfill=QColor("#B3154A"),
    pause=QColor("#596070"),
    pause_ground=QColor("#E9EBEF"),
    note=QColor("#FFF8E3"),
    track=QColor("#E1E4E9"),
)

DARK = Theme(
    is_dark=True,
    bg=QColor("#17191E"),
    surface=QColor("#1D2026"),
    sunken=QColor("#131519"),
    raised=QColor("#262A32"),
    hover=QColor("#242830"),
    sel=QColor("#283762"),
    border=QColor("#2E333C"),
    border2=QColor("#464D5A"),
    field=QColor("#737C8C"),
    text=QColor("#E7E9EE"),
    text2=QColor("#BDC3CE"),
    muted=QColor("#9AA2B0"),
    accent=QColor("#93ABFF"),
    accentfill=QColor("#4466D8"),
    on_fill=QColor("#FFFFFF"),
    l1=QColor("#6CC0E0"),
    l1_ground=QColor("#17323E"),
    l2=QColor("#B9A3F6"),
    l2_ground=QColor("#2E2748"),
    l3=QColor("#EC96DC"),
    l3_ground=QColor("#3C2138"),
    mg=QColor("#C2C8D3"),
    mg_ground=QColor("#343A45"),
    ok=QColor("#63CBA0"),
    ok_ground=QColor("#15352B"),
    warn=QColor("#F2C14E"),
    warn_ground=QColor("#3A2D10"),
    crit=QColor("#FF9A6E"),
    crit_ground=QColor("#43230F"),
    brk=QColor("#FF8FB4"),
    brk_ground=QColor("#4A1729"),
    brkfill=QColor("#C2265A"),
    pause=QColor("#A8AFBC"),
    pause_ground=QColor("#2D3139"),
    note=QColor("#2D2817"),
    track=QColor("#343A44"),
)
