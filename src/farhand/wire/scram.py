"""SCRAM (RFC 5802, RFC 7677), the client's side: proves a password without sending it.  Pure.

Used by the logins of PostgreSQL and Kafka. The server proves itself, too: a server that does not know the
password cannot make the signature that `finish` checks.

    scram = Scram("secret")
    send(scram.first); send(scram.answer(server_first)); scram.finish(server_final)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os

#: Rounds of hashing that a server may ask for; more would hold us up on purpose.
MOST_ROUNDS = 500_000


class ScramError(ValueError):
    """The server's message is not what the protocol allows, or its signature is wrong."""


class Scram:
    """One login. `user` stays empty for PostgreSQL, which knows it from the startup packet.

    `digest` is sha256 or sha512.
    """

    def __init__(self, password: str, user: str = "", nonce: str = "", digest: str = "sha256") -> None:
        self._password = prepared(password).encode("utf-8", "surrogateescape")
        self._nonce = nonce or base64.b64encode(os.urandom(18)).decode()
        self._digest = digest
        name = user.replace("=", "=3D").replace(",", "=2C")
        self._bare = f"n={name},r={self._nonce}"
        self._signature = b""

    @property
    def first(self) -> bytes:
        """The client's first message; `n,,` says that no channel binding is used."""
        return f"n,,{self._bare}".encode()

    def answer(self, server_first: bytes) -> bytes:
        """The client's final message. Raises ScramError."""
        parts = _parts(server_first)
        nonce, salt, rounds = parts.get("r", ""), _decoded(parts.get("s", "")), parts.get("i", "")
        if not nonce.startswith(self._nonce) or len(nonce) == len(self._nonce):
            raise ScramError("the server's nonce does not continue ours")
        if not rounds.isdecimal() or len(rounds) > 9 or not 1 <= int(rounds) <= MOST_ROUNDS:
            raise ScramError("the server asks for an absurd number of rounds")
        return self._proof(nonce, salt, int(rounds), server_first)

    def finish(self, server_final: bytes) -> None:
        """Check that the server knows the password, too. Raises ScramError."""
        parts = _parts(server_final)
        if "e" in parts:
            raise ScramError(f"the server says {parts['e'][:40]}")
        if not self._signature or not hmac.compare_digest(_decoded(parts.get("v", "")), self._signature):
            raise ScramError("the server's signature is wrong: it does not know this password")

    def _proof(self, nonce: str, salt: bytes, rounds: int, server_first: bytes) -> bytes:
        salted = hashlib.pbkdf2_hmac(self._digest, self._password, salt, rounds)
        client_key = self._mac(salted, b"Client Key")
        without_proof = f"c=biws,r={nonce}"
        signed = b",".join((self._bare.encode(), server_first, without_proof.encode()))
        stored = hashlib.new(self._digest, client_key).digest()
        proof = bytes(a ^ b for a, b in zip(client_key, self._mac(stored, signed)))
        self._signature = self._mac(self._mac(salted, b"Server Key"), signed)
        return f"{without_proof},p={base64.b64encode(proof).decode()}".encode()

    def _mac(self, key: bytes, data: bytes) -> bytes:
        return hmac.new(key, data, self._digest).digest()


def prepared(password: str) -> str:
    """SASLprep (RFC 4013); like PostgreSQL, a password that it does not allow is taken as it is."""
    if password.isascii():
        return password
    import stringprep
    import unicodedata

    mapped = "".join(
        " " if stringprep.in_table_c12(c) else c for c in password if not stringprep.in_table_b1(c)
    )
    normal = unicodedata.normalize("NFKC", mapped)
    return password if not normal or any(_forbidden(c) for c in normal) else normal


def _forbidden(char: str) -> bool:
    import stringprep

    tables = (
        stringprep.in_table_c12,
        stringprep.in_table_c21_c22,
        stringprep.in_table_c3,
        stringprep.in_table_c4,
        stringprep.in_table_c5,
        stringprep.in_table_c6,
        stringprep.in_table_c7,
        stringprep.in_table_c8,
        stringprep.in_table_c9,
        stringprep.in_table_a1,
    )
    return any(table(char) for table in tables)


def _parts(message: bytes) -> dict[str, str]:
    """`r=...,s=...,i=...` as a mapping."""
    pairs = (part.partition("=") for part in message.decode("ascii", "replace").split(","))
    return {name: value for name, sign, value in pairs if sign}


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ScramError("the server's message is not base64") from None
