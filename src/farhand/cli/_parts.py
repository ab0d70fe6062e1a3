"""A command that has commands of its own: one module each in a package, found by listing."""

from __future__ import annotations

import importlib

from farhand import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from types import ModuleType
    from typing import Any


def options_of(package: ModuleType, parser: ArgumentParser) -> None:
    """A module has SUMMARY, ORDER where it matters, `options(parser)` and `run(args) -> exit status`."""
    from argparse import RawDescriptionHelpFormatter

    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in _names(package):
        module = _module(package, name)
        one = commands.add_parser(
            name.replace("_", "-"),
            help=module.SUMMARY,
            description=module.__doc__,
            formatter_class=RawDescriptionHelpFormatter,
        )
        module.options(one)
        one.set_defaults(command=name)


def run_of(package: ModuleType, args: Namespace) -> int:
    return int(_module(package, args.command).run(args))


def _names(package: ModuleType) -> list[str]:
    found = listed.names(package.__path__)
    return sorted(found, key=lambda name: (getattr(_module(package, name), "ORDER", 99), name))


def _module(package: ModuleType, name: str) -> Any:
    return importlib.import_module(f"{package.__name__}.{name}")
