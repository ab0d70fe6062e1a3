"""Spellings of a value: how a text carries it, and how it is read back to see whether it is still there."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _ansi(text: str) -> str:
    """Colour codes in the middle, as `grep --color` and pretty loggers leave them."""
    third = max(1, len(text) // 3)
    return f"{text[:third]}\x1b[1;31m{text[third : 2 * third]}\x1b[0m{text[2 * third :]}"


#: Name in a slot -> how what stands in it is spelled.
ENCODERS = {
    "b64": _b64,
    "b64url": lambda t: base64.urlsafe_b64encode(t.encode()).decode().rstrip("="),
    "b64utf16": lambda t: base64.b64encode(t.encode("utf-16-le")).decode(),
    "b64mime": lambda t: base64.encodebytes(t.encode()).decode().strip(),
    "url": lambda t: quote(t, safe=""),
    "hex": lambda t: t.encode().hex(),
    "json": lambda t: json.dumps(t)[1:-1],
    "html": html.escape,
    "uni": lambda t: "".join(f"\\u{ord(c):04x}" if not c.isalnum() else c for c in t),
    "ansi": _ansi,
    "sgr": lambda t: f"\x1b[33m{t}\x1b[0m",
    "esc": lambda t: t.replace("\n", "\\n"),
    "in8": lambda t: t.replace("\n", "\n        "),
    "log4": lambda t: t.replace("\n", "\n2026-11-20T14:03:12.518Z stdout F "),
    "upper": str.upper,
    "fours": lambda t: " ".join(re.findall(".{1,4}", t.replace(" ", ""))),
    "joined": lambda t: t.replace(" ", ""),
    "dash": lambda t: t.replace(".", "-"),
    "sqlq": lambda t: t.replace("'", "''"),
    "ldif": lambda t: t.replace("\n", "\n "),
}

ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_RUN = re.compile(r"[A-Za-z0-9+/_-]{10,}={0,2}")
_HEX = re.compile(r"\b(?:[0-9a-fA-F]{2}){6,}\b")
_DASHED = re.compile(r"\b(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})\b")
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")


def readings(text: str, depth: int = 2) -> Iterator[str]:
    """`text` as it is, and as it reads without each of its encodings, also two of them in a row."""
    yield text
    if depth == 0:
        return
    for reading in {_plain(text), _of_url(text), html.unescape(text), _of_base64(text), _of_hex(text)}:
        if reading and reading != text:
            yield from readings(reading, depth - 1)


def _plain(text: str) -> str:
    """Without colours and a level of backslashes; an address with its dots."""
    text = _UNICODE.sub(lambda m: chr(int(m.group(1), 16)), ANSI.sub("", text))
    return _DASHED.sub(r"\1.\2.\3.\4", re.sub(r"\\(.)", r"\1", text))


def _of_url(text: str) -> str:
    return unquote(text.replace("+", " ")) if "%" in text else ""


def _of_base64(text: str) -> str:
    return "\n".join(_decoded(run) for run in _RUN.findall(text) + _RUN.findall(re.sub(r"\n\s*", "", text)))


def _decoded(run: str) -> str:
    """What a run of base64 says, read from each of its four beginnings."""
    plain = run.rstrip("=").replace("-", "+").replace("_", "/")
    said = []
    for start in range(4):
        cut = plain[start : len(plain) - (len(plain) - start) % 4 or None]
        for part in {cut, plain[start:] + "=" * (-(len(plain) - start) % 4)}:
            try:
                data = base64.b64decode(part)
            except (binascii.Error, ValueError):
                continue
            said += [data.decode("utf-8", "replace"), data.replace(b"\0", b"").decode("utf-8", "replace")]
    return "\n".join(said)


def _of_hex(text: str) -> str:
    return "\n".join(bytes.fromhex(run).decode("utf-8", "replace") for run in _HEX.findall(text))
