"""Check that a bundle is what it was when it was made: every checksum, the plan's hash, its signature.

Exit status 0 where it is, 1 where it was altered or is damaged, 2 where it cannot be read at all.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from farhand.bundle import sealing, verify
from farhand.cli._bundle import _reading
from farhand.faces.escape import terminal
from farhand.words import _, said

SUMMARY, ORDER = "check that a bundle was not altered", 4
SCHEMA = "farhand.bundle-verified/1"
ALTERED = 1


def options(parser: ArgumentParser) -> None:
    _reading.options(parser)
    parser.add_argument("--verify-key", metavar="KEY", help="the public key of who must have signed it")
    parser.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    members, document = _reading.opened(args)
    found = verify.verify(members, document, _checker(args.verify_key))
    if args.json:
        words = {"wrong": list(found.wrong), "notes": list(found.notes)}
        print(json.dumps({"schema": SCHEMA, "file": args.file, "valid": not found.wrong, **words}, indent=1))
    elif not args.quiet:
        print(terminal(_text(args.file, found)))
    return ALTERED if found.wrong else 0


def _checker(key: str | None) -> verify.Checker | None:
    if key is None:
        return None
    return lambda message, signature: sealing.check(message, signature, key)


def _text(name: str, found: verify.Verified) -> str:
    head = (
        _("{file}: altered or damaged")
        if found.wrong
        else _("{file}: as it was made; {n} files, {bytes} bytes")
    )
    wrong = [f"  {said(line)}" for line in found.wrong]
    notes = [f"  {_('note')}: {said(line)}" for line in found.notes]
    return "\n".join([head.format(file=name, n=found.files, bytes=found.bytes), *wrong, *notes])
