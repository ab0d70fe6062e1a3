"""Whose job is it? The cause's default, overruled by who runs the dependency and by where it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.causes import Cause
from farhand.model import Finding


def owner_of(finding: Finding, cause: Cause, about: Mapping[str, Any]) -> tuple[str, str]:
    """The owner and, in a few words, why it is that one."""
    if finding.owner:
        return finding.owner, finding.owner_because or "what was seen shows where the fault sits"
    run_by = about.get("run_by", "customer")
    if run_by == "vendor" and cause.side == "server":
        return "vendor-engineering", f"{finding.subject} is run by the vendor"
    return cause.owner, _default(cause, run_by)


def _default(cause: Cause, run_by: str) -> str:
    if cause.owner.startswith("vendor"):
        return "what has to change is the app, or what was delivered with it"
    where = {"client": "where the app runs", "path": "on the way", "server": "at the other side"}[cause.side]
    return f"the fault sits {where}" + (f", which is run by the {run_by}" if cause.side == "server" else "")
