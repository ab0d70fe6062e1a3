"""What a value is like, without the value, and another one that is like it.  Pure.

A shape tells the kind of a value and a class of its length: "url:postgres", "int", "hex:32", "text:16-31". No
character of a value is in its shape, but for the scheme of a URL where that is a known one.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256

from farhand.target.schemes import PORTS

_CLASSES = ((1, 7), (8, 15), (16, 31), (32, 63), (64, 127), (128, 1023))
_URL = re.compile(r"([a-z][a-z0-9]{0,15})(?:\+[a-z0-9]{1,20})?://", re.I)
_FORMS = (
    ("uuid", re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)),
    ("int", re.compile(r"[+-]?\d{1,18}")),
    ("float", re.compile(r"[+-]?\d{1,15}\.\d{1,15}")),
    ("bool", re.compile(r"true|false|yes|no|on|off", re.I)),
    ("duration", re.compile(r"\d{1,9}(\.\d+)?(ms|s|m|min|h|d)", re.I)),
    ("size", re.compile(r"\d{1,9}(\.\d+)?([kmgt]i?b?|b)", re.I)),
    ("path", re.compile(r"/[\w./@+-]{0,500}")),
)
_HEX = re.compile(r"[0-9a-f]{16,}|[0-9A-F]{16,}")
_PEM = "-----BEGIN "
#: Longer values are told by their class alone.
_LONGEST = 4096


def shape_of(value: str) -> str:
    """Never raises, whatever the value is."""
    if not value:
        return "empty"
    if value.startswith(_PEM):
        return "pem"
    url = _URL.match(value)
    if url:
        scheme = url[1].lower()
        return f"url:{scheme}" if scheme in PORTS else "url"
    if len(value) <= _LONGEST:
        form = next((name for name, pattern in _FORMS if pattern.fullmatch(value)), "")
        if form:
            return form
        if _HEX.fullmatch(value):
            return f"hex:{len(value)}"
        if value[0] in "[{" and _is_json(value):
            return "json"
    return f"text:{_class(len(value))}"


def _is_json(value: str) -> bool:
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return False
    return True


def _class(length: int) -> str:
    return next((f"{low}-{high}" for low, high in _CLASSES if low <= length <= high), "1024+")


def of_format(form: str) -> str:
    """The shape of a declared format: url int float bool path port duration json, or any text."""
    return {"port": "int", "": "text:16-31"}.get(form, form)


def made_up(shape: str, name: str) -> str:
    """A value of that shape that is nobody's; the same every time for a name."""
    kind, _, more = shape.partition(":")
    digest = sha256(f"made up {name}".encode()).hexdigest()
    plain = {
        "empty": "", "int": "1", "float": "1.0", "bool": "true", "duration": "3s", "size": "1MiB",
        "path": "/tmp", "json": "{}", "pem": "made-up", "not set": "",
        "uuid": f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}",
    }  # fmt: skip
    if kind in plain:
        return plain[kind]
    if kind == "url":
        return f"{more if more in PORTS else 'https'}://made-up.invalid/"
    if kind == "hex":
        length = int(more) if more.isdecimal() and len(more) < 5 else 32
        return (digest * (length // 64 + 1))[:length]
    return _text(more, digest)


def _text(lengths: str, digest: str) -> str:
    low = lengths.partition("-")[0].rstrip("+")
    length = int(low) if low.isdecimal() and len(low) < 5 else 16
    return ("made-up-" + digest * (length // 64 + 1))[: max(1, length)]
