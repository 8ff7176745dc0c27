"""Whatever statement fails, before it runs or after, the database ends as if none had failed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.copies import Copies
from tests.database_content import FileDesk, ServerDesk
from tests.faults import When
from tests.services.every_statement import check
from tests.services.use_cases import USE_CASES, UseCase, furnish_busy

# Every so many; tests/journeys lets each of them fail.
SPREAD_IN_A_FILE, SPREAD_ON_A_SERVER = 5, 9


@pytest.fixture(scope="module")
def server_desk(copies: Copies) -> Iterator[ServerDesk]:
    with ServerDesk.open(copies, furnish_busy) as desk:
        yield desk


@pytest.mark.parametrize("when", When)
@pytest.mark.parametrize("case", USE_CASES, ids=lambda case: case.name)
def test_a_failing_statement_changes_nothing_of_the_end_in_a_file(
    case: UseCase, when: When, copies: Copies, tmp_path: Path
) -> None:
    assert check(case, FileDesk(copies, furnish_busy, tmp_path), [when], SPREAD_IN_A_FILE) > 1


@pytest.mark.parametrize("case", USE_CASES, ids=lambda case: case.name)
def test_a_connection_that_breaks_changes_nothing_of_the_end_on_a_server(
    case: UseCase, server_desk: ServerDesk
) -> None:
    assert check(case, server_desk, every=SPREAD_ON_A_SERVER) > 2
