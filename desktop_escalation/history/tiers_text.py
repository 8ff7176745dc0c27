"""The tiers of a log's groups as administrators write them: `"Group 70" = 2`."""

from collections.abc import Mapping

from desktop_escalation.domain.names import check_name
from desktop_escalation.domain.organisation_table import read_document
from desktop_escalation.domain.person_text import HIGHEST_TIER


def parse_tiers(text: str, source: str) -> Mapping[str, int]:
    """Read the levels by team; raise Unreadable with every fault."""
    document = read_document(text, source)
    tiers = {}
    for name in document.content:
        document.check(name, name, check_name)
        tiers[" ".join(name.split())] = document.number(name, 1, least=1, most=HIGHEST_TIER)
    document.faults.refuse(source)
    return tiers
