"""A request, its steps and an answer in words, for a terminal. Pure but for `say`.

All of it comes from a file that somebody sent: it is escaped, so that it can be nothing but text.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.cli import _process
from farhand.faces.escape import terminal
from farhand.request.asks.command import visible
from farhand.request.canonical import canonical_value
from farhand.request.model import COMMAND, Request, Step, Words
from farhand.words import _, ngettext, said

_COLUMNS, _LABEL = 96, 9


def say(lines: Sequence[str]) -> None:
    """On standard error: what a person is told beside the answer itself."""
    if lines:
        _process.say("\n".join(terminal(line) for line in lines))


def shown(lines: Sequence[str]) -> None:
    if lines:
        print("\n".join(terminal(line) for line in lines))


def head(request: Request) -> Iterator[str]:
    yield from _row(_("purpose"), request.purpose)
    yield from _row(_("for"), _("app {app}, site {site}").format(app=request.app, site=request.site))
    valid = _("issued {issued}, expires {expires}")
    yield from _row(_("valid"), valid.format(issued=request.issued, expires=request.expires))
    steps = ngettext("{n} step", "{n} steps", len(request.steps)).format(n=len(request.steps))
    yield from _row(_("number"), f"{request.nonce}, {steps}, {minutes(request.steps)}")


def minutes(steps: Sequence[Step]) -> str:
    return _("about {n} minutes").format(n=f"{sum(step.words.minutes for step in steps):g}")


def step(number: int, total: int, asked: Step, words: Words) -> Iterator[str]:
    """One step; `words` are those of this copy, or of the file where there is no declaration."""
    yield ""
    yield _("step {n} of {all}: {title}").format(n=number, all=total, title=asked.title.strip())
    if asked.kind == COMMAND:
        yield from _command(asked.params.get("command", ""))
    elif asked.params:
        yield from _row(
            _("with"), ", ".join(f"{k} = {json.dumps(v)}" for k, v in sorted(asked.params.items()))
        )
    yield from _row(_("why"), asked.why or _("not said"))
    yield from _row(_("runs"), said(words.runs))
    yield from _row(_("leaves"), said(words.leaves))
    needs = _("{n} minutes; approval: {who}").format(n=f"{words.minutes:g}", who=said(words.approval))
    yield from _row(_("needs"), needs)
    own, theirs = (canonical_value(f"{one.runs} {one.leaves}") for one in (words, asked.words))
    if asked.words.runs and own != theirs:
        note = _("the file describes this step in other words; these are your own copy's")
        yield from _row(_("note"), note)


def _command(text: str) -> Iterator[str]:
    plain = visible(text)
    yield from (f"  | {line}" for line in plain.split("\n"))
    if plain != text:
        yield "  " + _("careful: signs in it are not plain ASCII, shown as \\u; they may look like others")


def answer(document: Mapping[str, Any]) -> Iterator[str]:
    """All that leaves: about the whole, then step by step."""
    told = {key: value for key, value in document.items() if key not in ("steps", "record") and value}
    yield from _row("about", json.dumps(told, sort_keys=True))
    record = ", ".join(f"{row[3]} {json.loads(row[4]).get('step', '')}".strip() for row in document["record"])
    yield from _row("record", f"what this side wrote down: {record}")
    for row in document["steps"]:
        asked = row["asked"]
        yield ""
        yield f"step {row['number']}: {asked['kind']} {asked['id']}: {_outcome(row)}"
        if row["outcome"] == "edited":
            yield from _row("asked", json.dumps(asked["params"], sort_keys=True))
            yield from _row("run with", json.dumps((row["ran"] or {}).get("params"), sort_keys=True))
        yield from _results(row.get("report") or {})
        for text in row["texts"]:
            yield f"  {text['name']}:"
            yield from (f"  | {line}" for line in text["text"].splitlines())


def brief(document: Mapping[str, Any]) -> Iterator[str]:
    """What became of each step, in one line."""
    for row in document["steps"]:
        asked = row["asked"]
        yield f"  {row['number']}  {asked['kind']} {asked['id']}: {_outcome(row)}"
        if row["outcome"] == "edited":
            yield f"     not as asked: {json.dumps((row['ran'] or {}).get('params'), sort_keys=True)}"


def _outcome(row: Mapping[str, Any]) -> str:
    return f"{row['outcome']}" + (f" ({row['why']})" if row["why"] else "")


def _results(report: Mapping[str, Any]) -> Iterator[str]:
    for result in report.get("results") or ():
        where = f"{result.get('subject')}/{result.get('stage')}"
        yield f"  {result.get('outcome', ''):<8}{where}: {result.get('says')}"
        facts = {key: value for key, value in (result.get("facts") or {}).items() if key != "about"}
        if facts:
            yield from _row("", json.dumps(facts, sort_keys=True, default=str))
    rest = {key: value for key, value in report.items() if key not in ("results", "schema") and value}
    if rest:
        yield from _row("also", json.dumps(rest, sort_keys=True, default=str))


def _row(label: str, text: str) -> Iterator[str]:
    lines = textwrap.wrap(text, _COLUMNS - 11, break_on_hyphens=False) or [""]
    yield f"  {label:<{_LABEL}}{lines[0]}"
    yield from (f"{'':<{_LABEL + 2}}{line}" for line in lines[1:])


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
