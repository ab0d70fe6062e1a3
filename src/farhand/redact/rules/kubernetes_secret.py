"""The values of a Kubernetes Secret: all under `data` and `stringData`, in YAML, JSON and applied annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import values
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import of_all

ANCHORS = (
    "stringdata:",
    '"stringdata"',
    "kind: secret",
    '"kind": "secret"',
    '"kind":"secret"',
    '\\"kind\\":\\"secret\\"',
    "kind: 'secret'",
    'kind: "secret"',
)

_KIND = re.compile(r"\\*[\"']?kind\\*[\"']?:[ \t]*\\*[\"']?Secret(?!\w)")
_BLOCK = re.compile(r"(?m)^(?P<lead>[ \t>|]*)(?:string[dD]ata|data):[ \t\r]*$")
_ENTRY = re.compile(r"(?P<lead>[ \t>|]*)[\w.\"'-]{1,253}:[ \t]*(?P<value>\S[^\r\n]*)?")
_JSON = re.compile(r"\\*\"(?:stringData|data)\\*\":[ \t\r\n]*\{")
_MEMBER = re.compile(r"[\s,]*(\\*)\"([^\"\\\n]{1,253})\\*\"[ \t]*:[ \t]*")
#: How far from `kind` a document may reach.
_REACH = 1 << 16


def find(text: str, where: Where) -> Iterator[Span]:
    for at in of_all(where, ANCHORS[:2]):  # nothing but a Secret has these
        block = _BLOCK.match(text, text.rfind("\n", 0, at) + 1)
        if block:
            yield from _entries(text, block, min(len(text), at + _REACH))
        elif member := _JSON.match(text, at):
            yield from _members(text, member.end(), min(len(text), at + _REACH))
    done = 0
    for at in of_all(where, ANCHORS[2:]):
        if at < done:
            continue
        match = _KIND.match(text, at) or _KIND.match(text, max(0, at - 4))
        if not match:
            continue
        first, last = _document(text, match.start(), match.end())
        done = last
        for block in _BLOCK.finditer(text, first, last):
            yield from _entries(text, block, last)
        for block in _JSON.finditer(text, first, last):
            yield from _members(text, block.end(), last)


def _document(text: str, at: int, end: int) -> tuple[int, int]:
    """From where to where the manifest goes: between the `---` around it, or the next `kind` of its depth."""
    before, after = text.rfind("\n---", max(0, at - _REACH), at), text.find("\n---", end, end + _REACH)
    first = before if before >= 0 else max(0, at - _REACH)
    last = after if after >= 0 else min(len(text), end + _REACH)
    for other in re.finditer(r"\\*[\"']?kind\\*[\"']?:", text[end:last]):
        last = min(last, end + other.start()) if not _KIND.match(text, end + other.start()) else last
        break
    others = [m.end() for m in re.finditer(r"\\*[\"']?kind\\*[\"']?:[ \t]*\\*[\"']?\w+", text[first:at])]
    return (first + others[-1] if others else first), last


def _entries(text: str, block: re.Match[str], last: int) -> Iterator[Span]:
    """The lines of a YAML mapping that are indented deeper than its key."""
    depth, at = len(block.group("lead")), block.end() + 1
    inside = -1
    while at < last:
        eol = text.find("\n", at, last)
        eol = last if eol < 0 else eol
        entry = _ENTRY.match(text, at, eol)
        line = text[at:eol]
        indent = len(line) - len(line.lstrip(" \t>|"))
        if line.strip() and indent <= depth:
            return
        if entry and (inside < 0 or indent <= inside):
            inside = -1
            value = entry.group("value") or ""
            if value[:1] in ("|", ">") and len(value) < 4:
                inside = indent
            elif value and value not in ("{}", '""', "''", "null"):
                yield _span(text, entry.start("value"), eol)
        elif line.strip():
            yield _span(text, at + indent, eol)
        at = eol + 1


def _span(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in " \t\r":
        end -= 1
    if end - start > 1 and text[start] in "\"'" and text[end - 1] == text[start]:
        start, end = start + 1, end - 1
    return Span(start, end, text[start:end])


def _members(text: str, at: int, last: int) -> Iterator[Span]:
    """The members of a JSON object whose values are strings."""
    while True:
        member = _MEMBER.match(text, at, last)
        if not member:
            return
        eol = text.find("\n", member.end(), last)
        span = values.quoted(text, member.end(), last if eol < 0 else eol)
        if not span:
            return
        if span[1] > span[0]:
            yield Span(span[0], span[1], text[span[0] : span[1]])
        at = span[1] + len(member.group(1)) + 1
