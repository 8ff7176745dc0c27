"""The multiplied tickets are what the product would have made: otherwise no figure over them means anything."""

import pytest

from tests.bench.databases import Databases
from tests.bench.furnish import Crowd, furnish_crowd
from tests.copies import KINDS
from tests.services.office import Office

CROWD = Crowd(minutes=3, of_each=7)


@pytest.mark.parametrize("kind", KINDS)
def test_multiplied_tickets_follow_from_their_histories(kind: str, databases: Databases) -> None:
    url = databases.new(kind)
    furnish_crowd(url, CROWD)
    with Office.open(url) as office:
        assert office.has_no_differences()
        assert office.look("DE-21").ticket.subject == "VPN drops"
        assert office.ticket() == "DE-22"
        assert office.has_no_differences()
