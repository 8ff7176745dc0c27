"""`escalationctl notifications`: on a computer without a desktop, where nothing can be shown."""

import pytest

from tests.cli.runner import Desk, run
from tests.services.office import SAMPLES, Office
from tests.services.post import SHOWN, Post


@pytest.fixture
def desk(furnished: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A ticket that was escalated to marek at 12:00, on a computer without a desktop."""
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    furnished.run("policy", "publish", str(SAMPLES / "urgent.toml"))
    furnished.clock("09:00")
    furnished.run("ticket", "new", "--subject", "VPN drops", "--team", "Desk Leeds", "--priority", "1")
    furnished.run("ticket", "assign", "DE-1", "marek")
    furnished.clock("12:00")
    furnished.run("engine", "run", "--once")
    return furnished


def test_a_round_fills_the_centre_and_says_why_nothing_is_shown_on_this_desktop(desk: Desk) -> None:
    done = desk.run("notifications", "send", "--by", "marek").out.splitlines()
    assert done[0] == "1 shown in the notification centre, 1 to be tried again."
    assert done[1].startswith("This desktop shows no notifications: ")
    assert done[2] == "Waiting: 1 by desktop, 1 by mail."


def test_what_was_tried_is_listed_with_its_outcome(desk: Desk) -> None:
    desk.run("notifications", "send", "--by", "marek")
    centre, desktop, mail = desk.json("notifications", "list", "--for", "marek")
    assert (centre["channel"], centre["state"], centre["state_at"]) == ("centre", "sent", desk.at("12:00:00"))
    assert (desktop["state"], desktop["attempts"], desktop["way"], desktop["digest"]) == ("waiting", 0, None, None)
    assert desktop["problem"]
    assert desktop["next_try_at"] == desk.at("12:00:00")
    assert (mail["state"], mail["problem"]) == ("waiting", None)


def test_a_round_as_data_has_a_count_of_everything(desk: Desk) -> None:
    done = desk.json("notifications", "send", "--by", "marek")
    assert done.pop("problem")
    assert done == {
        "for": "marek",
        "in_centre": 1,
        "handed_over": 0,
        "expired": 0,
        "shown": 0,
        "sent": 0,
        "folded": 0,
        "postponed": 0,
        "again": 1,
        "failed": 0,
        "waiting": {"desktop": 1, "mail": 1},
    }


def test_somebody_who_is_nobody_of_the_organisation_is_shown_nothing_but_the_centre_is_filled(desk: Desk) -> None:
    done = desk.run("notifications", "send").out
    assert "1 shown in the notification centre." in done
    assert "nothing is shown on this desktop" in done
    assert desk.json("notifications", "send")["for"] is None


def test_where_nothing_is_ready_it_says_so(desk: Desk) -> None:
    desk.run("notifications", "send")
    assert desk.run("notifications", "send").out.startswith("Nothing was ready.\n")


def test_what_expired_says_why(desk: Desk) -> None:
    desk.clock("12:00", 13)
    assert desk.json("notifications", "send")["expired"] == 2
    assert "expired, no mail was sent in time" in desk.run("notifications", "list", "--for", "marek").out
    desktop = desk.json("notifications", "list", "--for", "marek")[1]
    assert desktop["problem"] == "the person was at no computer that could show it in time"


def test_a_digest_is_listed_without_a_ticket_and_its_lines_name_it(desk: Desk) -> None:
    with Office.open(desk.url) as office:
        post = Post(office)
        post.put(6, ticket="DE-1")
        post.deliver(SHOWN)
    rows = desk.json("notifications", "list", "--for", "marek")
    digests = [row for row in rows if row["ticket"] is None]
    assert [row["subject"] for row in digests] == ["2 more notices"]
    folded = [row for row in rows if row["digest"] is not None]
    assert {(row["state"], row["digest"]) for row in folded} == {("in digest", digests[0]["key"])}
    assert len(folded) == 2
    shown = desk.run("notifications", "list", "--for", "marek").out
    assert shown.count("  in digest  ") == 2


def test_an_unknown_person_is_refused(desk: Desk) -> None:
    done = run(desk.url, "notifications", "send", "--by", "marec")
    assert done.exit_code == 1
    assert 'did you mean "marek"?' in done.err


def test_only_what_waits_for_the_person_asked_for_is_counted_and_for_nobody_all(desk: Desk) -> None:
    desk.run("notifications", "send")
    assert desk.json("notifications", "send", "--by", "jonas")["waiting"] == {}
    assert "Waiting: none." in desk.run("notifications", "send", "--by", "jonas").out
    assert desk.json("notifications", "send")["waiting"] == {"desktop": 1, "mail": 1}
