"""One full file system is one root, whether the host's own look or a declared directory met it.

The declared directory is the better place to show it: there it says what the app cannot do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from farhand.model import Finding, Result

_ROOM = ("fs.full", "fs.inodes", "fs.read_only")


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    made = list(findings)
    for i, finding in enumerate(made):
        if finding.check == "host" and finding.cause in _ROOM and finding.role == "root":
            for j, other in enumerate(made):
                if _same(finding, other):
                    made[i] = replace(finding, role="symptom")
                    made[j] = replace(
                        other, explains=(*other.explains, f"{finding.subject}: {finding.cause}")
                    )
                    break
    return made


def _same(finding: Finding, other: Finding) -> bool:
    mounts = (finding.params.get("mount"), other.params.get("mount"))
    return (
        other.check != "host" and other.cause == finding.cause and bool(mounts[0]) and mounts[0] == mounts[1]
    )
