"""What tells a found cause from one that it leaves open: a look from elsewhere.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand import causes
from farhand.model import Command, Finding
from farhand.steps.worth import Candidate, Step

#: After all that can be looked at from the app's side.
ORDER = 5
#: How surely such a look decides.
TELLS = 0.8
_ELSEWHERE = re.compile(r"(?i)\s*(?:on|at|in|from|ask) (?!this|the app|the host of the app)")


def steps(found: Sequence[Finding]) -> Iterator[Step]:
    """One per root and look-alike that is not excluded and that something is known to tell apart."""
    for finding in found:
        possible = finding.not_excluded or ()
        for other in causes.get(finding.cause).look_alikes if finding.role == "root" else ():
            if other.cause in possible and other.decide:
                yield _step(finding, other.cause, causes.fill(other.decide, finding.params))


def _step(finding: Finding, other: str, decide: str) -> Step:
    pair = [Candidate(finding.cause, finding.subject), Candidate(other, finding.subject)]
    return Step(
        id=f"compare-{finding.cause}-{other}",
        kind="compare",
        subject=finding.subject,
        check=finding.check,
        question=f"{finding.cause} or {other}? This would tell:",
        command=Command(decide),
        shows=dict.fromkeys(pair, TELLS),
        approvals=("another team",) if _ELSEWHERE.match(decide) else (),
        order=ORDER,
    )
