"""Pasted output shows the values that a process has, and never the file they came from.

So what is wrong with a place or a login that comes from a variable may be an old value, or the second of two
in the file; and a variable that is not set may stand in the file under a name, or in an encoding, that was
not taken. A self-test that is given the file compares both, and says so by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from farhand import causes
from farhand.model import Finding, Result

#: Where the value of a variable decides: the name, the port, who logs in.
_STAGES = ("dns", "tcp", "login")
_VALUE = ("config.env_stale", "config.env_shadowed")
_UNSET = ("config.env_misnamed", "config.value_malformed", *_VALUE)


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    pasted = [r for r in results if r.vantage is not None and r.vantage.via == "paste"]
    by_variable = {r.subject for r in pasted if r.stage == "config" and r.facts.get("variables")}
    seen = {(r.subject, r.stage) for r in pasted}
    return [_open(f, by_variable) if (f.subject, f.stage) in seen else f for f in findings]


def _open(finding: Finding, by_variable: set[str]) -> Finding:
    """The finding with what the file could show beside what it may be taken for already."""
    if finding.role != "root":
        return finding
    if finding.cause == "config.env_missing":
        return _with(finding, _UNSET)
    if finding.subject in by_variable and finding.stage in _STAGES:
        return _with(finding, _VALUE)
    return finding


def _with(finding: Finding, more: Sequence[str]) -> Finding:
    others = finding.not_excluded
    if others is None:
        others = tuple(look_alike.cause for look_alike in causes.get(finding.cause).look_alikes)
    return replace(finding, not_excluded=tuple(dict.fromkeys((*others, *more))))
