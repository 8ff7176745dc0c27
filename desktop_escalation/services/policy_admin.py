"""Policies as managers keep them: checking, publishing, comparing, exporting, switching off."""

from itertools import groupby

from msgspec import Struct

from desktop_escalation.domain.acts import Act
from desktop_escalation.domain.errors import Conflict, Problem, Refused, Unreadable
from desktop_escalation.domain.people import Organisation, Site
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.policy_diff import diff
from desktop_escalation.domain.policy_lint import lint
from desktop_escalation.domain.policy_names import unknown_names
from desktop_escalation.domain.policy_successor import check_successor
from desktop_escalation.domain.policy_text import ParsedPolicy, parse_policy, read_policy
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.value import replace
from desktop_escalation.services.actors import Actor, find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.once import Once, Wish
from desktop_escalation.services.policy_moves import Move, move_open_tickets, preview_moves
from desktop_escalation.storage import policies
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.directory import load_organisation
from desktop_escalation.storage.policies import Published
from desktop_escalation.storage.transaction import Transaction


class PolicyCheck(Struct, frozen=True):
    """What there is to know of a file before it is published; `version` is the one that it would get.

    `differences` compares it with the last version; both are empty and False where there is nothing to publish.
    """

    policy: Policy
    version: int
    is_new: bool
    warnings: tuple[Problem, ...]
    differences: tuple[str, ...]


class Publication(Struct, frozen=True):
    """What publishing did, or would do where `is_preview`; `is_new` is False where the text was in force already."""

    name: str
    version: int
    is_new: bool
    warnings: tuple[Problem, ...]
    moved: tuple[Move, ...]
    is_preview: bool = False


class PolicyPage(Struct, frozen=True):
    """One version of a policy with its text, and all versions of its name, oldest first; `zone` is the site's."""

    policy: Policy
    text: str
    is_on: bool
    versions: tuple[Published, ...]
    zone: str


class SwitchedOff(Struct, frozen=True):
    """A policy that no longer meets new tickets; `was_on` is False where it was off before."""

    name: str
    was_on: bool
    moved: tuple[Move, ...]


class Named(Struct, frozen=True):
    """A published policy, written NAME or NAME@VERSION."""

    text: str


class Written(Struct, frozen=True):
    """A policy in a file that may never have been published."""

    text: str
    source: str


class PolicyAdmin(Struct, frozen=True):
    """The use cases around policies."""

    store: Store

    def check(self, asking: Asking, text: str, source: str) -> PolicyCheck:
        """Read a policy file, and tell what is wrong, odd or different about it; raise Unreadable for what is wrong."""
        return self._checked(asking, Right.POLICY_CHECK, read_policy(text, source), Written(text, source))

    def publish(
        self, asking: Asking, text: str, source: str, *, move_open: bool = False, dry_run: bool = False
    ) -> Publication:
        """Put a policy in force; with `move_open` for open tickets too, else for new ones only.

        `dry_run` changes nothing and tells what would become of the tickets.
        """
        parsed, written = read_policy(text, source), Written(text, source)
        checked = self._checked(asking, Right.POLICY_PUBLISH, parsed, written)
        if dry_run:
            moves = self._previewed(asking, replace(parsed.policy, version=checked.version)) if move_open else ()
            return Publication(
                parsed.policy.name, checked.version, checked.is_new, checked.warnings, moves, is_preview=True
            )

        def work(tx: Transaction, actor: Actor) -> Publication:
            version = _publish(tx, parsed, written, actor.name)
            name = parsed.policy.name
            moved = move_open_tickets(tx, Act(actor.author, tx.now), name) if move_open else ()
            return Publication(name, version, checked.is_new, checked.warnings, moved)

        wish = Wish(Right.POLICY_PUBLISH, (text, move_open))
        return Once(self.store).do(asking, wish, Publication, work)

    def list(self, asking: Asking) -> tuple[PolicyPage, ...]:
        """List the last version of every policy, those that are off too, in the order in which they are tried."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.POLICY_LIST)
            found = []
            for name, versions in groupby(policies.all_versions(tx), key=lambda one: one.policy.name):
                found.append(_page(tx, name, tuple(versions), None))
            return tuple(sorted(found, key=lambda page: (page.policy.order, page.policy.name)))

    def show(self, asking: Asking, name: str, version: int | None = None) -> PolicyPage:
        """Show one version of a policy, the last if none is named."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.POLICY_SHOW)
            policies.last_version(tx, name)
            return _page(tx, name, policies.all_versions(tx, name), version)

    def export(self, asking: Asking, name: str, version: int | None = None) -> str:
        """Give the text that a version was published from, letter for letter."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.POLICY_EXPORT)
            return policies.text_of(tx, name, policies.last_version(tx, name) if version is None else version)

    def diff(self, asking: Asking, a: Named | Written, b: Named | Written) -> tuple[str, ...]:
        """Say how one policy differs from another."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.POLICY_DIFF)
            return diff(_found(tx, a), _found(tx, b))

    def off(self, asking: Asking, name: str, *, move_open: bool = False) -> SwitchedOff:
        """Let a policy meet no new tickets; open ones stay under it unless `move_open`."""

        def work(tx: Transaction, actor: Actor) -> SwitchedOff:
            was_on = policies.is_on(tx, name)
            if was_on:
                policies.set_on(tx, name, is_on=False)
            moved = move_open_tickets(tx, Act(actor.author, tx.now), name) if move_open else ()
            return SwitchedOff(name, was_on, moved)

        return Once(self.store).do(asking, Wish(Right.POLICY_OFF, (name, move_open)), SwitchedOff, work)

    def _checked(self, asking: Asking, right: Right, parsed: ParsedPolicy, written: Written) -> PolicyCheck:
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(right)
            organisation = load_organisation(tx, with_customers=True)
            last = _refuse_unfit(tx, parsed, written, organisation)
            policy, is_new = parsed.policy, not _is_in_force(tx, last, written)
            number = 0 if last is None else last.version
            return PolicyCheck(
                policy,
                number + is_new,
                is_new,
                lint(policy, organisation, parsed.lines),
                () if last is None else diff(last, policy),
            )

    def _previewed(self, asking: Asking, draft: Policy) -> tuple[Move, ...]:
        with self.store.reading() as tx:
            actor = find_actor(tx, self.store.address, asking)
            return preview_moves(tx, Act(actor.author, tx.now), draft)


