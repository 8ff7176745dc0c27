from collections.abc import Iterator

import click
import pytest

from desktop_escalation.cli.__main__ import cli


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(commands(cli))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example(name: str) -> None:
    text = COMMANDS[name].help or ""
    assert "escalationctl" in text.partition("Example")[2]
    assert "\\b" not in text
