"""Words for a number of things."""

import pytest

from ui.shared.counts import tickets_words


@pytest.mark.parametrize(("number", "words"), [(0, "0 tickets"), (1, "1 ticket"), (2, "2 tickets")])
@pytest.mark.usefixtures("qapp")
def test_english_needs_no_catalogue(number: int, words: str) -> None:
    assert tickets_words(number) == words
