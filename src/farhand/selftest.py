"""One self-test from plan to report. The command line calls this, and so may an app from inside."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from farhand import judge, run, waive
from farhand.diagnose import diagnose
from farhand.model import NOTHING, App, Evidence, Result
from farhand.plan import Plan
from farhand.report import Report


class Interrupted(Exception):
    """Somebody pressed Ctrl-C; `report` holds what was known by then."""

    def __init__(self, report: Report) -> None:
        super().__init__("interrupted")
        self.report = report


def self_test(app: App, plan: Plan, settings: run.Settings, tell: run.Listener | None = None) -> Report:
    """Run the plan and make the report. Raises Interrupted, with the partial report, on Ctrl-C."""
    started, begun = datetime.now(timezone.utc), time.monotonic()
    try:
        evidence = run.run(app, plan, settings, tell)
    except KeyboardInterrupt as interrupt:
        partial: list[Evidence] = getattr(interrupt, "partial", [])
        raise Interrupted(
            report_of(app, plan, partial, settings, started, time.monotonic() - begun)
        ) from None
    return report_of(app, plan, evidence, settings, started, time.monotonic() - begun)


def report_of(
    app: App,
    plan: Plan,
    evidence: Sequence[Evidence],
    settings: run.Settings,
    started: datetime,
    seconds: float,
) -> Report:
    """Judge and diagnose what was seen."""
    results, notes = waive.apply(judge.judge(evidence), app.waivers, started.date().isoformat())
    return Report(
        app=app,
        results=tuple(results),
        diagnosis=diagnose(results),
        started=started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        took_ms=round(seconds * 1000, 1),
        vantage=settings.vantage,
        left_out=plan.left_out,
        notes=tuple(notes),
    )


def changes(baseline: Mapping[str, Any], results: Sequence[Result]) -> list[str]:
    """What is different from a saved report: outcomes first, then what vanished or is new."""
    before = {
        (str(row.get("subject")), str(row.get("stage"))): row
        for row in baseline.get("results", ())
        if isinstance(row, Mapping)
    }
    now = {(r.subject, r.stage): r for r in results}
    changed = [
        f"{key[0]}/{key[1]} was {before[key].get('outcome')}, is {r.outcome}: {r.says}"
        for key, r in now.items()
        if key in before and before[key].get("outcome") != r.outcome
    ]
    changed += [line for key, r in now.items() if key in before for line in _facts(key, before[key], r)]
    new = [f"{s}/{stage} is new" for s, stage in now if (s, stage) not in before]
    gone = [f"{s}/{stage} is gone" for s, stage in before if (s, stage) not in now]
    return changed + new + gone


#: Facts that describe the site; the rest differs on every run.
_TOLD = (
    "host",
    "port",
    "user",
    "addresses",
    "version",
    "server_version",
    "issuer",
    "not_after",
    "proxy",
    "mount",
)


def _facts(key: tuple[str, str], before: Mapping[str, Any], now: Result) -> list[str]:
    """Changes of the facts that describe the site: another address, version, certificate, proxy."""
    old = before.get("facts") or NOTHING
    if not isinstance(old, Mapping):
        return []
    return [
        f"{key[0]}/{key[1]} {name} was {old[name]}, is {now.facts[name]}"
        for name in _TOLD
        if name in old and name in now.facts and old[name] != now.facts[name]
    ]
