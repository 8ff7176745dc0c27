"""Notifications by the desktop's own service on the session bus, as freedesktop.org's specification 1.2 has them."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from jeepney import DBusAddress, new_method_call
from jeepney.bus import get_connectable_addresses
from msgspec import Struct

from desktop_escalation.notify.bus_line import BusLine, CallFailed
from desktop_escalation.notify.means import NotShown, OutOfReach
from desktop_escalation.notify.toast import Toast, without_markup

APP_NAME = "Desktop Escalation"
LOOK_LIMIT_S = 1.5

_SERVICE = DBusAddress(
    "/org/freedesktop/Notifications",
    bus_name="org.freedesktop.Notifications",
    interface="org.freedesktop.Notifications",
)
# What administrators set so that no program starts a bus.
_SWITCHED_OFF = "disabled:"
_ANEW = 0
_FOR_AS_LONG_AS_USUAL_MS = -1
_URGENCY = {False: 1, True: 2}

_DBUS_ERROR = "org.freedesktop.DBus.Error."
_NO_SERVICE = (f"{_DBUS_ERROR}ServiceUnknown", f"{_DBUS_ERROR}NameHasNoOwner", f"{_DBUS_ERROR}Spawn.")
_SILENT = (f"{_DBUS_ERROR}NoReply", f"{_DBUS_ERROR}Timeout", f"{_DBUS_ERROR}TimedOut")
_DENIED = f"{_DBUS_ERROR}AccessDenied"

_LOG_IN_AGAIN = "log out of the desktop and in again"
_RESTART = f"restart it, or {_LOG_IN_AGAIN}"


class _Service(Struct, frozen=True):
    name: str
    takes_markup: bool


@dataclass(slots=True)
class SessionBus:
    """The notification service of whoever is logged in at the screen; used by one thread at a time.

    The connection stays open between notifications: GNOME takes those of a program with a window away when it hangs up.
    """

    environ: Mapping[str, str]
    _line: BusLine | None = field(default=None, init=False)

    def probe(self, limit_s: float) -> None:
        """Raise `NotShown` unless a notification service answers."""
        self._look(monotonic() + min(limit_s, LOOK_LIMIT_S))

    def show(self, toast: Toast, limit_s: float) -> None:
        """Hand a toast to the service and wait for the number it gives; raise `NotShown` where none comes."""
        began_at = monotonic()
        line, service = self._look(began_at + min(limit_s, LOOK_LIMIT_S))
        body = without_markup(toast.body) if service.takes_markup else toast.body
        hints = {"urgency": ("y", _URGENCY[toast.is_critical])}
        content: tuple[object, ...] = (APP_NAME, _ANEW, "", toast.title, body, [], hints, _FOR_AS_LONG_AS_USUAL_MS)
        try:
            line.call(new_method_call(_SERVICE, "Notify", "susssasa{sv}i", content), began_at + limit_s)
        except CallFailed as error:
            raise NotShown(f"the notification service {service.name} refused it: {error}", _LOG_IN_AGAIN) from error
        except OSError as error:
            self.close()
            raise _service_is_silent() from error

    def close(self) -> None:
        """Hang up; some desktops take the notifications away with it."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _look(self, deadline: float) -> tuple[BusLine, _Service]:
        """Find the service; a connection that broke since the last time is opened anew, once."""
        address = self._address()
        if self._line is not None and self._line.address == address:
            with suppress(ConnectionError):  # the session began anew meanwhile
                return self._line, _service(self._line, deadline)
        self.close()
        self._line = _opened(address, deadline)
        try:
            return self._line, _service(self._line, deadline)
        except ConnectionError as error:
            raise NotShown("the session bus hung up", _LOG_IN_AGAIN) from error

    def _address(self) -> str:
        """Give the socket of the session bus; where no variable names it, it lies where systemd has it."""
        named = self.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
        if named == _SWITCHED_OFF:
            raise _no_session()
        if named:
            try:
                address: str = next(get_connectable_addresses(named))
            except (ValueError, RuntimeError) as error:
                problem = f"the session bus at {named} is of a kind that this program cannot speak to"
                raise OutOfReach(problem, "use a bus with a socket (unix:path=…)") from error
            return address
        usual = Path(self.environ.get("XDG_RUNTIME_DIR", "/nowhere"), "bus")
        if usual.is_socket():
            return str(usual)
        raise _no_session()


def _opened(address: str, deadline: float) -> BusLine:
    try:
        return BusLine.open(address, deadline)
    except TimeoutError as error:
        raise NotShown("the session bus does not answer", _LOG_IN_AGAIN) from error
    except OSError as error:
        problem = f"the session bus cannot be reached: {error.strerror or error}"
        raise NotShown(problem, _LOG_IN_AGAIN) from error
    except (ValueError, CallFailed) as error:
        problem = "the session bus lets this program not in; it belongs to somebody else"
        raise NotShown(problem, "start the program as the person who is logged in at the screen") from error


def _service(line: BusLine, deadline: float) -> _Service:
    try:
        name, *_ = line.call(new_method_call(_SERVICE, "GetServerInformation"), deadline)
        (abilities,) = line.call(new_method_call(_SERVICE, "GetCapabilities"), deadline)
    except TimeoutError as error:
        raise _service_is_silent() from error
    except CallFailed as error:
        raise _no_service(error) from error
    except ValueError as error:
        raise NotShown("the desktop's notification service answers nonsense", _RESTART) from error
    return _Service(str(name), isinstance(abilities, list) and "body-markup" in abilities)


def _no_service(error: CallFailed) -> NotShown:
    if error.name.startswith(_NO_SERVICE):
        problem = "no notification service runs on this desktop"
        return NotShown(problem, "start one (dunst, for example), or use a desktop that has one")
    if error.name in _SILENT:
        return _service_is_silent()
    if error.name == _DENIED:
        return OutOfReach("this program may not speak to the notification service", "allow it in its sandbox")
    return NotShown(f"the notification service failed: {error}", _RESTART)


def _no_session() -> NotShown:
    problem = "there is no desktop session here (no session bus)"
    return NotShown(problem, "start the program in the session of somebody who is logged in at the screen")


def _service_is_silent() -> NotShown:
    return NotShown("the desktop's notification service does not answer", _RESTART)
