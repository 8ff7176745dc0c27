"""Taking in new tickets: what is refused, which team gets them, and who the customer is."""

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.author import Author
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.life import begin_life, evolve_all
from desktop_escalation.domain.matching import with_policy
from desktop_escalation.domain.people import Customer, Team
from desktop_escalation.domain.ticket import Channel, Priority
from desktop_escalation.services.surroundings import Surroundings, look_around
from desktop_escalation.storage.changes import Change, hold_new_tickets, save, take_numbers
from desktop_escalation.storage.customers import load_customer, save_customers
from desktop_escalation.storage.transaction import Transaction

LONGEST_SUBJECT = 10_000
LONGEST_TEXT = 1_000_000


class NewTicket(Struct, frozen=True):
    """What comes in; without a team it goes to the lowest tier's team for its category."""

    subject: str
    body: str = ""
    customer: str | None = None
    team: str | None = None
    priority: Priority = Priority.NORMAL
    category: str | None = None
    channel: Channel = Channel.DESK
    tags: tuple[str, ...] = ()


def check_text(what: str, text: str, longest: int, *, may_be_empty: bool = False) -> None:
    """Refuse text that a database could not keep as it is: too long, with NUL or half a character, or empty."""
    if not may_be_empty and not text.strip():
        raise Refused(f"{what} needs at least one word")
    if len(text) > longest:
        raise Refused(f"{what} has {len(text)} characters, and {longest} are kept: shorten it, or attach it")
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Refused(f"{what} has characters that are no text (NUL or half a surrogate pair): remove them")


def open_ticket(tx: Transaction, author: Author, wish: NewTicket, *facts: events.Fact) -> str:
    """Take in a ticket within a transaction; `facts` happen right after its opening."""
    hold_new_tickets(tx)
    around = look_around(tx)
    customer = _known_customer(tx, wish.customer)
    team = _first_team(around, wish)
    (number,) = take_numbers(tx, 1, around.directory.site.number_prefix)
    opened = events.Opened(
        number=number,
        subject=wish.subject,
        body=wish.body,
        channel=wish.channel,
        category=_category(around, wish.category),
        priority=wish.priority,
        team=team.name,
        tier=team.tier,
        team_calendar=team.calendar,
        customer=None if customer is None else customer.mail,
    )
    made = tuple(Event(tx.now, author, fact) for fact in (opened, *map(events.Tagged, wish.tags), *facts))
    life = evolve_all(begin_life(made[0], around.rules), made[1:], around.rules)
    life, history = with_policy(life, made, customer, around.rules)
    save(tx, [Change(None, life, history)], around.rules)
    return number


def _known_customer(tx: Transaction, mail: str | None) -> Customer | None:
    if mail is None:
        return None
    known = load_customer(tx, mail)
    if known is not None:
        return known
    if mail.count("@") != 1 or any(character.isspace() or character == "," for character in mail):
        raise Refused(f'"{mail}" is no mail address: write it as name@host')
    fresh = Customer(mail.lower(), mail.split("@", maxsplit=1)[0])
    save_customers(tx, [fresh])
    return fresh


def _first_team(around: Surroundings, wish: NewTicket) -> Team:
    directory = around.directory
    if wish.team is not None:
        return directory.team(wish.team)
    if not directory.tiers:
        raise Refused("there is no tier yet: import an organisation first")
    return directory.team_for_tier(min(directory.tiers), wish.category)


def _category(around: Surroundings, category: str | None) -> str | None:
    known = around.directory.site.categories
    if category is None or not known:
        return category
    found = next((name for name in known if name.casefold() == category.casefold()), None)
    if found is None:
        raise Refused(f'there is no category "{category}"{did_you_mean(category, known)}')
    return found
