"""What to ask next, by the findings alone: the steps that would tell most of what they leave open.  Pure.

Measured as `farhand next` measures, but without a declaration: there is nothing here but the causes found,
what each leaves open, and what could not be looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from farhand.model import UNKNOWN, Command, Finding, NextStep, Result
from farhand.steps import compare, worth
from farhand.steps.worth import Candidate, Step

#: Below this confidence a cause is only possible.
_DECIDES = 0.5
#: How likely the cause sits where nobody could look, beside one that is found for sure.
_UNSEEN = 0.02
_MOST = 3
#: One line per platform; the reader keeps the one that fits.
_LOGS = (
    "journalctl -u UNIT --since -30min --no-pager | tail -200   (docker logs --since 30m --tail 200 NAME; "
    "kubectl logs POD --previous --tail 200; kubectl describe pod POD)"
)


def next_steps(found: Sequence[Finding], results: Sequence[Result]) -> list[NextStep]:
    """At most three, the most deciding first."""
    steps = [*compare.steps(found), *_unseen(results), *_more(found, results)]
    unique = {_script(step) or step.question: step for step in steps}
    chosen = worth.ranked(_belief(found, steps), list(unique.values()), _MOST)
    return [_told(step) for step in chosen]


def _belief(found: Sequence[Finding], steps: Sequence[Step]) -> worth.Belief:
    """Each root by its confidence, what it does not exclude by the rest; a little for what was not seen."""
    weights: dict[Candidate, float] = defaultdict(float)
    for finding in found:
        if finding.role == "root":
            weights[Candidate(finding.cause, finding.subject)] += finding.confidence
            for other in finding.not_excluded or ():
                part = (1 - finding.confidence) / len(finding.not_excluded or ())
                weights[Candidate(other, finding.subject)] += part
    for step in steps:
        for candidate in step.shows:
            weights[candidate] = max(weights[candidate], _UNSEEN)
    return worth.normal(weights)


def _unseen(results: Sequence[Result]) -> Iterator[Step]:
    for result in results:
        if result.outcome == UNKNOWN and result.critical and result.check != "text":
            place = f"{result.subject}/{result.stage}"
            shows = {Candidate("", place): 1.0}
            yield Step(
                place, "check", result.subject, result.check, f"{place}: {result.says}", shows=shows, order=6
            )


def _more(found: Sequence[Finding], results: Sequence[Result]) -> Iterator[Step]:
    """Where text alone decides nothing: what to send, so that it would."""
    if any(f.confidence >= _DECIDES for f in found) or any(r.check != "text" for r in results):
        return
    yield Step(
        "log",
        "platform",
        "app",
        "text",
        "This does not decide it. Ask for the log around the first failure, with its times:",
        command=Command(_LOGS),
        shows={Candidate(f.cause, f.subject): 0.1 for f in found},
        minutes=3.0,
        order=7,
    )


def _told(step: Step) -> NextStep:
    causes = tuple(dict.fromkeys(c.cause for c in step.shows if c.cause))
    return NextStep(step.check, step.question, _script(step), "bare", causes, step.minutes)


def _script(step: Step) -> str:
    return step.command.script if step.command else ""
