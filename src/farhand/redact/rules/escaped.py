"""Secrets that are escaped: percent-encoded, also twice, in HTML, JSON and quoted-printable, or cut by colours.

The text is read as it was before, all rules for secrets look at that, and what they find is hidden where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from threading import local
from urllib.parse import unquote

from farhand.redact import rules
from farhand.redact.policy import SECRET
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import of_all
from farhand.redact.rules._views import stretches, view

_SECRETS = frozenset({SECRET})
_ESC = r"(?:\x1b|\\{1,4}(?:x1[bB]|u001[bB]|033|e)|\^\[|\u241b)"


def _character(match: re.Match[str]) -> str:
    """What `\\u0022`, `\\x22` or `\\"` means."""
    written = match.group().lstrip("\\")
    return chr(int(written[1:], 16)) if len(written) > 1 else written


#: Literals of which one is there, what an escape looks like, and what it means.
_TABLE: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (("%3d", "%3a", "%22", "%25", "%242"), re.compile(r"(?:%[0-9A-Fa-f]{2})+"), lambda m: unquote(m.group())),
    (("\x1b", "\\x1b", "\\u001b", "\\033[", "\\e[", "^[["),
     re.compile(_ESC + r"(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)|[@-Z\\^_])"), lambda m: ""),
    (("&quot;", "&lt;", "&#34;", "&#x22;", "&#39;", "&amp;", "&#61;"), re.compile(r"&(?:#\d{1,5}|#x[0-9a-fA-F]{1,4}|[a-z]{2,6});"),
     lambda m: unescape(m.group())),
    (("\\u00", "\\u04", "\\x22", "\\x3d"), re.compile(r"\\{1,4}(?:u0[0-9a-fA-F]{3}|x[2-7][0-9a-fA-F])"), _character),
    (("=3d",), re.compile(r"=(?:3D|22|3A|40|2E|26|27|\r?\n)"),
     lambda m: chr(int(m.group()[1:], 16)) if m.group().strip("=\r\n") else ""),
)  # fmt: skip
ANCHORS = tuple(literal for literals, _, _ in _TABLE for literal in literals)
#: How often something escaped may be escaped again.
_DEEPEST = 3
_depth = local()


def find(text: str, where: Where, groups: frozenset[str] = _SECRETS) -> Iterator[Span]:
    depth = getattr(_depth, "now", 0)
    if depth >= _DEEPEST:
        return
    _depth.now = depth + 1
    try:
        for literals, escape, meant in _TABLE:
            for first, last in stretches(text, of_all(where, literals)):
                yield from _within(text, first, last, escape, meant, groups)
    finally:
        _depth.now = depth


def _within(
    text: str,
    first: int,
    last: int,
    escape: re.Pattern[str],
    meant: Callable[[re.Match[str]], str],
    groups: frozenset[str],
) -> Iterator[Span]:
    plain = view(text, first, last, escape, meant)
    if len(plain.text) < last - first:
        for span in list(rules.in_text(plain.text, groups)):
            if span.end > span.start:
                yield Span(*plain.back(span.start, span.end), span.value, span.kind)
