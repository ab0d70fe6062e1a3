"""YAML and JSON documents inside a paste: where they stand, and what is in them, even when they are cut off.

A document is looked for by a line that only such a one has, and parsed only when that line is there and
it is not too big; what is cut off is parsed up to its last whole line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

#: Characters of one document that are parsed; a bigger one is data, not evidence.
MOST = 200_000
#: Lines after its object's begin in which a text is looked for.
_NEAR = 2000
#: How often a cut document is tried again with fewer lines.
_TRIES = 6
_KEY = re.compile(r"\s*(?:- )*(?:[\"']?[\w./$-]+[\"']?|\"[^\"]*\"|'[^']*'):(?:\s|$)")
_WITHIN = re.compile(r"\s|-(?:\s|$|--)|#|\.\.\.$|[}\]]|$")
#: What a program says below a document; no manifest has such a key at its top.
_SAID = re.compile(r"(?:Error|ERROR|error|Warning|WARNING|fatal|FATAL|panic|Caused by): \S+ \S+ \S+")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def run(lines: Sequence[str], begin: int) -> int:
    """The end of the YAML lines from `begin`: keys, items, comments, indented lines, blanks."""
    end = begin + 1
    for at in range(begin + 1, len(lines)):
        line = lines[at]
        if not (_WITHIN.match(line) or _KEY.match(line)) or _SAID.match(line):
            break
        end = at + 1 if line.strip() else end
    return end


def json_end(lines: Sequence[str], begin: int) -> int:
    """The end of the JSON document that begins here: a closing bracket in the same column."""
    first = lines[begin]
    pad = first[: len(first) - len(first.lstrip())]
    if first.rstrip()[-1:] not in "[{":
        return begin + 1
    for at in range(begin + 1, len(lines)):
        line = lines[at]
        if line.startswith((pad + "}", pad + "]")):
            return at + 1
        if line.strip() and not line.startswith(pad + " ") and not line.startswith("\t"):
            return at
    return len(lines)


def documents(lines: Sequence[str]) -> Iterator[tuple[int, Any]]:
    """Each document with its first line; what cannot be parsed at all is left out."""
    begin = 0
    for at in range(len(lines) + 1):
        if at == len(lines) or lines[at].rstrip() == "---":
            if any(line.strip() for line in lines[begin:at]):
                parsed = parse(lines[begin:at])
                if parsed is not None:
                    yield begin, parsed
            begin = at + 1


def parse(lines: Sequence[str]) -> Any:
    """JSON or YAML, shortened at its end until it can be parsed; None where that does not help."""
    size = sum(len(line) + 1 for line in lines)
    if size > 4 * MOST:
        return None
    whole = _json(lines) if lines[0].lstrip()[:1] in ("{", "[") else None
    if whole is not None:
        return whole
    end = len(lines) if size <= MOST else 0
    for _ in range(_TRIES):
        if end < 1:
            break
        try:
            text = "\n".join(lines[:end])
            return None if _hostile(text) else yaml.load(text, Loader=_LOADER)
        except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
            end = min(end - 1, _line_of(error, end))
    return None


def _hostile(text: str) -> bool:
    """Brackets in brackets overrun the parser's stack, aliases any memory; manifests have few."""
    depth = deepest = 0
    for sign in re.finditer(r"[\[{]|[\]}]", text):
        depth += 1 if sign[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > 100 or "- - - - - - - - " in text or len(re.findall(r"[:\-,\[] {0,9}\*\w", text)) > 200


def _json(lines: Sequence[str]) -> Any:
    text = "\n".join(lines)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_closed(text))
    except (ValueError, RecursionError):
        return None


def _closed(text: str) -> str:
    """A JSON text that is cut off, closed after its last whole member."""
    open_, quoted, escaped, last = [], False, False, (0, "")
    for at, char in enumerate(text):
        if escaped or (quoted and char == "\\"):
            escaped = not escaped
        elif char == '"':
            quoted = not quoted
        elif not quoted and char in "{[":
            open_.append("}" if char == "{" else "]")
        elif not quoted and char in "}]":
            if open_:
                open_.pop()
            last = (at + 1, "".join(reversed(open_)))
        elif not quoted and char == ",":
            last = (at, "".join(reversed(open_)))
    return text[: last[0]] + last[1]


def _line_of(error: Exception, end: int) -> int:
    mark = getattr(error, "problem_mark", None)
    return int(mark.line) if mark is not None else end - 1


def at_of(lines: Sequence[str], wanted: str, begin: int = 0, end: int | None = None) -> int:
    """The line that holds a text; the beginning where none does."""
    stop = min(len(lines), begin + _NEAR) if end is None else end
    return next((at for at in range(begin, stop) if wanted and wanted in lines[at]), begin)


def dig(value: Any, *path: str) -> Any:
    """What lies under keys of mappings; None where one is missing or is no mapping."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def rows(value: Any) -> list[Mapping[str, Any]]:
    """A list's mappings; empty for anything else."""
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
