"""Take a bundle, or any archive, apart safely: into a new folder, with nothing written outside of it.

Links, devices, names that lead out of the folder and bombs are left out and told. A Farhand bundle is
checked against its manifest: a file that was altered is named, and the exit status is 1. One that is
encrypted with age is decrypted with your private key.

  farhand bundle open bundle.tar.gz
  farhand bundle open bundle.tar.gz.age --identity ~/.config/farhand/key.txt -o case-17
"""

from __future__ import annotations

import io
import json
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO

from farhand.archives import Damaged, Found, Limits, Meter, find
from farhand.archives.limits import size
from farhand.bundle import opening, sealing
from farhand.bundle.opening import Opened
from farhand.errors import Mistake

ORDER, SUMMARY = 60, "take a bundle or another archive apart, safely"

ALTERED, UNREADABLE, WARNED = 1, 2, 3
#: Refused members that are named one by one; bytes of an encrypted file, which is decrypted in memory.
_NAMED, _LARGEST = 20, 1 << 30
#: What many archives hold for good reasons; leaving it out loses no evidence.
_USUAL = ("a symbolic link", "a hard link", "a device", "a pipe", "a device or pipe")


def options(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the archive (tar, zip, compressed or not); -: stdin")
    parser.add_argument("-o", "--output", metavar="DIR", help="a new folder (default: named like the file)")
    parser.add_argument(
        "--identity", metavar="FILE", action="append", default=[], help="private key of an age file"
    )
    parser.add_argument("--json", action="store_true", help="print what was done as one JSON document")
    parser.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    meter = Meter(Limits())
    with _source(args.file) as source:
        plain = _unsealed(source, [Path(p) for p in args.identity])
        found = _found(plain, meter, args.file)
        folder = Path(args.output) if args.output else opening.folder_for(args.file)
        opened = opening.unpack(found, meter, folder)
    if args.json:
        print(json.dumps(as_json(opened), indent=1))
    elif not args.quiet:
        print("\n".join(_told(opened)))
    return _code(opened)


def as_json(opened: Opened) -> dict[str, Any]:
    """The document `farhand.bundle-opened/1`."""
    return {
        "schema": "farhand.bundle-opened/1",
        "folder": str(opened.folder),
        "files": list(opened.digests),
        "refused": [{"name": row.name, "why": row.why} for row in opened.refused],
        "is_bundle": opened.manifest is not None,
        "wrong": [{"name": name, "why": why} for name, why in opened.wrong],
    }


def _source(name: str) -> BinaryIO:
    try:
        return sys.stdin.buffer if name == "-" else Path(name).open("rb")
    except OSError as error:
        raise Mistake(f"{name}: {error.strerror or error}") from None


def _unsealed(source: BinaryIO, identities: list[Path]) -> BinaryIO:
    """The file itself, or what it decrypts to."""
    buffered = source if isinstance(source, io.BufferedReader) else io.BufferedReader(source)  # type: ignore[type-var]
    if not sealing.is_sealed(buffered.peek(64)[:64]):
        return buffered
    data = buffered.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise Mistake(f"it is encrypted and larger than {size(_LARGEST)}; run first: age -d -i KEY FILE")
    return io.BytesIO(sealing.unseal(data, identities))


def _found(source: BinaryIO, meter: Meter, name: str) -> Found:
    try:
        found = find(source, meter)
    except (Damaged, OSError) as error:
        raise Mistake(f"{name}: {error}") from None
    if not found.kind:
        what = "one compressed file" if found.compressed else "neither tar nor zip"
        raise Mistake(f"{name} is no archive but {what}; look at it with: farhand diagnose {name}")
    return found


def _code(opened: Opened) -> int:
    if any(row.rest or not row.name for row in opened.refused):
        return UNREADABLE
    if opened.wrong:
        return ALTERED
    return WARNED if any(row.why not in _USUAL for row in opened.refused) else 0


def _told(opened: Opened) -> list[str]:
    kind = "a Farhand bundle, " if opened.manifest else ""
    lines = [f"{kind}{len(opened.digests)} files in {opened.folder}"]
    lines += [f"  {_shown(name)} {why}" for name, why in opened.wrong]
    if opened.manifest and not opened.wrong:
        lines.append("  every file is as its manifest says (SHA-256)")
    usual = Counter(row.why for row in opened.refused if row.why in _USUAL)
    lines += [f"  left out: {count} × {why}" for why, count in usual.items()]
    odd = [row for row in opened.refused if row.why not in _USUAL]
    lines += [f"  left out: {row.name or 'the rest'}: {row.why}" for row in odd[:_NAMED]]
    lines += [f"  left out: {len(odd) - _NAMED} more; --json names them all"] if len(odd) > _NAMED else []
    return [*lines, f"next: farhand diagnose {opened.folder}"]


def _shown(name: str) -> str:
    from farhand.archives.names import shown

    return shown(name)
