"""The ladder as a whole: its diagnosis, exit status and document.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from farhand import waive
from farhand.diagnose import diagnose
from farhand.isolate import rungs
from farhand.isolate.model import Planned, Rung
from farhand.model import FAIL, PASS, SKIP, UNKNOWN, WARN, App, Diagnosis, Result, Vantage
from farhand.report import cause_as_json, next_as_json, result_as_json

SCHEMA, PLAN_SCHEMA = "farhand.isolation/1", "farhand.isolation-plan/1"
DECLINED = "declined"
INTERRUPTED = 130


@dataclass(frozen=True)
class Isolation:
    """One climb: its rungs, and what they come to."""

    app: App
    rungs: tuple[Rung, ...]
    diagnosis: Diagnosis
    started: str  # RFC 3339, UTC
    took_ms: float
    vantage: Vantage = Vantage()
    interrupted: bool = False

    @property
    def stopped_at(self) -> str:
        """The rung that fails; empty where none does."""
        return next((r.name for r in self.rungs if r.outcome == FAIL), "")

    @property
    def verdict(self) -> str:
        """fault, healthy or undecided: a rung that fails is a fault, whether its cause is known or not."""
        if self.stopped_at:
            return "fault"
        if (
            any(r.outcome == UNKNOWN or r.because.startswith(DECLINED) for r in self.rungs)
            or self.interrupted
        ):
            return "undecided"
        return "healthy" if any(r.outcome in (PASS, WARN) for r in self.rungs) else "undecided"


def made(
    app: App,
    climbed: Sequence[Rung],
    started: str,
    seconds: float,
    vantage: Vantage,
    interrupted: bool = False,
) -> Isolation:
    """The whole, with the diagnosis of what the last rung that was run has shown."""
    results, _ = waive.apply(_telling(climbed), app.waivers, started[:10])
    return Isolation(
        app, tuple(climbed), diagnose(results), started, round(seconds * 1000, 1), vantage, interrupted
    )


def _telling(climbed: Sequence[Rung]) -> list[Result]:
    """Every row once: the self-test of a later rung repeats those of the network, and knows more."""
    found: dict[tuple[str, str, str], list[Result]] = {}
    for rung in climbed:
        mine: dict[tuple[str, str, str], list[Result]] = {}
        for row in rung.results:
            mine.setdefault((row.check, row.subject, row.stage), []).append(row)
        found.update(mine)
    return [row for rows in found.values() for row in rows]


def exit_code(whole: Isolation) -> int:
    """0 fine, 1 a rung fails, 3 only warnings, 4 undecided, 130 interrupted."""
    if whole.interrupted:
        return INTERRUPTED
    if whole.verdict == "fault":
        return 1
    if whole.verdict == "undecided":
        return 4
    return 3 if any(r.outcome == WARN for r in whole.rungs) else 0


def remains(name: str) -> tuple[str, ...]:
    """The families that the rungs above this one would show."""
    names = rungs.names()
    above = [rung for rung in rungs.every() if names.index(rungs.name_of(rung)) > names.index(name)]
    return tuple(dict.fromkeys(family for rung in above for family in rung.FAMILIES))


def ends(outcome: str) -> bool:
    """No rung above one that fails is climbed: what it would show follows from this."""
    return outcome == FAIL


def not_climbed(name: str, because: str) -> Rung:
    return Rung(name, SKIP, "not run", because=because)


def as_json(whole: Isolation) -> dict[str, Any]:
    """The document that `isolate --json` prints."""
    v = whole.vantage
    return {
        "schema": SCHEMA,
        "app": {"name": whole.app.name, "version": whole.app.version},
        "verdict": whole.verdict,
        "stopped_at": whole.stopped_at,
        "started": whole.started,
        "took_ms": whole.took_ms,
        "vantage": {"where": v.where, "platform": v.platform, "user": v.user},
        "rungs": [_rung(rung) for rung in whole.rungs],
        "causes": [cause_as_json(f) for f in whole.diagnosis.causes],
        "next": [next_as_json(n) for n in whole.diagnosis.next],
    }


def _rung(rung: Rung) -> dict[str, Any]:
    return {
        "rung": rung.name,
        "outcome": rung.outcome,
        "says": rung.says,
        "because": rung.because,
        "did": rung.did,
        "proves": rung.proves,
        "excludes": list(rung.excludes),
        "remains": list(rung.remains),
        "took_ms": rung.took_ms,
        "facts": dict(rung.facts),
        "results": [result_as_json(r) for r in rung.results],
    }


def plan_as_json(rows: Sequence[tuple[str, str, Planned]]) -> Mapping[str, Any]:
    """`rows`: name, what it proves, and the plan of each rung."""
    return {
        "schema": PLAN_SCHEMA,
        "rungs": [
            {
                "rung": name,
                "proves": proves,
                "does": p.does,
                "touches": list(p.touches),
                "consent": p.consent,
                "problem": p.problem,
            }
            for name, proves, p in rows
        ],
    }
