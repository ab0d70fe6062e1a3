"""The signature of the generic webhook, as Standard Webhooks describes it (standardwebhooks.com).  Pure.

    webhook-id         the message; the same in every try, so that a receiver takes it once
    webhook-timestamp  seconds since 1970 of this try
    webhook-signature  v1,BASE64 of HMAC-SHA256 over "ID.TIMESTAMP.BODY"; several, apart by blanks

The key is `whsec_` and 24 to 64 random bytes in base64. Every language has a library that verifies this;
`verify` is ours, to be copied or imported by a receiver.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping, MutableMapping, Sequence

PREFIX = "whsec_"
#: Seconds by which a message may be older or newer than the receiver's clock.
TOLERANCE = 300


class Refused(Exception):
    """The message is not to be taken: altered, of somebody else, too old, or seen before."""


def key_of(secret: str) -> bytes:
    """The key itself. Raises ValueError for what is none, and for one that could be guessed."""
    try:
        key = base64.b64decode(secret.strip().removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("it is not base64") from None
    if not secret.strip().startswith(PREFIX) or not 24 <= len(key) <= 64:
        raise ValueError(f"it must be {PREFIX} and 24 to 64 bytes in base64")
    return key


def signed(secret: str, id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers for one try."""
    return {
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{_mac(key_of(secret), id, str(timestamp), body)}",
    }


def _mac(key: bytes, id: str, timestamp: str, body: bytes) -> str:
    told = b".".join((id.encode(), timestamp.encode(), body))
    return base64.b64encode(hmac.digest(key, told, "sha256")).decode()


def verify(
    secrets: Sequence[str],
    headers: Mapping[str, str],
    body: bytes,
    now: float,
    seen: MutableMapping[str, float] | None = None,
) -> str:
    """The id of a message that is to be taken. Raises Refused for all others.

    `secrets`: the old key too, while keys are changed. `seen` keeps the ids of the window, so that nobody
    can play a message again within it.
    """
    told = {name.lower(): value for name, value in headers.items()}
    id, timestamp = told.get("webhook-id", ""), told.get("webhook-timestamp", "")
    if not id or not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 12):
        raise Refused("a header is missing or not readable")
    if abs(now - int(timestamp)) > TOLERANCE:
        raise Refused("the message is too old, or a clock is wrong")
    given = [
        part.partition(",")[2] for part in told.get("webhook-signature", "").split() if part.startswith("v1,")
    ]
    made = [_mac(key_of(secret), id, timestamp, body) for secret in secrets]
    # All are compared, each in constant time, so that nothing is learned from how long it takes.
    fits = [
        hmac.compare_digest(one.encode(), other.encode("utf-8", "replace")) for one in made for other in given
    ]
    if not any(fits):
        raise Refused("the signature does not fit")
    if seen is not None:
        _once(id, now, seen)
    return id


def _once(id: str, now: float, seen: MutableMapping[str, float]) -> None:
    for old in [one for one, at in seen.items() if now - at > 2 * TOLERANCE]:
        del seen[old]
    if id in seen:
        raise Refused("the message was taken before")
    seen[id] = now
