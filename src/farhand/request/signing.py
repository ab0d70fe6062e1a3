"""Who signed what: one signature over a text that says what kind of text it is."""

from __future__ import annotations

import base64
import binascii
import hashlib
from pathlib import Path

from farhand.bundle import sealing

REQUEST, ANSWER = "farhand request 1\n", "farhand answer 1\n"


def sign(kind: str, text: str, key_file: Path) -> str:
    return sealing.sign((kind + text).encode("utf-8", "surrogatepass"), key_file)


def holds(kind: str, text: str, signature: str, key: str) -> bool:
    """True where the owner of `key` signed this. Raises Mistake without farhand[sign], or for a wrong key."""
    right = sealing.check((kind + text).encode("utf-8", "surrogatepass"), signature, key)
    return right and _is_plain(signature)


def same(one: str, other: str) -> bool:
    """True for the same public key, with or without what tells openssl its kind."""
    return bool(raw(one)) and raw(one) == raw(other)


def fingerprint(key: str) -> str:
    """A public key in 24 signs, as two people compare it by telephone."""
    sha = hashlib.sha256(raw(key)).hexdigest()
    return " ".join(sha[at : at + 4] for at in range(0, 24, 4))


def raw(key: str) -> bytes:
    try:
        return base64.b64decode(key, validate=True)[-32:]
    except (binascii.Error, ValueError):
        return b""


def _is_plain(signature: str) -> bool:
    """Base64 has several spellings of the same bytes; a signature has one."""
    return base64.b64encode(base64.b64decode(signature)).decode() == signature
