"""What no list can be asked for."""

import pytest

from desktop_escalation.domain.queue import Count, QueueQuery
from desktop_escalation.domain.ticket import State


def test_a_list_is_of_one_kind_of_personal_queue() -> None:
    with pytest.raises(ValueError, match="not of both"):
        QueueQuery(escalated_to="marek", watched_by="marek")


@pytest.mark.parametrize("query", [{"watched_by": "marek"}, {"escalated_to": "marek"}])
def test_personal_queues_have_only_what_is_at_work(query: dict[str, str]) -> None:
    assert QueueQuery(states=(State.NEW,), **query).states == (State.NEW,)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="only while it is at work"):
        QueueQuery(states=tuple(State), **query)  # type: ignore[arg-type]


def test_counts_add_up() -> None:
    assert Count(3, 1) + Count(2, 2) == Count(5, 3)
