"""The body of AspNetCore.HealthChecks.UI.Client (its UIHealthReport): what that UI and its like read.

A check there that fails without being vital is Degraded (`failureStatus`), so ours is too, and the whole is
the worst of its entries, as there. There is no word for "could not look": such an entry is Degraded and
its description says why.
"""

from __future__ import annotations

from typing import Any

from farhand.embed.health.formats import View
from farhand.embed.health.formats._text import as_json, line, unique
from farhand.embed.health.state import Snapshot, State, overall

NAME, RANK = "aspnet", 5
TYPE = "application/json"
TYPES: tuple[str, ...] = ()

#: .NET's TimeSpan in its constant form "c": [d.]hh:mm:ss[.fffffff].
_SPAN = r"^(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{7})?$"
_WORD = {"enum": ["Healthy", "Degraded", "Unhealthy"]}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["status", "totalDuration", "entries"],
    "properties": {
        "status": _WORD,
        "totalDuration": {"type": "string", "pattern": _SPAN},
        "entries": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["data", "duration", "status", "tags"],
                "properties": {
                    "data": {"type": "object"},
                    "description": {"type": "string"},
                    "duration": {"type": "string", "pattern": _SPAN},
                    "status": _WORD,
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}


def render(snapshot: Snapshot, view: View) -> str:
    taken: set[str] = set()
    states = snapshot.states
    total = max((s.took_ms for s in states), default=0.0) if view.detail else 0.0  # they run side by side
    return as_json(
        {
            "status": overall(states).capitalize(),
            "totalDuration": span(total),
            "entries": {unique(s.name, taken): _entry(s, view.detail) for s in states},
        }
    )


def span(milliseconds: float) -> str:
    """A .NET TimeSpan: ticks of 100 ns, seven digits or none."""
    ticks = max(0, round(min(milliseconds, 1e12) * 10_000))
    seconds, part = divmod(ticks, 10_000_000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24)
    days = f"{day}." if day else ""
    return f"{days}{hour:02}:{minute:02}:{second:02}" + (f".{part:07}" if part else "")


def _entry(state: State, detail: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {"data": {}, "duration": span(0), "status": _status(state), "tags": []}
    if not detail:
        return entry
    says = (state.says or state.why_off) if state.outcome != "pass" else ""
    described = {"description": line(says)} if says else {}
    tags = [line(t, 40) for t in (state.kind, *state.groups) if t]
    return {**entry, "data": _data(state), **described, "duration": span(state.took_ms), "tags": tags}


def _status(state: State) -> str:
    if state.outcome == "pass":
        return "Healthy"
    return "Unhealthy" if state.outcome == "fail" and state.critical else "Degraded"


def _data(state: State) -> dict[str, Any]:
    texts = {
        "outcome": state.outcome,  # Degraded may be a failure that is not critical, a warning, or "unknown"
        "word": state.word,
        "cause": state.cause,
        "stage": state.stage,
        "next_step": state.next_step,
        "owner": state.owner,
        "since": state.since,
    }
    return {"critical": state.critical, **{key: line(text) for key, text in texts.items() if text}}
