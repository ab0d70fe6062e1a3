"""The self-test's own machinery, for parts of a plan: the same probes, the same judge."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from farhand import checks, plan, selftest
from farhand.checks import Check
from farhand.isolate.model import Site
from farhand.look import Look
from farhand.model import FAIL, PASS, SKIP, UNKNOWN, WARN, Dependency, Result, Seen, Verdict
from farhand.plan import Plan, Step
from farhand.target.schemes import INBOUND

#: Stages that are done before anybody logs in.
NETWORK = ("config", "proxy", "dns", "tcp", "tls")


class Short:
    """A check that is not carried on beyond the given stages."""

    def __init__(self, check: Check, stages: Sequence[str]) -> None:
        self._check = check
        self.__name__, self.__doc__ = check.__name__, check.__doc__
        self.STAGES = tuple(stages)

    def probe(self, look: Look) -> Iterator[Seen]:
        for seen in self._check.probe(look):
            yield seen
            if seen.stage == self.STAGES[-1]:
                return  # the generator is closed, and with it what it has opened

    def judge(self, stage: str, facts: Any) -> Verdict:
        return self._check.judge(stage, facts)


def results(site: Site, steps: Sequence[Step], seconds: float = 15.0) -> list[Result]:
    """Look and judge. Raises KeyboardInterrupt, with the results so far as `partial` on it."""
    there = {step.subject for step in steps}
    ready = [replace(step, after=tuple(s for s in step.after if s in there)) for step in steps]
    settings = replace(site.settings, seconds=seconds)
    try:
        return list(selftest.self_test(site.app, Plan(tuple(ready)), settings, site.tell).results)
    except selftest.Interrupted as interrupted:
        stopped = KeyboardInterrupt()
        stopped.partial = interrupted.report.results  # type: ignore[attr-defined]
        raise stopped from None


def steps(site: Site) -> tuple[Step, ...]:
    """All but calls that come in: they need the app itself, which is looked at on a later rung."""
    return tuple(step for step in plan.make(site.app).steps if step.kind not in INBOUND)


def network_steps(site: Site) -> list[Step]:
    """Each dependency as far as the network goes. Those without a network are left out."""
    return [made for step in steps(site) if (made := _shortened(step))]


def _shortened(step: Step) -> Step | None:
    if step.check is None:
        return None
    if step.kind == "proxy":
        return step
    stages = []
    for stage in step.check.STAGES:
        if stage not in NETWORK:
            break
        stages.append(stage)
    return replace(step, check=Short(step.check, stages)) if len(stages) > 1 else None


def http_step(need: Dependency) -> Step:
    return Step(need.name, "http", checks.find("http"), need)


def worst(rows: Sequence[Result]) -> str:
    """The outcome of a rung: a fault fails it; what matters and could not be seen leaves it open."""
    counted = [r for r in rows if not r.waived]
    if any(r.outcome == FAIL and r.critical for r in counted):
        return FAIL
    if any(r.outcome == UNKNOWN and r.critical for r in counted):
        return UNKNOWN
    if any(r.outcome in (WARN, FAIL) for r in counted):
        return WARN
    return PASS if any(r.outcome == PASS for r in counted) else SKIP


def says(rows: Sequence[Result], outcome: str, fine: str) -> str:
    """One sentence for the ladder: what fails first, or what holds."""
    telling = next((r for r in rows if r.outcome == outcome and not r.waived), None)
    if outcome in (PASS, SKIP) or telling is None:
        return fine
    return f"{telling.subject}: {telling.says}"


def proved(rows: Sequence[Result], families: Collection[str]) -> tuple[str, ...]:
    """The families of which something was seen to work, and nothing was left open."""
    return tuple(family for family in families if _holds([r for r in rows if _is_of(r, family)]))


def _is_of(row: Result, family: str) -> bool:
    name = family.partition(".")[0]
    return row.stage == name or row.check == name or (name == "net" and row.stage == "tcp")


def _holds(rows: Sequence[Result]) -> bool:
    return any(r.outcome == PASS for r in rows) and all(r.outcome in (PASS, SKIP) for r in rows)
