"""New keys: an age identity to read what is encrypted, an Ed25519 key to sign.

The private half is written where nobody else reads it, and never over a file that is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from farhand.bundle import writing
from farhand.bundle.sealing import need, package, public_line
from farhand.errors import Mistake

ENCRYPTION, SIGNING = "encryption", "signing"


@dataclass(frozen=True)
class Pair:
    """A private key as the text of its file, and its public half as farhand.toml holds it."""

    private: str
    public: str
    setting: str  # the line of [vendor] in farhand.toml


def new(kind: str) -> Pair:
    """A fresh key of that kind. Raises Mistake where the package for it is missing."""
    return _encryption() if kind == ENCRYPTION else _signing()


def write(pair: Pair, path: Path) -> None:
    """Write the private half, mode 0600. Raises Mistake where a file is there already, or none can be."""
    try:
        writing.write(path, pair.private.encode("ascii"))
    except FileExistsError:
        raise Mistake(f"{path} is there already, and a key is never overwritten; give another -o") from None
    except OSError as error:
        raise Mistake(f"{path} could not be written: {error.strerror or error}") from None


def _encryption() -> Pair:
    identity = package().x25519.Identity.generate()
    public = str(identity.to_public())
    return Pair(f"# public key: {public}\n{identity}\n", public, f'encrypt_to = ["{public}"]')


def _signing() -> Pair:
    need("cryptography")
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    public = public_line(key.public_key().public_bytes_raw())
    return Pair(private.decode(), public, f'verify_key = "{public}"')
