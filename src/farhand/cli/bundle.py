"""The redacted archive of evidence: see what it would hold, make it, check it, open it."""

from __future__ import annotations

import importlib
import pkgutil
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

from farhand.cli import _bundle

GROUP, SUMMARY = "customer", "the redacted archive: plan, create, show, verify, open"


def options(parser: ArgumentParser) -> None:
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in _names():
        module = _module(name)
        words = name.replace("_", "-")
        one = commands.add_parser(
            words,
            help=module.SUMMARY,
            description=module.__doc__,
            formatter_class=RawDescriptionHelpFormatter,
        )
        module.options(one)
        one.set_defaults(command=name)


def run(args: Namespace) -> int:
    return int(_module(args.command).run(args))


def _names() -> list[str]:
    found = (m.name for m in pkgutil.iter_modules(_bundle.__path__) if not m.name.startswith("_"))
    return sorted(found, key=lambda name: (getattr(_module(name), "ORDER", 99), name))


def _module(name: str) -> Any:
    return importlib.import_module(f"farhand.cli._bundle.{name}")
