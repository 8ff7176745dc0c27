"""The published policies: versions that never change, and whether each policy is on."""

from datetime import datetime
from typing import Any

from msgspec import Struct
from peewee import BooleanField, CompositeKey, Field, IntegerField, ModelSelect, TextField, fn

from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.value import replace
from desktop_escalation.storage.codec import from_text, to_text
from desktop_escalation.storage.fields import InstantField
from desktop_escalation.storage.kept import POLICIES_CHANGED
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.transaction import Transaction


class PolicyStateRow(Row):
    """A policy of any number of versions."""

    name = TextField(primary_key=True)
    is_on = BooleanField()


class PolicyVersionRow(Row):
    """One version of a policy."""

    name = TextField()
    version = IntegerField()
    ord = IntegerField()
    text = TextField()
    document = TextField()
    published_at = InstantField()
    published_by = TextField()

    class Meta:
        """Numbered within each name."""

        primary_key = CompositeKey("name", "version")


class Published(Struct, frozen=True):
    """A version of a policy, with who published it when."""

    policy: Policy
    published_at: datetime
    published_by: str


def publish(tx: Transaction, policy: Policy, text: str, by: str) -> int:
    """Keep a policy, and the text that it was read from, as the next version of its name; it is on from now.

    The number of the version is given back.
    """
    # Locks the name until the commit, so that two who publish at once get two versions.
    tx.insert_many(
        (PolicyStateRow.name, PolicyStateRow.is_on),
        [(policy.name, True)],
        upsert_by=(PolicyStateRow.name,),
    )
    row = PolicyVersionRow
    ((last,),) = tx.rows(row.select(fn.MAX(row.version)).where(row.name == policy.name))
    published = replace(policy, version=(last or 0) + 1)
    tx.run(
        row.insert(
            name=policy.name,
            version=published.version,
            ord=policy.order,
            text=text,
            document=to_text(published),
            published_at=tx.now,
            published_by=by,
        )
    )
    tx.touch(POLICIES_CHANGED)
    return published.version


def set_on(tx: Transaction, name: str, *, is_on: bool) -> None:
    """Switch a policy off, or on again with its last version."""
    if not tx.run(PolicyStateRow.update(is_on=is_on).where(PolicyStateRow.name == name)):
        raise _unknown(tx, name)
    tx.touch(POLICIES_CHANGED)


def is_on(tx: Transaction, name: str) -> bool:
    """Say whether a policy applies to tickets."""
    rows = tx.rows(PolicyStateRow.select(PolicyStateRow.is_on).where(PolicyStateRow.name == name))
    if not rows:
        raise _unknown(tx, name)
    return bool(rows[0][0])


def latest(tx: Transaction) -> tuple[Policy, ...]:
    """The last version of each policy that is on, in the order in which they are tried."""
    row, state = PolicyVersionRow, PolicyStateRow
    newer = row.alias()
    last = newer.select(fn.MAX(newer.version)).where(newer.name == row.name)
    query = (
        row.select(row.name, row.version, row.document)
        .join(state, on=(state.name == row.name))
        .where(state.is_on & (row.version == last))
        .order_by(row.ord, row.name)
    )
    return tuple(_read(name, number, document) for name, number, document in tx.rows(query))


def version(tx: Transaction, name: str, number: int) -> Policy:
    """One version of a policy, on or off."""
    return _read(name, number, _one(tx, name, number, PolicyVersionRow.document))


def text_of(tx: Transaction, name: str, number: int) -> str:
    """The text that a version was published from, letter for letter."""
    text: str = _one(tx, name, number, PolicyVersionRow.text)
    return text


def last_version(tx: Transaction, name: str) -> int:
    """The number of the last version of a policy, on or off."""
    row = PolicyVersionRow
    ((number,),) = tx.rows(row.select(fn.MAX(row.version)).where(row.name == name))
    if number is None:
        raise _unknown(tx, name)
    return int(number)


def all_versions(tx: Transaction, name: str | None = None) -> tuple[Published, ...]:
    """Every version of every policy, or of one, by name and version."""
    row = PolicyVersionRow
    query: ModelSelect[Any] = row.select(row.document, row.published_at, row.published_by).order_by(
        row.name, row.version
    )
    rows = tx.rows(query if name is None else query.where(row.name == name))
    return tuple(Published(from_text(document, Policy), at, by) for document, at, by in rows)


def _read(name: str, number: int, document: str) -> Policy:
    try:
        return from_text(document, Policy)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(
            f'policy "{name}", version {number}, cannot be read from the database any more ({error!r}): publish it'
            " again, or restore the database from a backup"
        ) from error


def _one(tx: Transaction, name: str, number: int, column: Field) -> Any:
    row = PolicyVersionRow
    rows = tx.rows(row.select(column).where((row.name == name) & (row.version == number)))
    if not rows:
        raise Refused(f'policy "{name}" has no version {number}: the last one is {last_version(tx, name)}')
    return rows[0][0]


def _unknown(tx: Transaction, name: str) -> Refused:
    names = [known for (known,) in tx.rows(PolicyStateRow.select(PolicyStateRow.name))]
    return Refused(f'there is no policy "{name}"{did_you_mean(name, names)}')
