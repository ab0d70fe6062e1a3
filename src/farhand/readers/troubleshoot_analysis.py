"""`analysis.json` of a troubleshoot.sh support bundle: what the vendor's own analyzers found.

The messages of failed analyzers are read by the signatures, as any text. What an analyzer passed is moot,
whatever words are in it ("database connection refused: no"), and says what works.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._documents import json_end

WORDS = ('"analyzerSpec"', '"insight"')
_ROW = re.compile(r"\s*\{\s*$")
_INSIGHT = re.compile(r'\s*"insight":')
#: Characters of a document that is parsed; rows of it.
_MOST, _ROWS = 2_000_000, 1000


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        if lines[at].strip() == "[" and any(_INSIGHT.match(line) for line in lines[at : at + 20]):
            end = json_end(lines, at)
            yield at, end
            at = end
        at += 1


def read(part: Part) -> Iterator[Sign]:
    places = _places(part.lines)
    for number, row in enumerate(_rows(part.lines)):
        begin, end = places[number] if number < len(places) else (0, 1)
        title, severity = _title(row), str(row.get("severity") or "")
        if severity == "debug":
            yield Sign(begin, also=tuple(range(begin + 1, end)), moot=("*",))
            yield Sign(begin, healthy=f"the vendor's analyzer finds well: {title}", subject="analysis.json")


def _rows(lines: Sequence[str]) -> Sequence[Mapping[str, Any]]:
    text = "\n".join(lines)
    try:
        found = json.loads(text) if len(text) < _MOST else []
    except (ValueError, RecursionError):
        return []
    return [row for row in found[:_ROWS] if isinstance(row, dict)] if isinstance(found, list) else []


def _title(row: Mapping[str, Any]) -> str:
    insight = row.get("insight")
    said = insight.get("primary") if isinstance(insight, dict) else ""
    return str(said or row.get("name") or "")[:80]


def _places(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where each row begins and ends, by the brackets in the first column inside of the list."""
    found: list[tuple[int, int]] = []
    pad = next((x[: len(x) - len(x.lstrip())] for x in lines[1:] if _ROW.match(x)), "")
    begin = 0
    for at, line in enumerate(lines):
        if line.rstrip() == f"{pad}{{":
            begin = at
        elif line.rstrip(" ,\r") == f"{pad}}}":
            found.append((begin, at + 1))
    return found


_FAILED = """[
  {
    "name": "postgres.connection",
    "labels": {
      "desiredPosition": "1"
    },
    "insight": {
      "name": "postgres.connection",
      "primary": "Postgres connection",
      "detail": "Cannot connect to the database: dial tcp 10.0.0.5:5432: connect: connection refused",
      "severity": "error"
    },
    "severity": "error",
    "analyzerSpec": ""
  },
  {
    "name": "node.resources",
    "insight": {
      "name": "node.resources",
      "primary": "Node resources",
      "detail": "No node was evicted, no disk full: No space left on device did not occur",
      "severity": "debug"
    },
    "severity": "debug",
    "analyzerSpec": ""
  }
]
"""

EXAMPLES = (
    Example(
        "one analyzer failed, one passed",
        pasted=_FAILED,
        finds=("tcp.refused",),
        source="made after troubleshoot.sh 0.123 pkg/convert/supportbundle.go",
    ),
    Example(
        "all analyzers passed",
        pasted=_FAILED[:2] + _FAILED[_FAILED.index('  {\n    "name": "node') :],
        outcome="healthy",
        source="made after troubleshoot.sh 0.123 pkg/convert/supportbundle.go",
    ),
)
