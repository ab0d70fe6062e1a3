"""The nouns of the ladder: a rung, what it needs consent for, and the site that it is climbed at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from farhand.deadline import Deadline
from farhand.model import NOTHING, App, Facts, Result, nothing
from farhand.run import Listener, Settings


@dataclass(frozen=True)
class Rung:
    """What came of one rung. `because` says why it was not run, or could not see."""

    name: str
    outcome: str  # pass, warn, fail, unknown, skip
    says: str
    did: str = ""
    proves: str = ""  # only where it held
    excludes: tuple[str, ...] = ()  # families of causes that are off the table: "dns.*", "tcp.refused"
    remains: tuple[str, ...] = ()  # families that the rungs above would show
    because: str = ""
    results: tuple[Result, ...] = ()
    facts: Facts = field(default_factory=nothing)  # the table of a load, the lines of a log
    took_ms: float = 0.0


@dataclass(frozen=True)
class Planned:
    """What a rung would do, what it touches, and what has to be said yes to; `problem`: why it cannot."""

    does: str
    touches: tuple[str, ...] = ()
    consent: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Wishes:
    """What the person asked for."""

    start: bool = False
    load: bool = False
    against: str = "auto"  # running, started; auto: the running app, else the one that was started
    step_seconds: float = 2.0  # of one step of the load
    load_seconds: float = 90.0  # of the whole load


@dataclass(frozen=True)
class Started:
    """The copy of the app that the rung `start` has begun."""

    port: int  # 0: it listens nowhere
    pid: int
    text: Callable[[], str]  # what it has printed, not masked yet


@dataclass
class Held:
    """What one rung leaves to the next ones. Belongs to the climb alone."""

    started: Started | None = None
    results: list[Result] = field(default_factory=list)


@dataclass(frozen=True)
class Site:
    """Where it is climbed: the app, how to look, what was asked for, and whom to ask."""

    app: App
    settings: Settings
    wishes: Wishes = Wishes()
    ask: Callable[[str], bool] = lambda question: False
    tell: Listener | None = None
    places: tuple[Path, ...] = ()  # run folders of the app's processes
    target: str = ""  # unit, container, service or pod
    held: Held = field(default_factory=Held)
    exits: ExitStack = field(default_factory=ExitStack)

    @property
    def isolate(self) -> Mapping[str, Any]:
        return self.app.sections.get("isolate", NOTHING)

    @property
    def request(self) -> Mapping[str, Any]:
        """The declared harmless request; empty where there is none."""
        found = self.isolate.get("request") or NOTHING
        return found if isinstance(found, Mapping) else NOTHING

    @property
    def folder(self) -> Path:
        """Where the declaration lies, and relative paths begin."""
        return Path(self.app.source or "farhand.toml").absolute().parent

    def mask(self, text: str) -> str:
        return self.settings.redactor.text(text)

    def stopped(self) -> bool:
        return self.settings.stop.asked

    def wait(self, deadline: Deadline, seconds: float) -> bool:
        """Sleep so long, never past the deadline. Raises KeyboardInterrupt where somebody asks to stop."""
        if not self.settings.stop.asked:
            self.settings.stop.wait(min(seconds, deadline.left()))
        if self.settings.stop.asked:
            raise KeyboardInterrupt
        return not deadline.over
