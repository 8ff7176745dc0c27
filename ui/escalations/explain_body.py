"""The body of "Why escalated?": one explanation from the sentence to the policies that lost."""

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.escalations.explain_page import ExplainPage, RuleCard
from ui.escalations.page_table import PageTable
from ui.escalations.record_table import RecordTable, Section
from ui.escalations.time_bar import TimeBar
from ui.escalations.time_legend import TimeLegend
from ui.shared.moments import time_words
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink, quiet_ink
from ui.themes import Themes
from ui.tickets.flow_layout import FlowLayout

_MARGIN = 20
_TWO_COLUMNS_FROM = 760


class ExplainBody(QWidget):
    """Shows one explanation; where there is room the arithmetic stands beside the rule."""

    def __init__(self, themes: Themes, page: ExplainPage, parent: QWidget | None = None) -> None:
        """Lay out what the explanation has."""
        super().__init__(parent)
        self._themes = themes
        self._page = page
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # Everything but the strong parts is escaped: what others wrote stays text.
        self.sentence.setTextFormat(Qt.TextFormat.RichText)
        self.sentence.setText(_with_strong(page.sentence, page.strong))
        self.sentence.setAccessibleName(page.sentence)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 2, _MARGIN, 16)
        layout.setSpacing(14)
        layout.addWidget(self.sentence)
        layout.addWidget(self._time_card())
        layout.addLayout(self._columns)
        for column, share in ((self._left(), 7), (self._right(), 5)):
            if column is not None:
                self._columns.addWidget(column, share)
        for table in (page.conditions, page.told, page.done):
            if table is not None:
                layout.addWidget(self._section(table))
        if page.lost:
            lost = TintedLabel(themes, Role.SECONDARY, muted_ink)
            lost.setWordWrap(True)
            lost.setText(self.tr("Policies that match too, but come later: {}").format(page.lost))
            layout.addWidget(lost)
        layout.addStretch(1)
        themes.changed.connect(self._dress)
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns under each other where they have no room."""
        super().resizeEvent(event)
        is_wide = self.width() >= _TWO_COLUMNS_FROM * max(self._themes.text_scale, 1.0)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if is_wide else down)

    def _time_card(self) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(4)
        line = self._page.line
        if line is None:
            words = TintedLabel(self._themes, Role.BODY, quiet_ink)
            words.setWordWrap(True)
            words.setText(self._page.no_line)
            layout.addWidget(words)
            return card
        title = TintedLabel(self._themes, Role.SECONDARY_STRONG, quiet_ink)
        title.setText(self.tr("Working time") if line.due_at is None else self.tr("Working time up to the due time"))
        legend = TimeLegend(self._themes)
        legend.show_kinds(frozenset(part.kind for part in line.parts), time_words(line.seen_at, line.zone))
        # Flows, because both together are wide in some languages.
        head = FlowLayout(gap=8, fills_lines=False)
        head.addWidget(title)
        head.addWidget(legend)
        bar = TimeBar(self._themes)
        bar.show_line(line, self._page.tier)
        layout.addLayout(head)
        layout.addWidget(bar)
        return card

    def _left(self) -> QWidget | None:
        sums = self._page.sums
        return None if sums is None else _column(self._section(sums))

    def _right(self) -> QWidget | None:
        rule, chosen = self._page.rule, self._page.chosen
        parts = [] if rule is None else [Section(self._themes, self.tr("Rule"), self._rule_card(rule))]
        if chosen is not None:
            parts.append(self._section(chosen))
        return _column(*parts) if parts else None

    def _section(self, table: PageTable) -> Section:
        return Section(self._themes, table.title, RecordTable(self._themes, table))

    def _rule_card(self, rule: RuleCard) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "card")
        policy = TintedLabel(self._themes, Role.BODY_STRONG)
        policy.setWordWrap(True)
        policy.setText(rule.policy)
        place = TintedLabel(self._themes, Role.SECONDARY, muted_ink)
        place.setText(rule.place)
        head = QHBoxLayout()
        head.addWidget(policy, 1)
        head.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(11, 8, 11, 9)
        layout.setSpacing(3)
        layout.addLayout(head)
        for text, ink in ((rule.says, quiet_ink), (rule.published, muted_ink)):
            words = TintedLabel(self._themes, Role.SECONDARY, ink)
            words.setWordWrap(True)
            words.setText(text)
            layout.addWidget(words)
        return card

    def _dress(self) -> None:
        font = QFont(self._themes.font(Role.SUBJECT))
        font.setWeight(QFont.Weight.Normal)
        self.sentence.setFont(font)


def _with_strong(sentence: str, strong: tuple[str, ...]) -> str:
    """Write a sentence as rich text in which nothing but the strong parts, each once, is marked up."""
    pieces, end = [], 0
    places = sorted((sentence.find(part), part) for part in set(strong) if part)
    for start, part in places:
        if start >= end:
            pieces += [html.escape(sentence[end:start]), f"<b>{html.escape(part)}</b>"]
            end = start + len(part)
    return "".join((*pieces, html.escape(sentence[end:])))


def _column(*parts: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return column
