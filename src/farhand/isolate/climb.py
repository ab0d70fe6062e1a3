"""Climbs the ladder, rung by rung, up to the first that fails; ends all that a rung has left open.  I/O."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timezone

from farhand.isolate import ladder, rungs
from farhand.isolate.ladder import Isolation
from farhand.isolate.model import Planned, Rung, Site
from farhand.isolate.rungs import Module
from farhand.model import PASS, UNKNOWN, WARN

Told = Callable[[Rung], None]


def plan(site: Site, chosen: Sequence[Module]) -> list[tuple[str, str, Planned]]:
    """What each rung would do; does nothing."""
    return [(rungs.name_of(rung), rung.PROVES, rung.plan(site)) for rung in chosen]


def climb(site: Site, chosen: Sequence[Module], told: Told = lambda rung: None) -> Isolation:
    """All rungs up to the first that fails. Never raises for Ctrl-C: what is known is in the result."""
    started, begun = datetime.now(timezone.utc), time.monotonic()
    done: list[Rung] = []
    with site.exits:
        interrupted = _all(site, chosen, done, told)
    at = started.strftime("%Y-%m-%dT%H:%M:%SZ")
    seconds = time.monotonic() - begun
    return ladder.made(site.app, done, at, seconds, site.settings.vantage, interrupted)


def _all(site: Site, chosen: Sequence[Module], done: list[Rung], told: Told) -> bool:
    """True where somebody pressed Ctrl-C."""
    for place, rung in enumerate(chosen):
        try:
            made = _one(site, rung)
        except KeyboardInterrupt as interrupt:
            rows = tuple(getattr(interrupt, "partial", ()))
            made = Rung(
                rungs.name_of(rung), UNKNOWN, "interrupted", because="interrupted", results=rows,
                remains=ladder.remains(rungs.name_of(rung)),
            )  # fmt: skip
        done.append(made)
        told(made)
        if made.because == "interrupted" or ladder.ends(made.outcome):
            for left in _left(chosen[place + 1 :], made):
                done.append(left)
                told(left)
            return made.because == "interrupted"
    return False


def _left(chosen: Sequence[Module], ended: Rung) -> Iterator[Rung]:
    because = "interrupted before" if ended.because == "interrupted" else f"{ended.name} fails"
    for rung in chosen:
        yield ladder.not_climbed(rungs.name_of(rung), because)


def _one(site: Site, rung: Module) -> Rung:
    name, begun = rungs.name_of(rung), time.monotonic()
    if site.stopped():
        raise KeyboardInterrupt
    made = rung.climb(site)
    holds = made.outcome in (PASS, WARN)
    return replace(
        made,
        name=name,
        proves=rung.PROVES if holds else "",
        remains=ladder.remains(name),
        took_ms=round((time.monotonic() - begun) * 1000, 1),
    )
