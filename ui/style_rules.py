"""The rules of the style sheet, written with the names of colours and sizes in the place of their values."""

FRAMES = """
QMainWindow, QDialog { background: $bg; }
QFrame[kind="card"] { background: $surface; border: 1px solid $border; border-radius: 7px; }
QFrame[kind="panel"] { background: $surface; border: none; }
QFrame[kind="note"] { background: $note; border: 1px solid $border2; border-radius: 7px; }
QFrame[kind="footer"] { background: $bg; border: none; border-top: 1px solid $border; }
QFrame[kind="strip"] { background: $warn_ground; border: none; border-bottom: 1px solid $border; }
QFrame[kind="strip"] QLabel { color: $warn; }
QFrame[kind="strip"][level="problem"] { background: $brk_ground; border: 1px solid $brk; }
QFrame[kind="strip"][level="problem"] QLabel { color: $brk; }
QFrame[kind="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="rule"] { background: $border; border: none; max-width: 1px; min-width: 1px; }
QLabel[kind="secondary"] { color: $text2; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="problem"] { color: $brk; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollArea { background: transparent; border: none; }
QToolTip {
    background: $raised; color: $text; border: 1px solid $border2; padding: 4px 6px; font-size: ${secondary}px;
}
QStatusBar { background: $bg; color: $text2; border-top: 1px solid $border; font-size: ${secondary}px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $text2; font-size: ${secondary}px; }
QToolBar {
    background: $bg; border: none; border-bottom: 1px solid $border; padding: 4px 8px; spacing: 4px;
    qproperty-iconSize: 16px 16px;
}
QToolBar::separator { background: $border; width: 1px; margin: 6px 6px; }
QGroupBox { border: 1px solid $border; border-radius: 7px; margin-top: 10px; padding: 10px 12px 12px 12px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; color: $text2; }
QProgressBar { background: $track; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accentfill; border-radius: 2px; }
"""

BUTTONS = """
QPushButton, QToolButton {
    background: $raised; color: $text; border: 1px solid $border2; border-radius: 5px;
    min-height: ${control}px; padding: 0 11px; font-weight: 500;
}
QToolButton { min-height: ${tool}px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $sel; }
QPushButton:checked, QToolButton:checked { background: $sel; color: $accent; }
QPushButton:focus, QToolButton:focus {
    border: 2px solid $accent; padding: 0 10px; min-height: ${control_focused}px;
}
QToolButton:focus { min-height: ${tool_focused}px; }
QPushButton:disabled, QToolButton:disabled { background: $bg; color: $field; border-color: $border; }
QPushButton[small="true"] { min-height: ${small}px; padding: 0 7px; font-size: ${secondary}px; }
QPushButton[small="true"]:focus { min-height: ${small_focused}px; padding: 0 6px; }
QToolButton[small="true"] { min-height: ${small_tool}px; font-size: ${secondary}px; }
QToolButton[small="true"]:focus { min-height: ${small_tool_focused}px; }

QPushButton[kind="primary"], QToolButton[kind="primary"] {
    background: $accentfill; color: $on_fill; border-color: $accentfill; font-weight: 600;
}
QPushButton[kind="primary"]:hover, QToolButton[kind="primary"]:hover { background: $primary_hover; }
QPushButton[kind="primary"]:pressed, QToolButton[kind="primary"]:pressed { background: $primary_pressed; }
QPushButton[kind="primary"]:focus, QToolButton[kind="primary"]:focus { border-color: $primary_ring; }
QPushButton[kind="primary"]:disabled, QToolButton[kind="primary"]:disabled {
    background: $track; color: $muted; border-color: $track;
}

QToolButton, QPushButton[kind="quiet"] { background: transparent; border-color: transparent; padding: 0 5px; }
QPushButton[kind="quiet"] { padding: 0 7px; }
QToolButton:hover, QPushButton[kind="quiet"]:hover { background: $hover; border-color: $border; }
QToolButton:pressed, QToolButton:open { background: $sel; }
QToolButton:focus { border-color: $accent; padding: 0 4px; }
QPushButton[kind="quiet"]:focus { border-color: $accent; padding: 0 6px; }
QToolButton:disabled, QPushButton[kind="quiet"]:disabled { background: transparent; border-color: transparent; }
QToolButton[popupMode="2"], QToolButton[popupMode="1"] { padding-right: 18px; }
QToolButton[popupMode="2"]:focus, QToolButton[popupMode="1"]:focus { padding-right: 17px; }
QToolButton::menu-indicator {
    image: url("$icons/caret-down-$tone.svg"); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 4px;
}
QToolButton::menu-button { border: none; width: 16px; }
QToolButton::menu-arrow { image: url("$icons/caret-down-$tone.svg"); width: 12px; height: 12px; }
QToolButton[kind="icon"]::menu-indicator { image: none; width: 0; }
QToolButton[kind="icon"] { padding: 0 5px; }
QToolButton[kind="icon"]:focus { padding: 0 4px; }

QPushButton[kind="segment"], QToolButton[kind="segment"] {
    background: $raised; border: 1px solid $border2; padding: 0 11px; color: $text;
}
QPushButton[kind="segment"]:hover, QToolButton[kind="segment"]:hover { background: $hover; }
QPushButton[kind="segment"]:checked, QToolButton[kind="segment"]:checked { background: $sel; color: $accent; }
QPushButton[kind="segment"]:focus, QToolButton[kind="segment"]:focus { border: 2px solid $accent; padding: 0 10px; }
QPushButton[kind="segment"][place="first"], QToolButton[kind="segment"][place="first"] {
    border-top-right-radius: 0; border-bottom-right-radius: 0;
}
QPushButton[kind="segment"][place="middle"], QToolButton[kind="segment"][place="middle"] {
    border-radius: 0; margin-left: -1px;
}
QPushButton[kind="segment"][place="last"], QToolButton[kind="segment"][place="last"] {
    border-top-left-radius: 0; border-bottom-left-radius: 0; margin-left: -1px;
}

QPushButton[kind="link"] {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 0 3px; min-height: 20px;
}
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; padding: 0 2px; min-height: 18px; }
QPushButton[kind="link"]:disabled { color: $field; }
"""

FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit {
    background: $surface; color: $text; border: 1px solid $field; border-radius: 5px;
}
QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit {
    selection-background-color: $accentfill; selection-color: $on_fill;
}
QLineEdit, QComboBox { min-height: ${control}px; padding: 0 8px; }
QAbstractSpinBox { min-height: ${tool}px; padding: 0 20px 0 9px; }
QPlainTextEdit, QTextEdit { padding: 4px 5px; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 7px; min-height: ${control_focused}px; }
QAbstractSpinBox:focus { border: 2px solid $accent; padding: 0 19px 0 8px; min-height: ${tool_focused}px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 3px 4px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
    background: $bg; color: $muted; border-color: $border2;
}
QLineEdit[trouble="true"], QComboBox[trouble="true"], QPlainTextEdit[trouble="true"] { border-color: $brk; }
QPlainTextEdit[kind="bare"], QTextEdit[kind="bare"], QLineEdit[kind="bare"] {
    border: none; background: transparent; padding: 2px;
}

QAbstractSpinBox QLineEdit, QComboBox QLineEdit {
    background: transparent; border: none; border-radius: 0; padding: 0; min-height: 0;
}
QLineEdit QToolButton { background: transparent; border: none; padding: 0; min-height: 0; }

QComboBox { padding-right: 22px; selection-background-color: $sel; selection-color: $text; }
QComboBox:focus { padding-right: 21px; }
QComboBox::drop-down, QDateTimeEdit::drop-down {
    border: none; width: 22px; subcontrol-origin: border; subcontrol-position: center right;
}
QComboBox::down-arrow, QDateTimeEdit::down-arrow {
    image: url("$icons/caret-down-$tone.svg"); width: 14px; height: 14px;
}
QComboBox::down-arrow:disabled { image: url("$icons/caret-down-disabled.svg"); }
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $border2; padding: 3px;
    selection-background-color: $sel; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 24px; padding: 0 6px; border-radius: 4px; color: $text; }
