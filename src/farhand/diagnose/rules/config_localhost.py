"""Refused at localhost from inside a container: the address means the container itself.

From outside a container the same refusal says that the service does not run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from farhand.model import Finding, Result

CAUSE = "config.localhost_in_container"
_REFUSED = ("tcp.refused", "service.unit_failed")


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    inside = {
        r.subject: str(r.facts.get("host") or "localhost")
        for r in results
        if r.stage == "config" and r.facts.get("loopback") and r.facts.get("in_container")
    }
    made: list[Finding] = []
    for finding in findings:
        if finding.cause in _REFUSED and finding.subject in inside and finding.role == "root":
            made += [_root(finding, inside[finding.subject]), replace(finding, role="symptom")]
        else:
            made.append(finding)
    return made


def _root(refused: Finding, host: str) -> Finding:
    return replace(
        refused,
        cause=CAUSE,
        confidence=max(0.85, refused.confidence),
        why=f"{host} is refused, and the app runs in a container, where {host} is the container itself",
        says=f"{host} means the app's own container",
        params={**refused.params, "host": host},
        not_excluded=None,
        owner="",
        owner_because="",
        fix=(),
        explains=(f"{refused.subject}: {refused.cause}",),
    )
