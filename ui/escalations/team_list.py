"""The teams of a tier to pick one from, each with its open tickets, or until when it is off."""

from datetime import UTC, datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_escalation.services.escalation_desk import TeamChoice
from ui.escalations.duty_words import soon_words
from ui.shared.painting import elided
from ui.shared.plain import one_line, tooltip_of
from ui.shared.text_size import Role
from ui.themes import Themes

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW = 30
_PADDING = 10


class TeamModel(QAbstractListModel):
    """Holds teams; `UserRole` gives the team, `UserRole + 1` what stands beside its name."""

    BESIDE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._teams: tuple[TeamChoice, ...] = ()
        self._now = datetime.now(UTC)
        self._zone = "UTC"

    @property
    def teams(self) -> tuple[TeamChoice, ...]:
        """The teams in their order."""
        return self._teams

    def show_teams(self, teams: tuple[TeamChoice, ...], now: datetime, zone: str) -> None:
        """Show other teams."""
        self.beginResetModel()
        self._teams, self._now, self._zone = teams, now, zone
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the teams."""
        return 0 if parent.isValid() else len(self._teams)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a team."""
        if not index.isValid():
            return None
        team = self._teams[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(team.name)
            case Qt.ItemDataRole.UserRole:
                return team
            case self.BESIDE:
                return self._beside(team)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{one_line(team.name)}, {self._beside(team)}"
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_of(f"{team.name}\n{self._open(team)}")
            case _:
                return None

    def _beside(self, team: TeamChoice) -> str:
        if team.opens_at is None:
            return f"{team.open_tickets:,}"
        return self.tr("off until {}").format(soon_words(team.opens_at, self._now, self._zone))

    def _open(self, team: TeamChoice) -> str:
        return self.tr("{} open tickets").format(f"{team.open_tickets:,}")


class TeamDelegate(QStyledItemDelegate):
    """Paints a team's name, and at the other edge what stands beside it."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Paint as the theme says."""
        super().__init__(parent)
        self._themes = themes

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for one line."""
        return QSize(0, max(_ROW, round(QFontMetricsF(self._themes.font(Role.BODY)).lineSpacing()) + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        theme, is_chosen = self._themes.current, bool(option.state & QStyle.StateFlag.State_Selected)
        team = index.data(Qt.ItemDataRole.UserRole)
        is_off = isinstance(team, TeamChoice) and team.opens_at is not None
        inner = QRectF(option.rect.adjusted(_PADDING, 0, -_PADDING, 0))
        is_left = option.direction is Qt.LayoutDirection.LeftToRight
        near = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight
        far = Qt.AlignmentFlag.AlignRight if is_left else Qt.AlignmentFlag.AlignLeft
        painter.save()
        painter.fillRect(option.rect, theme.sel if is_chosen else theme.surface)
        painter.setPen(theme.border)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        beside, beside_font = str(index.data(TeamModel.BESIDE)), self._themes.font(Role.SECONDARY)
        painter.setFont(beside_font)
        painter.setPen(theme.muted)
        painter.drawText(inner, far | Qt.AlignmentFlag.AlignVCenter, beside)
        room = inner.width() - QFontMetricsF(beside_font).horizontalAdvance(beside) - 8
        font = self._themes.font(Role.BODY_STRONG if is_chosen else Role.BODY)
        painter.setFont(font)
        painter.setPen(theme.muted if is_off and not is_chosen else theme.text)
        name = elided(str(index.data()), font, room)
        place = QStyle.visualRect(
            option.direction,
            inner.toRect(),
            QRect(inner.topLeft().toPoint(), QSize(round(room), round(inner.height()))),
        )
        painter.drawText(QRectF(place), near | Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


class TeamList(QListView):
    """Shows teams, of which one is picked."""

    picked = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.teams = TeamModel(self)
        self.setModel(self.teams)
        self.setItemDelegate(TeamDelegate(themes, self))
        self.setProperty("kind", "framed")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)
        themes.changed.connect(self.viewport().update)

    @property
    def team(self) -> TeamChoice | None:
        """The team that is picked; None where there are none."""
        team = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return team if isinstance(team, TeamChoice) else None

    def show_teams(self, teams: tuple[TeamChoice, ...], now: datetime, zone: str, name: str | None = None) -> None:
        """Show teams, and pick the one named, or the first."""
        self.teams.show_teams(teams, now, zone)
        self.setCurrentIndex(self.teams.index(0))
        self.pick(name)

    def pick(self, name: str | None) -> None:
        """Pick the team named, where it is there."""
        for number, team in enumerate(self.teams.teams):
            if team.name == name:
                self.setCurrentIndex(self.teams.index(number))

    def _tell(self, current: QModelIndex) -> None:
        team = self.team
        if current.isValid() and team is not None:
            self.picked.emit(team)
