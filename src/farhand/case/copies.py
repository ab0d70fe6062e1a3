"""A whole case as one text file that can be read, checked and merged.

JSON Lines: a head, a line per entry in the order of the story, the attachments in parts, and at the end the
digest of all before. Nothing is compressed and no line names a path, so that a file from elsewhere can
neither grow nor write anywhere: attachments are found by their SHA-256 alone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NoReturn

from farhand.case import attachments
from farhand.case.entry import Damaged, Entry, ordered, plain, proved

SCHEMA = "farhand.case/1"
#: Bytes of a line, of all entries, of a whole file, and of the part of an attachment in one line.
_LINE, _TOLD, _WHOLE, _PART = 16 << 20, 512 << 20, 2 << 30, 48 << 10
#: Entries and attachments of one file, and characters of an author and of a kind.
_ENTRIES, _FILES, _NAME = 200_000, 2_000, 200
_FIELDS = ("author", "seq", "at", "kind", "body", "before", "digest")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")


@dataclass(frozen=True)
class Copy:
    """What a file holds, proved: its entries in order, and the digests of the attachments in it."""

    entries: tuple[Entry, ...]
    files: frozenset[str] = frozenset()

    @property
    def named(self) -> frozenset[str]:
        """The attachments that the entries name; some may not be in the file."""
        return frozenset(e.word("sha256") for e in self.entries if e.kind == "file")


def write(out: BinaryIO, entries: Iterable[Entry], bytes_of: Callable[[str], bytes | None]) -> frozenset[str]:
    """Write the case; the digests of the attachments whose bytes are not here. Raises OSError."""
    rows, sum_ = ordered(entries), hashlib.sha256()
    names = list(dict.fromkeys(e.word("sha256") for e in rows if e.kind == "file"))
    missing: set[str] = set()
    for line in _lines(rows, names, bytes_of, missing):
        data = (plain(line) + "\n").encode()
        sum_.update(data)
        out.write(data)
    out.write((plain({"end": sum_.hexdigest()}) + "\n").encode())
    return frozenset(missing)


def _lines(
    rows: Sequence[Entry], names: Sequence[str], bytes_of: Callable[[str], bytes | None], missing: set[str]
) -> Iterator[Mapping[str, Any]]:
    yield {"schema": SCHEMA, "entries": len(rows), "until": rows[-1].at if rows else ""}
    for entry in rows:
        yield {name: getattr(entry, name) for name in _FIELDS}
    for name in names:
        data = bytes_of(name)
        if data is None:
            missing.add(name)
            continue
        for at in range(0, max(1, len(data)), _PART):
            yield {"file": name, "base64": base64.b64encode(data[at : at + _PART]).decode()}


@dataclass
class _Reading:
    """What was read so far."""

    entries: list[Entry] = field(default_factory=list)
    told: int = 0  # bytes of the entries
    sums: dict[str, Any] = field(default_factory=dict)  # running digest of each attachment
    sizes: dict[str, int] = field(default_factory=dict)


def examine(source: BinaryIO) -> Copy:
    """Read a file to its end and prove all of it. Raises Damaged, naming what is wrong."""
    read, sum_, head, end = _Reading(), hashlib.sha256(), None, None
    for number, data in enumerate(_bounded(source), 1):
        if end is not None:
            _wrong("there is more behind its end")
        line = _line(data, number)
        if head is None:
            head = _head(line)
        elif set(line) == {"end"}:
            end = line["end"]
            if end != sum_.hexdigest():
                _wrong("it was altered: its digest is another one")
        else:
            _take(read, line, number, len(data))
        sum_.update(data)
    if head is None or end is None:
        _wrong("it is cut off, or empty")
    if head["entries"] != len(read.entries):
        _wrong("entries are missing")
    return _proved(read)


def files(source: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """Digest and bytes of each attachment of a file that was examined. Raises Damaged."""
    name, parts = "", bytearray()
    for number, data in enumerate(_bounded(source), 1):
        line = _line(data, number)
        if name and line.get("file") != name:
            yield name, bytes(parts)
            name, parts = "", bytearray()
        if "file" in line:
            name = _named(line)
            parts += _part(line)
            if len(parts) > attachments.LARGEST:
                _wrong("an attachment is too large")
    if name:
        yield name, bytes(parts)


def _bounded(source: BinaryIO) -> Iterator[bytes]:
    total = 0
    while data := source.readline(_LINE + 1):
        total += len(data)
        if len(data) > _LINE or total > _WHOLE:
            _wrong("it is too large")
        yield data


def _line(data: bytes, number: int) -> dict[str, Any]:
    try:
        line = json.loads(data, parse_constant=lambda _: _wrong("it holds a number that is none"))
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict) or not data.endswith(b"\n"):
        _wrong(f"line {number} cannot be read")
    return line


def _head(line: Mapping[str, Any]) -> Mapping[str, Any]:
    if line.get("schema") != SCHEMA or not isinstance(line.get("entries"), int):
        _wrong("it is no case; farhand case export makes one")
    return line


def _take(read: _Reading, line: Mapping[str, Any], number: int, size: int) -> None:
    if set(line) == set(_FIELDS) and not read.sums:
        read.told += size
        if len(read.entries) >= _ENTRIES or read.told > _TOLD:
            _wrong("it holds too many entries")
        read.entries.append(_entry(line, number))
        return
    if set(line) != {"file", "base64"}:
        _wrong(f"line {number} is neither an entry nor an attachment; a newer Farhand may know it")
    name, data = _named(line), _part(line)
    if read.sums and name != next(reversed(read.sums)) and name in read.sums:
        _wrong("an attachment is there twice")
    read.sums.setdefault(name, hashlib.sha256()).update(data)
    read.sizes[name] = read.sizes.get(name, 0) + len(data)
    if len(read.sums) > _FILES or read.sizes[name] > attachments.LARGEST:
        _wrong("its attachments are too large, or too many")


def _entry(line: Mapping[str, Any], number: int) -> Entry:
    author, seq, at, kind, body, before, digest = (line[name] for name in _FIELDS)
    names = all(isinstance(t, str) and 0 < len(t) <= _NAME and t.isprintable() for t in (author, kind))
    times = isinstance(at, str) and _TIME.fullmatch(at)
    sums = isinstance(digest, str) and isinstance(before, str) and _DIGEST.fullmatch(digest)
    numbers = isinstance(seq, int) and not isinstance(seq, bool) and 0 < seq <= _ENTRIES
    if not (names and times and sums and numbers and isinstance(body, dict)):
        _wrong(f"line {number} is no entry")
    return Entry(author, seq, at, kind, body, before, digest)


def _named(line: Mapping[str, Any]) -> str:
    name = line["file"]
    if not isinstance(name, str) or not _DIGEST.fullmatch(name):
        _wrong("an attachment has a name that is no digest")
    return name


def _part(line: Mapping[str, Any]) -> bytes:
    try:
        return base64.b64decode(line["base64"], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error):
        _wrong("an attachment cannot be read")


def _proved(read: _Reading) -> Copy:
    chains: dict[str, list[Entry]] = {}
    for entry in sorted(read.entries, key=lambda e: e.seq):
        chains.setdefault(entry.author, []).append(entry)
    try:
        for chain in chains.values():
            proved(chain)
    except (UnicodeEncodeError, RecursionError):
        _wrong("an entry holds what no text can hold")
    altered = [name for name, sum_ in read.sums.items() if sum_.hexdigest() != name]
    if altered:
        _wrong(f"the attachment {altered[0][:12]}… was altered")
    made = Copy(tuple(ordered(read.entries)), frozenset(read.sums))
    if made.files - made.named:
        _wrong("it holds an attachment that no entry names")
    return made


def _wrong(why: str) -> NoReturn:
    raise Damaged(f"the file is not taken: {why}")
