"""Declared secrets, whose values are known: found in every spelling that software gives them.

Raw, percent-encoded (also twice, also in part), JSON, HTML and shell escapes are found by one pattern per
secret, in which each character may be written in each of these ways. Base64 (both alphabets, at all
three offsets, also of UTF-16 and of base64) and hex are found as literals.

**Weak values.** A secret of one to three characters, a number of up to six digits, or a word of the
trade (`postgres`, `password`, `admin`) would shred every text it is in. Such a value is hidden only where
the rules see a value: after a key that sounds secret, in a URL's user info, in a header.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import quote

from farhand.redact import words
from farhand.redact.rules import Span

_TRADE = words.listed("""
    password passwd secret token postgres postgresql mysql mariadb redis amqp rabbitmq mongodb mongo admin
    root user guest test default localhost true false none null example changeme app application database
    production staging development http https server client service public private system
""")
_HTML = {
    "&": "&(?:amp|#38);",
    "<": "&(?:lt|#60);",
    ">": "&(?:gt|#62);",
    '"': "&(?:quot|#34);",
    "'": "&(?:#0?39|#x27|apos);",
}
_RUN = re.compile(r"[A-Za-z0-9]+")
_AROUND = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-")


def is_weak(secret: str) -> bool:
    """True for a value that ordinary text is full of."""
    return len(secret) < 4 or (secret.isdigit() and len(secret) <= 6) or secret.lower() in _TRADE


class Secret:
    """One declared value and how to find it."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.literals = sorted({form for form in _encoded(value) if len(form) >= 4})
        self.hint = max(_RUN.findall(value), key=len, default="")
        self._pattern: re.Pattern[str] | None = None

    def find(self, text: str, lower: str) -> Iterator[Span]:
        if self.hint.lower() in lower:
            for match in self._flexible().finditer(text):
                yield Span(match.start(), match.end(), self.value)
        for literal in self.literals:
            at = text.find(literal)
            while at >= 0:
                start, end = _widened(text, at, at + len(literal))
                yield Span(start, end, self.value)
                at = text.find(literal, end)

    def _flexible(self) -> re.Pattern[str]:
        """Compiled when the secret's longest plain run is met for the first time."""
        if self._pattern is None:
            body = "".join(_character(c) for c in _units(self.value))
            if self.value.isalnum() and len(self.value) < 8:
                body = rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])"
            self._pattern = re.compile(body)
        return self._pattern


def secrets_of(values: Iterator[str]) -> list[Secret]:
    """The values worth a search: weak ones left out, those of many lines also line by line."""
    wanted: set[str] = set()
    for value in values:
        parts = [value, value.strip(), *(line.strip() for line in value.splitlines())]
        wanted.update(p for p in parts if not is_weak(p) and not p.startswith("-----") and len(p) <= 4096)
        wanted.update(_fragments(value))
    return [Secret(value) for value in sorted(wanted, key=len, reverse=True)]


def _fragments(value: str) -> Iterator[str]:
    """What is left of a password when a driver cuts a URL at an `@`, `/`, `#`, `?` or `:` within it."""
    if len(value) <= 512 and "\n" not in value and "://" not in value:
        for at, char in enumerate(value):
            if char in "@/#?:":
                for part in (value[:at], value[at + 1 :]):
                    if len(part) >= 6 and not is_weak(part) and not part.isalpha():
                        yield part


def _units(value: str) -> list[str]:
    """Characters, with a run of backslashes as one unit: a run is matched as a run, in linear time."""
    return re.findall(r"\\+|[\s\S]", value)


def _character(unit: str) -> str:
    if unit[0] == "\\":
        return rf"(?:\\{{{len(unit)},{len(unit) * 8}}}|(?:%(?:25){{0,2}}5[cC]){{{len(unit)}}})"
    if unit.isalnum() and unit.isascii():
        return unit
    data = unit.encode("utf-8", "surrogatepass" if 0xD800 <= ord(unit) < 0xDC00 else "surrogateescape")
    percent = "".join(f"%(?:25){{0,2}}{b:02x}" for b in data)
    ways = [re.escape(unit), f"(?i:{percent})", rf"(?i:\\{{1,4}}u{ord(unit) & 0xFFFF:04x})"]
    ways += [rf"(?i:\\{{1,4}}x{ord(unit):02x})"] if ord(unit) < 256 else []
    if len(data) > 1:  # what Python's repr of bytes makes of it
        ways.append("(?i:" + "".join(rf"\\{{1,4}}x{b:02x}" for b in data) + ")")
    ways += [_HTML[unit]] if unit in _HTML else []
    if unit == " ":
        ways.append(r"\+")
    if unit == "'":
        ways += [r"'(?:\\'|\"'\")'", "''"]
    if not unit.isalnum() and not unit.isspace():
        ways.append(r"\\{1,7}" + re.escape(unit))
    ways += {"\n": [r"\\{1,4}n"], "\t": [r"\\{1,4}t"], "\r": [r"\\{1,4}r"]}.get(unit, [])
    return "(?:" + "|".join(ways) + ")"


def _encoded(value: str) -> Iterator[str]:
    """Base64 and hex forms, without the characters that depend on what stands around the value."""
    data = value.encode("utf-8", "surrogateescape" if _encodable(value) else "surrogatepass")
    yield data.hex()
    yield data.hex().upper()
    for core in (*_base64(data), *_base64(value.encode("utf-16-le", "surrogatepass"))):
        yield from _spelled(core)
    for inner in (b64encode(data), *(c.encode() for c in _base64(data) if len(c) >= 8)):
        for core in _base64(inner):
            yield from _spelled(core)


def _encodable(value: str) -> bool:
    try:
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _base64(data: bytes) -> Iterator[str]:
    """What base64 makes of `data` at each of the three offsets, the uncertain ends cut off."""
    for offset in range(3):
        text = b64encode(b"\0" * offset + data).decode().rstrip("=")
        first = (0, 2, 3)[offset]
        last = len(text) - (1 if (offset + len(data)) % 3 else 0)
        yield text[first:last]


def _spelled(core: str) -> Iterator[str]:
    yield core
    if "+" in core or "/" in core:
        yield core.replace("+", "-").replace("/", "_")
        yield core.replace("/", "\\/")
        yield quote(core, safe="")


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole run of base64 that a form is in: its ends would give characters away."""
    first, last = max(0, start - 200), min(len(text), end + 200)
    while start > first and text[start - 1] in _AROUND:
        start -= 1
    while end < last and text[end] in _AROUND:
        end += 1
    return start, end
