"""Check farhand.toml, as in CI: every mistake at once, each with its line and a suggestion.

Exit status 0 where it is right, 2 where it is not. Nothing outside of the file is looked at.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from farhand import declare
from farhand.cli._common import config_option
from farhand.control import place
from farhand.errors import Mistake
from farhand.model import App
from farhand.redact import Redactor

GROUP, SUMMARY = "vendor", "check the declaration, as in CI"
SCHEMA = "farhand.validation/1"


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    parser.add_argument("--json", action="store_true", help="print the result as one JSON document")
    parser.add_argument("--quiet", action="store_true", help="print nothing where the file is right")


def run(args: Namespace) -> int:
    path = place.found(args.config)
    try:
        examined = declare.examine(path)
    except Mistake as mistake:
        if not args.json:
            raise
        _print(str(path), [{"line": None, "key": "", "says": str(mistake), "suggestion": ""}])
        return 2
    faults = sorted((*examined.faults, *examined.notes), key=lambda fault: fault.line)
    if args.json:
        _print(
            str(path),
            [
                {"line": f.line or None, "key": f.key, "says": f.says, "suggestion": f.suggestion}
                for f in faults
            ],
        )
        return 2 if faults else 0
    if faults:
        raise declare.Mistakes(str(path), tuple(faults))
    if not args.quiet:
        print(_right(str(path), examined.app))
    return 0


def _print(path: str, found: list[dict[str, object]]) -> None:
    """What is quoted from the file may hold a secret, as a default or in an address."""
    mask = Redactor()
    rows = [mask.facts(row) for row in found]
    print(json.dumps({"schema": SCHEMA, "file": path, "valid": not rows, "mistakes": rows}, indent=1))


def _right(path: str, app: App) -> str:
    counts = f"{_count(len(app.env), 'variable')}, {_count(len(app.dependencies), 'dependency')}"
    return f"{path} is right: {app.name}, {counts}"


def _count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
