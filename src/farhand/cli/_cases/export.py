"""The whole case as one text file: every entry with its digest, and the attachments.

It is made to be read, checked and merged elsewhere (farhand case import). Secrets are masked in it as they
are in the case; what the customer has not seen may still be in it, so look at it before it leaves.

  farhand case export acme-7.jsonl --case acme-7
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from io import BytesIO
from pathlib import Path

from farhand.bundle import writing
from farhand.case import attachments, copies
from farhand.cli import _process
from farhand.cli._cases._entries import entry_options, opened
from farhand.errors import Mistake

ORDER, SUMMARY = 20, "the whole case as one file"
SCHEMA = "farhand.export/1"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a new file")
    entry_options(parser)


def run(args: Namespace) -> int:
    path, out = Path(args.file), BytesIO()
    with opened(args) as case:
        entries = case.entries()
        missing = copies.write(out, entries, lambda digest: attachments.read(case.folder, digest))
    try:
        writing.write(path, out.getvalue())
    except FileExistsError:
        raise Mistake(f"{path} is there already; give another name") from None
    except OSError as error:
        raise Mistake(f"{path} could not be written: {error.strerror}") from None
    _told(args, path, len(entries), len(out.getvalue()), sorted(missing))
    return 0


def _told(args: Namespace, path: Path, entries: int, size: int, missing: list[str]) -> None:
    if args.json:
        document = {
            "schema": SCHEMA,
            "file": str(path),
            "entries": entries,
            "bytes": size,
            "missing": missing,
        }
        print(json.dumps(document, indent=1))
    elif not args.quiet:
        lost = f"; the bytes of {len(missing)} attachments are not in this copy" if missing else ""
        _process.tell(f"{path}: {entries} entries, {size:,} bytes{lost}")
