"""Runs a plan: prerequisites first, independent steps side by side, a deadline for each and for all.

Every step has a daemon thread of its own: a step that hangs in a system call can neither hold up the
others nor the end of the process. What a step has seen before its time was up is kept.
"""

from __future__ import annotations

import queue
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from itertools import islice

from farhand.checks import Check
from farhand.deadline import Deadline, Stop
from farhand.hostfacts import room
from farhand.look import Environment, Look
from farhand.model import NOTHING, App, Dependency, Evidence, Facts, Seen, Vantage
from farhand.plan import Plan, Step
from farhand.redact import Redactor

#: Seconds for one dependency in all, and for a whole self-test.
STEP_SECONDS, WHOLE_SECONDS = 10.0, 15.0

#: What one step may say at most: a check that never ends its list of stages fills no memory.
MOST_ROWS = 200
#: Seconds that a step whose time is up has for what it has already handed over.
_GRACE = 0.1

#: Told what happens while it runs: ("start" | "stage" | "end", subject, stage).
Listener = Callable[[str, str, str], None]


@dataclass(frozen=True)
class Settings:
    """How to run: the app's environment, whether to write, and the time there is."""

    env: Environment | None = None
    env_hint: str = "give --pid, --unit, --container, --pod or --env-file, or --here"
    read_only: bool = False
    background: bool = False
    vantage: Vantage = Vantage()
    seconds: float = WHOLE_SECONDS
    step_seconds: float = STEP_SECONDS
    redactor: Redactor = field(default_factory=Redactor)
    stop: Stop = field(default_factory=Stop)


def run(app: App, plan: Plan, settings: Settings, tell: Listener | None = None) -> list[Evidence]:
    """Run every step and return the evidence in the order of the plan.

    Never raises for what a check does. Raises KeyboardInterrupt, with what was seen as `partial` on it,
    where somebody pressed Ctrl-C or asked `settings.stop`.
    """
    work = _Work(app, plan, settings, tell or (lambda *_: None))
    try:
        work.drive()
        if settings.stop.asked:
            raise KeyboardInterrupt
    except KeyboardInterrupt as interrupt:
        interrupt.partial = work.evidence()  # type: ignore[attr-defined]
        raise
    return work.evidence()


