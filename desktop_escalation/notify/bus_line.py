"""A connection to a D-Bus message bus with a deadline in every step; jeepney's own waits for the bus without end."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import Self

from jeepney import HeaderFields, Message, MessageType, Parser
from jeepney.auth import BEGIN, Authenticator
from jeepney.bus_messages import message_bus

_BYTES_AT_ONCE = 4096


class CallFailed(Exception):
    """Who was called answered with an error; `name` is D-Bus's name for it."""

    def __init__(self, name: str, text: str) -> None:
        """Keep both as they came."""
        super().__init__(text)
        self.name = name


@dataclass(slots=True)
class BusLine:
    """An open connection; each method raises `TimeoutError` at the deadline, and `OSError` when the bus is gone."""

    address: str
    _socket: socket.socket
    _parser: Parser = field(default_factory=Parser)
    _serials: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def open(cls, address: str, deadline: float) -> Self:
        """Connect to a socket until `deadline` on the monotonic clock; raise `ValueError` where the bus refuses us."""
        line = cls(address, socket.socket(socket.AF_UNIX))
        try:
            line._socket.settimeout(_left(deadline))
            line._socket.connect(address)
            line._authenticate(deadline)
            line.call(message_bus.Hello(), deadline)
        except BaseException:
            line.close()
            raise
        return line

    def call(self, message: Message, deadline: float) -> tuple[object, ...]:
        """Call a method and give what it returns, or raise `CallFailed`."""
        serial = next(self._serials)
        self._send(message.serialise(serial), deadline)
        while True:
            reply = self._receive(deadline)
            if reply.header.fields.get(HeaderFields.reply_serial) == serial:
                return _answer(reply)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _authenticate(self, deadline: float) -> None:
        # The zero byte that jeepney sends first tells a Linux bus who we are, by the socket itself.
        authenticator = Authenticator()
        for line in authenticator:
            self._send(line, deadline)
            authenticator.feed(self._read(deadline))
        self._send(BEGIN, deadline)

    def _receive(self, deadline: float) -> Message:
        while (message := self._parser.get_next_message()) is None:
            self._parser.add_data(self._read(deadline))
        return message

    def _send(self, data: bytes, deadline: float) -> None:
        self._socket.settimeout(_left(deadline))
        self._socket.sendall(data)

    def _read(self, deadline: float) -> bytes:
        self._socket.settimeout(_left(deadline))
        data = self._socket.recv(_BYTES_AT_ONCE)
        if not data:
            raise ConnectionResetError("the bus hung up")
        return data


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _answer(reply: Message) -> tuple[object, ...]:
    if reply.header.message_type is MessageType.error:
        text = str(reply.body[0]) if reply.body else ""
        raise CallFailed(str(reply.header.fields.get(HeaderFields.error_name, "")), text)
    return tuple(reply.body)
