"""Find the root cause in whatever the customer has sent: reports, output of commands, any mix.

Reads files, folders and standard input: reports of `farhand self-test --json`, alone, several in one
file or between other lines, and the output of Farhand's own commands as it was pasted into a mail.
Nothing in them is expanded, probed or run, and no file is written.

  farhand diagnose report.json
  farhand diagnose mail.txt outputs/
  pbpaste | farhand diagnose -
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from farhand import report
from farhand.cli import _process
from farhand.errors import Mistake
from farhand.evidence import Opinion, weigh
from farhand.model import Diagnosis
from farhand.redact import Redactor
from farhand.redact.sources import Damaged, opened

GROUP, SUMMARY = "engineer", "any mix of evidence: find the root cause"

UNREADABLE = 2
#: Bytes read of one source, and files of one folder.
MOST_BYTES, MOST_FILES = 64 << 20, 500


def options(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; -: standard input")
    parser.add_argument("--json", action="store_true", help="print the diagnosis as one JSON document")
    parser.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    if not args.paths and sys.stdin.isatty():
        raise Mistake("give the files to look at, or - and paste into the terminal (end with Ctrl-D)")
    told = _Told()
    texts = [text for name in args.paths or ["-"] for text in _texts(name, told)]
    opinion = _with(weigh(texts, Redactor()), told.rows)
    code = UNREADABLE if told.unreadable else report.exit_code(opinion.diagnosis, opinion.results)
    return _process.deliver(lambda: _hand_out(opinion, args), code)


def _hand_out(opinion: Opinion, args: Namespace) -> None:
    if args.json:
        print(json.dumps(as_json(opinion.diagnosis), indent=1))
    elif not args.quiet:
        from farhand.faces import diagnosis as face
        from farhand.faces import text

        text.show(lambda console: face.write(opinion, console))


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
    return Opinion(replace(found, unread=(*found.unread, *unread)), opinion.results)


def _texts(name: str, told: _Told) -> Iterator[tuple[str, str]]:
    """Source and text of a file, of each file in a folder, or of standard input."""
    path = Path(name)
    if name != "-" and path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file())
        if len(files) > MOST_FILES:
            told.add(name, f"only the first {MOST_FILES} of {len(files)} files were read")
        for file in files[:MOST_FILES]:
            yield from _texts(str(file), told)
        return
    source = "stdin" if name == "-" else name
    try:
        data = _bytes(name, source, told)
    except OSError as error:
        told.add(source, error.strerror or str(error), unreadable=True)
        return
    yield source, _decoded(data)


def _bytes(name: str, called: str, told: _Told) -> bytes:
    """What there is to read, decompressed and bounded."""
    parts, size = [], 0
    with opened(sys.stdin.buffer if name == "-" else Path(name).open("rb")) as source:
        try:
            while size <= MOST_BYTES and (part := source.read(1 << 20)):
                parts.append(part)
                size += len(part)
        except Damaged as damage:
            told.add(called, str(damage), unreadable=True)
    if size > MOST_BYTES:
        told.add(called, f"only its first {MOST_BYTES >> 20} MiB were read")
    return b"".join(parts)[:MOST_BYTES]


def _decoded(data: bytes) -> str:
    """Text of bytes; PowerShell writes UTF-16. What is no text becomes a sign that no reader knows."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")
