"""Runs a plan: prerequisites first, independent steps side by side, a deadline for each and for all.

Every step has a daemon thread of its own: a step that hangs in a system call can neither hold up the
others nor the end of the process. What a step has seen before its time was up is kept.
"""

from __future__ import annotations

import errno
import os
import queue
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from itertools import islice
from typing import Any

from farhand.checks import Check
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import NOTHING, App, Dependency, Evidence, Facts, Seen, Vantage
from farhand.plan import Plan, Step
from farhand.redact import Redactor

#: Seconds for one dependency in all, and for a whole self-test.
STEP_SECONDS, WHOLE_SECONDS = 10.0, 15.0

#: What one step may say at most: a check that never ends its list of stages fills no memory.
MOST_ROWS = 200
#: Descriptors that one step may have open at one time.
_FILES_OF_STEP = 8
#: Bytes of address space that it may reserve: the C library takes 64 MiB for each thread at its ease.
_MEMORY_OF_STEP = 128 << 20
#: Seconds that a step whose time is up has for what it has already handed over.
_GRACE = 0.1

#: Told what happens while it runs: ("start" | "stage" | "end", subject, stage).
Listener = Callable[[str, str, str], None]


class Stop:
    """Asks a run to end early and to give what it has. `ask` may be called in a signal handler."""

    def __init__(self) -> None:
        self.asked = False
        self.inline = False  # a step runs in the asking thread itself, which only an exception ends
        # SimpleQueue.put is the one way to wake a waiting thread that may be used in a signal handler.
        self._wake: queue.SimpleQueue[object] = queue.SimpleQueue()

    def ask(self) -> None:
        self.asked = True
        self._wake.put(None)
        if self.inline:
            raise KeyboardInterrupt

    def wakes(self, waiting: queue.SimpleQueue[Any]) -> None:
        """From now on `ask` puts None there."""
        self._wake = waiting
        if self.asked:
            waiting.put(None)

    def wait(self, seconds: float) -> None:
        """Sleep for so long, or until somebody asks to stop."""
        self.wakes(queue.SimpleQueue())
        try:
            self._wake.get(timeout=max(0.001, seconds))
        except queue.Empty:
            return


@dataclass(frozen=True)
class Settings:
    """How to run: the app's environment, whether to write, and the time there is."""

    env: Environment | None = None
    env_hint: str = "give --pid, --unit, --container, --pod or --env-file, or --here"
    read_only: bool = False
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
        self._most = _most_at_once()

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
        thread = threading.Thread(target=self._work, args=(step, look), daemon=True, name=step.subject)
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
            seen = Seen("", unknown=_short_of(error) or f"the check itself failed: {_where(error)}")
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
        try:
            event = self._events.get(timeout=max(0.001, seconds))
        except queue.Empty:
            return
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
        rows.append(_replace(row, stage=stage, facts=facts))
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


def _replace(row: Evidence, stage: str, facts: Facts) -> Evidence:
    from dataclasses import replace

    return replace(row, stage=stage, facts=facts)


def _most_at_once() -> int:
    """How many steps may run side by side, so that it is not Farhand's own haste that reaches a limit."""
    try:
        import resource

        files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        room = resource.getrlimit(resource.RLIMIT_AS)[0]
    except (ImportError, OSError, ValueError):
        return 100
    most = [1000]
    if files != resource.RLIM_INFINITY:
        most.append((files - _open_files()) // _FILES_OF_STEP)
    if room != resource.RLIM_INFINITY:
        most.append((room - _address_space()) // _MEMORY_OF_STEP)
    return max(1, min(most))


def _open_files() -> int:
    try:
        return len(os.listdir("/proc/self/fd"))
    except OSError:
        return 10


def _address_space() -> int:
    """Bytes that this process has reserved."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 100 << 20


def _masked(row: Evidence, mask: Redactor) -> Evidence:
    from dataclasses import replace

    return replace(row, facts=mask.facts(row.facts), unknown=mask.text(row.unknown), raw=mask.text(row.raw))


def _short_of(error: BaseException) -> str:
    """What this user ran out of, where that and not the site is why a check could not go on."""
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return "this user may open no further file or connection (ulimit -n)"
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return "this user may use no more memory (ulimit -v, or the limit of the container)"
    if isinstance(error, RuntimeError) and "new thread" in str(error):
        return "no further thread can be started (ulimit -u or -v, or the limit of the container)"
    return ""


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{last}"
