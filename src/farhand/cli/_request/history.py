"""What this side has written down of an exchange: asked, approved, declined, run, sent, received.

Each entry holds the digest of the one before it: none can be altered, taken out or put in without being seen.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from farhand.case import Entry
from farhand.cli._common import config_option
from farhand.cli._request import _sides, _tell
from farhand.request import ledger as kept
from farhand.request.ledger import Ledger

ORDER, SUMMARY = 5, "what this side has asked, approved, run and sent"
SCHEMA = "farhand.exchange/1"
_TOLD = ("step", "outcome", "why", "says", "digest", "request")


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    parser.add_argument(
        "--site", metavar="NAME", help="the vendor's record of this site (else: the customer's)"
    )
    _sides.state_option(parser)
    parser.add_argument("--json", action="store_true", help="print it as one JSON document")


def run(args: Namespace) -> int:
    with Ledger(_folder(args), "reader", create=False) as book:
        rows = book.rows()
    if args.json:
        entries = [{**dict(zip(("author", "seq", "at", "kind"), e.row())), "body": e.body} for e in rows]
        print(json.dumps({"schema": SCHEMA, "entries": entries}, indent=1))
    else:
        _tell.shown([*_lines(rows), f"{len(rows)} entries, the chain is whole"])
    return 0


def _folder(args: Namespace) -> Path:
    if args.state:
        return Path(args.state)
    app, _ = _sides.declared(args.config)
    names = (kept.VENDOR, None, app.name, args.site) if args.site else (kept.CUSTOMER, None, app.name)
    return kept.place(*names)


def _lines(rows: list[Entry]) -> Iterator[str]:
    for entry in rows:
        told = ", ".join(f"{name} {_short(entry.body[name])}" for name in _TOLD if entry.body.get(name))
        yield f"{entry.at}  {entry.kind:<10} {str(entry.body.get('nonce'))[:8]}  {told}"


def _short(value: object) -> str:
    text = str(value)
    return f"{text[:12]}…" if len(text) == 64 else text[:200]
