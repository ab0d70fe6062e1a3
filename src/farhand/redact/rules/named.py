"""A key and its value as two entries side by side, and as an XML element.

`{"name": "DB_PASSWORD", "value": "x"}` (Kubernetes, ECS), `- name: DB_PASSWORD` with `value: x` on the
next line, `<add key="DbPassword" value="x"/>`, `<password>x</password>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from farhand.redact import values, words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import matches

ANCHORS = ("value", "</", "<![cdata[")

_NAMED = re.compile(
    r"\b[A-Za-z_]{0,20}(?:name|key|Name|Key|Field|variable)\\{0,8}[\"']?[ \t]{0,8}[:=][ \t]{0,8}"
    r"\\{0,8}[\"']?([\w.:-]{2,80})\\{0,8}[\"']?[ \t]{0,8},?\s{0,200}"
    r"\\{0,8}[\"']?(?:[A-Za-z_]{1,20})?[vV]alue\\{0,8}[\"']?[ \t]{0,8}[:=][ \t]{0,8}"
)
#: The value first, on the line before.
_REVERSED = re.compile(
    r"value[\"']?[ \t]{0,8}[:=][ \t]{0,8}[\"']?([^\s\"']{4,512})[\"']?[ \t]*,?\r?\n[ \t]*[\"']?(?:name|key)[\"']?[ \t]{0,8}[:=][ \t]{0,8}[\"']?([\w.-]{2,80})",
    re.I,
)
_QUICK = re.compile(r"name|key|field|variable", re.I)
_ELEMENT = re.compile(
    r"<(?:[\w-]{1,30}:)?([\w.-]{2,60})([ \t][^<>\n]{0,200})?>\s{0,200}(?=\S)([^<\n]{0,4095}[^<\s])\s{0,200}</"
)
#: What an element is about, where an attribute of it says so: `<property name="db.password">`.
_ABOUT = re.compile(r"\b(?:name|key|id)=[\"']([\w.:-]{2,80})[\"']")
#: An element that holds a name, and the element right after it that holds the value.
_AND_VALUE = re.compile(
    r"</[\w:-]{1,30}>\s{0,200}<(?:value|string|Value|val)>\s{0,40}(?:<(?:string|str)>)?([^<\n]{1,4096})</"
)
#: The same in a table or list of a page, where the value must look like one.
_BESIDE = re.compile(
    r"</[\w:-]{1,30}>\s{0,200}<(?:td|dd|span|code|p|b)(?:[ \t][^<>\n]{0,200})?>([^<\s]{6,512})</"
)
_CDATA = re.compile(
    r"<(?:[\w-]{1,30}:)?([\w.-]{2,60})(?:[ \t][^<>\n]{0,200})?><!\[CDATA\[([^\n]{1,4096}?)\]\]>"
)


def find(text: str, where: Where) -> Iterator[Span]:
    values_at = [at for at in where.get("value", ()) if _QUICK.search(text, max(0, at - 480), at)]
    for match in matches(_NAMED, text, values_at, 480, 40):
        eol = text.find("\n", match.end())
        eol = len(text) if eol < 0 else eol
        span = values.quoted(text, match.end(), eol) or values.rest_of_line(text, match.end(), eol)
        if span and _secret(match.group(1), text[span[0] : span[1]]):
            yield Span(span[0], span[1], text[span[0] : span[1]])
    for match in matches(_REVERSED, text, where.get("value", ()), 0, 700):
        if _secret(match.group(2), match.group(1)):
            yield Span(match.start(1), match.end(1), match.group(1))
    for match in _elements(text, where.get("</", ())):
        about = _ABOUT.search(match.group(2) or "")
        if any(
            _secret(key, match.group(3))
            for key in (match.group(1), about.group(1) if about else "", _around(text, match))
        ):
            yield Span(match.start(3), match.end(3), unescape(match.group(3)))
        value = _AND_VALUE.match(text, match.end(3), match.end(3) + 4400)
        if value and _secret(match.group(3).strip(), value.group(1)):
            yield Span(value.start(1), value.end(1), unescape(value.group(1)))
        value = _BESIDE.match(text, match.end(3), match.end(3) + 800)
        if (
            value
            and any(map(str.isdigit, value.group(1)))
            and _secret(match.group(3).strip(" :"), value.group(1))
        ):
            yield Span(value.start(1), value.end(1), unescape(value.group(1)))
    for match in matches(_CDATA, text, where.get("<![cdata[", ()), 260, 4200):
        if _secret(match.group(1), match.group(2)):
            yield Span(match.start(2), match.end(2), match.group(2))


#: `<Password><Value>X</Value>`: the element around this one has the name.
_AROUND = re.compile(r"<(?:[\w-]{1,30}:)?([\w.-]{2,60})(?:[ \t][^<>\n]{0,200})?>\s{0,200}$")


def _around(text: str, element: re.Match[str]) -> str:
    """The name of the element around, for elements that have no name of their own."""
    if element.group(1).lower() not in ("value", "string", "text", "plaintext"):
        return ""
    outer = _AROUND.search(text[max(0, element.start() - 300) : element.start()])
    return outer.group(1) if outer else ""


def _elements(text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """The elements that end at these places and have text only in them."""
    for at in places:
        inside = text.rfind(">", max(0, at - 4100), at)
        begin = text.rfind("<", max(0, inside - 300), inside) if inside >= 0 else -1
        match = _ELEMENT.match(text, begin) if begin >= 0 else None
        if match:
            yield match


def _secret(key: str, value: str) -> bool:
    kind, bare = words.kind_of(key), value.strip()
    if kind == "faint":
        return words.is_tokenish(bare) and any(c.isdigit() for c in bare)
    return kind in ("strong", "weak", "auth") and not words.is_blank(bare)
