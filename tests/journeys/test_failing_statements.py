"""Every statement of every use case fails, before it runs, after it, and at the commit; tests/services has a spread."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.copies import Copies
from tests.database_content import FileDesk, ServerDesk
from tests.faults import When
from tests.services.every_statement import check
from tests.services.use_cases import USE_CASES, UseCase, furnish_busy


@pytest.fixture(scope="module")
def server_desk(copies: Copies) -> Iterator[ServerDesk]:
    with ServerDesk.open(copies, furnish_busy) as desk:
        yield desk


@pytest.mark.parametrize("when", When)
@pytest.mark.parametrize("case", USE_CASES, ids=lambda case: case.name)
def test_a_failing_statement_changes_nothing_of_the_end_in_a_file(
    case: UseCase, when: When, copies: Copies, tmp_path: Path
) -> None:
    assert check(case, FileDesk(copies, furnish_busy, tmp_path), [when]) > 5


@pytest.mark.parametrize("when", When)
@pytest.mark.parametrize("case", USE_CASES, ids=lambda case: case.name)
def test_a_connection_that_breaks_changes_nothing_of_the_end(
    case: UseCase, when: When, server_desk: ServerDesk
) -> None:
    assert check(case, server_desk, [when]) > 5
