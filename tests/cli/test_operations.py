"""Scripts that ask again, and people who act on what they have seen."""

import pytest

from tests.cli.runner import Desk, run


def test_an_act_repeated_with_its_operation_answers_as_the_first_time_and_changes_nothing(furnished: Desk) -> None:
    command = ("ticket", "new", "--subject", "VPN drops", "--operation", "script-1", "--json")
    first = furnished.run(*command).json
    assert furnished.run(*command).json == first
    assert len(furnished.json("ticket", "list")) == 1
    note = ("ticket", "note", "DE-1", "Hello.", "--by", "marek", "--operation", "script-2")
    furnished.run(*note)
    furnished.run(*note)
    history = furnished.json("ticket", "show", "DE-1", "--history")["history"]
    assert [event["what"] for event in history].count("Noted") == 1


def test_an_operation_used_for_something_else_is_refused(furnished_file: Desk) -> None:
    furnished_file.run("ticket", "new", "--subject", "VPN drops", "--operation", "script-1")
    done = run(furnished_file.url, "ticket", "resolve", "DE-1", "--operation", "script-1")
    assert done.exit_code == 1
    assert 'the operation "script-1" was "ticket new"' in done.err


@pytest.mark.parametrize(
    "command",
    [
        ("calendar", "renew"),
        ("person", "add", "yuki", "--name", "Yuki Mori", "--mail", "yuki@harbour.example"),
    ],
)
def test_administrators_can_ask_again_too(furnished_file: Desk, command: tuple[str, ...]) -> None:
    first = furnished_file.run(*command, "--operation", "script-1")
    assert furnished_file.run(*command, "--operation", "script-1") == first


def test_who_names_the_version_that_was_seen_is_told_what_others_did_since(furnished_file: Desk) -> None:
    furnished_file.run("ticket", "new", "--subject", "VPN drops")
    seen = furnished_file.ticket()["version"]
    furnished_file.run("ticket", "move", "DE-1", "--team", "Network", "--by", "marek")
    resolve = ("ticket", "resolve", "DE-1", "--by", "jonas", "--seen")
    done = run(furnished_file.url, *resolve, str(seen))
    assert done.exit_code == 1
    assert "Mon 12 Oct 07:00, Marek Dvořák: moved it to Network." in done.err
    furnished_file.run(*resolve, str(furnished_file.ticket()["version"]))
