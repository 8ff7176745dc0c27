from pathlib import Path

from tests.cli.runner import Desk, run
from tests.services.office import SAMPLES, URGENT

SAMPLE = str(SAMPLES / "urgent.toml")
NAME = "Urgent incidents"


def faster(folder: Path) -> str:
    path = folder / "faster.toml"
    path.write_text(URGENT.replace('1 = "4h"', '1 = "2h"'), encoding="utf-8")
    return str(path)


def open_ticket(desk: Desk) -> None:
    desk.run("ticket", "new", "--subject", "VPN drops", "--priority", "1", "--team", "Desk Leeds")


def test_a_policy_is_published_listed_shown_and_switched_off(furnished: Desk) -> None:
    done = furnished.json("policy", "publish", SAMPLE, "--by", "helen")
    assert (done["name"], done["version"], done["changed"], done["moved"]) == (NAME, 1, True, [])
    assert "Nothing changed" in furnished.run("policy", "publish", SAMPLE).out
    (listed,) = furnished.json("policy", "list")
    assert listed["versions"] == [{"version": 1, "published_at": "2026-10-12T06:00:00+00:00", "published_by": "helen"}]
    assert NAME in furnished.run("policy", "list").out
    shown = furnished.json("policy", "show", NAME)
    assert [step["step"] for step in shown["steps"]] == [1, 2, 3, 4, 5, 6]
    assert shown["targets"]["resolution"]["1"] == "4h"
    assert "Mon 12 Oct 2026 07:00 by helen" in furnished.run("policy", "show", NAME).out
    assert furnished.json("policy", "off", NAME) == {"name": NAME, "changed": True, "moved": []}
    assert "was off already" in furnished.run("policy", "off", NAME).out
    assert not furnished.json("policy", "show", NAME)["on"]


def test_open_tickets_move_after_a_preview(furnished: Desk, tmp_path: Path) -> None:
    furnished.run("policy", "publish", SAMPLE)
    furnished.clock("09:00")
    open_ticket(furnished)
    furnished.clock("11:00")
    publish = ("policy", "publish", faster(tmp_path), "--move-open")
    preview = furnished.json(*publish, "--dry-run")
    assert preview["dry_run"]
    (moved,) = preview["moved"]
    assert (moved["ticket"], moved["was"]["version"], moved["becomes"]["version"]) == ("DE-1", 1, 2)
    assert [one["step"] for one in moved["at_once"] if one["outcome"] == "fired"] == [3]
    assert "would change" in furnished.run(*publish, "--dry-run").out
    assert furnished.ticket()["policy_version"] == 1
    assert "1 open tickets changed" in furnished.run(*publish).out
    assert furnished.ticket()["policy_version"] == 2
    assert furnished.json("database", "check")["differences"] == []


def test_a_check_shows_warnings_and_differences(furnished: Desk, tmp_path: Path) -> None:
    furnished.run("policy", "publish", SAMPLE)
    found = furnished.json("policy", "check", faster(tmp_path), "--by", "marek")
    assert (found["version"], found["differences"]) == (2, ["target of resolution at priority 1: 4h → 2h"])
    assert "can be published as version 2" in furnished.run("policy", "check", faster(tmp_path)).out
    assert "is in force already" in furnished.run("policy", "check", SAMPLE).out


def test_policies_are_compared_and_exported(furnished: Desk, tmp_path: Path) -> None:
    furnished.run("policy", "publish", SAMPLE)
    furnished.run("policy", "publish", faster(tmp_path))
    sentence = "target of resolution at priority 1: 4h → 2h"
    assert furnished.json("policy", "diff", f"{NAME}@1", NAME) == [sentence]
    assert furnished.run("policy", "diff", SAMPLE, faster(tmp_path)).out == f"{sentence}\n"
    assert furnished.run("policy", "diff", SAMPLE, f"{NAME}@1").out == "They mean the same.\n"
    assert furnished.run("policy", "export", NAME, "--version", "1").out == URGENT
    copy = tmp_path / "copy.toml"
    furnished.run("policy", "export", NAME, "--output", str(copy))
    assert copy.read_text(encoding="utf-8") == Path(faster(tmp_path)).read_text(encoding="utf-8")


def test_a_fault_names_file_line_and_the_nearest_word(furnished_file: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(URGENT.replace("contact:director", "contact:directer"), encoding="utf-8")
    done = run(furnished_file.url, "policy", "publish", str(path))
    line = next(number for number, text in enumerate(URGENT.splitlines(), 1) if "contact:director" in text)
    assert (done.exit_code, done.out) == (1, "")
    assert done.err == f'Error: {path}:{line}: there is no contact "directer"; did you mean "director"?\n'


def test_a_policy_with_a_step_that_can_never_fire_is_refused(furnished_file: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(URGENT.replace("at resolution", "at update"), encoding="utf-8")
    done = run(furnished_file.url, "policy", "publish", str(path))
    line = next(number for number, text in enumerate(URGENT.splitlines(), 1) if "at resolution" in text)
    assert done.exit_code == 1
    assert done.err.startswith(f"Error: {path}:{line}: ")


def test_a_policy_that_nobody_published_is_refused(furnished_file: Desk) -> None:
    done = run(furnished_file.url, "policy", "show", "Urgent")
    assert (done.exit_code, done.err) == (1, 'Error: there is no policy "Urgent"\n')


def test_an_agent_may_not_publish(furnished: Desk) -> None:
    done = run(furnished.url, "policy", "publish", SAMPLE, "--by", "marek")
    assert done.exit_code == 1
    assert "needs a manager" in done.err
