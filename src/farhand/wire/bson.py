"""BSON as far as questions and answers of MongoDB need it.  Pure.

Source: bsonspec.org, version 1.1. What is read is hostile: lengths are checked, depth is bounded.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any, Union

#: Documents inside documents, deeper than which nothing is read.
DEEPEST = 20
#: Types whose value has always the same size, with how it is read ("" as bytes).
_FIXED = {0x01: ("<d", 8), 0x07: ("", 12), 0x08: ("<?", 1), 0x09: ("<q", 8), 0x10: ("<i", 4),
          0x11: ("<Q", 8), 0x12: ("<q", 8), 0x13: ("", 16)}  # fmt: skip
#: undefined, null, the lowest and the highest key.
_EMPTY = (0x06, 0x0A, 0x7F, 0xFF)


def encode(doc: Mapping[str, Any]) -> bytes:
    """A document of texts, bytes, numbers, truth, lists and documents."""
    body = b"".join(element(key, value) for key, value in doc.items())
    return struct.pack("<i", len(body) + 5) + body + b"\0"


def element(key: str, value: Any) -> bytes:
    """One element: its type, its name, its value. Raises TypeError for what it has no type for."""
    kind, data = _value(value)
    return bytes([kind]) + key.encode() + b"\0" + data


def _value(value: Any) -> tuple[int, bytes]:
    if isinstance(value, bool):
        return 0x08, struct.pack("<?", value)
    if isinstance(value, int):
        return (0x10, struct.pack("<i", value)) if abs(value) < 1 << 31 else (0x12, struct.pack("<q", value))
    if isinstance(value, str):
        data = value.encode("utf-8", "surrogateescape") + b"\0"
        return 0x02, struct.pack("<i", len(data)) + data
    if isinstance(value, bytes):
        return 0x05, struct.pack("<i", len(value)) + b"\0" + value
    if isinstance(value, Mapping):
        return 0x03, encode(value)
    if isinstance(value, Sequence):
        return 0x04, encode({str(number): one for number, one in enumerate(value)})
    raise TypeError(f"no BSON type for {type(value).__name__}")


def decode(data: bytes) -> dict[str, Any]:
    """The document at the beginning of these bytes. Raises ValueError where it is cut off or absurd."""
    found = _Reader(data).document(0)
    assert isinstance(found, dict)
    return found


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def _some(self, size: int) -> bytes:
        if size < 0 or self._at + size > len(self._data):
            raise ValueError("the document is cut off")
        self._at += size
        return self._data[self._at - size : self._at]

    def _size(self) -> int:
        return int(struct.unpack("<i", self._some(4))[0])

    def _name(self) -> str:
        end = self._data.find(b"\0", self._at)
        if end < 0:
            raise ValueError("a name without an end")
        return self._some(end + 1 - self._at)[:-1].decode("utf-8", "replace")

    def _text(self) -> str:
        return self._some(self._size())[:-1].decode("utf-8", "replace")

    def document(self, depth: int, listed: bool = False) -> Union[dict[str, Any], list[Any]]:
        if depth > DEEPEST:
            raise ValueError("documents in documents without an end")
        self._size()
        found: dict[str, Any] = {}
        while True:
            kind = self._some(1)[0]
            if kind == 0:
                return list(found.values()) if listed else found
            name = self._name()
            found[name] = self._read(kind, depth)

    def _read(self, kind: int, depth: int) -> Any:
        if kind in _FIXED:
            form, size = _FIXED[kind]
            data = self._some(size)
            return struct.unpack(form, data)[0] if form else data
        if kind in _EMPTY:
            return None
        if kind in (0x03, 0x04):
            return self.document(depth + 1, kind == 0x04)
        if kind == 0x05:
            size = self._size()
            return self._some(size + 1)[1:]
        return self._rare(kind)

    def _rare(self, kind: int) -> Any:
        if kind in (0x02, 0x0D, 0x0E):
            return self._text()
        if kind == 0x0B:
            return self._name(), self._name()
        if kind == 0x0F:
            return self._some(self._size() - 4)
        if kind == 0x0C:
            return self._text(), self._some(12)
        raise ValueError(f"there is no type {kind} in BSON")
