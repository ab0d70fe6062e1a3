"""Take over a case that somebody has exported: into a new folder, or into the copy that is there.

All of the file is checked first: each entry, each attachment, and that nothing was cut off. Into a copy of
the same case only what is not there yet is taken over; both sides then tell the same story. Who writes in a
new copy has a record of their own in it, so that two copies never contradict each other.

  farhand case import acme-7.jsonl --case acme-7
"""

from __future__ import annotations

import json
import secrets
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import BinaryIO

from farhand.case import Case, Damaged, attachments, copies
from farhand.case.copies import Copy
from farhand.case.store import NAME
from farhand.cli import _process
from farhand.cli._case import author
from farhand.errors import Mistake

ORDER, SUMMARY = 21, "take over a case from a file, or what is new in it"
SCHEMA = "farhand.import/1"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what `farhand case export` has made")
    parser.add_argument("--case", metavar="DIR", required=True, help="the folder; made where it is missing")
    parser.add_argument("--json", action="store_true", help="print what was taken over as one JSON document")
    parser.add_argument("--quiet", action="store_true", help="print nothing")


def run(args: Namespace) -> int:
    folder = Path(args.case)
    try:
        with open(args.file, "rb") as source:
            copy = copies.examine(source)
            source.seek(0)
            entries, kept = _taken(folder, copy, source)
    except OSError as error:
        raise Mistake(f"{args.file}: {error.strerror or error}") from None
    lost = len(copy.named - copy.files)
    if args.json:
        print(json.dumps({"schema": SCHEMA, "entries": entries, "files": kept, "missing": lost}, indent=1))
    elif not args.quiet:
        more = f"; the bytes of {lost} attachments are not in the file" if lost else ""
        _process.tell(f"{folder}: {entries} new entries, {kept} attachments{more}")
    return 0


def _taken(folder: Path, copy: Copy, source: BinaryIO) -> tuple[int, int]:
    """How many entries were new, and how many attachments were in the file. Raises Damaged, Mistake."""
    fresh = not (folder / NAME).exists()
    with Case(folder, author(), create=True) as case:
        if fresh:
            case.branch(secrets.token_hex(3))
        else:
            _same(case, copy)
            _not_ours(case, copy)
        kept = sum(_keep(folder, digest, data) for digest, data in copies.files(source))
        return case.merge(copy.entries), kept


def _same(case: Case, copy: Copy) -> None:
    """Raises Mistake where the folder holds another case."""
    here = {e.digest for e in case.entries()}
    if here and not here & {e.digest for e in copy.entries}:
        raise Mistake(
            f"{case.folder} holds another case: nothing in it is in the file; give another --case DIR"
        )


def _not_ours(case: Case, copy: Copy) -> None:
    """Raises Damaged where somebody else has written under the name of this copy."""
    own = {e.digest for e in case.entries() if e.author == case.author}
    if any(e.author == case.author and e.digest not in own for e in copy.entries):
        raise Damaged(f"the file holds entries of {case.author} that were not written here")


def _keep(folder: Path, digest: str, data: bytes) -> bool:
    if attachments.keep(folder, data) != digest:
        raise Damaged("the file was changed while it was read")
    return True
