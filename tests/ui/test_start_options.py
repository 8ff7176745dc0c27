"""What the command line says, and what of it is refused."""

import pytest

from ui.start_options import StartOptions, read_start_options


def test_nothing_said_leaves_everything_to_the_settings() -> None:
    assert read_start_options([]) == (StartOptions(None, None, is_demo=False, speed=1), [])


def test_what_is_qts_is_given_back() -> None:
    options, rest = read_start_options(["--db", "sqlite:///a.db", "-platform", "offscreen", "--by", "marek"])
    assert options == StartOptions("sqlite:///a.db", "marek", is_demo=False, speed=1)
    assert rest == ["-platform", "offscreen"]


def test_the_demo_has_a_speed() -> None:
    options, _ = read_start_options(["--demo", "--speed", "60"])
    assert options == StartOptions(None, None, is_demo=True, speed=60)


def test_an_option_is_not_guessed_from_its_beginning() -> None:
    options, rest = read_start_options(["--dem"])
    assert not options.is_demo
    assert rest == ["--dem"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--demo", "--db", "sqlite:///a.db"], "--demo makes a database of its own"),
        (["--demo", "--speed", "fast"], "invalid int value: 'fast'"),
        (["--db"], "expected one argument"),
    ],
)
def test_what_cannot_be_ends_the_program_in_words(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read_start_options(arguments)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_help_tells_of_the_way_without_a_window(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_start_options(["--help"])
    assert ended.value.code == 0
    assert "escalationctl --help" in capsys.readouterr().out
