"""What to ask next: the one command that would separate what is still possible.  Pure.

First version: the look-alikes that a root leaves open, each with the check its cause names, and for
what could not be looked at, the option or command that would make it visible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from farhand import causes
from farhand.model import UNKNOWN, Finding, NextStep, Result

#: Below this confidence a cause is only possible.
_DECIDES = 0.5
#: One line per platform; the reader keeps the one that fits.
_LOGS = (
    "journalctl -u UNIT --since -30min --no-pager | tail -200   (docker logs --since 30m --tail 200 NAME; "
    "kubectl logs POD --previous --tail 200; kubectl describe pod POD)"
)


def next_steps(found: Sequence[Finding], results: Sequence[Result]) -> list[NextStep]:
    """At most three, the most deciding first."""
    steps = [*_look_alikes(found), *_unseen(results), *_more(found, results)]
    unique = {step.command or step.question: step for step in steps}
    return list(unique.values())[:3]


def _look_alikes(found: Sequence[Finding]) -> Iterator[NextStep]:
    for finding in found:
        if finding.role != "root":
            continue
        possible = finding.not_excluded or ()
        for other in causes.get(finding.cause).look_alikes:
            if other.cause in possible and other.decide:
                yield NextStep(
                    check=finding.check,
                    question=f"{finding.cause} or {other.cause}? This would tell:",
                    command=causes.fill(other.decide, finding.params),
                    decides=(finding.cause, other.cause),
                )


def _more(found: Sequence[Finding], results: Sequence[Result]) -> Iterator[NextStep]:
    """Where text alone decides nothing: what to send, so that it would."""
    if any(f.confidence >= _DECIDES for f in found) or any(r.check != "text" for r in results):
        return
    yield NextStep(
        check="text",
        question="This does not decide it. Ask for the log around the first failure, with its times:",
        command=_LOGS,
        decides=tuple(dict.fromkeys(f.cause for f in found)),
        minutes=3.0,
    )


def _unseen(results: Sequence[Result]) -> Iterator[NextStep]:
    for result in results:
        if result.outcome == UNKNOWN and result.critical and result.check != "text":
            yield NextStep(result.check, f"{result.subject}/{result.stage}: {result.says}", "")
