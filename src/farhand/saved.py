"""Saved reports (`farhand.report/1`) found in a text, as evidence.  Pure.

A report may be a whole file, one of several, or lie between other lines. It may have been edited: what
has the wrong shape is told and left out, row by row, and nothing in it is ever expanded, probed or run.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from farhand import report
from farhand.model import Evidence, Waiver
from farhand.paste import Pasted

_START = re.compile(r"\{\s{0,40}\"schema\"\s{0,10}:\s{0,10}\"farhand\.")
_QUOTES = re.compile(r"(?m)^(?:[>|] ?){1,8}")
#: How often a report is looked for in one text, how deep facts may be nested, how many rows are read.
_TRIES, _DEEPEST, _ROWS = 200, 24, 5000


def read(text: str, source: str) -> tuple[Pasted, str]:
    """The reports' evidence, and the text that is left without them."""
    if '"farhand.' not in text:
        return Pasted(), text
    documents, rest = _documents(text)
    if not documents and _QUOTES.search(text):
        documents, rest = _documents(_QUOTES.sub("", text.replace("\r", "")))
    evidence: list[Evidence] = []
    understood: list[Mapping[str, Any]] = []
    unread: list[Mapping[str, Any]] = []
    for document, line, written in documents:
        rows, problems = _rows(document, source, line, written)
        evidence += rows
        unread += [{"source": source, "why": why} for why in problems]
        if rows:
            understood.append({"source": source, "reader": report.SCHEMA, "lines": written.count("\n") + 1})
    return Pasted(tuple(evidence), tuple(understood), tuple(unread)), rest


def waivers(text: str) -> list[tuple[str, str, Waiver]]:
    """Subject, stage and waiver of each row that the site had waived."""
    found = []
    for document, _, _ in _documents(text)[0]:
        for row in _list(document.get("results"))[:_ROWS]:
            waived = row.get("waived") if isinstance(row, dict) else None
            if isinstance(waived, dict):
                words = (str(waived.get(k, "")) for k in ("reason", "owner", "expires"))
                subject = str(row.get("subject"))
                found.append((subject, str(row.get("stage")), Waiver(subject, *words)))
    return found


def _documents(text: str) -> tuple[list[tuple[dict[str, Any], int, str]], str]:
    """Reports with the line that each begins at and its text; and all other text."""
    whole = _whole(text)
    if whole:
        return [(document, 1, text) for document in whole], ""
    found, rest, at = [], [], 0
    for start in list(_START.finditer(text))[:_TRIES]:
        if start.start() < at:
            continue
        decoded = _decode(text, start.start())
        if decoded and _is_report(decoded[0]):
            document, end = decoded
            found.append((document, text.count("\n", 0, start.start()) + 1, text[start.start() : end]))
            rest += [text[at : start.start()], "\n" * text.count("\n", start.start(), end)]
            at = end
    return found, "".join([*rest, text[at:]])


def _whole(text: str) -> list[dict[str, Any]]:
    """The reports in a text that is one JSON document, or an array of them."""
    decoded = _decode(text, len(text) - len(text.lstrip("\ufeff \t\r\n")))
    if not decoded or text[decoded[1] :].strip():
        return []
    return [d for d in (decoded[0] if isinstance(decoded[0], list) else [decoded[0]]) if _is_report(d)]


def _decode(text: str, at: int) -> tuple[Any, int] | None:
    decoder = json.JSONDecoder(parse_constant=lambda _: None, parse_float=_finite)
    try:
        return decoder.raw_decode(text, at)
    except (ValueError, RecursionError, IndexError):
        return None


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _is_report(document: Any) -> bool:
    return isinstance(document, dict) and document.get("schema") == report.SCHEMA


def _rows(document: dict[str, Any], source: str, line: int, written: str) -> tuple[list[Evidence], list[str]]:
    """Evidence row by row; a row of the wrong shape costs only itself."""
    rows = document.get("results")
    if not isinstance(rows, list):
        return [], [f"line {line}: the report's results are not a list"]
    vantage = document.get("vantage")
    head = {"vantage": vantage if isinstance(vantage, dict) else {}, "started": document.get("started", "")}
    evidence: list[Evidence] = []
    problems: list[str] = []
    lines = _lines(rows[:_ROWS], written, line)
    for number, (row, at) in enumerate(zip(rows[:_ROWS], lines), 1):
        problem = _problem(row)
        if problem:
            problems.append(f"line {at}: result {number} {problem}")
        else:
            evidence += _evidence({**head, "results": [_mended(row)]}, source, at)
    if len(rows) > _ROWS:
        problems.append(f"line {line}: only the first {_ROWS} of {len(rows)} results were read")
    return evidence, problems[:50]


def _problem(row: Any) -> str:
    """What is wrong with the shape of a row, if anything."""
    if not isinstance(row, dict) or not isinstance(row.get("facts", {}), dict):
        return "is not an object with facts"
    if not all(isinstance(row.get(k), str) and row[k] for k in ("check", "subject", "stage")):
        return "does not say its check, subject and stage"
    if not isinstance(row["facts"].get("about", {}) if "facts" in row else {}, dict):
        return "has an 'about' that is no object"
    if _depth(row.get("facts", {})) > _DEEPEST:
        return "is nested too deeply"
    return ""


def _mended(row: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers that are none must not stop a row from being judged."""
    took = row.get("took_ms")
    return {**row, "took_ms": took if isinstance(took, (int, float)) else 0.0}


def _evidence(document: dict[str, Any], source: str, line: int) -> list[Evidence]:
    from dataclasses import replace

    return [replace(row, line=line) for row in report.evidence_of(document, source)]


def _lines(rows: list[Any], written: str, first: int) -> Iterator[int]:
    """The line that each row begins at, told by its sentence; the last one found where that is not there."""
    at, line, counted = 0, first, 0
    for row in rows:
        says = row.get("says") if isinstance(row, dict) else None
        found = written.find(json.dumps(says), at) if isinstance(says, str) and says else -1
        if found >= 0:
            line += written.count("\n", counted, found)
            at = counted = found
        yield line


def _depth(value: Any, level: int = 0) -> int:
    if level > _DEEPEST or not isinstance(value, (dict, list)):
        return level
    inner = value.values() if isinstance(value, dict) else value
    return max((_depth(v, level + 1) for v in inner), default=level)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
