"""The demo team: the same for the same seed, as in the pictures, and sound when everything is rebuilt."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop_escalation.app.application import Application, application
from desktop_escalation.cli.__main__ import cli
from desktop_escalation.cli.demo_text import print_escalations, print_happening, print_told_counts
from desktop_escalation.domain import organisation_check, policy_names
from desktop_escalation.domain.clock import ClockState
from desktop_escalation.domain.delivery import DeliveryState
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.organisation_text import parse_organisation
from desktop_escalation.domain.policy_lint import lint
from desktop_escalation.domain.policy_text import read_policy
from desktop_escalation.domain.ticket import Priority, State
from desktop_escalation.domain.ticket_view import ClockView, TicketView
from desktop_escalation.history.demo_acts import DEMO_AT, DEMO_FILES, LONDON, read_told_tickets
from desktop_escalation.history.demo_afternoon import Afternoon
from desktop_escalation.history.demo_size import add_archive
from desktop_escalation.history.demo_team import (
    AFTERNOON_ENDS_AT,
    POLICIES,
    create_where_missing,
    import_team,
    make_demo_team,
    opened,
    play_history,
    policy_text,
)
from desktop_escalation.history.demo_words import Happening, Tone
from desktop_escalation.history.virtual_desk import VirtualDesk
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.database_check import CheckReport

FEW = 150
ME = "tester"
ADA = Asking(ME, "ada")


def unwatched(done: int, total: int) -> None:
    """Take no notice of progress."""


def checked(app: Application) -> CheckReport:
    return app.check.check(ADA, unwatched)


@pytest.fixture(scope="module")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo_team(f"sqlite:///{path}", ME, seed=1, tickets=FEW, progress=unwatched)
    return path


@pytest.fixture
def made(made_file: Path, sqlite_url: str) -> Iterator[Application]:
    """The demo team at 13:53, in a file of this test's own."""
    shutil.copyfile(made_file, sqlite_url.removeprefix("sqlite:///"))
    with application(sqlite_url) as app:
        yield app


@pytest.fixture(scope="module")
def pictured(made_file: Path) -> Iterator[Application]:
    """The demo team at 13:53, for tests that change nothing."""
    with application(f"sqlite:///{made_file}") as app:
        yield app


@pytest.fixture(scope="module")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the team's people and policies, and no tickets."""
    url = f"sqlite:///{tmp_path_factory.mktemp('team') / 'team.db'}"
    create_where_missing(url)
    with opened(url) as store:
        import_team(store, ME)
    return url


def ticket(app: Application, number: int) -> TicketView:
    return app.lists.show(ADA, f"DE-{number}").view


def clock(view: TicketView, metric: Metric) -> ClockView:
    return [one for one in view.clocks if one.metric is metric][-1]


def local(at: datetime | None) -> str:
    return "–" if at is None else f"{at.astimezone(LONDON):%a %H:%M}"


# --- files --------------------------------------------------------------------


def test_the_organisation_of_the_demo_team_has_no_fault_and_no_warning() -> None:
    organisation = parse_organisation(DEMO_FILES.joinpath("organisation.toml").read_text("utf-8"), "organisation.toml")
    assert organisation_check.unknown_names(organisation) == ()
    assert organisation_check.warnings(organisation) == ()


@pytest.mark.parametrize("name", POLICIES)
def test_every_version_of_a_demo_policy_passes_the_check_without_warnings(name: str) -> None:
    organisation = parse_organisation(DEMO_FILES.joinpath("organisation.toml").read_text("utf-8"), "organisation.toml")
    for version in range(1, POLICIES[name][0] + 1):
        parsed = read_policy(policy_text(name, version), name)
        assert policy_names.unknown_names(parsed.policy, organisation, parsed.lines) == ()
        assert lint(parsed.policy, organisation, parsed.lines) == ()


# --- the past -----------------------------------------------------------------


def story(desk: VirtualDesk) -> list[object]:
    return [(number, commit.events) for number, commits in sorted(desk.commits.items()) for commit in commits]


