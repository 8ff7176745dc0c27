"""How somebody who escalates by hand wants the customer told, where the policy's own way is not wanted."""

from msgspec import Struct


class Wording(Struct, frozen=True):
    """Words of one's own in the place of a template's."""

    subject: str
    body: str


class CustomerMail(Struct, frozen=True):
    """A template by its name; `language` None takes the customer's, `wording` None what the template says."""

    template: str
    language: str | None = None
    wording: Wording | None = None
