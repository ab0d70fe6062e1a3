"""health+json, the form of draft-inadarei-api-health-check-06, with the why as additional keys (its 4.10).

A dependency that could not be looked at has no `status`: the draft knows only pass, warn and fail, and
"could not look" is none of them; `output` says why.
"""

from __future__ import annotations

from typing import Any

from farhand.embed.health.formats import View
from farhand.embed.health.formats._text import as_json, line, unique
from farhand.embed.health.state import Snapshot, State, overall

NAME, RANK = "native", 0
TYPE = "application/health+json"
TYPES = (TYPE, "application/json")

_STATUS = {"healthy": "pass", "degraded": "warn", "unhealthy": "fail"}
#: The draft's own words for what a component is (4.2).
_STORES = ("postgres", "mysql", "redis", "mongodb", "sqlite", "s3", "ldap")
_SYSTEMS = ("host", "directory", "clock", "env", "config")

_CHECK = {
    "type": "object",
    "required": ["componentId", "word"],
    "properties": {
        "componentId": {"type": "string"},
        "componentType": {"type": "string"},
        "observedValue": {"type": "number", "minimum": 0},
        "observedUnit": {"const": "ms"},
        "status": {"enum": ["pass", "warn", "fail"]},
        "time": {"type": "string"},
        "output": {"type": "string"},
        "affectedEndpoints": {"type": "array", "items": {"type": "string"}},
        "word": {"type": "string"},
        "critical": {"type": "boolean"},
        "cause": {"type": "string"},
        "stage": {"type": "string"},
        "since": {"type": "string"},
        "age_s": {"type": "number", "minimum": 0},
        "next_step": {"type": "string"},
        "owner": {"type": "string"},
        "flaps": {"type": "number", "minimum": 0, "maximum": 1},
        "stages": {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}},
    },
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["status", "checks"],
    "properties": {
        "status": {"enum": ["pass", "warn", "fail"]},
        "version": {"type": "string"},
        "releaseId": {"type": "string"},
        "serviceId": {"type": "string"},
        "description": {"type": "string"},
        "output": {"type": "string"},
        "checks": {"type": "object", "additionalProperties": {"type": "array", "items": _CHECK}},
    },
}


def render(snapshot: Snapshot, view: View) -> str:
    taken: set[str] = set()
    checks = {}
    for state in snapshot.states:
        name = unique(state.name.replace(":", "_"), taken)  # the draft keeps the colon for itself (4)
        checks[f"{name}:responseTime"] = [_check(name, state, view.detail)]
    whole = {"status": _STATUS[overall(snapshot.states)], **(_about(snapshot) if view.detail else {})}
    return as_json({**whole, "checks": checks})


def _about(snapshot: Snapshot) -> dict[str, str]:
    rows = {
        "version": snapshot.version,
        "releaseId": snapshot.release,
        "serviceId": snapshot.app,
        "description": snapshot.description,
        "output": "; ".join(f"{s.name}: {s.says}" for s in snapshot.states if s.outcome == "fail" and s.says),
    }
    return {key: line(text) for key, text in rows.items() if text}


def _check(name: str, state: State, detail: bool) -> dict[str, Any]:
    told = {} if state.outcome not in ("pass", "warn", "fail") else {"status": state.outcome}
    check: dict[str, Any] = {"componentId": name, **told, "word": line(state.word, 40)}
    return {**check, **_detail(state)} if detail else check


def _detail(state: State) -> dict[str, Any]:
    texts = {
        "output": (state.says or state.why_off) if state.outcome != "pass" else "",
        "time": state.seen_at,
        "cause": state.cause,
        "stage": state.stage,
        "since": state.since,
        "next_step": state.next_step,
        "owner": state.owner,
    }
    told: dict[str, Any] = {"componentType": type_of(state.kind), "critical": state.critical}
    if state.age_s >= 0:  # it was looked at
        told.update(observedValue=round(state.took_ms, 3), observedUnit="ms", age_s=round(state.age_s, 1))
        told.update(flaps=round(state.flaps, 3), stages={line(k, 40): round(ms, 3) for k, ms in state.times})
    return {**told, **{key: line(text) for key, text in texts.items() if text}, **_affected(state)}


def _affected(state: State) -> dict[str, Any]:
    """Routes of the app that need it; left out where nothing is wrong (4.6)."""
    if state.outcome == "pass" or not state.affects:
        return {}
    return {"affectedEndpoints": [line(route, 200) for route in state.affects[:50]]}


def type_of(kind: str) -> str:
    return "datastore" if kind in _STORES else "system" if kind in _SYSTEMS else "component"
