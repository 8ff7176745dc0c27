"""The folder of the demo team: all that belongs to it lies there, and goes with it."""

from desktop_escalation.app.demo_desk import DemoDesk
from desktop_escalation.app.drafts import Draft


def test_what_is_typed_to_the_demo_team_goes_with_it() -> None:
    desk = DemoDesk.planned()
    desk.drafts.save("DE-1", Draft("Hello Priya"))
    assert desk.drafts.folder.is_relative_to(desk.folder)
    assert desk.drafts.load("DE-1") == Draft("Hello Priya")
    desk.remove()
    assert not desk.folder.exists()
    assert desk.drafts.load("DE-1") is None


def test_two_demo_teams_share_nothing() -> None:
    first, second = DemoDesk.planned(), DemoDesk.planned()
    try:
        first.drafts.save("DE-1", Draft("Hello Priya"))
        assert second.drafts.load("DE-1") is None
    finally:
        first.remove()
        second.remove()
