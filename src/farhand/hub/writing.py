"""What people do, as entries of a case. All of it is on the disk when these return.  I/O."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from farhand.answers.taken import Taken
from farhand.case import Case, Entry
from farhand.exchange import taking
from farhand.hub.known import Known
from farhand.hub.shelf import Book
from farhand.redact import Redactor

#: Where the attachments of a case lie, by their digest.
FILES = "files"
_DIGEST = re.compile("[0-9a-f]{64}")
#: Answers are taken one after another, so that none is taken twice.
_TAKING = Lock()


def add(book: Book, author: str, *rows: tuple[str, Mapping[str, Any]]) -> list[Entry]:
    """Add entries, as kinds and bodies. Raises Mistake."""
    with Case(book.folder, author) as case:
        made = [case.add(kind, body) for kind, body in rows]
    book.entries(now=True)
    return made


def take(book: Book, author: str, texts: Iterable[tuple[str, str]]) -> tuple[list[Taken], Known]:
    """Texts that came back: kept, masked, then weighed with all else. Raises Mistake."""
    with _TAKING:
        rows = book.entries(now=True)
        found = taking.take(texts, rows)
        fresh = list(taking.entries(found, rows, Redactor()))
        add(book, author, *fresh)
    return found, weighed(book, author)


def weighed(book: Book, author: str) -> Known:
    """The case as it stands now; where the diagnosis has changed, an entry says so."""
    known = book.known()
    body = taking.finding(known.opinion)
    last = next((e for e in reversed(known.entries) if e.kind == "finding"), None)
    if last is None and not body["causes"] and body["verdict"] == "undecided":
        return known
    if last is not None and last.body == body:
        return known
    add(book, author, ("finding", body))
    return book.known()


def keep_file(folder: Path, data: bytes) -> str:
    """The bytes of an attachment, on the disk under their digest; the digest."""
    digest = hashlib.sha256(data).hexdigest()
    place = folder / FILES
    place.mkdir(mode=0o700, exist_ok=True)
    aside = place / f".{digest}.{os.getpid()}"
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(place / digest)
    _sync(place)
    return digest


def read_file(folder: Path, digest: str, known: Sequence[str]) -> bytes | None:
    """The bytes of an attachment that the case knows; None for any other name."""
    if digest not in known or not _DIGEST.fullmatch(digest):  # an entry may come from anywhere
        return None
    try:
        return (folder / FILES / digest).read_bytes()
    except OSError:
        return None


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
