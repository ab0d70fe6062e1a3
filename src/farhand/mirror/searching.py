"""A search over real worlds: what baseline and mirror come to, and the session that judges all by that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from farhand.errors import Mistake
from farhand.mirror.run.nouns import CannotRun
from farhand.mirror.run.trial import Trial
from farhand.mirror.run.world import mirrored
from farhand.mirror.search import verdict
from farhand.mirror.search.journal import Journal
from farhand.mirror.search.nouns import Chosen, Found, Outcome, Ran
from farhand.mirror.search.session import Session, Step
from farhand.mirror.search.verdict import Expected


@dataclass(frozen=True)
class Wishes:
    """`says`: only output with this text is the fault; `outputs`: other output is one; `most`: 0 for any."""

    says: str = ""
    outputs: bool = False
    most: int = 0


def searched(
    trial: Trial, kept: Journal, wishes: Wishes, tell: Callable[[Step], None] = lambda _: None
) -> Found:
    """The guilty differences. Raises Mistake for a plan without any, CannotRun where a side cannot start."""
    order = mirrored(trial.plan)
    if not order:
        raise Mistake("the plan has no difference that a mirror can have")
    judge, made = _expected(trial, kept, wishes, order, tell)
    if not judge.differ:
        return Found((), made, 2 - made, minimal=False)

    def once(chosen: Chosen) -> Ran:
        return _once(trial, judge, chosen)

    return Session(order, once, kept, tell, wishes.most, made).search()


def _expected(
    trial: Trial, kept: Journal, wishes: Wishes, order: tuple[str, ...], tell: Callable[[Step], None]
) -> tuple[Expected, int]:
    """By what every run is judged, and how many runs that took now; each is the first run of its set, too."""
    sets: dict[str, Chosen] = {"baseline": frozenset(), "mirror": frozenset(order)}
    made = 0
    for name, chosen in sets.items():
        if kept.reference(name) is None:
            tell(Step(made, -1, len(chosen)))
            kept.refer(name, trial.run(chosen))
            made += 1
    baseline, mirror = (kept.reference(name) for name in sets)
    assert baseline
    assert mirror
    judge = Expected(baseline, mirror, wishes.says, wishes.outputs)
    for chosen, done in zip(sets.values(), (baseline, mirror)):
        if not kept.of(chosen):
            kept.add(chosen, verdict.ran(done, judge.outcome(done)))
    return judge, made


def _once(trial: Trial, judge: Expected, chosen: Chosen) -> Ran:
    """A world that cannot be started is neither a pass nor a failure."""
    try:
        done = trial.run(chosen)
    except CannotRun as why:
        return Ran(Outcome.UNRESOLVED, -1, str(why)[:300])
    return verdict.ran(done, judge.outcome(done))
