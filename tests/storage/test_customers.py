import time

from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.value import replace
from desktop_escalation.storage.customers import load_all_customers, load_customer, load_customers, save_customers
from desktop_escalation.storage.database import Store

PRIYA = Customer("Priya@Halden.example", "Priya Nair", "Halden Logistics", "Gold", vip=True)


def test_a_customer_is_found_by_the_mail_address_in_any_case(store: Store) -> None:
    with store.writing() as tx:
        save_customers(tx, [PRIYA])
    with store.reading() as tx:
        assert load_customer(tx, "priya@HALDEN.example") == PRIYA
        assert load_customer(tx, "nobody@halden.example") is None


def test_of_several_addresses_those_that_are_known_are_found(store: Store) -> None:
    with store.writing() as tx:
        save_customers(tx, [PRIYA])
        assert load_customers(tx, ["priya@halden.example", "PRIYA@halden.example", "nobody@x.example"]) == (PRIYA,)
        assert load_customers(tx, []) == ()


def test_a_customer_is_updated_whatever_the_case_of_the_address(store: Store) -> None:
    changed = replace(PRIYA, mail="priya@halden.example", plan="Basic")
    with store.writing() as tx:
        save_customers(tx, [PRIYA])
        assert save_customers(tx, [changed]) == (changed,)
        assert save_customers(tx, [changed]) == ()
        assert load_all_customers(tx) == (changed,)


def test_of_two_customers_with_one_address_the_last_counts(store: Store) -> None:
    with store.writing() as tx:
        save_customers(tx, [PRIYA, replace(PRIYA, name="Priya")])
        assert load_all_customers(tx) == (replace(PRIYA, name="Priya"),)


def test_twenty_thousand_customers_are_saved_and_updated_fast(store: Store) -> None:
    customers = [Customer(f"c{number}@halden.example", "Somebody", "Halden") for number in range(20_000)]
    begin_s = time.monotonic()
    with store.writing() as tx:
        assert len(save_customers(tx, customers)) == 20_000
        assert len(save_customers(tx, [replace(customer, vip=True) for customer in customers[:10_000]])) == 10_000
    assert time.monotonic() - begin_s < 15
