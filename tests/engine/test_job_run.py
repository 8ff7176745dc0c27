import logging
import threading

import pytest

from desktop_escalation.domain.errors import Conflict, EscalationError, Refused, Unavailable
from desktop_escalation.engine.job import GoOn, Job, every
from desktop_escalation.engine.job_run import SHORTEST_WAIT_S, JobRun
from tests.engine.hands import INTERVAL_S, Hand, Work, a_job

JITTERED = pytest.approx(INTERVAL_S, rel=0.1)


def failing_with(error: Exception) -> Work:
    def work(_go_on: GoOn) -> None:
        raise error

    return work


def test_after_a_success_the_job_waits_as_it_says() -> None:
    assert JobRun(a_job(wait_s=3.0))() == 3.0


def test_no_job_waits_longer_than_its_longest_wait_give_or_take_a_tenth() -> None:
    assert JobRun(a_job(wait_s=3600.0))() == JITTERED
    assert JobRun(every(INTERVAL_S, "deliver", lambda _go_on: None))() == JITTERED


def test_a_job_whose_next_thing_is_due_already_does_not_spin() -> None:
    assert JobRun(a_job(wait_s=0.0))() == SHORTEST_WAIT_S


def test_a_job_without_a_wait_is_refused() -> None:
    with pytest.raises(ValueError, match="a job waits"):
        every(0.0, "deliver", lambda _go_on: None)


@pytest.mark.parametrize("error", [Unavailable("no answer"), Conflict("somebody was faster"), Refused("no entry")])
def test_what_people_can_mend_is_told_in_words_and_tried_again_ever_later(
    error: EscalationError, caplog: pytest.LogCaptureFixture
) -> None:
    run = JobRun(a_job(work=failing_with(error)))
    waits = [run() for _ in range(40)]
    for wait_s, longest_s in zip(waits, [1.0, 2.0, 4.0, 8.0, *[INTERVAL_S] * 36], strict=True):
        assert longest_s / 2 <= wait_s <= longest_s
    assert len(set(waits)) > 30
    assert run.state(is_stuck=False).last_error == str(error)
    (record,) = caplog.records
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)
    assert record.message == f"{str(error).capitalize()}. The job “climb” keeps trying."


def test_an_outage_is_told_at_once_and_then_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    clock = Hand()
    run = JobRun(a_job(work=failing_with(Unavailable("The database does not answer."))), clock)
    for _ in range(18):
        run()
        clock.seconds += 10
    assert [record.message for record in caplog.records] == [
        "The database does not answer. The job “climb” keeps trying."
    ] * 3


def test_a_job_that_fails_and_works_by_turns_does_not_fill_the_log(caplog: pytest.LogCaptureFixture) -> None:
    errors: list[Exception | None] = [Unavailable("no answer"), None] * 6

    def work(_go_on: GoOn) -> None:
        if (error := errors.pop(0)) is not None:
            raise error

    clock = Hand()
    run = JobRun(a_job(work=work), clock)
    for _ in range(12):
        run()
        clock.seconds += 5
    assert [record.message for record in caplog.records] == [
        "No answer. The job “climb” keeps trying.",
        "The job “climb” works again after 5 s.",
    ]


def test_a_mistake_of_the_program_in_the_middle_of_an_outage_is_told_too(caplog: pytest.LogCaptureFixture) -> None:
    errors: list[Exception] = [Unavailable("no answer"), KeyError("tier"), KeyError("tier")]

    def work(_go_on: GoOn) -> None:
        raise errors.pop(0)

    run = JobRun(a_job(work=work), Hand())
    for _ in range(3):
        run()
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.ERROR]


def test_a_mistake_of_the_program_is_logged_with_its_traceback_and_the_job_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    run = JobRun(a_job(work=failing_with(KeyError("tier"))))
    assert run() == JITTERED
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert run.state(is_stuck=False).last_error == "KeyError: 'tier'"


def test_a_failure_to_ask_when_it_is_due_again_is_a_failure_of_the_job() -> None:
    def wait_s() -> float:
        raise Unavailable("no answer")

    run = JobRun(Job("climb", lambda _go_on: None, wait_s, INTERVAL_S))
    assert run() <= 1.0
    assert run.state(is_stuck=False).last_error == "no answer"
    assert run.state(is_stuck=False).success_s_ago is None


def test_a_success_clears_what_went_wrong_and_counts_from_then(caplog: pytest.LogCaptureFixture) -> None:
    errors: list[Exception] = [Unavailable("no answer"), Unavailable("no answer")]

    def work(_go_on: GoOn) -> None:
        if errors:
            raise errors.pop()

    clock = Hand()
    run = JobRun(a_job(work=work), clock)
    for _ in range(3):
        run()
        clock.seconds += 29
    clock.seconds += 7 - 29
    state = run.state(is_stuck=False)
    assert (state.success_s_ago, state.last_error) == (7.0, None)
    assert (caplog.records[-1].levelno, caplog.records[-1].message) == (
        logging.WARNING,
        "The job “climb” works again after 58 s.",
    )
    errors.append(Unavailable("no answer"))
    assert run() <= 1.0


def test_each_portion_of_the_work_is_a_sign_of_life() -> None:
    clock = Hand()
    alive: list[float] = []

    def work(go_on: GoOn) -> None:
        for _ in range(3):
            clock.seconds += 60
            assert go_on()
            alive.append(run.alive_s)

    run = JobRun(a_job(work=work), clock)
    run()
    assert alive == [1060.0, 1120.0, 1180.0]


def test_at_the_end_the_work_ends_at_its_next_portion_and_never_begins_again() -> None:
    went_on: list[bool] = []

    def work(go_on: GoOn) -> None:
        went_on.append(go_on())
        run.end()
        went_on.append(go_on())

    run = JobRun(a_job(work=work))
    run()
    run()
    assert went_on == [True, False]
    assert run.wait_for_end(0.0)


def test_the_end_is_waited_for_but_not_for_ever() -> None:
    began, may_end = threading.Event(), threading.Event()

    def work(_go_on: GoOn) -> None:
        began.set()
        assert may_end.wait(10)

    run = JobRun(a_job(work=work))
    thread = threading.Thread(target=run)
    thread.start()
    assert began.wait(10)
    assert not run.wait_for_end(0.01)
    may_end.set()
    assert run.wait_for_end(10)
    thread.join()


def test_a_job_that_is_woken_often_keeps_its_pause() -> None:
    clock = Hand()
    run = JobRun(a_job(pause_s=0.25), clock)
    assert run.earliest_s() == 0.0
    run()
    assert run.earliest_s() == 0.25
    clock.seconds += 0.5
    assert run.earliest_s() == 0.0
