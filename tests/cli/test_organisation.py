from pathlib import Path

from tests.cli.runner import Desk, run
from tests.services.office import ORGANISATION, SAMPLES

SAMPLE = str(SAMPLES / "organisation.toml")


def test_an_organisation_is_imported_exported_and_imported_again(furnished: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "copy.toml"
    furnished.run("organisation", "export", "--output", str(copy))
    again = furnished.json("organisation", "import", str(copy))
    assert again == {"changed": [], "calendars": [], "rescheduled": 0, "warnings": again["warnings"]}
    assert furnished.run("organisation", "export").out == copy.read_text(encoding="utf-8")


def test_an_organisation_comes_from_standard_input(furnished: Desk) -> None:
    text = '[[person]]\nlogin = "yuki"\nname = "Yuki Mori"\n'
    done = furnished.run("organisation", "import", "-", "--json", stdin=text)
    assert done.json["changed"] == [{"kind": "person", "name": "yuki", "new": True}]


def test_a_check_says_what_would_change(furnished: Desk, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    path.write_text('[[customer]]\nmail = "Max@Halden.example"\nname = "Max"\n', encoding="utf-8")
    done = furnished.run("organisation", "check", str(path))
    assert done.out.splitlines() == ["new: customer max@halden.example", "Would import: 1 new, 0 changed."]
    assert "max@halden.example" not in furnished.run("organisation", "export").out


def test_a_fault_names_file_line_and_the_nearest_word(furnished_file: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(ORGANISATION.replace('manager = "helen"', 'manager = "hellen"', 1), encoding="utf-8")
    done = run(furnished_file.url, "organisation", "import", str(path))
    assert done.exit_code == 1
    line = ORGANISATION.splitlines().index('manager = "helen"') + 1
    assert f'{path}:{line}: team "Desk Leeds", manager: "hellen" is not known; did you mean "helen"?' in done.err


def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(furnished_file: Desk, tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes('[site]\nname = "Müller"\n'.encode("latin-1"))
    newer = tmp_path / "newer.toml"
    newer.write_text("format = 9\n", encoding="utf-8")
    missing = tmp_path / "missing.toml"
    words = {
        missing: f"Error: there is no file {missing}\n",
        tmp_path: f"Error: {tmp_path} is a folder: name a file in it\n",
        latin: f"Error: {latin}:2: this is no text in UTF-8; save the file in UTF-8\n",
        newer: f"Error: {newer}:1: a newer program wrote this file (format 9; this one reads 1): update this program\n",
    }
    for path, said in words.items():
        done = run(furnished_file.url, "organisation", "import", str(path))
        assert (done.exit_code, done.err) == (1, said)


def test_an_export_that_cannot_be_written_is_refused(furnished_file: Desk, tmp_path: Path) -> None:
    done = run(furnished_file.url, "organisation", "export", "--output", str(tmp_path / "none" / "x.toml"))
    assert done.exit_code == 1
    assert "cannot be written" in done.err


def test_a_person_is_added_and_listed(furnished: Desk) -> None:
    new = ("person", "add", "yuki", "--name", "Yuki Mori", "--mail", "Yuki@Harbour.example", "--role", "lead")
    furnished.run(*new, "--team", "Network", "--team", "Edge platform")
    found = {person["login"]: person for person in furnished.json("person", "list")}
    assert found["yuki"] == {
        "login": "yuki",
        "name": "Yuki Mori",
        "mail": "yuki@harbour.example",
        "role": "lead",
        "teams": ["Network", "Edge platform"],
        "os_user": "yuki",
        "active": True,
    }
    assert "Yuki Mori" in furnished.run("person", "list").out


def test_a_person_with_a_role_that_nobody_knows_is_refused(furnished_file: Desk) -> None:
    done = run(furnished_file.url, "person", "add", "yuki", "--name", "Yuki", "--role", "leed")
    assert (done.exit_code, done.err) == (1, 'Error: unknown role "leed"; did you mean "lead"?\n')


def test_an_agent_may_not_import(furnished: Desk) -> None:
    done = run(furnished.url, "organisation", "import", SAMPLE, "--by", "marek")
    assert done.exit_code == 1
    assert "needs an administrator" in done.err
