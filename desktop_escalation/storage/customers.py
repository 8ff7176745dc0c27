"""The customers, of whom there may be very many: read by their mail addresses, never all at once by accident."""

from collections.abc import Iterable

from peewee import AutoField, TextField, fn

from desktop_escalation.domain.people import Customer
from desktop_escalation.storage.shelf import DocumentRow, Shelf
from desktop_escalation.storage.transaction import Transaction

CUSTOMERS_CHANGED = "customers"
MOST_FOUND = 12


class CustomerRow(DocumentRow):
    """A customer; `mail` is in lower case."""

    id = AutoField()
    mail = TextField()
    name = TextField()
    organisation = TextField(null=True)


_SHELF = Shelf(
    CustomerRow,
    Customer,
    {
        CustomerRow.mail: lambda customer: customer.mail.lower(),
        CustomerRow.name: lambda customer: customer.name,
        CustomerRow.organisation: lambda customer: customer.organisation,
    },
    order=CustomerRow.id,
)


def load_customer(tx: Transaction, mail: str) -> Customer | None:
    """Find a customer by the mail address, in whatever case; None where nobody has it."""
    found = load_customers(tx, [mail])
    return found[0] if found else None


def load_customers(tx: Transaction, mails: Iterable[str]) -> tuple[Customer, ...]:
    """Find customers by their mail addresses, in whatever case and in no order; unknown ones are left out."""
    return _SHELF.load_keys(tx, {mail.lower() for mail in mails})


def find_customers(tx: Transaction, text: str) -> tuple[Customer, ...]:
    """Find customers whose mail address or name begins with a text, in whatever case; a dozen at most, by name."""
    typed = text.strip()
    if not typed:
        return ()
    row, small, length = CustomerRow, typed.lower(), len(typed)
    begin = fn.SUBSTR(row.name, 1, length)
    # SQLite knows no small letters but those of English: a name typed as it is written is found all the same.
    begins = (fn.SUBSTR(row.mail, 1, length) == small) | (fn.LOWER(begin) == small) | (begin == typed)
    mails = tx.rows(row.select(row.mail).where(begins).order_by(row.name, row.id).limit(MOST_FOUND))
    found = load_customers(tx, [mail for (mail,) in mails])
    return tuple(sorted(found, key=lambda customer: (customer.name, customer.mail)))


def load_all_customers(tx: Transaction) -> tuple[Customer, ...]:
    """Take every customer, in the order in which they came."""
    return _SHELF.load(tx)


def save_customers(tx: Transaction, customers: Iterable[Customer]) -> tuple[Customer, ...]:
    """Insert and update customers by mail address, and give those that were new or different."""
    changed = _SHELF.put(tx, customers)
    if changed:
        tx.touch(CUSTOMERS_CHANGED)
    return changed
