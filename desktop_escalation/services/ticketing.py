"""Everything that people do to tickets: each act is checked, recorded and committed as a whole, once."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain import acts, events
from desktop_escalation.domain.acts import Act
from desktop_escalation.domain.attachment import NewFile, refuse_too_many
from desktop_escalation.domain.author import Author, AuthorKind
from desktop_escalation.domain.by_hand import HandEscalation, HandOutcome, escalate, hand_back
from desktop_escalation.domain.decision import Decision, FiredReceipt, pass_over_ended
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.life import Life, evolve_all
from desktop_escalation.domain.matching import with_policy
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.ticket import PendingReason, Priority, State
from desktop_escalation.domain.value import replace
from desktop_escalation.services.actors import Actor, find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.intake import LONGEST_SUBJECT, LONGEST_TEXT, NewTicket, check_text, open_ticket
from desktop_escalation.services.once import Once, Wish
from desktop_escalation.services.seen import refuse_unseen
from desktop_escalation.services.surroundings import Surroundings, look_around
from desktop_escalation.storage.attachments import keep_files
from desktop_escalation.storage.changes import Change, save
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.engine_log import outages
from desktop_escalation.storage.lives import StoredLife, find_id, load_life, load_lives
from desktop_escalation.storage.transaction import Transaction


class Made(Struct, frozen=True):
    """What an act makes: events, and the messages that they cause."""

    events: tuple[Event, ...]
    messages: tuple[Message, ...] = ()
    receipts: tuple[FiredReceipt, ...] = ()


class Desk(Struct, frozen=True):
    """One ticket on the desk while an act works on it: its life up to now, and all around it."""

    tx: Transaction
    ticket_id: int
    actor: Actor
    act: Act
    life: Life
    overdue: tuple[Event, ...]
    around: Surroundings


Work = Callable[[Desk], Made]


class Ticketing(Struct, frozen=True):
    """The acts on tickets; every method gives the number of the ticket to look at afterwards."""

    store: Store

    def new(self, asking: Asking, wish: NewTicket) -> str:
        """Take in a new ticket."""
        check_text("the subject", wish.subject, LONGEST_SUBJECT)
        check_text("the body", wish.body, LONGEST_TEXT, may_be_empty=True)

        def work(tx: Transaction, actor: Actor) -> str:
            return open_ticket(tx, actor.author, wish)

        return self._once(asking, Wish(Right.TICKET_NEW, (wish,)), work)

    def reply(self, asking: Asking, number: str, body: str, files: tuple[NewFile, ...] = ()) -> str:
        """Answer the customer in public."""
        check_text("the reply", body, LONGEST_TEXT)
        refuse_too_many(files)

        def work(desk: Desk) -> Made:
            return Made(acts.reply(desk.act, desk.life, body, keep_files(desk.tx, desk.ticket_id, files)))

        return self._act(asking, Right.TICKET_REPLY, number, work, body, *_marks(files))

    def customer_message(self, asking: Asking, number: str, body: str) -> str:
        """Take in a message of the customer; on a closed ticket it becomes a new one, linked to it."""
        check_text("the message", body, LONGEST_TEXT)

        def work(tx: Transaction, actor: Actor) -> str:
            stored = load_life(tx, number)
            refuse_unseen(tx, asking, actor, Right.TICKET_REPLY, stored)
            desk = _caught_up(tx, actor, stored)
            ticket = desk.life.ticket
            while ticket.merged_into is not None:
                stored = load_life(tx, ticket.merged_into)
                desk = _caught_up(tx, actor, stored)
                ticket = desk.life.ticket
            customer = Author(AuthorKind.CUSTOMER, ticket.customer or actor.name)
            act = Act(customer, tx.now)
            if ticket.state is State.CLOSED:
                return _follow_up(tx, act, stored, desk, body)
            made = acts.customer_message(act, desk.life, body)
            return _commit(desk, stored, Made(made))

        return self._once(asking, Wish(Right.TICKET_REPLY, (number, body, "from the customer")), work)

    def note(self, asking: Asking, number: str, body: str, files: tuple[NewFile, ...] = ()) -> str:
        """Write an internal note."""
        check_text("the note", body, LONGEST_TEXT)
        refuse_too_many(files)

        def work(desk: Desk) -> Made:
            return Made(acts.note(desk.act, body, keep_files(desk.tx, desk.ticket_id, files)))

        return self._act(asking, Right.TICKET_NOTE, number, work, body, *_marks(files))

    def assign(self, asking: Asking, number: str, login: str | None) -> str:
        """Give the ticket to a person, or to nobody."""

        def work(desk: Desk) -> Made:
            if login is not None:
                desk.around.directory.person(login)
            return Made(acts.assign(desk.act, desk.life, login))

        return self._act(asking, Right.TICKET_ASSIGN, number, work, login)

    def move(self, asking: Asking, number: str, team: str) -> str:
        """Put the ticket into the queue of another team."""
        return self._act(
            asking,
            Right.TICKET_MOVE,
            number,
            lambda desk: Made(acts.move(desk.act, desk.life, desk.around.directory.team(team))),
            team,
        )

    def priority(self, asking: Asking, number: str, priority: Priority) -> str:
        """Change how urgent the ticket is."""
        return self._act(
            asking,
            Right.TICKET_PRIORITY,
            number,
            lambda desk: Made(acts.set_priority(desk.act, desk.life, priority)),
            priority,
        )

    def pause(self, asking: Asking, number: str, reason: PendingReason, resume_at: datetime | None) -> str:
        """Let the ticket wait."""
        return self._act(
            asking,
            Right.TICKET_PAUSE,
            number,
            lambda desk: Made(acts.pause(desk.act, desk.life, reason, resume_at)),
            reason,
            resume_at,
        )

    def resume(self, asking: Asking, number: str) -> str:
        """End a wait."""
        return self._act(asking, Right.TICKET_RESUME, number, lambda desk: Made(acts.resume(desk.act, desk.life)))

    def due(self, asking: Asking, number: str, metric: Metric, due_at: datetime | None, reason: str) -> str:
        """Set by hand when a clock is due, or take that back."""
        check_text("the reason", reason, LONGEST_TEXT)

        def work(desk: Desk) -> Made:
            if due_at is None:
                return Made(acts.remove_due(desk.act, desk.life, metric, reason))
            return Made(acts.set_due(desk.act, desk.life, metric, due_at, reason))

        return self._act(asking, Right.TICKET_DUE, number, work, metric, due_at, reason)

    def tag(self, asking: Asking, number: str, tag: str, *, is_on: bool) -> str:
        """Put a tag on the ticket, or take it off."""
        check_text("the tag", tag, 200)
        return self._act(
            asking,
            Right.TICKET_TAG,
            number,
            lambda desk: Made(acts.tag(desk.act, desk.life, tag, is_on=is_on)),
            tag,
            is_on,
        )

    def watch(self, asking: Asking, number: str, login: str | None, *, is_on: bool) -> str:
        """Begin or cease to watch a ticket, oneself or for somebody."""

        def work(desk: Desk) -> Made:
            if login is None:
                desk.actor.require_person("watch a ticket")
            watcher = desk.actor.name if login is None else desk.around.directory.person(login).login
            return Made(acts.watch(desk.act, desk.life, watcher, is_on=is_on))

        return self._act(asking, Right.TICKET_WATCH, number, work, login, is_on)

    def resolve(self, asking: Asking, number: str, word: str = "", *, is_public: bool = False) -> str:
        """Mark the ticket as solved, after a closing word: a reply where `is_public`, else a note; "" for none."""
        if not word:
            return self._act(asking, Right.TICKET_RESOLVE, number, lambda desk: Made(acts.resolve(desk.act, desk.life)))
        check_text("the reply" if is_public else "the note", word, LONGEST_TEXT)

        def work(desk: Desk) -> Made:
            desk.actor.require(Right.TICKET_REPLY if is_public else Right.TICKET_NOTE)
            written = acts.reply(desk.act, desk.life, word) if is_public else acts.note(desk.act, word)
            return Made((*written, *acts.resolve(desk.act, desk.life)))

        return self._act(asking, Right.TICKET_RESOLVE, number, work, word, is_public)

    def reopen(self, asking: Asking, number: str, note: str = "") -> str:
        """Take a resolved ticket back to work, with an internal note why; "" for none."""
        if not note:
            return self._act(asking, Right.TICKET_REOPEN, number, lambda desk: Made(acts.reopen(desk.act, desk.life)))
        check_text("the note", note, LONGEST_TEXT)

        def work(desk: Desk) -> Made:
            desk.actor.require(Right.TICKET_NOTE)
            return Made((*acts.reopen(desk.act, desk.life), *acts.note(desk.act, note)))

        return self._act(asking, Right.TICKET_REOPEN, number, work, note)

    def acknowledge(self, asking: Asking, number: str, until: datetime | None) -> str:
        """Promise to act by a time."""

        def work(desk: Desk) -> Made:
            desk.actor.require_person("acknowledge an escalation")
            return Made(acts.acknowledge(desk.act, desk.life, until, desk.around.rules))

        return self._act(asking, Right.TICKET_ACKNOWLEDGE, number, work, until)

    def unpark(self, asking: Asking, number: str) -> str:
        """Let the ladder of a parked ticket go on."""
        return self._act(asking, Right.TICKET_UNPARK, number, lambda desk: Made(acts.unpark(desk.act, desk.life)))

    def de_escalate(self, asking: Asking, number: str, outcome: str) -> str:
        """Close the open escalations with an outcome."""
        check_text("the outcome", outcome, LONGEST_TEXT)
        return self._act(
            asking,
            Right.TICKET_DE_ESCALATE,
            number,
            lambda desk: Made(acts.de_escalate(desk.act, desk.life, outcome)),
            outcome,
        )

    def escalate(self, asking: Asking, number: str, wish: HandEscalation) -> str:
        """Escalate by hand."""
        check_text("the note", wish.note, LONGEST_TEXT, may_be_empty=True)
        check_text("what was tried", wish.tried, LONGEST_TEXT, may_be_empty=True)
        if wish.mail is not None and wish.mail.wording is not None:
            check_text("the subject of the mail", wish.mail.wording.subject, LONGEST_SUBJECT)
            check_text("the mail", wish.mail.wording.body, LONGEST_TEXT)

        def work(desk: Desk) -> Made:
            outcome = _escalate(desk, wish)
            number = len(desk.life.ladder.escalations) + 1
            receipts = () if outcome.receipt is None else (FiredReceipt(number, None, outcome.receipt),)
            return Made(outcome.events, outcome.messages, receipts)

        return self._act(asking, Right.TICKET_ESCALATE, number, work, wish)

    def preview_escalation(self, asking: Asking, number: str, wish: HandEscalation) -> HandOutcome:
        """Tell what escalating would do, without doing it."""
        with self.store.reading() as tx:
            actor = find_actor(tx, self.store.address, asking)
            actor.require(Right.TICKET_ESCALATE)
            return _escalate(_caught_up(tx, actor, load_life(tx, number)), wish)

    def escalate_for_customer(self, asking: Asking, number: str, words: str) -> str:
        """Record that the customer wants the ticket escalated."""
        check_text("the customer's words", words, LONGEST_TEXT, may_be_empty=True)

        def work(desk: Desk) -> Made:
            customer = Author(AuthorKind.CUSTOMER, desk.life.ticket.customer or desk.actor.name)
            return Made(acts.escalate_for_customer(Act(customer, desk.act.at), desk.life, words))

        return self._act(asking, Right.TICKET_ESCALATE, number, work, words)

    def hand_back(self, asking: Asking, number: str, reason: str, note: str) -> str:
        """Give the ticket back to the tier that it came from."""
        check_text("the note", note, LONGEST_TEXT, may_be_empty=True)

        def work(desk: Desk) -> Made:
            outcome = hand_back(desk.act, desk.life, desk.around.scene(desk.life), reason, note)
            return Made(outcome.events, outcome.messages)

        return self._act(asking, Right.TICKET_HAND_BACK, number, work, reason, note)

    def merge(self, asking: Asking, number: str, into: str) -> str:
        """Merge a ticket into another; the surviving one is given back."""

        def work(tx: Transaction, actor: Actor) -> str:
            ids = [find_id(tx, number), find_id(tx, into)]
            stored = load_lives(tx, ids)
            refuse_unseen(tx, asking, actor, Right.TICKET_MERGE, stored[ids[0]])
            lost, kept = (_caught_up(tx, actor, stored[ticket_id]) for ticket_id in ids)
            gone, gained = acts.merge(lost.act, lost.life, kept.life, kept.around.rules)
            _commit(lost, stored[ids[0]], Made(gone))
            return _commit(kept, stored[ids[1]], Made(gained))

        return self._once(asking, Wish(Right.TICKET_MERGE, (number, into)), work)

    def _act(self, asking: Asking, right: Right, number: str, work: Work, *typed: object) -> str:
        def transaction(tx: Transaction, actor: Actor) -> str:
            stored = load_life(tx, number)
            refuse_unseen(tx, asking, actor, right, stored)
            desk = _caught_up(tx, actor, stored)
            return _commit(desk, stored, work(desk))

        return self._once(asking, Wish(right, (number, *typed)), transaction)

    def _once(self, asking: Asking, wish: Wish, work: Callable[[Transaction, Actor], str]) -> str:
        return Once(self.store).do(asking, wish, str, work)


def _marks(files: tuple[NewFile, ...]) -> tuple[str, ...]:
    """Tell files from all others in the mark of a wish, which keeps no content."""
    return tuple(f"{file.digest} {file.name}" for file in files)


# --- inside a transaction -----------------------------------------------------


def _caught_up(tx: Transaction, actor: Actor, stored: StoredLife) -> Desk:
    around = look_around(tx, [stored.life])
    life, overdue = catch_up(stored.life, tx.now, around.customer_of(stored.life), around.rules)
    return Desk(tx, stored.id, actor, Act(actor.author, tx.now), life, overdue, around)


def _commit(desk: Desk, stored: StoredLife, made: Made) -> str:
    around, customer = desk.around, desk.around.customer_of(desk.life)
    missed = _missed(desk, made)
    life, history = with_policy(evolve_all(missed.life, made.events, around.rules), made.events, customer, around.rules)
    receipts = (*missed.receipts, *made.receipts)
    change = Change(stored, life, (*desk.overdue, *missed.events, *history), receipts, made.messages)
    save(desk.tx, [change], around.rules)
    return life.ticket.number


def _missed(desk: Desk, made: Made) -> Decision:
    """Put on record the steps that no engine saw in time, on clocks that the act ends."""
    after = evolve_all(desk.life, made.events, desk.around.rules)
    decision = pass_over_ended(desk.life, after, desk.around.scene(desk.life))
    if not decision.events:
        return decision
    seen = replace(desk.around, outages=outages(desk.tx, desk.life.ticket.created_at))
    return pass_over_ended(desk.life, after, seen.scene(desk.life))


def _escalate(desk: Desk, wish: HandEscalation) -> HandOutcome:
    return escalate(desk.act, desk.life, desk.around.scene(desk.life), wish)


def _follow_up(tx: Transaction, act: Act, stored: StoredLife, desk: Desk, body: str) -> str:
    ticket = desk.life.ticket
    wish = NewTicket(
        subject=ticket.subject,
        body=body,
        customer=ticket.customer,
        team=ticket.team,
        priority=ticket.priority,
        category=ticket.category,
        channel=ticket.channel,
    )
    number = open_ticket(tx, act.by, wish, events.Linked(ticket.number))
    _commit(desk, stored, Made(act.makes(events.Linked(number))))
    return number
