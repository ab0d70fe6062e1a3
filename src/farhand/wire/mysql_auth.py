"""How a password is proved to MySQL and MariaDB without being shown.  Pure.

Source: the plugins' pages of "MySQL Internals" and MariaDB's "Authentication Plugins". `client_ed25519`,
Kerberos and PAM's dialog are not spoken: the standard library has no such arithmetic, and no such tickets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

NATIVE, SHA2 = "mysql_native_password", "caching_sha2_password"
#: Methods that show the password itself, which only TLS or a Unix socket allows.
SHOWN = ("mysql_clear_password", "sha256_password")


def native(password: str, salt: bytes) -> bytes:
    """SHA1(password) XOR SHA1(salt + SHA1(SHA1(password))); nothing for an empty password."""
    if not password:
        return b""
    once = hashlib.sha1(_bytes(password), usedforsecurity=False).digest()
    twice = hashlib.sha1(once, usedforsecurity=False).digest()
    return _xor(once, hashlib.sha1(salt + twice, usedforsecurity=False).digest())


def sha2(password: str, salt: bytes) -> bytes:
    """SHA256(password) XOR SHA256(SHA256(SHA256(password)) + salt); nothing for an empty password."""
    if not password:
        return b""
    once = hashlib.sha256(_bytes(password)).digest()
    return _xor(once, hashlib.sha256(hashlib.sha256(once).digest() + salt).digest())


SCRAMBLES: Mapping[str, Callable[[str, bytes], bytes]] = {NATIVE: native, SHA2: sha2}


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right))
