"""Text in base64 that holds a secret: known by what words like `password` look like in base64.

A word has three forms, by how many bytes come before it. Where one of them stands, the whole run is decoded (also
when it is compressed) and hidden if a rule finds a secret in it.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator
from threading import local

from farhand.redact import rules
from farhand.redact.policy import SECRET
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import of_all

_WORDS = [
    "password", "passwd", "pass=", "secret", "token", "api_key", "apikey", "apiKey", "api-key", "accessKey",
    "access_key", "authorization", "PRIVATE", "postgres:", "mysql:", "redis:", "mongodb", "amqp:", "Bearer", "AKIA",
    "ghp_", "xoxb-", "sk_live_", "AccountKey", "_authToken", "credential",
    "gho_", "ghs_", "ghu_", "ghr_", "github_pat", "glpat-", "xoxp-", "sk-proj-", "sk-ant-", "pwd=", "https://", "eyJ",
]  # fmt: skip
#: What is looked for in UTF-16, as `powershell -EncodedCommand` has it, and in hexadecimal.
_WIDE = ("password", "Password", "secret", "Secret", "token", "Token", "ConvertTo", "Credential")
_HEX = tuple(word.encode().hex() for word in ("password", "Password", "passwd", "secret", "token", "api_key"))
#: gzip in base64, and that in base64 again, as Helm keeps its releases.
_COMPRESSED = ("h4si", "sdrzsu")


def _forms(word: str, codec: str = "utf-8") -> Iterator[str]:
    data = word.encode(codec)
    for offset in range(3):
        text = base64.b64encode(b"\0" * offset + data).decode().rstrip("=")
        last = len(text) - (1 if (offset + len(data)) % 3 else 0)
        form = text[(0, 2, 3)[offset] : last]
        if len(form) >= 4:
            yield form.lower()


_SPELLED = sorted({one for word in _WORDS for one in (word, word.capitalize(), word.upper())})
ANCHORS = tuple(sorted({form for word in _SPELLED for form in _forms(word)}))
ANCHORS += (
    tuple(sorted({form for word in _WIDE for form in _forms(word, "utf-16-le")}))
    + _COMPRESSED
    + ("eyj",)
    + _HEX
)
_SET = frozenset(ANCHORS)
_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_")
_STANDARD = str.maketrans("-_", "+/")
#: Characters of the shortest run worth decoding, of the longest, and bytes that a run may decompress to.
_SHORTEST, _LONGEST, _MOST = 12, 1 << 20, 1 << 22
_DEEPEST = 3
_depth = local()


def find(text: str, where: Where, groups: frozenset[str] = frozenset({SECRET})) -> Iterator[Span]:
    depth, done = getattr(_depth, "now", 0), 0
    if depth >= _DEEPEST:
        return
    _depth.now = depth + 1
    try:
        for at in of_all(where, _SET):
            if at >= done:
                start, done = _run(text, at)
                yield from _hidden(text, start, done, groups)
    finally:
        _depth.now = depth


def _run(text: str, at: int) -> tuple[int, int]:
    """The whole run of base64 around a place; over line ends where lines are as long as a mail's."""
    start, end = at, at
    while start > 0 and text[start - 1] in _ALPHABET and at - start < _LONGEST:
        start -= 1
    while end < len(text) and text[end] in _ALPHABET and end - at < _LONGEST:
        end += 1
    equals = text.find("=", start, end)
    if equals >= 0:  # `key=` before the value, or padding after it
        after = equals + len(text[equals:end]) - len(text[equals:end].lstrip("="))
        start, end = (after, end) if after <= at else (start, after)
    return start, max(end, at + 1)


def _hidden(text: str, start: int, end: int, groups: frozenset[str]) -> Iterator[Span]:
    run = text[start:end]
    plain = (_of_hex(run) or _decoded(run)) if len(run) >= _SHORTEST else ""
    if not plain:
        return
    found = [s for s in rules.in_text(plain, groups) if s.end > s.start]
    if found:
        values = {s.value for s in found}
        yield Span(start, end, values.pop() if len(values) == 1 else run)


def _of_hex(run: str) -> str:
    """The text in hexadecimal, empty where it is none."""
    try:
        return _text(bytes.fromhex(run))
    except ValueError:
        return ""


def _decoded(run: str) -> str:
    """The text in base64, empty where it is none."""
    core = run.translate(_STANDARD).rstrip("=")
    for shift in range(4):  # the run may begin in the middle of a group: text was glued to it
        data = _bytes(core[shift:])
        if data and (plain := _text(data)):
            return plain
    return ""


def _bytes(core: str) -> bytes:
    try:
        return base64.b64decode(
            core[: len(core) - (len(core) % 4 == 1)] + "=" * (-len(core) % 4), validate=True
        )
    except (binascii.Error, ValueError):
        return b""


def _text(data: bytes) -> str:
    if data[:2] == b"\x1f\x8b":
        try:
            data = zlib.decompressobj(31).decompress(data, _MOST)
        except zlib.error:
            return ""
    if data[1:2] == b"\0" and data.count(0) * 3 > len(data):
        data = data.replace(b"\0", b"")
    try:
        plain = data.decode("utf-8")
    except UnicodeDecodeError:
        plain = data.decode("utf-8", "ignore")
        return plain if len(plain) > 0.9 * len(data) and plain.isprintable() else ""
    return plain if sum(c.isprintable() or c in "\r\n\t\0" for c in plain) > 0.95 * len(plain) else ""
