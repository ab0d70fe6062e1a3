"""How the customer's environment differs from what you test, the likely culprits first.

Reads what you have of the customer: a self-test report, a bundle, pasted outputs, compose files, Kubernetes
objects, `pip freeze`, an env file. Values of variables are never kept, only their shapes. Nothing in the
evidence is run, and no connection is made.

  farhand mirror plan report.json answers.txt
  farhand mirror plan bundle.tar.gz --baseline staging.json --json
  farhand mirror plan staging/ --save staging.json
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from farhand.cli import _process

SUMMARY, ORDER = "how the customer's environment differs from yours, likely culprits first", 1


def options(parser: ArgumentParser) -> None:
    from farhand.cli._mirrors import _sides

    _sides.options(parser)
    add = parser.add_argument
    add(
        "--save",
        metavar="FILE",
        help="write what is known of the evidence as a fingerprint, for --baseline later",
    )
    add("--force", action="store_true", help="overwrite the file of --save")
    add("--all", action="store_true", help="show every difference")
    add("--json", action="store_true", help="one JSON document (farhand.mirror/1)")
    add("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    """0: no difference; 1: there are some; 2: something could not be read; 4: nothing is known."""
    from farhand.cli._common import write_new
    from farhand.cli._mirrors import _sides
    from farhand.inputs import Told
    from farhand.mirror import fingerprint

    told = Told()
    _, here, plan = _sides.read(args, told)
    if args.save:
        write_new(args.save, json.dumps(fingerprint.as_json(here.fingerprint), indent=1) + "\n", args.force)
    for row in told.rows if not args.quiet else ():
        _process.tell(f"farhand: {row['source']}: {row['why']}")
    code = 2 if told.unreadable else 1 if plan.differences else 0 if here.fingerprint.facts else 4
    return _process.deliver(lambda: _hand_out(plan, args), code)


def _hand_out(plan: Any, args: Namespace) -> None:
    if args.json:
        from farhand.mirror.model import as_json

        print(json.dumps(as_json(plan), indent=1))
    elif not args.quiet:
        from farhand.faces import mirror, text

        text.show(lambda console: mirror.write(plan, console, args.all))
