"""The courier as a job beside the engine."""

import pytest

from desktop_escalation.app.couriers import ROUNDS_EVERY_S, deliver_job
from desktop_escalation.engine.job_run import JobRun
from desktop_escalation.engine.watchdog import INTERVALS_OF_SILENCE
from desktop_escalation.notify.courier import MOST_A_ROUND, Courier
from desktop_escalation.notify.desktop import LIMIT_S, WAIT_LIMIT_S
from tests.copies import SQLITE, CopyOf
from tests.services.office import Office, furnish


def test_a_round_in_which_no_desktop_answers_does_not_count_as_stuck_and_rounds_follow_soon(copy_of: CopyOf) -> None:
    with Office.open(copy_of(furnish, SQLITE)) as office:
        job = deliver_job(Courier(office.app.deliveries, {}, None, "a"))
        assert INTERVALS_OF_SILENCE * job.longest_wait_s > 2 * MOST_A_ROUND * (LIMIT_S + WAIT_LIMIT_S)
        assert JobRun(job)() == pytest.approx(ROUNDS_EVERY_S, rel=0.1)
