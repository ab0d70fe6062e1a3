"""What the declaration asks of a mail server, and whether TLS is begun inside of the conversation.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from farhand.checks._starttls import starttls
from farhand.target import Target, units
from farhand.wire import smtp


@dataclass(frozen=True)
class Wanted:
    """`starttls`: always, never, or offered (where the server offers it and a login or port 587 wants it)."""

    user: str = ""
    password: str = ""
    starttls: str = "offered"
    sender: str = ""
    recipient: str = ""
    largest: int = 0  # bytes of the largest message that the app sends; 0: not declared
    helo: str = ""


def wanted(settings: Mapping[str, Any], target: Target) -> Wanted:
    """`settings` are filled in."""
    said = settings.get("starttls")
    helo = str(settings.get("helo") or "")
    return Wanted(
        user=target.user,
        password=target.password,
        starttls=starttls(said),
        sender=smtp.address(str(settings.get("from") or "")),
        recipient=smtp.address(str(settings.get("to") or "")),
        largest=units.size(settings.get("max_message")) or 0,
        helo=helo if helo.isascii() and helo.isprintable() and " " not in helo else "",
    )


def begins_tls(how: str, scheme: str, port: int, user: str, offers: Mapping[str, str]) -> bool:
    """Does the app's client begin TLS here? Where nothing is declared, as most libraries do it."""
    if "STARTTLS" not in offers or how == "never":
        return False
    return how == "always" or scheme == "submission" or port == 587 or bool(user)
