"""What an app with Farhand in it has left behind: `last-state-PID.json`, `failure-N.json`, /admin/failures.

Each captured failure holds the cause that a staged probe found at that moment; it is taken over with the
confidence that it was kept with. Of a process that says nothing of its end, the counters of its group may
tell that the kernel has killed for memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.readers import Part, Sign
from farhand.readers._json_parts import documents, mapping, place, rows, text
from farhand.readers._last_state_examples import EXAMPLES as EXAMPLES

WORDS = ("farhand.last-state/1", "farhand.failure/1", "farhand.failures/1")
#: Rows, facts and log lines in it quote many words that are no message of their own.
QUIET = True
#: Failures of one document that are judged; what a cause of the app's own exception is worth at most.
_MOST, _BY_TEXT = 40, 0.8
_UNCAUGHT = 0.35


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for document in documents(lines, *WORDS):
        if mapping(document.value).get("schema") in WORDS:
            yield document.first, document.end


def read(part: Part) -> Iterator[Sign]:
    for document in documents(part.lines, *WORDS):
        value = mapping(document.value)
        failures = [value] if value.get("schema") == WORDS[1] else rows(value.get("failures"))
        told = list(_captured(part.lines, failures[-_MOST:]))
        yield from told
        if value.get("schema") == WORDS[0]:
            yield from _end(part.lines, value, bool(told))
        return


def _captured(lines: Sequence[str], failures: Sequence[Mapping[str, Any]]) -> Iterator[Sign]:
    """The latest of each dependency and cause: what is older is the same trouble."""
    known: set[tuple[str, str]] = set()
    for row in sorted(failures, key=lambda r: text(r.get("at")), reverse=True):
        cause, subject = text(row.get("cause")), text(row.get("dependency"))
        if cause and (cause, subject) not in known:
            known.add((cause, subject))
            says = text(row.get("says"))[:300]
            why = f"when {subject} failed in the app at {text(row.get('at'))}, {_by(row)}: {says}"
            yield Sign(place(lines, f'"{cause}"', cause), cause, _weight(row), why, subject)


def _by(row: Mapping[str, Any]) -> str:
    return "a staged probe found" if row.get("by") == "probe" else "its exception said"


def _weight(row: Mapping[str, Any]) -> float:
    given = row.get("confidence")
    sure = float(given) if isinstance(given, (int, float)) and not isinstance(given, bool) else 0.5
    return min(max(sure, 0.05), 0.97 if row.get("by") == "probe" else _BY_TEXT)


def _end(lines: Sequence[str], value: Mapping[str, Any], told: bool) -> Iterator[Sign]:
    """How the process ended, by its own word; an exception that nothing captured explains is a clue."""
    error = mapping(value.get("error"))
    if value.get("how") == "uncaught" and error:
        chain = [error, *rows(error.get("chain"))]
        for link in reversed(chain[:6]):
            facts = {k: link[k] for k in ("sqlstate", "errno") if link.get(k)}
            name = text(link.get("type"))
            why = f"the process ended with an uncaught {name}"
            yield Sign(place(lines, '"error"'), why=why, facts={"class": name, **facts})
        if not told and text(error.get("type")).startswith("builtins."):
            where = text(error.get("place"))
            why = f"nobody caught {text(error.get('type'))[9:]} at {where}"
            yield Sign(place(lines, '"error"'), "app.bug", _UNCAUGHT, why, params={"path": where})
    elif value.get("how") in ("exit", "shutdown") and not told and not rows(value.get("failures")):
        yield Sign(0, healthy="the process ended by itself and had met no failure", subject="last-state")
