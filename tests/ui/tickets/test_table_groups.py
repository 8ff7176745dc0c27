from datetime import timedelta

from desktop_escalation.domain.queue_row import DueGroup
from tests.ui.tickets.rows import NOW, ZONE, a_countdown, a_row, an_afternoon, due, minutes
from ui.tickets.table_groups import GroupEnd, GroupLine, counts_after, find_ends, lay_out


def test_groups_end_where_the_time_until_due_changes() -> None:
    assert find_ends(an_afternoon(), NOW, ZONE) == (
        GroupEnd(DueGroup.BREACHED, 2),
        GroupEnd(DueGroup.NEXT_30_MIN, 6),
        GroupEnd(DueGroup.NEXT_2_HOURS, 11),
        GroupEnd(DueGroup.PAUSED, 14),
    )


def test_a_list_sorted_the_other_way_has_its_groups_the_other_way() -> None:
    ends = find_ends(an_afternoon()[::-1], NOW, ZONE)
    assert [one.group for one in ends] == [
        DueGroup.PAUSED,
        DueGroup.NEXT_2_HOURS,
        DueGroup.NEXT_30_MIN,
        DueGroup.BREACHED,
    ]
    assert ends[-1].end == 14


def test_no_ticket_has_no_group() -> None:
    assert find_ends((), NOW, ZONE) == ()


def test_a_list_out_of_order_has_no_group_twice() -> None:
    rows = [due("DE-1", 5), due("DE-2", 60), due("DE-3", 5), due("DE-4", 60), a_row("DE-5")]
    groups = [one.group for one in find_ends(rows, NOW, ZONE)]
    assert len(groups) == len(set(groups))


def test_a_heading_counts_tickets_that_are_not_read_yet() -> None:
    rows = (due("DE-1", 5), due("DE-2", 6))
    lines = lay_out(rows, find_ends(rows, NOW, ZONE), {DueGroup.NEXT_30_MIN: 9}, collapsed=())
    assert lines == [GroupLine(DueGroup.NEXT_30_MIN, 9), *rows]


def test_a_count_that_is_behind_does_not_show_less_than_was_read() -> None:
    rows = (due("DE-1", 5), due("DE-2", 6))
    lines = lay_out(rows, find_ends(rows, NOW, ZONE), {DueGroup.NEXT_30_MIN: 1}, collapsed=())
    assert lines[0] == GroupLine(DueGroup.NEXT_30_MIN, 2)


def test_a_collapsed_group_keeps_its_heading_only() -> None:
    rows = (due("DE-1", -5), due("DE-2", 6))
    lines = lay_out(rows, find_ends(rows, NOW, ZONE), {}, collapsed={DueGroup.BREACHED})
    assert lines == [
        GroupLine(DueGroup.BREACHED, 1, is_collapsed=True),
        GroupLine(DueGroup.NEXT_30_MIN, 1),
        rows[1],
    ]


def test_counts_follow_tickets_that_moved_to_another_group() -> None:
    rows = (due("DE-1", 5), due("DE-2", 6), due("DE-3", 60), a_row("DE-4", a_countdown(minutes(5), is_paused=True)))
    before, after = find_ends(rows, NOW, ZONE), find_ends(rows, NOW + timedelta(minutes=6), ZONE)
    counts = counts_after({DueGroup.NEXT_30_MIN: 7, DueGroup.LATER: 3}, before, after)
    assert counts[DueGroup.BREACHED] == 2
    assert counts[DueGroup.NEXT_30_MIN] == 5
    assert counts[DueGroup.LATER] == 3
