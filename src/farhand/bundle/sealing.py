"""Encrypts for those who may read a bundle, and signs what must not be altered.

Encryption is age (age-encryption.org/v1), signatures are Ed25519: both can be checked with the tools that
everybody has, `age` and `openssl`, without Farhand. The two packages behind them are installed with
`farhand[sign]` and loaded when they are needed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from farhand.errors import Mistake

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ARMOR_BEGIN, ARMOR_END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
_BINARY = b"age-encryption.org/v1\n"
#: What a raw Ed25519 public key needs in front to be the DER form that `openssl` reads.
_DER = bytes.fromhex("302a300506032b6570032100")
#: A file of keys is short; whatever is longer is something else.
_LONGEST_KEY_FILE = 1 << 20


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """`data` as a binary age file that each of `recipients` (age1…, ssh-ed25519 …, ssh-rsa …) can read.

    Raises Mistake naming the recipient that is wrong, or where there is none.
    """
    age = package()
    if not recipients:
        raise Mistake("nobody is named who could read it; give --recipient age1… or [vendor] encrypt_to")
    return bytes(age.encrypt(data, [_recipient(age, one) for one in recipients]))


def unseal(data: bytes, identity_files: Sequence[Path]) -> bytes:
    """The content of an age file, binary or armored. Raises Mistake: wrong key, damaged, not an age file."""
    age = package()
    sealed = _binary(data)
    keys = [key for path in identity_files for key in _identities(age, path)]
    if not keys:
        raise Mistake("it is encrypted, and no key is given; give --identity FILE, the private key's file")
    try:
        return bytes(age.decrypt(sealed, keys))
    except age.DecryptError as error:
        names = ", ".join(map(str, identity_files))
        if "No matching keys" in str(error):
            raise Mistake(
                f"no key in {names} can read it; give the private key of one of its recipients"
            ) from None
        raise Mistake(f"it was cut off or altered after encryption ({error}); ask for it again") from None


def is_sealed(data: bytes) -> bool:
    """True for an age file, binary or armored."""
    return data.startswith(_BINARY) or data.lstrip()[: len(ARMOR_BEGIN)] == ARMOR_BEGIN


def armored(sealed: bytes) -> str:
    """A binary age file as the ASCII lines that `age --armor` writes."""
    text = base64.b64encode(sealed).decode()
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join([ARMOR_BEGIN.decode(), *lines, ARMOR_END.decode()]) + "\n"


def sign(message: bytes, key_file: Path) -> str:
    """The Ed25519 signature of `message` in base64; the key is the file of `farhand key new signing`."""
    return base64.b64encode(_signing_key(key_file).sign(message)).decode()


def public(key_file: Path) -> str:
    """The public half of a signing key, as `verify_key` holds it."""
    return public_line(_signing_key(key_file).public_key().public_bytes_raw())


def check(message: bytes, signature: str, verify_key: str) -> bool:
    """True where `signature` is of this message and of the key's owner. Raises Mistake for a wrong key."""
    key = _verify_key(verify_key)
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, ValueError):  # binascii.Error is a ValueError
        return False
    return True


def public_line(raw: bytes) -> str:
    """A public Ed25519 key of 32 bytes as `verify_key` holds it: base64 of DER, the body of a PEM."""
    return base64.b64encode(_DER + raw).decode()


def _signing_key(key_file: Path) -> Ed25519PrivateKey:
    need("cryptography")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(_read(key_file), None)
    except (ValueError, TypeError) as error:  # TypeError: it has a passphrase
        why = "has a passphrase" if isinstance(error, TypeError) else "is no private key in PEM form"
        raise Mistake(f"{key_file} {why}; make one with: farhand key new signing -o FILE") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Mistake(f"{key_file} is no Ed25519 key; make one with: farhand key new signing -o FILE")
    return key


def _verify_key(text: str) -> Ed25519PublicKey:
    need("cryptography")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    raw = _decoded(text.strip()).removeprefix(_DER)
    if len(raw) != 32:
        raise Mistake(f"verify_key {text[:80]!r} is no Ed25519 key; `farhand key new signing` prints one")
    return Ed25519PublicKey.from_public_bytes(raw)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _recipient(age: Any, text: str) -> Any:
    """One recipient. A private key given by mistake is not repeated in the message."""
    line = text.strip()
    kind = age.ssh if line.startswith("ssh-") else age.x25519
    if line.upper().startswith("AGE-SECRET-KEY-"):
        raise Mistake("a recipient is a private key (AGE-SECRET-KEY-…); give its public half, age1…")
    try:
        return kind.Recipient.from_str(line)
    except age.RecipientError:
        raise Mistake(
            f"recipient {line[:80]!r} is no public key of age; it must be age1…, ssh-ed25519 … or ssh-rsa …"
        ) from None


def _identities(age: Any, path: Path) -> Iterator[Any]:
    """The private keys in a file: lines of age, or one OpenSSH key."""
    data = _read(path)
    try:
        if b"PRIVATE KEY-----" in data[:200]:
            yield age.ssh.Identity.from_buffer(data)
            return
        for line in data.decode("ascii", "replace").splitlines():
            if re.match(r"AGE-SECRET-KEY-1", line.strip(), re.I):
                yield age.x25519.Identity.from_str(line.strip())
    except age.IdentityError as error:
        why = f"holds a key that cannot be used: {error}"
        raise Mistake(f"{path} {why}; give a key without passphrase") from None


def _binary(data: bytes) -> bytes:
    """An age file as bytes, whichever of the two forms it has."""
    if data.startswith(_BINARY):
        return data
    begin, end = data.find(ARMOR_BEGIN), data.find(ARMOR_END)
    if begin < 0:
        raise Mistake("it is no age file: neither its first line nor an armor's begin is there")
    body = b"".join(data[begin + len(ARMOR_BEGIN) : max(end, 0)].split())
    decoded = _decoded(body.decode("ascii", "replace"))
    if end < 0 or not decoded.startswith(_BINARY):
        raise Mistake("the armor of the age file is cut off or altered; ask for it again")
    return decoded


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST_KEY_FILE + 1)
    except OSError as error:
        raise Mistake(f"the key file {path} could not be read: {error.strerror or error}") from None
    if len(data) > _LONGEST_KEY_FILE:
        raise Mistake(f"{path} is too long to be a key")
    return data


def package() -> Any:
    need("pyrage")
    import pyrage

    return pyrage


def need(package: str) -> None:
    import importlib

    try:
        importlib.import_module(package)
    except ImportError:
        raise Mistake(f"this needs the package {package}: pip install 'farhand[sign]'") from None
