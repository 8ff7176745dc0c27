"""Who was told of an escalation, why, and what became of each message."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.delivery import Delivery, DeliveryState
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.receipt import Receipt
from desktop_escalation.domain.wording import person_name, telling_words
from ui.escalations.page_table import Cell, PageTable, Row, Tone
from ui.escalations.sum_words import short_stamp
from ui.shared.icons import Icon
from ui.shared.plain import one_line

translate = QCoreApplication.translate

_FAILED = frozenset({DeliveryState.FAILED, DeliveryState.EXPIRED})


def told_table(receipt: Receipt, messages: Iterable[Delivery], directory: Directory) -> PageTable | None:
    """Lay out everybody who was told, the customer and others with messages last; None for nobody."""
    rows = tuple(_rows(receipt, tuple(messages), directory))
    return PageTable(translate("Told", "Who was told"), rows, widest=2) if rows else None


def delivery_words(delivery: Delivery, zone: str) -> str:
    """Say what became of a message: "desktop: shown Tue 08:50", "mail: failed, no mail server"."""
    words = translate("Told", "{channel}: {state} {at}").format(
        channel=_channel(delivery.message.channel),
        state=_state(delivery.state),
        at=short_stamp(delivery.state_at, zone),
    )
    if delivery.problem and delivery.state in _FAILED | {DeliveryState.WAITING}:
        return translate("Told", "{} ({})").format(words, one_line(delivery.problem))
    return words


def _rows(receipt: Receipt, messages: tuple[Delivery, ...], directory: Directory) -> Iterator[Row]:
    told = {telling.login for telling in receipt.recipients}
    for telling in receipt.recipients:
        own = [one for one in messages if one.message.to == telling.login]
        why = one_line(telling_words(telling))
        if telling.instead_of is not None:
            why = why.replace(telling.instead_of, one_line(person_name(directory, telling.instead_of)))
        yield _row(one_line(person_name(directory, telling.login)), why, own, directory)
    others: dict[str, list[Delivery]] = {}
    for message in messages:
        if message.message.to not in told:
            others.setdefault(message.message.to, []).append(message)
    for to, own in others.items():
        is_customer = own[0].message.is_for_customer
        name = to if is_customer else person_name(directory, to)
        why = translate("Told", "customer") if is_customer else own[0].message.why
        yield _row(one_line(name), one_line(why), own, directory)


def _row(name: str, why: str, own: list[Delivery], directory: Directory) -> Row:
    zone = directory.site.zone
    words = "; ".join(delivery_words(one, zone) for one in own)
    has_failed = any(one.state in _FAILED for one in own)
    if not own:
        words = translate("Told", "no message on record")
    tone = Tone.BAD if has_failed else Tone.QUIET if own else Tone.MUTED
    return Row(
        (
            Cell(name, Tone.TEXT, _sign(own), sign_tone=Tone.BAD if has_failed else Tone.MUTED),
            Cell(why, Tone.QUIET),
            Cell(words, tone),
        )
    )


def _sign(own: list[Delivery]) -> Icon:
    if any(one.message.is_for_customer for one in own):
        return Icon.MAIL
    return Icon.OCTAGON_X if any(one.state in _FAILED for one in own) else Icon.BELL


def _channel(channel: NoticeChannel) -> str:
    return {
        NoticeChannel.CENTRE: translate("Told", "in the window"),
        NoticeChannel.DESKTOP: translate("Told", "desktop"),
        NoticeChannel.MAIL: translate("Told", "mail"),
    }[channel]


def _state(state: DeliveryState) -> str:
    return {
        DeliveryState.WAITING: translate("Told", "waiting since"),
        DeliveryState.SENT: translate("Told", "sent"),
        DeliveryState.FAILED: translate("Told", "failed"),
        DeliveryState.SHOWN: translate("Told", "shown"),
        DeliveryState.READ: translate("Told", "read"),
        DeliveryState.ACKNOWLEDGED: translate("Told", "acknowledged"),
        DeliveryState.IN_DIGEST: translate("Told", "in a digest"),
        DeliveryState.EXPIRED: translate("Told", "expired"),
        DeliveryState.CANCELLED: translate("Told", "cancelled"),
    }[state]
