"""The table says plainly what keeps its limit and what does not."""

import pytest

from tests.bench.figures import Figure, Limit, NotMeasured, table


@pytest.mark.parametrize(
    ("limit", "holds"),
    [
        (None, None),
        (Limit.at_most(6), True),
        (Limit.at_most(5.9), False),
        (Limit.at_least(6), True),
        (Limit.at_least(6.1), False),
        (Limit.times_at_most(3), True),
        (Limit.times_at_most(2.9), False),
        (Limit.times_at_least(3), True),
        (Limit.times_at_least(3.1), False),
    ],
)
def test_a_limit_is_of_the_value_or_of_the_ratio(*, limit: Limit | None, holds: bool | None) -> None:
    figure = Figure("passes", "a pass", 6, "ms", floor=2, limit=limit)
    assert figure.holds is holds


def test_a_limit_of_the_ratio_needs_a_floor() -> None:
    with pytest.raises(ValueError, match="needs a floor"):
        Figure("passes", "a pass", 6, "ms", limit=Limit.times_at_most(3))


def test_the_table_marks_what_misses_its_limit_and_what_was_not_measured() -> None:
    good = Figure("passes", "a pass", 6, "ms", limit=Limit.at_most(6))
    bad = Figure("passes", "another", 7, "ms", limit=Limit.at_most(6))
    heading, held, missed, other, why, summary = table([good, bad, NotMeasured("import", "there is no log")])
    assert (heading, other) == ("passes", "import")
    assert held.endswith("holds  at most 6")
    assert missed.endswith("MISSED at most 6")
    assert why == "  NOT MEASURED: there is no log"
    assert summary == "1 of 2 limits MISSED"
