"""Running a use case once for each statement of it that can fail."""

from collections.abc import Iterable, Iterator

from desktop_escalation.domain.errors import Unavailable
from tests.database_content import Content, Desk
from tests.faults import Faults, When, faulty_store
from tests.services.use_cases import UseCase


def check(case: UseCase, desk: Desk, whens: Iterable[When] = When, every: int = 1) -> int:
    """Let each `every`-th statement fail in turn, and the last, which is the COMMIT; count the failures."""
    desk.reset()
    before, free = desk.content(), Faults()
    after = _end(case, desk, free, ())
    assert after != before
    assert free.statements[-1] == "COMMIT"
    last = len(free.statements) - 1
    failures = [(when, nth) for when in whens for nth in (*range(0, last, every), last)]
    for when, nth in failures:
        faults = Faults(nth, when)
        story = f"{case.name}: statement {nth} fails {when}: {free.statements[nth][:200]}"
        try:
            end = _end(case, desk, faults, (before, after))
        except Exception as error:
            error.add_note(story)
            raise
        assert faults.has_failed, story
        assert end == after, "\n".join((story, *_differences(end, after)))
    return len(failures)


def _differences(end: Content, wanted: Content) -> Iterator[str]:
    for table, rows in wanted.items():
        yield from (f"{table} lacks {row[:1000]}" for row in rows if row not in end[table])
        yield from (f"{table} has {row[:1000]}" for row in end[table] if row not in rows)


def _end(case: UseCase, desk: Desk, faults: Faults, allowed: tuple[Content, ...]) -> Content:
    """Run a use case, and once more by hand where it says that it cannot be done now: all or nothing is done then."""
    desk.reset()
    with faulty_store(desk.url, faults) as store:
        try:
            case.run(store)
        except Unavailable:
            assert desk.content() in allowed
            case.run(store)
    return desk.content()