# --- inside a transaction -----------------------------------------------------


def _publish(tx: Transaction, parsed: ParsedPolicy, written: Written, by: str) -> int:
    last = _refuse_unfit(tx, parsed, written, load_organisation(tx))
    number = 0 if last is None else last.version
    if _is_in_force(tx, last, written):
        return number
    version = policies.publish(tx, parsed.policy, written.text, by)
    if version != number + 1:
        raise Conflict(
            f'somebody else published "{parsed.policy.name}" at the same moment: look at version {version - 1} first'
        )
    return version


def _refuse_unfit(tx: Transaction, parsed: ParsedPolicy, written: Written, organisation: Organisation) -> Policy | None:
    """Refuse names that nobody knows and steps that cannot follow; give the last version, None where there is none."""
    unknown = unknown_names(parsed.policy, organisation, parsed.lines)
    if unknown:
        raise Unreadable(written.source, unknown)
    last = _last(tx, parsed.policy.name)
    if last is not None:
        try:
            check_successor(last, parsed.policy)
        except Refused as refused:
            raise Unreadable(written.source, [Problem(str(refused), parsed.lines.find(("step",)))]) from refused
    return last


def _last(tx: Transaction, name: str) -> Policy | None:
    versions = policies.all_versions(tx, name)
    return versions[-1].policy if versions else None


def _is_in_force(tx: Transaction, last: Policy | None, written: Written) -> bool:
    if last is None or not policies.is_on(tx, last.name):
        return False
    return policies.text_of(tx, last.name, last.version) == written.text


def _page(tx: Transaction, name: str, versions: tuple[Published, ...], number: int | None) -> PolicyPage:
    wanted = versions[-1].policy.version if number is None else number
    return PolicyPage(
        policy=policies.version(tx, name, wanted),
        text=policies.text_of(tx, name, wanted),
        is_on=policies.is_on(tx, name),
        versions=versions,
        zone=(load_organisation(tx).site or Site()).zone,
    )


def _found(tx: Transaction, which: Named | Written) -> Policy:
    if isinstance(which, Written):
        return parse_policy(which.text, which.source)
    name, at, number = which.text.rpartition("@")
    if at and number.isdecimal() and _last(tx, which.text) is None:
        return policies.version(tx, name, int(number))
    return policies.version(tx, which.text, policies.last_version(tx, which.text))
