"""Shell completion."""

import click
from click.shell_completion import get_completion_class

PROGRAM = "escalationctl"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    Example: escalationctl completion bash > ~/.local/share/bash-completion/completions/escalationctl
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(kind(ctx.find_root().command, {}, PROGRAM, "_ESCALATIONCTL_COMPLETE").source())