QComboBox QAbstractItemView::item:selected { background: $sel; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; border-bottom: 1px solid $border; }
QCalendarWidget QToolButton#qt_calendar_prevmonth {
    qproperty-icon: none; image: url("$icons/caret-left-$tone.svg"); min-width: 16px;
}
QCalendarWidget QToolButton#qt_calendar_nextmonth {
    qproperty-icon: none; image: url("$icons/caret-right-$tone.svg"); min-width: 16px;
}

QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    background: transparent; border: none; width: 18px; subcontrol-origin: border;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url("$icons/caret-up-$tone.svg"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$icons/caret-down-$tone.svg"); width: 10px; height: 10px; }
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::up-arrow:off { image: url("$icons/caret-up-disabled.svg"); }
QAbstractSpinBox::down-arrow:disabled, QAbstractSpinBox::down-arrow:off {
    image: url("$icons/caret-down-disabled.svg");
}

QCheckBox, QRadioButton {
    spacing: 8px; min-height: 22px; border: 2px solid transparent; border-radius: 5px; padding: 0 2px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $field; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QGroupBox::indicator {
    width: ${indicator}px; height: ${indicator}px; border: 1px solid $field; background: $surface;
}
QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: ${indicator_radius}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked {
    background: $accentfill; border-color: $accentfill; image: url("$icons/check.svg");
}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    background: $accentfill; border-color: $accentfill; image: url("$icons/dash.svg");
}
QRadioButton::indicator:checked {
    background: $accentfill; border-color: $accentfill; image: url("$icons/dot.svg");
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $bg; border-color: $border2; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled { background: $border2; }
QSlider::groove:horizontal { background: $track; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accentfill; border-radius: 2px; }
QSlider::handle:horizontal {
    background: $raised; border: 1px solid $field; width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
}
QSlider::handle:horizontal:focus { border: 2px solid $accent; width: 12px; height: 12px; }
"""

MENUS = """
QMenuBar { background: $bg; color: $text; padding: 1px 6px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 5px; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $sel; }
QMenu { background: $surface; color: $text; border: 1px solid $border2; padding: 4px; }
QMenu::item { padding: 4px 20px 4px 8px; min-height: 18px; border-radius: 4px; border: 1px solid transparent; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $field; }
QMenu::icon { padding-left: 6px; }
QMenu::separator { background: $border; height: 1px; margin: 4px 6px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu::indicator:checked { image: url("$icons/tick-$tone.svg"); }
QMenu::right-arrow { image: url("$icons/caret-right-$tone.svg"); width: 12px; height: 12px; right: 4px; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $text2; padding: 5px 10px; border: none; border-bottom: 2px solid transparent;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $accent; border-radius: 4px; padding: 3px 8px 5px 8px; }
QTabBar::close-button { image: url("$icons/close-$tone.svg"); }
"""

LISTS = """
QAbstractItemView {
    background: $surface; color: $text; border: none; outline: 0;
    selection-background-color: $sel; selection-color: $text; alternate-background-color: $hover;
}
QAbstractItemView[kind="framed"] { border: 1px solid $border; border-radius: 5px; }
QAbstractItemView[kind="framed"]:focus { border: 2px solid $accent; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $sel; color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $text2; border: none; border-bottom: 1px solid $border;
    min-height: ${header}px; padding: 0 8px; font-size: ${small_text}px; font-weight: 500;
}
QHeaderView::section:hover { background: $hover; }
QHeaderView::down-arrow { image: url("$icons/caret-down-$tone.svg"); width: 12px; height: 12px; right: 4px; }
QHeaderView::up-arrow { image: url("$icons/caret-up-$tone.svg"); width: 12px; height: 12px; right: 4px; }
QTableCornerButton::section { background: $surface; border: none; border-bottom: 1px solid $border; }
QTreeView::branch:has-children:closed { image: url("$icons/caret-right-$tone.svg"); }
QTreeView::branch:has-children:open { image: url("$icons/caret-down-$tone.svg"); }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $border2; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $field; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
"""
