"""What a screen reader knows of a program: names, words and states, asked of it over the accessibility bus."""

from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import Properties, unwrap_msg
from msgspec import Struct

REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
PREFIX = "org.a11y.atspi"
# Longer than any stall that a test forgives; it says "no answer" instead of waiting for ever.
ANSWER_TIMEOUT_S = 20.0
# Their cells are asked for one by one: a list of tickets would be thousands of questions.
HAS_CELLS = frozenset({"table", "tree table"})


class State(IntEnum):
    """States of the accessible tree, as AT-SPI counts them."""

    CHECKED = 4
    ENABLED = 8
    FOCUSED = 12
    SHOWING = 25


class IsGone(Exception):
    """What was asked is not on the screen any more."""


def accessibility_address(session_address: str) -> str:
    """Ask the bus of a session where the accessibility bus is; "" until it is anywhere."""
    where = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
    with open_dbus_connection(bus=session_address) as session:
        try:
            answer = unwrap_msg(session.send_and_get_reply(new_method_call(where, "GetAddress"), timeout=10))
        except DBusErrorResponse:
            return ""
    return str(answer[0])


class AccessibleBus:
    """A connection to the accessibility bus."""

    def __init__(self, address: str) -> None:
        self._line: DBusConnection = open_dbus_connection(bus=address)

    def close(self) -> None:
        """Leave the bus."""
        self._line.close()

    def program(self, pid: int) -> "Accessible | None":
        """Find the program with a process id; None until it is there."""
        for program in Accessible(self, *REGISTRY).children():
            if self._pid_of(program.owner) == pid:
                return program
        return None

    def ask(self, owner: str, path: str, interface: str, method: str, signature: str = "", *values: object) -> Any:
        """Ask an object something, and give the first value of the answer; gone is gone."""
        where = DBusAddress(path, bus_name=owner, interface=interface)
        message = new_method_call(where, method, signature or None, values)
        return self._answer(message)

    def property(self, owner: str, path: str, interface: str, name: str) -> Any:
        """Read a property of an object."""
        where = DBusAddress(path, bus_name=owner, interface=interface)
        return self._answer(Properties(where).get(name))[1]

    def _pid_of(self, owner: str) -> int:
        where = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        pid: int = self._answer(new_method_call(where, "GetConnectionUnixProcessID", "s", (owner,)))
        return pid

    def _answer(self, message: Any) -> Any:
        try:
            answer = unwrap_msg(self._line.send_and_get_reply(message, timeout=ANSWER_TIMEOUT_S))
        except DBusErrorResponse as error:
            raise IsGone(str(error)) from error
        return answer[0] if answer else None


class Accessible(Struct, frozen=True):
    """Something on the screen; every answer is how it is now."""

    bus: AccessibleBus
    owner: str
    path: str

    @property
    def role(self) -> str:
        """What it is: "push button", "table", "dialog"."""
        return str(self._ask("Accessible", "GetRoleName"))

    @property
    def name(self) -> str:
        """What a screen reader calls it."""
        return str(self._property("Accessible", "Name"))

    @property
    def description(self) -> str:
        """What a screen reader adds."""
        return str(self._property("Accessible", "Description"))

    @property
    def text(self) -> str:
        """What is typed or written in it."""
        return str(self._ask("Text", "GetText", "ii", 0, -1))

    def has(self, state: State) -> bool:
        """Say whether it is in a state now."""
        low, high = self._ask("Accessible", "GetState")
        return bool((low | high << 32) >> state & 1)

    def children(self) -> list["Accessible"]:
        """Give what it is made of."""
        return [Accessible(self.bus, *one) for one in self._ask("Accessible", "GetChildren")]

    def whole(self) -> Iterator["Accessible"]:
        """Go through it and all that can be seen of it, but not through cells."""
        yield self
        if self.role in HAS_CELLS:
            return
        for child in self.children():
            if child.has(State.SHOWING):
                yield from child.whole()

    def selected_cells(self) -> list[str]:
        """Give what is said of each cell of the chosen row of a table; nothing where none is chosen."""
        rows = self._ask("Table", "GetSelectedRows")
        columns = range(int(self._property("Table", "NColumns"))) if rows else ()
        cells = (self._ask("Table", "GetAccessibleAt", "ii", rows[0], column) for column in columns)
        return [Accessible(self.bus, *cell).name for cell in cells]

    def _ask(self, interface: str, method: str, signature: str = "", *values: object) -> Any:
        return self.bus.ask(self.owner, self.path, f"{PREFIX}.{interface}", method, signature, *values)

    def _property(self, interface: str, name: str) -> Any:
        return self.bus.property(self.owner, self.path, f"{PREFIX}.{interface}", name)
