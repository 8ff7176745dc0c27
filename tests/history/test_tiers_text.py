import pytest

from desktop_escalation.domain.errors import Unreadable
from desktop_escalation.history.tiers_text import parse_tiers


def test_teams_have_levels() -> None:
    assert parse_tiers('"Group  70" = 2\nDesk = 1\n', "tiers.toml") == {"Group 70": 2, "Desk": 1}


def test_a_level_that_is_none_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable, match=r"tiers.toml:2"):
        parse_tiers('"Group 70" = 2\n"Group 71" = 0\n', "tiers.toml")
    with pytest.raises(Unreadable, match=r"tiers.toml:1"):
        parse_tiers('"Group 70" = "2"\n', "tiers.toml")
