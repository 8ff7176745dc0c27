from hypothesis import given
from hypothesis import strategies as st

from ui.tickets.line_changes import LineSpan, line_changes

LISTS = st.lists(st.integers(0, 30), unique=True)


@given(LISTS, LISTS)
def test_the_changes_make_one_list_the_other(old: list[int], new: list[int]) -> None:
    changes = line_changes(old, new)
    lines = list(old)
    for span in changes.removals:
        del lines[span.first : span.last + 1]
    for span in changes.insertions:
        lines[span.first : span.first] = new[span.first : span.last + 1]
    assert lines == new


def test_a_line_that_moves_is_the_only_one_that_is_touched() -> None:
    changes = line_changes("abcdef", "acdebf")
    assert changes.removals == (LineSpan(1, 1),)
    assert changes.insertions == (LineSpan(4, 4),)


def test_lines_beside_each_other_are_one_span() -> None:
    changes = line_changes("abxyzcd", "abcd")
    assert changes.removals == (LineSpan(2, 4),)
    assert changes.insertions == ()


def test_equal_lists_need_no_change() -> None:
    changes = line_changes("abc", "abc")
    assert not changes.removals
    assert not changes.insertions
