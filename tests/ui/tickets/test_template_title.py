"""The names of templates as titles."""

import pytest

from ui.tickets.template_title import template_title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("raised-to-engineering", "Raised to engineering"),
        ("sorry_late", "Sorry late"),
        ("Sorry, late", "Sorry, late"),
        ("VPN-outage", "VPN-outage"),
        ("-", "-"),
    ],
)
def test_what_administrators_write_is_read_as_words(name: str, title: str) -> None:
    assert template_title(name) == title
