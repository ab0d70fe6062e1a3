"""Plain text as Kubernetes' verbose health endpoints print it, for a person with curl.

    [+]database ok 12ms
    [-]payments tls.expired: the certificate has expired; next: ...
    healthz check failed

"[-]" is a dependency that fails, "[?]" one that could not be looked at. Not for machines, as Kubernetes
says of its own ("Kubernetes API health endpoints").
"""

from __future__ import annotations

import re
from typing import Any

from farhand.embed.health.formats import View
from farhand.embed.health.formats._text import NAME as LONGEST
from farhand.embed.health.formats._text import line
from farhand.embed.health.state import Snapshot, State, overall
from farhand.embed.health.words import ERROR

NAME, RANK = "text", 2
TYPE = "text/plain; charset=utf-8"
TYPES = (TYPE,)
SCHEMA: dict[str, Any] = {"type": "string"}


def render(snapshot: Snapshot, view: View) -> str:
    rows = [f"{_sign(s)}{_name(s.name)} {_rest(s, view.detail)}" for s in snapshot.states]
    end = "failed" if overall(snapshot.states) == "unhealthy" else "passed"
    return "\n".join([*rows, f"healthz check {end}", ""])


def _sign(state: State) -> str:
    return {"pass": "[+]", "warn": "[+]", "fail": "[-]"}.get(state.outcome, "[?]")


def _name(name: str) -> str:
    """A name without blanks: the line is read by its columns."""
    return re.sub(r"[^\w./-]+", "_", line(name, LONGEST)) or "unnamed"


def _rest(state: State, detail: bool) -> str:
    if state.outcome in ("pass", "warn"):
        took = f" {state.took_ms:.0f}ms" if detail and state.age_s >= 0 else ""
        return f"ok{took}{_warned(state, detail)}"
    if state.outcome != "fail":
        return (
            line(": ".join(t for t in ("unknown", state.why_off or state.says) if t)) if detail else "unknown"
        )
    failed = f"failed: {line(state.word, 40) or ERROR}"
    return line(f"{_cause(state) or failed}{_why(state)}") if detail else failed


def _warned(state: State, detail: bool) -> str:
    if state.outcome == "pass":
        return ""
    return f" (warn: {line(f'{_cause(state)}{_why(state)}'.lstrip(': '))})" if detail else " (warn)"


def _cause(state: State) -> str:
    return re.sub(r"[^\w.-]+", "_", state.cause)[:100]


def _why(state: State) -> str:
    says = f": {state.says}" if state.says else ""
    return says + (f"; next: {state.next_step}" if state.next_step else "")
