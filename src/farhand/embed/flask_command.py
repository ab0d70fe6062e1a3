"""`flask farhand self-test`, `flask farhand log-level DEBUG` ...: Farhand's commands beside the app's own.

Flask finds it by the entry point `flask.commands`; only its command line, which is Click's, loads it.
"""

from __future__ import annotations

import click

from farhand.embed.passed_on import passed_on


@click.command(
    "farhand",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    help="Farhand's own commands, in the app's environment: `flask farhand --help` lists them.",
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def group(words: tuple[str, ...]) -> None:
    raise SystemExit(passed_on(words))
