"""The demo team while somebody tries it: colleagues act at their time, the visitor for himself or herself."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_escalation.app.application import Application, application
from desktop_escalation.history.demo_acts import DEMO_AT, DemoAct, read_afternoon, when
from desktop_escalation.history.demo_colleagues import DemoColleagues
from desktop_escalation.history.demo_team import make_demo_team
from desktop_escalation.services.asking import Asking

ME = "tester"
ADA = Asking(ME, "ada")


@pytest.fixture(scope="module")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo_team(f"sqlite:///{path}", ME, seed=1, tickets=150, progress=lambda _done, _total: None)
    return path


@pytest.fixture
def app(made_file: Path, sqlite_url: str) -> Iterator[Application]:
    shutil.copyfile(made_file, sqlite_url.removeprefix("sqlite:///"))
    with application(sqlite_url) as opened:
        yield opened


def test_nobody_does_anything_before_the_time(app: Application) -> None:
    assert DemoColleagues(app.store, ME, "marek").act() == 0


def test_colleagues_do_what_the_afternoon_says_up_to_now_and_once(app: Application) -> None:
    colleagues = DemoColleagues(app.store, ME, "marek")
    app.clock.set(ADA, DEMO_AT + timedelta(minutes=30))
    done = colleagues.act()
    planned = [one for one in read_afternoon() if when(one) <= DEMO_AT + timedelta(minutes=30)]
    assert 0 < done <= len(planned)
    assert colleagues.act() == 0


def test_what_the_visitor_would_do_is_left_to_the_visitor(app: Application) -> None:
    app.clock.set(ADA, DEMO_AT + timedelta(hours=4))
    own = [one.number for one in read_afternoon() if one.by == "marek" and isinstance(one, DemoAct)]
    before = {number: _acts_of(app, number, "marek") for number in own}
    DemoColleagues(app.store, ME, "marek").act()
    assert own
    assert {number: _acts_of(app, number, "marek") for number in own} == before


def test_what_a_ticket_no_longer_allows_is_left_out(app: Application, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    pauses = [one for one in read_afternoon() if isinstance(one, DemoAct) and one.do == "pause" and one.by != "marek"]
    app.ticketing.resolve(ADA, pauses[0].number)
    app.clock.set(ADA, DEMO_AT + timedelta(hours=4))
    assert DemoColleagues(app.store, ME, "marek").act() > 0
    assert "could not do as planned" in caplog.text


def _acts_of(app: Application, number: str, login: str) -> int:
    return sum(event.by.name == login for event in app.lists.show(ADA, number).history)
