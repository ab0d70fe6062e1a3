"""The environment contract: what is set and valid, with a fingerprint to compare by; never a value.

A fingerprint under a key that several sites share could be tried out for short secrets, so a secret of less
than sixteen characters has one only under the key of the run folder, which never leaves the host.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from farhand import environment
from farhand.checks import env
from farhand.deadline import Deadline
from farhand.embed import fingerprint
from farhand.embed.process import Process
from farhand.look import Look
from farhand.model import Dependency, Seen

_SHORT = 16


def told(process: Process) -> dict[str, Any]:
    here = environment.here()
    look = Look(
        process.app,
        Dependency("env", "env"),
        Deadline(2.0),
        replace(here, values=dict(process.environment), source="the app's own process"),
    )
    seen = next(iter(env.probe(look)), Seen("env"))
    verdict = env.judge("env", seen.facts)
    rows = [_row(process, row, verdict.findings) for row in seen.facts.get("variables", ())]
    return {"outcome": verdict.outcome, "says": verdict.says, "variables": rows}


def _row(process: Process, row: Mapping[str, Any], findings: Any) -> dict[str, Any]:
    name = str(row["name"])
    wrong = [f.why for f in findings if name in (f.params.get("variables") or ())]
    return {
        "name": name,
        "required": bool(row.get("required")),
        "secret": bool(row.get("secret")),
        "format": row.get("format", ""),
        "set": bool(row.get("set")),
        "valid": not wrong,
        "why": "; ".join(dict.fromkeys(wrong)),
        "fingerprint": _mark(process, name, bool(row.get("secret"))),
    }


def _mark(process: Process, name: str, secret: bool) -> str:
    """Empty where there is no value, or none that may be compared with other sites."""
    value = process.environment.get(name)
    shared = bool(process.settings.embed.get("fingerprint_key"))
    if not value or (secret and shared and len(value) < _SHORT):
        return ""
    return fingerprint.of(process, f"{name}={value}")
