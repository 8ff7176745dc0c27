"""How people call their database: never by its password, and without waiting for a driver where it is a file."""

import subprocess
import sys

import pytest

from desktop_escalation.app.database_name import database_name
from desktop_escalation.domain.errors import Refused

NAME_A_FILE = """
import sys
from desktop_escalation.app.database_name import database_name
print(database_name("sqlite:////home/marek/escalation.db"), "psycopg" in sys.modules)
"""


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:////home/marek/escalation.db", "escalation.db"),
        ("sqlite:///what?.db", "what?.db"),
        ("postgresql://marek:secret@db01.harbour.lan:5432/helpdesk?sslmode=require", "helpdesk"),
        ("postgresql://marek:secret@db01", "db01"),
        ("postgres://marek:sec?ret#1@one,two", "one,two"),
        ("postgresql://db01?user=marek&password=secret", "db01"),
        ("postgresql://db01?dbname=helpdesk&password=secret", "helpdesk"),
        ("postgresql://", "PostgreSQL"),
    ],
)
def test_a_database_is_named_without_way_and_password(url: str, name: str) -> None:
    assert database_name(url) == name


@pytest.mark.parametrize("url", ["mysql://marek:secret@db01/helpdesk", "postgresql://marek:sec/ret@db01/helpdesk"])
def test_an_address_that_makes_no_sense_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(Refused) as refused:
        database_name(url)
    assert "ret" not in str(refused.value)


def test_a_file_is_named_without_loading_the_driver_of_a_server() -> None:
    done = subprocess.run([sys.executable, "-c", NAME_A_FILE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "escalation.db False"
