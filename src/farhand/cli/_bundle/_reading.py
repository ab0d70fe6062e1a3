"""A bundle from a file, decrypted where it must be: for `show` and `verify`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from farhand.bundle import members, sealing, verify
from farhand.bundle.members import Members
from farhand.cli._lang import lang_option
from farhand.errors import Mistake

#: Bytes of a file that are read.
_MOST = 512 << 20


def options(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the bundle")
    parser.add_argument(
        "--identity",
        action="append",
        default=[],
        metavar="FILE",
        help="the private key, of an encrypted bundle",
    )
    lang_option(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def opened(args: Namespace) -> tuple[Members, dict[str, Any]]:
    """The members and the manifest. Raises Mistake."""
    data = _read(Path(args.file))
    if sealing.is_sealed(data):
        data = _decrypted(data, args)
    found = members.read(data, args.file)
    return found, verify.read(found, args.file)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except OSError as error:
        raise Mistake(f"{path}: {error.strerror or error}") from None
    if len(data) > _MOST:
        raise Mistake(f"{path} is larger than any bundle")
    return data


def _decrypted(data: bytes, args: Namespace) -> bytes:
    if not args.identity:
        raise Mistake(
            f"{args.file} is encrypted; give --identity FILE with the private key of one who may read it"
        )
    return sealing.unseal(data, [Path(name) for name in args.identity])
