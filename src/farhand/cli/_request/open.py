"""Open an answer: decrypt it, check its signature, its place in the exchange, and which request it answers.

  farhand request open answer.txt --identity support.age -o opened.txt
  farhand diagnose opened.txt

Exit status 1: it was altered, or is not the answer to a request that was written here. 2: it cannot be read.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from farhand.bundle import writing
from farhand.cli._case import case_option
from farhand.cli._request import _case, _sides, _tell
from farhand.errors import Mistake
from farhand.request import answer, opening, signing
from farhand.request.answer import Signed
from farhand.request.ledger import Ledger
from farhand.request.model import ANY, Refused
from farhand.request.opening import Opened

ORDER, SUMMARY = 4, "for the engineer: decrypt and verify an answer"
SCHEMA = "farhand.answer-opened/1"


def options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("file", metavar="FILE", help="the answer, as a file or a saved mail; -: standard input")
    add("--identity", metavar="FILE", action="append", default=[], help="private key, of an encrypted answer")
    add(
        "--accept-key", metavar="FINGERPRINT", default="", help="the customer's new key, as told by telephone"
    )
    add("-o", "--output", metavar="FILE", help="write the answer there, decrypted, for farhand diagnose")
    _sides.state_option(parser)
    case_option(parser)
    add("--json", action="store_true", help="print it as one JSON document")


def run(args: Namespace) -> int:
    signed = answer.read(_sides.text_of(args.file), [Path(name) for name in args.identity])
    with _book(args, signed) as book, book.alone():
        opened = opening.opened(signed, book, args.accept_key)
    if not opened.again:
        _case.answered(args, signed.document)
    if args.output:
        _write(Path(args.output).absolute(), signed)
    _told(args, opened)
    return 0


def _book(args: Namespace, signed: Signed) -> Ledger:
    """The record of the exchange that it belongs to: of its site, else of requests to any. Raises Refused."""
    app, site = str(signed.document.get("app")), str(signed.document.get("site"))
    first: Mistake | None = None
    for name in (str(signed.document.get("asked_site")), site, ANY):
        try:
            return _sides.vendor(app, name, args.state, False)
        except Mistake as missing:
            first = first or missing
    raise Refused(f"it answers a request that was not written here: {first}")


def _write(path: Path, signed: Signed) -> None:
    try:
        writing.write(path, answer.written(signed, ()))
    except OSError as error:
        raise Mistake(f"{path} could not be written: {error.strerror or error}") from None


def _told(args: Namespace, opened: Opened) -> None:
    document: dict[str, Any] = dict(opened.signed.document)
    who = signing.fingerprint(opened.signed.key)
    if args.json:
        told = {
            "digest": opened.signed.digest,
            "key": who,
            "notes": list(opened.notes),
            "again": opened.again,
        }
        print(json.dumps({"schema": SCHEMA, **told, "answer": document}, indent=1))
        return
    lines = [
        f"an answer of {document['app']} at {document['site']}, {document['finished']}, signed by key {who}"
    ]
    lines += ["it was opened before"] if opened.again else []
    lines += [f"note: {note}" for note in (*opened.notes, *_odd(document))]
    name = args.output or ("OPENED (write it with -o)" if args.identity else args.file)
    _tell.shown([*lines, *_tell.brief(document), f"next: farhand diagnose {name}"])


def _odd(document: dict[str, Any]) -> list[str]:
    override = document.get("override")
    told = [f"run in spite of its dates: {override}"] if override else []
    return told + [str(note) for note in document.get("notes") or ()]
