"""Doing once what somebody asks for, however often the question comes because its answer was lost on the way."""

import hashlib
from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

from msgspec import Struct

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.services.actors import Actor, find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.storage.codec import from_text, to_text
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.operations import Operation, claim, keep_result
from desktop_escalation.storage.transaction import Transaction

T = TypeVar("T")
LONGEST_ID = 200


class Wish(Struct, frozen=True):
    """What is asked for: the act, and everything that was typed with it."""

    right: Right
    typed: tuple[object, ...] = ()

    @property
    def mark(self) -> str:
        """Tells it from every other wish, and keeps no text."""
        return hashlib.sha256(to_text(self.typed).encode(errors="surrogatepass")).hexdigest()


class _Done(Struct, frozen=True):
    """What was done: the act, the mark of what was typed, and the answer as text."""

    act: str
    mark: str
    answer: str


class Once(Struct, frozen=True):
    """Does the work of an operation in one transaction, which is repeated as a whole when it is broken off."""

    store: Store

    def do(self, asking: Asking, wish: Wish, answer: type[T], work: Callable[[Transaction, Actor], T]) -> T:
        """Let somebody who may do it do work once.

        The same operation asked for again by the same person answers as the first time, with a value of type `answer`,
        and changes nothing; one that was somebody else's, or another wish, is refused.
        """
        op_id, who = _id_of(asking), asking.by or asking.os_user

        def transaction(tx: Transaction) -> T:
            earlier = claim(tx, op_id, who)
            if earlier is not None:
                return from_text(_answer(earlier, who, wish), answer)
            actor = find_actor(tx, self.store.address, asking)
            actor.require(wish.right)
            result = work(tx, actor)
            keep_result(tx, op_id, to_text(_Done(wish.right.value, wish.mark, to_text(result))))
            return result

        return self.store.run(transaction)


def _id_of(asking: Asking) -> str:
    if asking.operation is None:
        return str(uuid4())
    if not asking.operation.isprintable() or not 0 < len(asking.operation) <= LONGEST_ID:
        raise Refused(f"the id of an operation is one line of 1 to {LONGEST_ID} characters that can be printed")
    return asking.operation


def _answer(earlier: Operation, who: str, wish: Wish) -> str:
    if earlier.who != who:
        raise Refused(f'the operation "{earlier.op_id}" is somebody else\'s: take a new id for each act')
    done = from_text(earlier.result, _Done)
    if done.act != wish.right.value:
        raise Refused(f'the operation "{earlier.op_id}" was "{done.act}": take a new id for each act')
    if done.mark != wish.mark:
        raise Refused(f'the operation "{earlier.op_id}" was done with other words: take a new id for each act')
    return done.answer
