"""From the results of one look to the state that is shown.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from farhand.embed.health.state import State
from farhand.embed.health.steady import Steady
from farhand.embed.health.words import word_of
from farhand.judge import worst
from farhand.model import FAIL, SKIP, UNKNOWN, WARN, Dependency, Diagnosis, Finding, Result


@dataclass(frozen=True)
class Sight:
    """One look at one dependency."""

    need: Dependency
    results: tuple[Result, ...] = ()
    diagnosis: Diagnosis = field(default_factory=lambda: Diagnosis("undecided"))
    at: str = ""  # RFC 3339
    took_ms: float = 0.0
    why: str = ""  # what it was looked at for

    @property
    def outcome(self) -> str:
        found = worst(r.outcome for r in self.results)
        return UNKNOWN if found == SKIP else found


def state_of(sight: Sight, steady: Steady, groups: tuple[str, ...], worker: int) -> State:
    """What is shown: the outcome that holds, with what the last look says about it."""
    row, root = _decisive(sight.results), _root(sight)
    outcome = steady.outcome or sight.outcome
    cause = root.cause if root and outcome != "pass" else ""
    stage = row.stage if row and outcome != "pass" else ""
    return State(
        name=sight.need.name,
        kind=sight.need.kind,
        outcome=outcome,
        word=word_of(cause, stage, outcome, sight.need.critical),
        cause=cause,
        stage=stage,
        says=_says(sight, row, steady),
        next_step=_next(sight, root) if cause else "",
        owner=root.owner if root and cause else "",
        critical=sight.need.critical,
        groups=groups,
        since=steady.since,
        seen_at=sight.at,
        took_ms=sight.took_ms,
        times=tuple((r.stage, r.took_ms) for r in sight.results if r.outcome != SKIP),
        flaps=steady.flaps,
        worker=worker,
    )


def _decisive(results: Sequence[Result]) -> Result | None:
    """The row that decides: the first of the worst."""
    found = worst(r.outcome for r in results)
    return next((r for r in results if r.outcome == found and found in (FAIL, UNKNOWN, WARN)), None)


def _root(sight: Sight) -> Finding | None:
    own = [f for f in sight.diagnosis.causes if f.subject in (sight.need.name, "")]
    return next((f for f in own if f.role == "root"), None)


def _says(sight: Sight, row: Result | None, steady: Steady) -> str:
    says = row.says if row else next((r.says for r in reversed(sight.results) if r.outcome != SKIP), "")
    if not steady.changes:
        return says
    return f"last look: {steady.pending}, to be confirmed: {says}"


def _next(sight: Sight, root: Finding | None) -> str:
    if root and root.fix:
        return root.fix[0]
    return next((step.command or step.question for step in sight.diagnosis.next), "")
