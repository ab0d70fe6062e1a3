"""What the commands of both sides share: the request's file, the policy, the customer's folder and key."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from farhand import declare
from farhand.bundle import keys, sealing
from farhand.control import place
from farhand.errors import Mistake
from farhand.model import App
from farhand.request import ledger as kept
from farhand.request import opening, policy, text
from farhand.request.ledger import Ledger
from farhand.request.model import Request
from farhand.request.policy import Policy

_MOST = 4 << 20


def state_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--state",
        metavar="DIR",
        help="where this side keeps what was asked and answered, mode 0700 (default: FARHAND_EXCHANGE, else "
        "~/.local/state/farhand/exchange)",
    )


def text_of(name: str) -> str:
    """The text of a file or of standard input, however it is encoded. Raises Mistake."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_MOST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(_MOST + 1)
    except OSError as error:
        raise Mistake(f"{name}: {error.strerror or error}") from None
    if len(data) > _MOST:
        raise Mistake(f"{name} is larger than any request or answer")
    codec = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data.decode(codec, "replace")


def request_of(name: str) -> Request:
    return text.read(text_of(name))


def declared(config: str | None) -> tuple[App, Policy]:
    path = place.found(config)
    return declare.load(path), policy.load(path)


def customer(app: App, told: str | None) -> tuple[Ledger, Path]:
    """The customer's folder and key; both are made at the first exchange. Raises Mistake."""
    folder = kept.place(kept.CUSTOMER, told, app.name)
    kept.private(folder, True)
    key = folder / kept.KEY
    if not key.exists():
        keys.write(keys.new(keys.SIGNING), key)
    return Ledger(folder, opening.author(sealing.public(key))), key


def vendor(app: str, site: str, told: str | None, create: bool) -> Ledger:
    return Ledger(kept.place(kept.VENDOR, told, app, site), kept.VENDOR, create)
