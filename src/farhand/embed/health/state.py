"""What is known of the app's dependencies at one moment: frozen data for all forms of an answer.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

HEALTHY, DEGRADED, UNHEALTHY = "healthy", "degraded", "unhealthy"
#: Groups that a dependency may be asked by.
GROUPS = ("live", "ready", "support")


@dataclass(frozen=True)
class State:
    """One dependency, or one check of the vendor's own, as it was last seen."""

    name: str
    kind: str = ""
    outcome: str = "unknown"  # pass warn fail unknown, after hysteresis
    word: str = "unknown"  # the flat form's word: connected, timeout, refused, ...
    cause: str = ""  # cause id of the knowledge base; empty where nothing is wrong or it is not known
    stage: str = ""  # the stage that decided
    says: str = ""  # one plain sentence, already masked
    next_step: str = ""
    owner: str = ""
    critical: bool = True
    groups: tuple[str, ...] = ("support",)
    since: str = ""  # RFC 3339: since when the outcome is what it is
    seen_at: str = ""  # RFC 3339: when it was last looked at
    age_s: float = -1.0  # seconds since then; below 0: never
    took_ms: float = 0.0
    times: tuple[tuple[str, float], ...] = ()  # stage and milliseconds
    flaps: float = 0.0  # share of the last looks that differ from the one before: 0 steady, 1 every time
    worker: int = 0  # process that looked
    why_off: str = ""  # where it is not looked at: the reason
    affects: tuple[str, ...] = ()  # routes of the app that need it, as URI templates

    def seen(self, at: str, worker: int) -> State:
        """The same, seen at that time by that process."""
        return replace(self, critical=False, seen_at=at, since=self.since or at, worker=worker)


@dataclass(frozen=True)
class Pool:
    """One connection pool of this process, read without borrowing from it. None: it does not tell."""

    name: str
    library: str
    size: int | None = None  # connections it may hold for good
    most: int | None = None  # with overflow
    in_use: int | None = None
    idle: int | None = None
    waiting: int | None = None  # who waits for one
    timeout_s: float | None = None


@dataclass(frozen=True)
class Snapshot:
    """All states, and whose they are."""

    app: str
    version: str = ""
    release: str = ""  # git sha or build id
    description: str = ""
    states: tuple[State, ...] = ()
    started: str = ""
    worker: int = 0


def overall(states: tuple[State, ...]) -> str:
    """A critical dependency that fails makes the app unhealthy; any other trouble makes it degraded."""
    if any(s.critical and s.outcome == "fail" for s in states):
        return UNHEALTHY
    return DEGRADED if any(s.outcome in ("fail", "warn") for s in states) else HEALTHY