def test_the_same_seed_makes_the_same_past_and_another_one_another(empty_desk: str) -> None:
    with opened(empty_desk) as store:
        first, again, other = (story(play_history(store, seed=seed, tickets=130)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_everything_that_was_made_follows_from_the_histories(pictured: Application) -> None:
    report = checked(pictured)
    assert report.differences == ()
    assert report.tickets == FEW


def test_the_past_has_breaches_escalations_reopenings_and_hand_backs(pictured: Application) -> None:
    with pictured.store.reading() as tx:
        kinds = {kind for (kind,) in tx.sql("SELECT DISTINCT kind FROM event")}
        verdicts = {outcome for (outcome,) in tx.sql("SELECT DISTINCT outcome FROM verdict")}
        ((passes,),) = tx.sql("SELECT COUNT(*) FROM engine_pass WHERE fired > 0")
    assert {"StepFired", "StepSkipped", "Breached", "Reopened", "HandedBack", "Acknowledged", "Closed"} <= kinds
    assert verdicts == {"met", "breached"}
    assert passes > 20


def test_messages_of_the_past_have_arrived_and_those_of_today_are_new(pictured: Application) -> None:
    found = pictured.deliveries.list(ADA, "marek").deliveries
    new = [one.message.ticket for one in found if one.state is DeliveryState.SENT and one.message.channel == "centre"]
    assert new == ["DE-4837"]
    assert all(one.made_at <= DEMO_AT for one in found)
    assert any(one.state is DeliveryState.READ for one in found)


def test_every_escalation_of_the_past_has_its_receipt(pictured: Application) -> None:
    with pictured.store.reading() as tx:
        assert tx.sql("SELECT COUNT(*) FROM escalation WHERE receipt IS NULL") == [(0,)]
        assert tx.sql("SELECT COUNT(*) FROM escalation WHERE step IS NULL")[0][0] > 20


def test_the_next_ticket_has_the_number_after_the_last(made: Application) -> None:
    with made.store.reading() as tx:
        assert tx.sql("SELECT last FROM ticket_counter") == [(4837,)]


def test_it_is_the_moment_of_the_pictures(pictured: Application) -> None:
    assert local(pictured.clock.show().now) == "Tue 13:53"


def test_a_database_with_tickets_is_refused(made: Application) -> None:
    with pytest.raises(Refused, match="has tickets already"):
        make_demo_team(f"sqlite:///{made.store.address.path}", ME, seed=1, tickets=FEW, progress=unwatched)  # type: ignore[union-attr]


def test_a_database_with_a_real_clock_is_refused(sqlite_url: str) -> None:
    CliRunner().invoke(cli, ["--db", sqlite_url, "database", "create"], catch_exceptions=False)
    with pytest.raises(Refused, match="clock"):
        make_demo_team(sqlite_url, ME, seed=1, tickets=FEW, progress=unwatched)


# --- the pictures -------------------------------------------------------------


def test_the_vpn_ticket_stands_as_in_the_main_picture(pictured: Application) -> None:
    view = ticket(pictured, 4821)
    assert (view.ticket.state, view.ticket.priority, view.ticket.tier) == (State.OPEN, Priority.URGENT, 2)
    assert (view.ticket.team, view.ticket.assignee) == ("Network", "marek")
    assert view.ticket.policy is not None
    assert (view.ticket.policy.name, view.ticket.policy.version) == ("Urgent incidents", 6)
    first = clock(view, Metric.FIRST_RESPONSE)
    assert (first.state, first.used, first.target) == (ClockState.MET, timedelta(minutes=18), timedelta(minutes=30))
    assert local(clock(view, Metric.UPDATE).due_at) == "Tue 14:05"
    assert local(clock(view, Metric.RESOLUTION).due_at) == "Tue 14:50"


def test_the_ladder_of_the_vpn_ticket_is_that_of_the_main_picture(pictured: Application) -> None:
    view = ticket(pictured, 4821)
    raised, warned = view.escalations
    assert (raised.key and raised.key.step, local(raised.fired_at)) == ("2", "Tue 08:50")
    assert (raised.acknowledged_by, raised.acknowledged_at) == ("marek", raised.fired_at + timedelta(minutes=6))
    assert (warned.key and warned.key.step, local(warned.fired_at)) == ("3", "Tue 12:50")
    assert warned.told == ("marek", "ingrid")
    assert warned.is_unacknowledged
    assert [(step.step, local(step.at)) for step in view.next_steps] == [("4", "Tue 14:05"), ("5", "Tue 14:50")]


def test_the_receipt_of_the_vpn_ticket_has_the_sums_of_the_explain_picture(pictured: Application) -> None:
    (found,) = pictured.explaining.explain(ADA, "DE-4821", "2").explanations
    sums = found.receipt.arithmetic
    assert (sums.target, sums.threshold, sums.counted) == (timedelta(hours=8), timedelta(hours=2), timedelta(hours=2))
    counted = [(local(one.from_at), local(one.to_at)) for one in sums.intervals if one.counts]
    assert counted == [("Mon 16:20", "Mon 17:00"), ("Mon 17:30", "Mon 18:00"), ("Tue 08:00", "Tue 08:50")]
    assert found.receipt.choice is not None
    assert found.receipt.choice.chosen == "marek"


DUE = {
    4774: ("Workplace", "lena", Metric.UPDATE, "Tue 13:35"),
    4806: ("Desk Kraków", None, Metric.NEXT_RESPONSE, "Tue 13:49"),
    4829: ("Desk Leeds", "amira", Metric.FIRST_RESPONSE, "Tue 13:58"),
    4798: ("Data platform", "yuki", Metric.UPDATE, "Tue 14:12"),
    4831: ("Desk Leeds", None, Metric.FIRST_RESPONSE, "Tue 14:20"),
    4788: ("Workplace", "sofia", Metric.UPDATE, "Tue 14:37"),
    4833: ("Desk Leeds", "owen", Metric.FIRST_RESPONSE, "Tue 14:44"),
    4815: ("Management", "helen", Metric.RESOLUTION, "Tue 14:50"),
    4802: ("Network", "jonas", Metric.RESOLUTION, "Tue 15:05"),
    4819: ("Edge platform", "ravi", Metric.UPDATE, "Tue 15:29"),
    4790: ("Applications", "noor", Metric.RESOLUTION, "Tue 15:43"),
    4834: ("Desk Leeds", "amira", Metric.FIRST_RESPONSE, "Tue 15:58"),
    4809: ("Management", "helen", Metric.UPDATE, "Tue 16:33"),
    4755: ("Data platform", "yuki", Metric.RESOLUTION, "Wed 08:13"),
    4762: ("Edge platform", "ravi", Metric.RESOLUTION, "Wed 08:55"),
}


@pytest.mark.parametrize("number", DUE)
def test_a_pictured_ticket_is_where_and_due_when_the_pictures_say(pictured: Application, number: int) -> None:
    team, assignee, metric, due = DUE[number]
    view = ticket(pictured, number)
    assert (view.ticket.team, view.ticket.assignee) == (team, assignee)
    going = [one for one in view.clocks if one.due_at is not None and one.state is not ClockState.MET]
    waiting = [one for one in going if one.used < (one.target or one.used) or one.state is ClockState.BREACHED]
    assert local(clock(view, metric).due_at) == due
    running = [one for one in waiting if one.due_at is not None and one.state is ClockState.RUNNING]
    if clock(view, metric).state is ClockState.RUNNING:
        assert min(one.due_at for one in running if one.due_at) == clock(view, metric).due_at


LEFT = {
    4740: ("Edge platform", "ravi", timedelta(hours=9, minutes=30)),
    4765: ("Applications", "noor", timedelta(hours=2, minutes=10)),
    4771: ("Desk Leeds", "owen", timedelta(hours=5, minutes=2)),
    4783: ("Management", "piotr", timedelta(hours=6, minutes=15)),
}


@pytest.mark.parametrize("number", LEFT)
def test_a_pictured_ticket_is_paused_with_the_time_left_that_the_pictures_say(
    pictured: Application, number: int
) -> None:
    team, assignee, left = LEFT[number]
    view = ticket(pictured, number)
    resolution = clock(view, Metric.RESOLUTION)
    assert (view.ticket.state, view.ticket.team, view.ticket.assignee) == (State.PENDING, team, assignee)
    assert resolution.target is not None
    assert resolution.target - resolution.used == left


def test_every_told_ticket_has_its_subject_and_number(pictured: Application) -> None:
    for told in read_told_tickets():
        assert pictured.lists.show(ADA, told.ticket.number).view.ticket.subject == told.ticket.subject


def test_the_queue_asks_for_nothing_that_is_not_in_the_pictures(pictured: Application) -> None:
    told = {one.ticket.number for one in read_told_tickets()}
    with pictured.store.reading() as tx:
        until_ms = int(AFTERNOON_ENDS_AT.timestamp() * 1000)
        rows = tx.sql(
            "SELECT DISTINCT ticket.number FROM waiting JOIN ticket ON ticket.id = waiting.ticket_id"
            " WHERE waiting.fire_at < ? AND waiting.kind <> 'close'",
            until_ms,
        )
    assert {number for (number,) in rows} <= told


# --- the afternoon ------------------------------------------------------------


def test_the_afternoon_tells_who_is_told_and_why(made: Application, capsys: pytest.CaptureFixture[str]) -> None:
    afternoon = Afternoon(made.store, ME, "ada")
    happened = list(afternoon.play(AFTERNOON_ENDS_AT))
    assert [one.at for one in happened] == sorted(one.at for one in happened)
    assert set(Tone) - {one.tone for one in happened} <= {Tone.BREACH, Tone.HIERARCHICAL}
    assert ("Jonas Weber", "You get this as assignee of DE-4829.") in reasons(happened, "DE-4829", Tone.FUNCTIONAL)
    assert any("told Tue 24 Nov 08:50 already" in one.text for one in happened)
    assert local(made.clock.show().now) == "Tue 18:00"
    assert checked(made).differences == ()
    for one in happened:
        print_happening(one)
    print_escalations(afternoon.raised())
    print_told_counts(afternoon.notices(), DEMO_AT)
    printed = capsys.readouterr().out
    assert (
        "15:28  DE-4829  the engine        Urgent incidents, step 2, 25% of resolution, raised to L2 Network" in printed
    )
    assert "15:28  DE-4829  Urgent incidents 2: 25% of resolution" in printed
    assert "centre" in printed
    assert "\x1b" not in printed


def reasons(happened: list[Happening], number: str, tone: Tone) -> set[tuple[str, str]]:
    return {(told.name, told.why) for one in happened if (one.number, one.tone) == (number, tone) for told in one.told}


# --- for size -----------------------------------------------------------------


def test_an_archive_of_copies_is_as_sound_as_the_past_that_it_was_copied_from(made: Application) -> None:
    with made.store.reading() as tx:
        before = tx.sql("SELECT COUNT(*) FROM verdict")[0][0]
    assert add_archive(made.store, 2000 - FEW, unwatched) == 2000 - FEW
    report = checked(made)
    assert (report.tickets, report.differences) == (2000, ())
    with made.store.reading() as tx:
        assert tx.sql("SELECT COUNT(*) FROM verdict")[0][0] > 8 * before
        ((first_ms,),) = tx.sql("SELECT MIN(created_at) FROM ticket")
    assert datetime.fromtimestamp(first_ms / 1000, UTC).year == 2026


def test_new_tickets_are_numbered_after_the_archive(made: Application) -> None:
    add_archive(made.store, 10, unwatched)
    with made.store.reading() as tx:
        assert tx.sql("SELECT last FROM ticket_counter") == [(100_010,)]


def test_the_command_makes_a_database_of_the_size_that_is_asked_for(sqlite_url: str) -> None:
    done = CliRunner().invoke(cli, ["--db", sqlite_url, "demo", "--tickets", "140"], catch_exceptions=False)
    assert done.exit_code == 0
    assert done.stdout.startswith("140 tickets; 0 of them are copies")
    assert f"escalationctl --db {sqlite_url} ticket list" in done.stdout


# --- PostgreSQL ---------------------------------------------------------------


def test_the_demo_team_and_its_afternoon_are_sound_on_postgresql(postgres_url: str) -> None:
    make_demo_team(postgres_url, ME, seed=1, tickets=125, progress=unwatched)
    with application(postgres_url) as app:
        assert sum(1 for _ in Afternoon(app.store, ME, "ada").play(AFTERNOON_ENDS_AT)) > 100
        add_archive(app.store, 100, unwatched)
        assert checked(app).differences == ()
