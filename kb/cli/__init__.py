"""The command `kb`. Each command imports what it needs when it runs, so that `kb --help` is quick."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from kb.cli import asking, building, keeping, listing, reading

COMMANDS = (
    reading.parse,
    building.build,
    keeping.add,
    keeping.remove,
    reading.check,
    asking.ask,
    asking.search,
    reading.show,
    listing.targets,
    listing.tasks,
    listing.measures,
    building.app,
)

cli = typer.Typer(
    help="政策知识库：把规划读成记录，回答问题，并指出出处。 Plans in, cited answers out.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in COMMANDS:
    cli.command()(command)


def main() -> None:
    """Runs the command line; a KBError is one sentence on stderr and exit code 2."""
    from kb.errors import KBError

    _write_utf8()
    try:
        cli()
    except KBError as error:
        typer.echo(str(error), err=True)
        sys.exit(2)


def _write_utf8() -> None:
    """Output is UTF-8 wherever it goes; what a terminal cannot show must not stop an answer."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
