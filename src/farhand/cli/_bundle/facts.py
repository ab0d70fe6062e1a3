"""A self-test's facts as a few lines to paste into a mail: verdict, causes, evidence; below 100 KB.

Reads reports of `farhand self-test --json`, hides what the profile hides, and leaves out detail in a fixed
order where it must to stay small; what was left out is said in it. Read it first: it is a mail of yours.
`farhand diagnose` reads the answer's mail as it is, quotes and all.

  farhand self-test --json | farhand bundle facts
  farhand bundle facts report.json --recipient age1… -o mail.txt
  farhand bundle facts --open mail.txt --identity support.age | farhand diagnose -
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from farhand import declare
from farhand.bundle import armor, facts, sealing
from farhand.cli._common import config_option, write_new
from farhand.cli._policy import policy_of, policy_options
from farhand.control import place
from farhand.errors import Mistake
from farhand.faces.escape import terminal
from farhand.model import App
from farhand.redact import Redactor
from farhand.redact.sources import Damaged, opened

ORDER, SUMMARY = 60, "what a self-test found, as lines for a mail"
#: Bytes of a report or a mail that are read.
_LONGEST = 32 << 20


def options(parser: ArgumentParser) -> None:
    parser.add_argument("reports", nargs="*", metavar="REPORT", help="reports as JSON; -: standard input")
    config_option(parser)
    policy_options(parser)
    parser.add_argument(
        "--recipient", action="append", default=[], metavar="KEY", help="encrypt to this public key (age1…)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write it here, not to standard output")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")
    parser.add_argument("--open", action="store_true", help="the other way: print the reports in a mail")
    parser.add_argument(
        "--identity", action="append", default=[], metavar="FILE", help="private key for --open"
    )


def run(args: Namespace) -> int:
    if not args.reports and sys.stdin.isatty():
        raise Mistake("give a report, or pipe one in: farhand self-test --json | farhand bundle facts")
    texts = [(name, _read(name)) for name in args.reports or ["-"]]
    made = _opened(texts, args) if args.open else _made(texts, args)
    if args.output:
        write_new(args.output, made, args.force)
    else:
        # what a mail brought may hold signs that a terminal obeys
        sys.stdout.write(terminal(made) if args.open and sys.stdout.isatty() else made)
    return 0


def _made(texts: list[tuple[str, str]], args: Namespace) -> str:
    """One block for each report, all of them together below the limit."""
    redactor = Redactor(policy=policy_of(args, _app(args)))
    limit = facts.LIMIT // len(texts)
    blocks = [facts.make(_report(name, text), redactor, args.recipient, limit) for name, text in texts]
    return b"\n".join(blocks).decode("ascii")


def _app(args: Namespace) -> App | None:
    """The declaration, where there is one: what [redact] says counts."""
    try:
        return declare.load(place.found(args.config))
    except Mistake:
        if args.config:
            raise
        return None


def _report(name: str, text: str) -> dict[str, Any]:
    try:
        document = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise Mistake(f"{name} is no JSON ({str(error)[:80]}); make one: farhand self-test --json") from None
    if not isinstance(document, dict):
        raise Mistake(f"{name} is no report; make one: farhand self-test --json")
    return document


def _opened(texts: list[tuple[str, str]], args: Namespace) -> str:
    """The reports in these mails, one JSON document a line."""
    found = [one for name, text in texts for one in _documents(name, text, [Path(p) for p in args.identity])]
    if not found:
        raise Mistake("there is no block of facts in it; give the whole mail, from BEGIN to END")
    return "".join(document.decode("utf-8", "replace") + "\n" for document in found)


def _documents(name: str, text: str, keys: list[Path]) -> list[bytes]:
    for block in armor.age_files(text):
        if block.problem:
            raise Mistake(f"{name}: {block.problem}")
        text += "\n" + sealing.unseal(block.data, keys).decode("utf-8", "replace")
    found = facts.read(text)
    damaged = [why for why in found.problems if facts.ENCRYPTED not in why and facts.LEFT_OUT not in why]
    if damaged:
        raise Mistake(f"{name}: {damaged[0]}")
    return [document for _, document in found.documents]


def _read(name: str) -> str:
    try:
        with opened(sys.stdin.buffer if name == "-" else Path(name).open("rb")) as file:
            data = file.read(_LONGEST + 1)
    except (OSError, Damaged) as error:
        raise Mistake(f"{name} could not be read: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > _LONGEST:
        raise Mistake(f"{name} is longer than {_LONGEST >> 20} MiB; give the report, or the mail alone")
    return data.decode("utf-8-sig", "replace")