class _Work:
    """The state of one run. Threads only put into `_events`; all else belongs to the caller's thread."""

    def __init__(self, app: App, plan: Plan, settings: Settings, tell: Listener) -> None:
        self._app, self._plan, self._settings, self._tell = app, plan, settings, tell
        self._deadline = Deadline(settings.seconds)
        self._events: queue.SimpleQueue[tuple[Step, Evidence | None] | None] = queue.SimpleQueue()
        settings.stop.wakes(self._events)
        self._rows: dict[str, list[Evidence]] = {step.subject: [] for step in plan.steps}
        self._waiting = list(plan.steps)
        self._running: dict[str, tuple[Step, Deadline]] = {}
        self._done: set[str] = set()
        self._known = len(settings.redactor.secrets)
        self._most = room.most_at_once()

    def drive(self) -> None:
        while (self._waiting or self._running) and not self._settings.stop.asked:
            self._start_ready()
            self._take(self._pause())
            self._give_up()

    def evidence(self) -> list[Evidence]:
        """All that has been seen, and a row saying so for each step that was cut short."""
        for step, _ in list(self._running.values()):
            self._cut(step, "interrupted")
        for step in self._waiting:
            self._cut(step, "interrupted before it began")
        self._waiting, self._running = [], {}
        mask = self._settings.redactor
        rows = [row for step in self._plan.steps for row in self._rows[step.subject]]
        # A secret that one step has learned may stand in what another had seen before.
        return [_masked(row, mask) for row in rows] if len(mask.secrets) > self._known else rows

    def _start_ready(self) -> None:
        for step in list(self._waiting):
            if self._deadline.over or len(self._running) >= self._most:
                return
            if all(name in self._done for name in step.after) and not self._start(step):
                return

    def _start(self, step: Step) -> bool:
        """False where this user may start no further thread now: then the step waits for one that ends."""
        deadline = self._deadline.within(self._settings.step_seconds)
        look = self._look(step, deadline)
        name = f"farhand-look {step.subject}"
        thread = threading.Thread(target=self._work, args=(step, look), daemon=True, name=name)
        try:
            thread.start()
        except RuntimeError:
            if self._running:
                return False
            self._started(step, deadline)
            self._alone(step, look)
        else:
            self._started(step, deadline)
        return True

    def _started(self, step: Step, deadline: Deadline) -> None:
        self._waiting.remove(step)
        self._running[step.subject] = (step, deadline)
        self._tell("start", step.subject, "")

    def _alone(self, step: Step, look: Look) -> None:
        """Not even one thread: the steps are done one by one, here."""
        stop = self._settings.stop
        stop.inline = True
        try:
            self._work(step, look)
        finally:
            stop.inline = False

    def _look(self, step: Step, deadline: Deadline) -> Look:
        s = self._settings
        return Look(
            app=self._app,
            need=step.need,
            # A probe is told a little less than it has, so that its last words still arrive in time.
            deadline=deadline.within(max(0.0, deadline.left() - 0.1)),
            env=s.env,
            env_hint=s.env_hint,
            options=self._app.checks.get(step.kind, NOTHING),
            read_only=s.read_only,
            background=s.background,
            vantage=s.vantage,
            seen=[row for rows in self._rows.values() for row in rows],
            secrets=s.redactor.secrets,
        )

    def _work(self, step: Step, look: Look) -> None:
        """In the step's own thread."""
        begun = time.monotonic()
        try:
            for seen in islice(_probe(step.check, look, step), MOST_ROWS):
                now = time.monotonic()
                seen = _in_time(seen, look, now - begun)
                self._events.put((step, self._as_evidence(step, seen, now - begun)))
                begun = now
        except KeyboardInterrupt:
            if self._settings.stop.inline:
                raise
        except BaseException as error:  # a crashing check costs only itself
            seen = Seen("", unknown=room.short_of(error) or f"the check itself failed: {_where(error)}")
            self._events.put((step, self._as_evidence(step, seen, time.monotonic() - begun)))
        self._events.put((step, None))

    def _as_evidence(self, step: Step, seen: Seen, seconds: float) -> Evidence:
        mask = self._settings.redactor
        return Evidence(
            check=step.kind,
            subject=step.subject,
            stage=seen.stage,
            facts=mask.facts(seen.facts),
            unknown=mask.text(seen.unknown),
            vantage=self._settings.vantage,
            at=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            took_ms=round(seconds * 1000, 1),
            raw=mask.text(seen.raw),
        )

    def _pause(self) -> float:
        ends = [deadline.left() for _, deadline in self._running.values()]
        return min([self._deadline.left(), *ends])

    def _take(self, seconds: float) -> None:
        """Wait for something to happen, and take all that has: hundreds of steps may end at once."""
        try:
            self._note(self._events.get(timeout=max(0.001, seconds)))
            for _ in range(self._events.qsize()):
                self._note(self._events.get_nowait())
        except queue.Empty:
            return

    def _note(self, event: tuple[Step, Evidence | None] | None) -> None:
        if event is None or event[0].subject not in self._running:
            return  # somebody asks to stop; or the step was given up, and what comes late is not taken
        step, row = event
        if row is None:
            del self._running[step.subject]
            self._done.add(step.subject)
            self._tell("end", step.subject, "")
        else:
            self._keep(step, row)

    def _keep(self, step: Step, row: Evidence) -> None:
        rows = self._rows[step.subject]
        stage = row.stage or self._next_stage(step)
        mask = self._settings.redactor
        facts: Facts = row.facts if rows else {"about": mask.facts(about(step.need)), **row.facts}
        rows.append(replace(row, stage=stage, facts=facts))
        self._tell("stage", step.subject, stage)

    def _give_up(self) -> None:
        for step, deadline in list(self._running.values()):
            if deadline.over and (self._events.empty() or deadline.past() > _GRACE):
                self._cut(step, "no answer in the time there was")
                del self._running[step.subject]
                self._done.add(step.subject)
                self._tell("end", step.subject, "")
        if self._deadline.over and not self._running:
            for step in self._waiting:
                self._cut(step, "the whole self-test's time was up before it began")
            self._waiting = []

    def _cut(self, step: Step, why: str) -> None:
        self._keep(step, self._as_evidence(step, Seen(self._next_stage(step), unknown=why), 0.0))

    def _next_stage(self, step: Step) -> str:
        seen = {row.stage for row in self._rows[step.subject]}
        stages: Sequence[str] = step.check.STAGES if step.check else ("config",)
        return next((s for s in stages if s not in seen), stages[-1])


def _in_time(seen: Seen, look: Look, seconds: float) -> Seen:
    """A stage that had less than its declared time before all time was up has shown nothing either way.

    "No answer within 3 s" must not be said of a service that was given 0.2 s.
    """
    if seen.unknown or not look.deadline.over or seconds >= 0.9 * look.need.timeout:
        return seen
    return Seen(seen.stage, seen.facts, f"the time was up after {seconds:.1f} s of this stage", seen.raw)


def about(need: Dependency) -> dict[str, object]:
    """What the judge must know of the declaration; travels with the evidence."""
    return {
        "kind": need.kind,
        "run_by": need.run_by,
        "critical": need.critical,
        "why": need.why,
        "tested": list(need.tested),
        "pool_size": need.pool_size,
        "processes": need.processes,
    }


def _probe(check: Check | None, look: Look, step: Step) -> Iterable[Seen]:
    if check is None:
        return [Seen("config", unknown=step.problem)]
    return check.probe(look)


def _masked(row: Evidence, mask: Redactor) -> Evidence:
    return replace(row, facts=mask.facts(row.facts), unknown=mask.text(row.unknown), raw=mask.text(row.raw))


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{last}"
