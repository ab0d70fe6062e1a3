"""That a unit's file was changed since it was loaded is a remark beside a unit that fails, seldom the reason.

systemctl prints the warning above every status until somebody reloads. Beside a unit that runs, it is what
there is to find; beside one that fails, why it fails is still to be found in its own log.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from farhand.model import Finding, Result

_CHANGED = re.compile(r"changed on disk")
#: What the remark keeps of its confidence.
_BESIDE = 0.5


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    remarks = [f for f in findings if f.cause == "config.env_stale" and _only_changed(f)]
    if not remarks or not any(f.cause == "service.unit_failed" for f in findings):
        return list(findings)
    clear = any(f.role == "root" and f not in remarks for f in findings)
    return [_beside(f, f in remarks, clear) for f in findings]


def _only_changed(finding: Finding) -> bool:
    return bool(finding.evidence) and _CHANGED.search(finding.evidence[0].text) is not None


def _beside(finding: Finding, remark: bool, clear: bool) -> Finding:
    if remark:
        return replace(finding, confidence=finding.confidence * _BESIDE, explains=())
    if finding.cause == "service.unit_failed" and not clear:
        return replace(finding, role="root")
    return finding
