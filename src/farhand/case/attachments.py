"""The bytes of attachments, in FOLDER/files under their digest.  I/O.

A name from outside never becomes a path: a file is found by its SHA-256 alone, and what is read is held
against it.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from pathlib import Path

from farhand.case.entry import Damaged
from farhand.errors import Mistake

FOLDER = "files"
#: Bytes of one attachment.
LARGEST = 64 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(folder: Path, data: bytes) -> str:
    """Write them, all or nothing, for the owner alone; the digest. They are on the disk when this returns.

    Raises Mistake where they are too many, or cannot be written.
    """
    if len(data) > LARGEST:
        raise Mistake(f"a file of {len(data):,} bytes is too large for a case; cut it to {LARGEST >> 20} MiB")
    digest, place = hashlib.sha256(data).hexdigest(), folder / FOLDER
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        if not (place / digest).is_file():
            _write(place, digest, data)
    except OSError as error:
        raise Mistake(f"{place}: the file cannot be kept: {error.strerror}") from None
    return digest


def read(folder: Path, digest: str) -> bytes | None:
    """The bytes of an attachment; None where they are not here. Raises Damaged where they were altered."""
    if not _DIGEST.fullmatch(digest):
        return None
    try:
        data = _bytes(folder / FOLDER / digest)
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != digest:
        raise Damaged(f"the attachment {digest[:12]}… was altered")
    return data


def _bytes(path: Path) -> bytes:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        return file.read(LARGEST + 1)


def _write(place: Path, digest: str, data: bytes) -> None:
    aside = place / f".{digest[:16]}.{secrets.token_hex(8)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(aside, flags, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(place / digest)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
