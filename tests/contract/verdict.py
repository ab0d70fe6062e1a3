"""How a paste's diagnosis stands to the truth of the world.  Pure."""

from __future__ import annotations

from dataclasses import dataclass

from farhand.evidence import Opinion
from farhand.model import UNKNOWN, Finding
from tests.lab.expect import Expect, Outcome

SAME, OPEN, SECOND, BLIND, DIFFERENT = "same", "open", "second", "said unknown", "different"
ORDER = (SAME, OPEN, SECOND, BLIND, DIFFERENT)
#: What is honest: the true cause, or that it is not known which.
HONEST = (SAME, OPEN, BLIND)
#: The probe was not asked, or did not end with a report.
NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Verdict:
    word: str
    says: str


def verdict(expect: Expect, opinion: Opinion) -> Verdict:
    """same: the true cause is the first root. open: the root that is named says that it may be the true one.
    second: the true cause is named, behind another root. said unknown: no cause is named with confidence, and
    the verdict is undecided. different: a wrong cause, or a fault that is not seen
    and not said to be unseen."""
    roots = [f for f in opinion.diagnosis.causes if f.role == "root"]
    ids = [f.cause for f in roots]
    wanted = {expect.cause, *expect.also, *expect.causes} - {""}
    shown = f"{opinion.diagnosis.verdict}: " + ", ".join(
        f"{f.cause} {f.confidence:.2f} ({f.subject})" for f in roots
    )
    if not wanted:
        return _without_cause(expect, opinion, roots, shown)
    if ids and ids[0] in wanted and set(expect.causes) <= set(ids):
        return Verdict(SAME, shown)
    if wanted & set(ids):
        return Verdict(SECOND, shown)
    if any(wanted & set(left_open(f)) for f in roots):
        return Verdict(OPEN, shown)
    if opinion.diagnosis.verdict == "undecided" or _remark_unseen(expect, opinion):
        return Verdict(BLIND, shown)
    return Verdict(DIFFERENT, shown)


def _remark_unseen(expect: Expect, opinion: Opinion) -> bool:
    """What is no more than a remark leaves the verdict healthy; is it said that it was not looked at?"""
    both = opinion.diagnosis.verdict == expect.wanted_verdict == "healthy"
    return both and any(r.subject == expect.subject and r.outcome == UNKNOWN for r in opinion.results)


def _without_cause(expect: Expect, opinion: Opinion, roots: list[Finding], shown: str) -> Verdict:
    """A healthy world must not be called broken; one that is undecided must not be called either."""
    said = opinion.diagnosis.verdict
    if said == expect.wanted_verdict or (expect.healthy and said == "healthy"):
        return Verdict(SAME, shown)
    return Verdict(BLIND if said == "undecided" else DIFFERENT, shown)


def left_open(finding: Finding) -> tuple[str, ...]:
    """The causes that this one may be mistaken for, as it is shown to the reader."""
    return tuple(finding.not_excluded or ())


def against(probe: Outcome, opinion: Opinion) -> Verdict:
    """How the paste stands to what the probe itself found in that world, be it right or wrong."""
    if not probe.seconds or not probe.readable:
        return Verdict(NOT_ASKED, "")
    expect = found(probe)
    said = verdict(expect, opinion)
    left = expect.verdict == "undecided" and not expect.cause
    return Verdict(OPEN, said.says) if left and said.word != SAME else said


def found(probe: Outcome) -> Expect:
    """What the probe said, as if it were the truth: any of its roots may come first."""
    roots = [str(cause.get("id")) for cause in probe.roots]
    said = str(probe.report.get("verdict"))
    if not roots or said == "healthy":  # a healthy world may have remarks: they are not what is wrong
        return Expect(verdict=said, healthy=said == "healthy")
    return Expect(roots[0], also=tuple(roots[1:]), verdict=said)


def short(word: str) -> str:
    """The three that count: the same cause, an open one, another one. Empty where nothing was compared."""
    return {SAME: SAME, OPEN: OPEN, BLIND: OPEN, NOT_ASKED: ""}.get(word, DIFFERENT)
