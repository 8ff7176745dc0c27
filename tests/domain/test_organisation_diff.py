from desktop_escalation.domain.organisation_diff import Entry, changed_entries
from desktop_escalation.domain.people import Customer, Organisation, Person, Site, Tier
from desktop_escalation.domain.value import replace
from tests.domain.organisations import an_organisation


def test_an_organisation_does_not_differ_from_itself() -> None:
    assert changed_entries(an_organisation(), an_organisation()) == ()


def test_what_is_not_mentioned_does_not_differ() -> None:
    assert changed_entries(an_organisation(), Organisation()) == ()


def test_everything_of_an_organisation_is_new_where_there_was_none() -> None:
    entries = changed_entries(Organisation(), an_organisation())
    assert all(entry.is_new for entry in entries if entry.noun != "site")
    assert {entry.noun for entry in entries} == {
        "site", "calendar", "tier", "person", "team", "customer", "template",
    }  # fmt: skip


def test_what_differs_is_told_from_what_is_new() -> None:
    new = Organisation(
        site=Site(name="Harbour"),
        tiers=(Tier(1, "Help Desk"), Tier(4, "Board")),
        people=(replace(Person("priya", "Priya"), mail="priya@example.org"), Person("yuki", "Yuki")),
        customers=(Customer("nair@example.org", "Nair", vip=True),),
    )
    assert changed_entries(an_organisation(), new) == (
        Entry("site", "Harbour", is_new=False),
        Entry("tier", "1", is_new=False),
        Entry("tier", "4", is_new=True),
        Entry("person", "yuki", is_new=True),
        Entry("customer", "nair@example.org", is_new=False),
    )
