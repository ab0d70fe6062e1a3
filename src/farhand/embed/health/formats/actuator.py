"""Spring Boot Actuator's health, version 3, as Spring Boot Admin reads it.

Boot's four words are UP, DOWN, OUT_OF_SERVICE and UNKNOWN (Boot, "Health": DOWN and OUT_OF_SERVICE are 503,
the others 200). Ours go into them so: the whole is DOWN where a critical dependency fails, else UP, also
where it is degraded, because a word of its own would have no place in the order of Boot's tools; UNKNOWN
where nothing was looked at yet. A dependency that fails is DOWN whether it is critical or not: `critical`
in its details says why the whole may be UP. One that is warned of is UP, with the why in its details.
Details hold no object with a `status`, which Spring Boot Admin would take for another component.
"""

from __future__ import annotations

from typing import Any

from farhand.embed.health.formats import View
from farhand.embed.health.formats._text import as_json, line, unique
from farhand.embed.health.state import Snapshot, State, overall

NAME, RANK = "actuator", 1
TYPE = "application/vnd.spring-boot.actuator.v3+json"
TYPES = (TYPE,)

_STATUS = {"pass": "UP", "warn": "UP", "fail": "DOWN"}
#: Our groups under Boot's names: Spring Boot Admin asks for each under /health/NAME.
GROUPS = {"liveness": "live", "readiness": "ready", "support": "support"}

_WORD = {"enum": ["UP", "DOWN", "OUT_OF_SERVICE", "UNKNOWN"]}
_DETAILS = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["status"],
    "properties": {
        "status": _WORD,
        "components": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["status"],
                "properties": {"status": _WORD, "details": _DETAILS},
            },
        },
        "details": _DETAILS,
        "groups": {"type": "array", "items": {"type": "string"}},
    },
}


def render(snapshot: Snapshot, view: View) -> str:
    if view.name:
        return as_json(next((_component(s, view.detail) for s in snapshot.states), {"status": "UNKNOWN"}))
    taken: set[str] = set()
    components = {unique(s.name, taken): _component(s, view.detail) for s in snapshot.states}
    groups = {} if view.group else {"groups": sorted(GROUPS)}
    return as_json({"status": whole(snapshot.states), "components": components, **groups})


def whole(states: tuple[State, ...]) -> str:
    if overall(states) == "unhealthy":
        return "DOWN"
    return "UP" if not states or any(s.outcome in _STATUS for s in states) else "UNKNOWN"


def _component(state: State, detail: bool) -> dict[str, Any]:
    status = {"status": _STATUS.get(state.outcome, "UNKNOWN")}
    return {**status, "details": _details(state)} if detail else status


def _details(state: State) -> dict[str, Any]:
    texts = {
        "word": state.word,
        "cause": state.cause,
        "stage": state.stage,
        "message": (state.says or state.why_off) if state.outcome != "pass" else "",
        "next_step": state.next_step,
        "owner": state.owner,
        "since": state.since,
        "seen_at": state.seen_at,
    }
    told: dict[str, Any] = {"outcome": state.outcome, "critical": state.critical}
    if state.age_s >= 0:
        told.update(took_ms=round(state.took_ms, 3), age_s=round(state.age_s, 1))
    return {**told, **{key: line(text) for key, text in texts.items() if text}}
