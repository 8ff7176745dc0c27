"""The background: one worker that does in order what the window asks for, and answers on the GUI thread."""

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Generic, TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_escalation.app.desk_services import DeskServices
from desktop_escalation.app.workplace import Workplace
from desktop_escalation.domain.errors import EscalationError

T = TypeVar("T")
Failed = Callable[[EscalationError], None]
END_TIMEOUT_S = 12.0

logger = logging.getLogger(__name__)


class Broken(EscalationError):
    """A fault of the program; it is in the log with its traceback."""


class _Question(Struct, Generic[T], frozen=True):
    work: Callable[[], T]
    done: Callable[[T], None]
    failed: Failed


class Background(QObject):
    """Runs work with the services in a thread of its own; `done` or `failed` is called on the GUI thread, never both.

    `broke` tells of a fault of the program, beside calling `failed`; `answered` comes after each answer.
    """

    broke = Signal(object)
    answered = Signal()
    _answer = Signal(object)

    def __init__(self, workplace: Workplace, name: str, parent: QObject | None = None) -> None:
        """Begin to wait for questions; the database is opened for the first one."""
        super().__init__(parent)
        self._workplace = workplace
        self._questions: SimpleQueue[_Question[object] | None] = SimpleQueue()
        self._is_ended = False
        self._waiting = 0
        # Queued, so that the slot runs on the thread on which this object was born, whoever emits.
        self._answer.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many questions have no answer yet."""
        return self._waiting

    @property
    def is_busy(self) -> bool:
        """Something was asked that is not answered yet."""
        return self._waiting > 0

    def ask(self, work: Callable[[DeskServices], T], done: Callable[[T], None], failed: Failed) -> None:
        """Have work done with the services after everything that was asked before."""
        self.ask_alone(lambda: work(self._workplace.services), done, failed)

    def ask_alone(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Have work done that needs no database, as with files of this computer; it waits for what was asked before."""
        self._waiting += 1
        self._questions.put(_Question(work, done, failed))  # type: ignore[arg-type]  # its own answer fits its own done

    def end(self) -> bool:
        """Finish what was asked, and answer nothing any more; False where the work does not end."""
        self._is_ended = True
        self._questions.put(None)
        self._thread.join(END_TIMEOUT_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (question := self._questions.get()) is not None:
            self._answer.emit(self._answer_to(question))

    def _answer_to(self, question: "_Question[object]") -> Callable[[], None]:
        try:
            result = question.work()
        except EscalationError as error:
            told = error
            return lambda: question.failed(told)
        except Exception as error:  # the door to the GUI thread: what is no error of ours is a bug, and is shown
            logger.exception("Something that the window asked for broke")
            broken = Broken(f"{type(error).__name__}: {error}")
            return lambda: self._break(question, broken)
        return lambda: question.done(result)

    def _break(self, question: "_Question[object]", broken: Broken) -> None:
        self.broke.emit(broken)
        question.failed(broken)

    @Slot(object)
    def _deliver(self, answer: Callable[[], None]) -> None:
        self._waiting -= 1
        if not self._is_ended:
            answer()
            self.answered.emit()
