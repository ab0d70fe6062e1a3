"""A share that is not mounted, or hangs, is the symptom of what is wrong with its server or the way to it.

Both are looked at where the share does not work. Where another share is mounted the server is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from farhand.model import Finding, Result

_SERVER = ("dns", "tcp", "rpc", "export")
_SYMPTOMS = ("fs.not_mounted", "fs.remote", "fs.io_error")


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    made = list(findings)
    for i, root in enumerate(made):
        if root.check != "nfs" or root.stage not in _SERVER:
            continue
        for j, other in enumerate(made):
            if _is_symptom(other, root):
                made[j] = replace(other, role="symptom")
                made[i] = replace(made[i], explains=(*made[i].explains, f"{other.subject}: {other.cause}"))
    return made


def _is_symptom(other: Finding, root: Finding) -> bool:
    same = other.check == "nfs" and other.subject == root.subject
    # The same cause seen twice is one finding, not its own symptom.
    return same and other.stage not in _SERVER and other.cause in _SYMPTOMS and other.cause != root.cause
