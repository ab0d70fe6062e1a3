"""Find the root cause in whatever the customer has sent: terminals, logs, tracebacks, reports, any mix.

Reads files, folders and standard input: pasted terminals, log excerpts, tracebacks, health JSON, metrics,
manifests, the output of kubectl, docker, systemctl, psql, redis-cli, openssl and others, saved reports of
`farhand self-test --json` and the output of Farhand's own commands. Nothing in them is expanded, probed or
run, and no file is written.

  kubectl describe pod web-0 | farhand diagnose -
  farhand diagnose mail.txt outputs/ app.log.gz
  farhand diagnose --why mail.txt
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from farhand import causes, declare, learning, report
from farhand.cli import _process
from farhand.cli._common import config_option
from farhand.control import place
from farhand.diagnose.clues import Clue
from farhand.errors import Mistake
from farhand.evidence import Opinion, weigh
from farhand.model import App, Diagnosis
from farhand.reading import WHOLE, Source
from farhand.redact import Redactor
from farhand.redact.sources import Damaged, opened
from farhand.signatures import scan

GROUP, SUMMARY = "engineer", "any mix of evidence: find the root cause"

UNREADABLE = 2
#: Signs that stand in no text: control characters but for white space and the escape of colours.
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b")
#: Files read of one folder; bytes read at a time.
MOST_FILES, BLOCK = 500, 1 << 20


def options(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; -: standard input")
    config_option(parser)
    parser.add_argument("--json", action="store_true", help="print the diagnosis as one JSON document")
    parser.add_argument("--why", action="store_true", help="also print how each cause was weighed")
    parser.add_argument(
        "--learn",
        metavar="CAUSE",
        help="the true cause of this text: keep it, without its secrets, as a signature of your own",
    )
    parser.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    if not args.paths and sys.stdin.isatty():
        raise Mistake("give the files to look at, or - and paste into the terminal (end with Ctrl-D)")
    told = _Told()
    app = _declared(args)
    if args.learn:
        return _learn(args, told)
    sources = (source for name in args.paths or ["-"] for source in _sources(name, told))
    opinion = _with(weigh(sources, Redactor(), app), told.rows)
    code = UNREADABLE if told.unreadable else report.exit_code(opinion.diagnosis, opinion.results)
    return _process.deliver(lambda: _hand_out(opinion, args), code)


def _declared(args: Namespace) -> App | None:
    """The reader's own declaration, if there is one: it names dependencies and brings the vendor's causes."""
    try:
        path = place.found(args.config)
        app = declare.load(path)
    except Mistake:
        if args.config:
            raise
        return None
    causes.add_folder(path.parent / "causes")
    return app


def _learn(args: Namespace, told: _Told) -> int:
    """Append what was given to the vendor's own causes, in the folder beside farhand.toml."""
    folder = place.found(args.config).parent / "causes"
    texts = [s.whole for name in args.paths or ["-"] for s in _sources(name, told) if s.whole is not None]
    lines = Redactor().text("\n".join(texts)).split("\n")
    try:
        made = learning.entry(args.learn, lines, "learned from a ticket", learning.is_known(args.learn))
    except ValueError as error:
        raise Mistake(f"no signature can be made of this: {error}") from None
    folder.mkdir(exist_ok=True)
    with (folder / "learned.toml").open("a", encoding="utf-8") as file:
        file.write(("\n" if file.tell() else "") + made)
    print(f"added to {folder / 'learned.toml'}; read it once, then keep it with your code:\n\n{made}", end="")
    return 0


def _hand_out(opinion: Opinion, args: Namespace) -> None:
    if args.json:
        document = as_json(opinion.diagnosis)
        if args.why:
            document["weighing"] = [_weighing(clue) for clue in opinion.clues]
        print(json.dumps(document, indent=1))
    elif not args.quiet:
        from farhand.faces import diagnosis as face
        from farhand.faces import text

        text.show(lambda console: face.write(opinion, console, why=args.why))


def _weighing(clue: Clue) -> dict[str, Any]:
    return {
        "cause": clue.cause,
        "subject": clue.subject,
        "weight": round(clue.weight, 3),
        "source": clue.source,
        "line": clue.line,
        "because": list(clue.changed),
    }


def as_json(found: Diagnosis) -> dict[str, Any]:
    """The document `farhand.diagnosis/1`."""
    return {
        "schema": "farhand.diagnosis/1",
        "verdict": found.verdict,
        "understood": [dict(row) for row in found.understood],
        "unread": [dict(row) for row in found.unread],
        "causes": [report.cause_as_json(f) for f in found.causes],
        "next": [report.next_as_json(n) for n in found.next],
    }


@dataclass
class _Told:
    """What could not be read of the input, and whether any of it could not be read at all."""

    rows: list[dict[str, str]] = field(default_factory=list)
    unreadable: bool = False

    def add(self, source: str, why: str, unreadable: bool = False) -> None:
        self.rows.append({"source": source, "why": why})
        self.unreadable = self.unreadable or unreadable


def _with(opinion: Opinion, unread: list[dict[str, str]]) -> Opinion:
    found = opinion.diagnosis
    return replace(opinion, diagnosis=replace(found, unread=(*found.unread, *unread)))


def _sources(name: str, told: _Told) -> Iterator[Source]:
    """A file, each file in a folder, or standard input."""
    path = Path(name)
    if name != "-" and path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file())
        if len(files) > MOST_FILES:
            told.add(name, f"only the first {MOST_FILES} of {len(files)} files were read")
        for file in files[:MOST_FILES]:
            yield from _sources(str(file), told)
        return
    source = "stdin" if name == "-" else name
    try:
        with opened(sys.stdin.buffer if name == "-" else Path(name).open("rb")) as data:
            yield _source(source, _pieces(data, source, told), told)
    except OSError as error:
        told.add(source, error.strerror or str(error), unreadable=True)


def _source(name: str, pieces: Iterator[bytes], told: _Told) -> Source:
    """A small source as a whole; a large one as a stream of blocks, of which only one is held at a time."""
    head = b""
    for piece in pieces:
        head += piece
        if len(head) > WHOLE and not _is_utf16(head) and not _is_binary(head):
            return Source(name, _blocks(head, pieces))
    text = "" if _is_binary(head) else _decoded(head)
    if head and not text:
        told.add(name, "it is a binary file, not text")
    return Source(name, [text.encode("utf-8", "replace")], text)


def _blocks(head: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Blocks that end at a line's end; a line longer than a block is cut."""
    rest = head
    for piece in chain([b""], pieces):
        rest += piece
        end = rest.rfind(b"\n") + 1 or (len(rest) if len(rest) > WHOLE else 0)
        yield from scan.blocks(rest[:end])
        rest = rest[end:]
    if rest:
        yield rest


def _pieces(data: BinaryIO, called: str, told: _Told) -> Iterator[bytes]:
    """What there is to read, decompressed, piece by piece."""
    try:
        while piece := data.read(BLOCK):
            yield piece
    except Damaged as damage:
        told.add(called, str(damage), unreadable=True)


def _is_utf16(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff")


def _is_binary(data: bytes) -> bool:
    """Programs, pictures and archives hold signs that no text has; a NUL now and then is no harm."""
    head = data[:8192]
    odd = len(head) - len(head.translate(None, _CONTROLS))
    return not _is_utf16(data) and odd > 0.1 * len(head)


def _decoded(data: bytes) -> str:
    """Text of bytes; PowerShell writes UTF-16. What is no text becomes a sign that no reader knows."""
    if _is_utf16(data):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")
