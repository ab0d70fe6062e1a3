"""What a job's file means: how long ago it succeeded, whether it runs, failed or died."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from farhand.control import census
from farhand.embed.health.state import State
from farhand.embed.jobs import known, stamp
from farhand.embed.process import Process
from farhand.model import PASS, UNKNOWN, WARN

_UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def judge(document: Mapping[str, Any], now: float, runs: bool) -> tuple[str, str]:
    """Outcome and one sentence. `runs`: whether the process that began the last run is still there."""
    name, most = document.get("name"), document.get("max_age_s")
    good, bad = document.get("last_success") or {}, document.get("last_failure") or {}
    at, failed_at = seconds(good.get("ended")), seconds(bad.get("ended"))
    since = seconds((document.get("running") or {}).get("since"))
    last = f"it succeeded {ago(now - at)} ago" if at else "it has never succeeded"
    if document.get("running") and not runs:
        return WARN, f"{name} began {ago(now - (since or now))} ago and ended without a word; {last}"
    if most is not None and at is not None and now - at > most:
        return WARN, f"{name}: {last}, which may be {ago(float(most))} at most"
    if failed_at and (not at or failed_at >= at):
        return WARN, f"{name} failed {ago(now - failed_at)} ago: {bad.get('error', '')}; {last}"
    if document.get("running"):
        return PASS, f"{name} runs since {ago(now - (since or now))}; {last}"
    return (PASS, f"{name}: {last}") if at else (UNKNOWN, f"{name}: {last}")


def ago(span: float) -> str:
    """`26 h`: the largest unit of which there are two or more."""
    size, word = next(((size, word) for size, word in _UNITS if span >= 2 * size), _UNITS[-1])
    return f"{max(0, int(span // size))} {word}"


def seconds(text: object) -> float | None:
    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00")).timestamp() if text else None
    except ValueError:
        return None


def runs(document: Mapping[str, Any]) -> bool:
    """True where the process that the file names is still there."""
    running = document.get("running") or {}
    return bool(running) and census.ticks_of(running.get("pid", 0)) == running.get("ticks")


def rows(process: Process, now: float) -> list[dict[str, Any]]:
    """Every job with its outcome, for people."""
    found = []
    for document in known(process.folder):
        outcome, says = judge(document, now, runs(document))
        at = seconds((document.get("last_success") or {}).get("ended"))
        row = {**document, "outcome": outcome, "says": says}
        row["success_age_s"] = round(now - at) if at else None
        found.append(row)
    return found


def states(process: Process, now: float) -> tuple[State, ...]:
    """Every job as a state beside the dependencies: never critical, in the group `support` alone."""
    return tuple(
        State(
            name=f"job:{row['name']}",
            kind="job",
            outcome=row["outcome"],
            word={PASS: "connected", WARN: "outdated"}.get(row["outcome"], "unknown"),
            says=process.redactor.text(row["says"]),
            critical=False,
            seen_at=stamp(now),
            age_s=0.0,
        )
        for row in rows(process, now)
    )
