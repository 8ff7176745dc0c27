"""A network between a client and a server on this computer, which can stall, slow down and break."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from urllib.parse import urlsplit, urlunsplit

CHUNK = 65_536
# How soon a pump sees that the network has changed or ended.
LOOK_S = 0.02
# How to close a socket so that what it still holds is thrown away and the other side is told so.
RESET = struct.pack("ii", 1, 0)


class TcpProxy:
    """Passes bytes on to a server; its methods may be called from any thread."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(LOOK_S)
        self._asking, self._answering = threading.Event(), threading.Event()
        self.resume()
        self._ended = threading.Event()
        self._is_barred = False
        self._delay_s = 0.0
        self._lock = threading.Lock()
        self._wires: set[_Wire] = set()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "TcpProxy":
        self._spawn(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        self.cut()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    @property
    def port(self) -> int:
        """Where it listens, on loopback."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def connections(self) -> int:
        """How many are open now."""
        return len(self._wires)

    def stall(self) -> None:
        """Swallow every byte of both directions, and keep to itself who hangs up: neither side notices anything."""
        self._asking.clear()
        self._answering.clear()

    def lose_answers(self) -> None:
        """Swallow only what the server says, which does what it was asked."""
        self._answering.clear()

    def bar(self) -> None:
        """Reset all connections, and hang up on everybody who comes, until `resume`."""
        self._is_barred = True
        self.cut()

    def resume(self) -> None:
        """Pass on again what comes from now on; what was swallowed stays lost."""
        self._is_barred = False
        self._asking.set()
        self._answering.set()

    def cut(self) -> None:
        """Reset all connections that are open now."""
        with self._lock:
            wires = list(self._wires)
        for wire in wires:
            wire.is_reset = True
            wire.is_cut.set()

    def delay(self, seconds: float) -> None:
        """Hold every piece of data back for as long, from now on."""
        self._delay_s = seconds

    def _accept(self) -> None:
        while not self._ended.is_set():
            with suppress(TimeoutError):
                client, _ = self._listener.accept()
                self._connect(client)

    def _connect(self, client: socket.socket) -> None:
        if self._is_barred:
            client.close()
            return
        try:
            server = socket.create_connection(self._server)
        except OSError:
            client.close()
            return
        wire = _Wire(client, server)
        with self._lock:
            self._wires.add(wire)
        self._spawn(self._pump, wire, client, server, self._asking)
        self._spawn(self._pump, wire, server, client, self._answering)

    def _spawn(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _pump(self, wire: "_Wire", source: socket.socket, target: socket.socket, flowing: threading.Event) -> None:
        with suppress(OSError):  # one side has reset the connection, and so will the other be
            for data in _received(source, wire.is_cut):
                if self._delay_s:
                    time.sleep(self._delay_s)
                if flowing.is_set():
                    _send(target, data, wire.is_cut)
        while not flowing.wait(LOOK_S) and not wire.is_cut.is_set():
            pass
        wire.is_cut.set()
        with self._lock:
            if wire.leave():
                self._wires.remove(wire)


class _Wire:
    """One connection of a client with the two sockets that it needs, closed by the later of two pumps."""

    def __init__(self, client: socket.socket, server: socket.socket) -> None:
        self.is_cut = threading.Event()
        self.is_reset = False
        self._sockets = (client, server)
        self._pumps = 2
        for end in self._sockets:
            end.settimeout(LOOK_S)

    def leave(self) -> bool:
        """End one pump; with the last both sockets are closed."""
        self._pumps -= 1
        if self._pumps == 0:
            for end in self._sockets:
                if self.is_reset:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.close()
        return self._pumps == 0


def _received(source: socket.socket, is_cut: threading.Event) -> Iterator[bytes]:
    while not is_cut.is_set():
        try:
            data = source.recv(CHUNK)
        except TimeoutError:
            continue
        if not data:
            return
        yield data


def _send(target: socket.socket, data: bytes, is_cut: threading.Event) -> None:
    """Send all, however slowly it is taken."""
    while data and not is_cut.is_set():
        with suppress(TimeoutError):
            data = data[target.send(data) :]


@contextmanager
def proxied(url: str) -> Iterator[tuple[TcpProxy, str]]:
    """A proxy before the server of a PostgreSQL URL, and the same URL through it."""
    parts = urlsplit(url)
    with TcpProxy(parts.hostname or "127.0.0.1", parts.port or 5432) as proxy:
        yield proxy, url_through(proxy, url)


def url_through(proxy: TcpProxy, url: str) -> str:
    """The same URL by way of a proxy."""
    parts = urlsplit(url)
    who = parts.netloc.rpartition("@")[0]
    here = f"127.0.0.1:{proxy.port}"
    return urlunsplit(parts._replace(netloc=f"{who}@{here}" if who else here))
