"""Every action of the window, once: its words, its keys and its sign, for menus, buttons and keyboard alike."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from desktop_escalation.domain.rights import Act as Right
from ui.shared.icons import Icon
from ui.shared.tip import give_action_tip
from ui.themes import Themes


class Do(StrEnum):
    """What can be done in the window."""

    NEW_TICKET = "new ticket"
    QUIT = "quit"
    REPLY = "reply"
    NOTE = "note"
    TEMPLATE = "template"
    ATTACH = "attach"
    ACKNOWLEDGE = "acknowledge"
    ESCALATE = "escalate"
    HAND_BACK = "hand back"
    ASSIGN_ME = "assign to me"
    ASSIGN = "assign"
    PRIORITY = "priority"
    STATE = "state"
    PAUSE = "pause"
    RESUME = "resume"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    MOVE = "move"
    WATCH = "watch"
    WHY = "why"
    COPY_NUMBER = "copy number"
    PREVIOUS = "previous ticket"
    NEXT = "next ticket"
    OPEN = "open ticket"
    TO_LIST = "back to the list"
    BACK = "back"
    FORWARD = "forward"
    GO_QUEUE = "go to a queue"
    GO_MINE = "go to mine"
    GO_ESCALATED = "go to escalated"
    GO_SOON = "go to breaching soon"
    GO_UNASSIGNED = "go to unassigned"
    GO_WATCHING = "go to watching"
    GO_MY_RESOLVED = "go to my resolved"
    GO_ALL = "go to all"
    GO_RESOLVED = "go to resolved"
    REFRESH = "refresh"
    NEXT_AREA = "next area"
    PREVIOUS_AREA = "previous area"
    PANE = "pane"
    COMPACT = "compact"
    THEME_SYSTEM = "theme system"
    THEME_LIGHT = "theme light"
    THEME_DARK = "theme dark"
    LARGER_TEXT = "larger text"
    SMALLER_TEXT = "smaller text"
    USUAL_TEXT = "usual text"
    RUN_ENGINE = "run the engine"
    ABOUT = "about"


class Shape(Struct, frozen=True):
    """How an action looks and what starts it; `right` is what one must be allowed to, `is_on_ticket` needs a ticket."""

    text: str
    keys: tuple[str, ...] = ()
    icon: Icon | None = None
    right: Right | None = None
    is_on_ticket: bool = False
    is_checkable: bool = False


def shapes() -> dict[Do, Shape]:
    """Give the shape of every action in the language that holds now."""
    return {**_file_and_ticket(), **_moving_about(), **_looks()}


def _file_and_ticket() -> dict[Do, Shape]:
    tr = QCoreApplication.translate
    return {
        Do.NEW_TICKET: Shape(tr("Actions", "&New ticket…"), ("Ctrl+N",), Icon.PLUS, Right.TICKET_NEW),
        Do.QUIT: Shape(tr("Actions", "&Quit"), ("Ctrl+Q",)),
        Do.REPLY: Shape(tr("Actions", "Public rep&ly"), ("R",), Icon.REPLY, Right.TICKET_REPLY, is_on_ticket=True),
        Do.NOTE: Shape(tr("Actions", "Internal &note"), ("N",), Icon.LOCK, Right.TICKET_NOTE, is_on_ticket=True),
        Do.TEMPLATE: Shape(
            tr("Actions", "Insert &template…"), ("T",), Icon.TEMPLATE, Right.TICKET_REPLY, is_on_ticket=True
        ),
        Do.ATTACH: Shape(
            tr("Actions", "Attach &files…"), ("Ctrl+Shift+A",), Icon.PAPERCLIP, Right.TICKET_REPLY, is_on_ticket=True
        ),
        Do.ACKNOWLEDGE: Shape(
            tr("Actions", "&Acknowledge…"), ("A",), Icon.CHECK, Right.TICKET_ACKNOWLEDGE, is_on_ticket=True
        ),
        Do.ESCALATE: Shape(
            tr("Actions", "&Escalate…"), ("E",), Icon.ESCALATE, Right.TICKET_ESCALATE, is_on_ticket=True
        ),
        Do.HAND_BACK: Shape(
            tr("Actions", "Hand &back…"), ("B",), Icon.HAND_BACK, Right.TICKET_HAND_BACK, is_on_ticket=True
        ),
        Do.ASSIGN_ME: Shape(tr("Actions", "Assign to &me"), ("M",), Icon.USER, Right.TICKET_ASSIGN, is_on_ticket=True),
        Do.ASSIGN: Shape(tr("Actions", "Ass&ign to…"), ("I",), Icon.ASSIGN, Right.TICKET_ASSIGN, is_on_ticket=True),
        Do.PRIORITY: Shape(tr("Actions", "&Priority…"), ("P",), Icon.URGENT, Right.TICKET_PRIORITY, is_on_ticket=True),
        Do.STATE: Shape(tr("Actions", "&State…"), ("S",), is_on_ticket=True),
        Do.PAUSE: Shape(tr("Actions", "Pa&use…"), ("U",), Icon.CIRCLE_PAUSE, Right.TICKET_PAUSE, is_on_ticket=True),
        Do.RESUME: Shape(tr("Actions", "En&d the wait"), ("D",), Icon.CLOCK, Right.TICKET_RESUME, is_on_ticket=True),
        Do.RESOLVE: Shape(tr("Actions", "&Resolve…"), ("X",), Icon.RESOLVE, Right.TICKET_RESOLVE, is_on_ticket=True),
        Do.REOPEN: Shape(tr("Actions", "Re&open…"), ("O",), Icon.HISTORY, Right.TICKET_REOPEN, is_on_ticket=True),
        Do.MOVE: Shape(tr("Actions", "Mo&ve to team…"), ("Shift+M",), Icon.USERS, Right.TICKET_MOVE, is_on_ticket=True),
        Do.WATCH: Shape(
            tr("Actions", "&Watch"), ("W",), Icon.WATCHING, Right.TICKET_WATCH, is_on_ticket=True, is_checkable=True
        ),
        Do.WHY: Shape(tr("Actions", "Wh&y escalated?"), ("Y",), Icon.QUESTION, Right.EXPLAIN, is_on_ticket=True),
        Do.COPY_NUMBER: Shape(
            tr("Actions", "&Copy number and subject"), ("Ctrl+Shift+C",), Icon.COPY, is_on_ticket=True
        ),
    }


def _moving_about() -> dict[Do, Shape]:
    tr = QCoreApplication.translate
    return {
        Do.PREVIOUS: Shape(tr("Actions", "&Previous ticket"), ("K",)),
        Do.NEXT: Shape(tr("Actions", "&Next ticket"), ("J",)),
        Do.OPEN: Shape(tr("Actions", "&Open the ticket"), (), is_on_ticket=True),
        Do.TO_LIST: Shape(tr("Actions", "Back to the &list"), ("Esc",), Icon.BACK),
        Do.BACK: Shape(tr("Actions", "&Back"), ("Alt+Left",), Icon.BACK),
        Do.FORWARD: Shape(tr("Actions", "&Forward"), ("Alt+Right",), Icon.FORWARD),
        Do.GO_QUEUE: Shape(tr("Actions", "To a &queue…"), ("G, Q",)),
        Do.GO_MINE: Shape(tr("Actions", "Assigned to &me"), ("G, I",), Icon.INBOX),
        Do.GO_ESCALATED: Shape(tr("Actions", "&Escalated to me"), ("G, E",), Icon.ESCALATE),
        Do.GO_SOON: Shape(tr("Actions", "Breaching &soon"), ("G, S",), Icon.SOON),
        Do.GO_UNASSIGNED: Shape(tr("Actions", "&Unassigned"), ("G, U",), Icon.UNASSIGNED),
        Do.GO_WATCHING: Shape(tr("Actions", "&Watching"), ("G, W",), Icon.WATCHING),
        Do.GO_MY_RESOLVED: Shape(tr("Actions", "M&y resolved tickets"), ("G, X",), Icon.RESOLVE),
        Do.GO_ALL: Shape(tr("Actions", "&All tiers"), ("G, A",), Icon.ALL_TIERS),
        Do.GO_RESOLVED: Shape(tr("Actions", "Recen&tly resolved"), ("G, Shift+X",), Icon.RESOLVE),
        Do.NEXT_AREA: Shape(tr("Actions", "Ne&xt area"), ("F6",)),
        Do.PREVIOUS_AREA: Shape(tr("Actions", "P&revious area"), ("Shift+F6",)),
    }


def _looks() -> dict[Do, Shape]:
    tr = QCoreApplication.translate
    return {
        Do.REFRESH: Shape(tr("Actions", "&Refresh"), ("F5",), Icon.REFRESH),
        Do.PANE: Shape(tr("Actions", "Ticket &pane"), ("F9",), is_checkable=True),
        Do.COMPACT: Shape(tr("Actions", "&Compact rows"), ("Ctrl+D",), is_checkable=True),
        Do.THEME_SYSTEM: Shape(tr("Actions", "As the &system"), is_checkable=True),
        Do.THEME_LIGHT: Shape(tr("Actions", "&Light"), is_checkable=True),
        Do.THEME_DARK: Shape(tr("Actions", "&Dark"), is_checkable=True),
        Do.LARGER_TEXT: Shape(tr("Actions", "&Larger"), ("Ctrl++", "Ctrl+=")),
        Do.SMALLER_TEXT: Shape(tr("Actions", "&Smaller"), ("Ctrl+-",)),
        Do.USUAL_TEXT: Shape(tr("Actions", "&Usual size"), ("Ctrl+0",)),
        Do.RUN_ENGINE: Shape(
            tr("Actions", "Run the &engine here"), (), Icon.ENGINE, Right.ENGINE_RUN, is_checkable=True
        ),
        Do.ABOUT: Shape(tr("Actions", "&About Desktop Escalation")),
    }


class Actions(QObject):
    """Makes every action once; a refused one is disabled, and its tooltip says why."""

    def __init__(self, themes: Themes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._shapes = shapes()
        self._actions = {do: self._make(themes, shape) for do, shape in self._shapes.items()}
        for do, action in self._actions.items():
            give_action_tip(action, self._tip(do))
        themes.changed.connect(self._tint)
        self.refuse({}, has_ticket=False)

    def __getitem__(self, do: Do) -> QAction:
        return self._actions[do]

    @property
    def all(self) -> tuple[QAction, ...]:
        """Every action, to be added to the window, so that its keys work."""
        return tuple(self._actions.values())

    def keys_text(self, do: Do) -> str:
        """Give the first keys of an action as the system writes them; "" where it has none."""
        shortcut = self._actions[do].shortcut()
        return shortcut.toString(QKeySequence.SequenceFormat.NativeText)

    def refuse(self, refusals: Mapping[Right, str], *, has_ticket: bool) -> None:
        """Disable what may not be done, each with the reason; what needs a ticket is disabled without one."""
        for do, action in self._actions.items():
            shape = self._shapes[do]
            if shape.right is None and not shape.is_on_ticket:
                continue
            why = refusals.get(shape.right, "") if shape.right is not None else ""
            action.setEnabled(not why and (has_ticket or not shape.is_on_ticket))
            give_action_tip(action, why or self._tip(do))

    def _tip(self, do: Do) -> str:
        plain = self._shapes[do].text.replace("&", "").rstrip("…")
        keys = self.keys_text(do)
        return f"{plain} ({keys})" if keys else plain

    def _make(self, themes: Themes, shape: Shape) -> QAction:
        action = QAction(shape.text, self)
        action.setShortcuts([QKeySequence(keys) for keys in shape.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(shape.is_checkable)
        # A Mac would move what looks like "Quit" or "About" by its words otherwise.
        action.setMenuRole(QAction.MenuRole.NoRole)
        if shape.icon is not None:
            action.setIcon(themes.icon(shape.icon))
        return action

    def _tint(self) -> None:
        for do, shape in self._shapes.items():
            if shape.icon is not None:
                self._actions[do].setIcon(self._themes.icon(shape.icon))
