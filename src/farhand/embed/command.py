"""The self-test as a command of the app's own: `./app self-test`.

It runs here and now, in the environment in which it is started, which is the app's; nothing else of the app
needs to work. It ends the process with the exit status of `farhand self-test`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME, HELP = "self-test", "run all checks here and now, judge and diagnose"
#: Option, whether it takes a value, whether it may be repeated, help: those of `farhand self-test`.
OPTIONS = (
    ("--json", False, False, "print the report as one JSON document"),
    ("--plan", False, False, "show what would be looked at, and look at nothing"),
    ("--only", True, True, "only this dependency or check"),
    ("--skip", True, True, "all but this one"),
    ("--read-only", False, False, "write nothing at all, not even the temporary file"),
    ("--wait", True, False, "repeat until nothing fails, for at most this long, as in 60s"),
    ("--within", True, False, "the time for one whole self-test (default 15s)"),
    ("--baseline", True, False, "a report saved with --json: say what has changed since"),
    ("--html", True, False, "write the report as one self-contained page as well"),
    ("--quiet", False, False, "print nothing; the exit status tells"),
    ("--config", True, False, "the declaration (default: FARHAND_CONFIG, else farhand.toml here or above)"),
)


def self_test_command(cli: Any = None, name: str = NAME) -> Any:
    """Add the self-test to the app's command line, and return what was added.

    `cli` is what `ArgumentParser.add_subparsers()` has returned, a Click group, or a Typer app. Without it a
    Click command is returned, to be added by `group.add_command(...)`.
    """
    if cli is None:
        return _click(name)
    if hasattr(cli, "add_parser"):
        return _into_argparse(cli, name)
    if hasattr(cli, "registered_commands"):
        return _into_typer(cli, name)
    if hasattr(cli, "add_command"):
        command = _click(name)
        cli.add_command(command)
        return command
    raise TypeError(f"{type(cli).__name__} is none of: argparse's subparsers, a Click group, a Typer app")


def run(given: Mapping[str, Any]) -> NoReturn:
    """Run the self-test with these options, by name (`read_only`), and end with its exit status."""
    from farhand.cli import main

    raise SystemExit(main([NAME, "--here", *_words(given)]))


def _words(given: Mapping[str, Any]) -> list[str]:
    words = []
    for option, valued, _, _ in OPTIONS:
        value = given.get(_key(option))
        if not value:
            continue
        for one in value if isinstance(value, (list, tuple)) else [value]:
            words.append(f"{option}={one}" if valued else option)
    return words


def _key(option: str) -> str:
    return option.lstrip("-").replace("-", "_")


def _into_argparse(subparsers: Any, name: str) -> Any:
    """`args.func(args)` runs it, as is usual with subparsers."""
    parser = subparsers.add_parser(name, help=HELP, description=HELP)
    for option, valued, many, says in OPTIONS:
        if valued:
            parser.add_argument(option, action="append" if many else "store", help=says)
        else:
            parser.add_argument(option, action="store_true", help=says)
    parser.set_defaults(func=lambda args: run(vars(args)))
    return parser


def _click(name: str) -> Any:
    import importlib

    try:
        click = importlib.import_module("click")
    except ImportError:
        raise TypeError(
            "give argparse's subparsers, a Click group or a Typer app: Click is not there"
        ) from None
    params = [
        click.Option([option], is_flag=not valued, multiple=many, help=says)
        for option, valued, many, says in OPTIONS
    ]
    return click.Command(name, params=params, callback=lambda **given: run(given), help=HELP)


def _into_typer(app: Any, name: str) -> Any:
    """Typer reads the options from a function's signature, so it gets one with that signature."""
    import inspect

    typer = sys.modules["typer"]  # it is there: the app is one of its

    def self_test(**given: Any) -> None:
        run(given)

    kinds: list[Any] = [(list[str] if many else str) if valued else bool for _, valued, many, _ in OPTIONS]
    parameters = []
    for (option, valued, many, says), kind in zip(OPTIONS, kinds, strict=True):
        default = typer.Option(([] if many else "") if valued else False, option, help=says)
        parameters.append(
            inspect.Parameter(_key(option), inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        )
    self_test.__dict__["__signature__"] = inspect.Signature(parameters)
    self_test.__annotations__ = {p.name: p.annotation for p in parameters}
    app.command(name, help=HELP)(self_test)
    return self_test
