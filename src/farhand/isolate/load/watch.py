"""What app, host and dependencies show while a step goes on: a look every quarter of a second.  I/O.

Nothing is borrowed from the app: its sockets and times stand in /proc. The dependencies are looked at as in
the background: one login per step at most, none after a refusal, and none where few connections are left.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from farhand import judge, run
from farhand.checks._postgres.capacity import limit_of
from farhand.deadline import Stop
from farhand.hostfacts import cgroup, read
from farhand.isolate import asking, processes
from farhand.isolate.load.series import Asked, Sample, Use
from farhand.isolate.model import Site
from farhand.model import FAIL, Dependency, Result
from farhand.plan import Plan
from farhand.wire import listening, tables

#: Seconds between two samples, and for a look at a dependency.
EVERY, _LOOK = 0.25, 8.0
#: Connections that must be free for a look of our own.
_ROOM = 3
_REFUSED = ("postgres.too_many_connections", "mysql.too_many_connections", "redis.too_many_clients")
_KINDS = ("postgres", "mysql", "redis", "http", "tcp")


@dataclass(frozen=True)
class App:
    """The app's processes, as far as they can be seen, and where its dependencies listen."""

    port: int
    pids: tuple[int, ...] = ()
    ports: Mapping[str, int] | None = None  # dependency -> port

    def with_those(self, pids: Collection[int]) -> App:
        """The same with what was found behind it."""
        return replace(self, pids=(*self.pids, *(pid for pid in sorted(pids) if pid not in self.pids)))

    @property
    def near(self) -> int | str:
        return self.pids[0] if self.pids else "self"


class Watch:
    """The looks of one step: `begin`, then `end` gives what was seen."""

    def __init__(self, app: App, dependencies: Dependencies, parallel: int) -> None:
        self._app, self._dependencies, self._parallel = app, dependencies, parallel
        self._over = threading.Event()
        self._samples: list[Sample] = []
        self._group: dict[str, float] = {}
        self.use = Use()
        self.asked: Mapping[str, Asked] = {}
        self.behind: set[int] = set()  # processes that the app turned out to have behind a web server

    def begin(self) -> None:
        self._begun, self._cpu = time.monotonic(), _cpu(self._app.pids)
        self._own, self._host = time.process_time(), processes.host_cpu()
        self._waited = processes.waited(processes.family(self._app.pids)) if self._app.pids else 0.0
        self._dropped = processes.overflows(self._app.near)
        self._group_before = _group(self._app.pids)
        self._threads = [
            threading.Thread(target=work, name=f"farhand-{work.__name__}", daemon=True)
            for work in (self._look, self._ask)
        ]
        for thread in self._threads:
            thread.start()

    def end(self, patience: float = _LOOK) -> tuple[Sample, ...]:
        """`patience`: seconds that a look at a dependency is waited for."""
        self._over.set()
        seconds = max(0.001, time.monotonic() - self._begun)
        own = time.process_time() - self._own
        busy, whole = (b - a for a, b in zip(self._host, processes.host_cpu()))
        self.use = Use(
            **self._of_app(seconds),
            **_held_back(self._group_before, _group(self._app.pids)),
            overflows=max(0, processes.overflows(self._app.near) - self._dropped),
            own=round(own / seconds, 2),
            host=round(busy / whole, 2) if whole > 0 else None,
        )
        self._threads[1].join(patience)
        return tuple(self._samples)

    def _of_app(self, seconds: float) -> dict[str, float | None]:
        if not self._app.pids:
            return {}
        after = _cpu(self._app.pids)
        used = [after[pid] - self._cpu.get(pid, after[pid]) for pid in after]
        waited = processes.waited(processes.family(self._app.pids)) - self._waited
        quota = cgroup.cpu(self._app.pids[0], 0.0).get("cores")
        cores = processes.cores(self._app.pids[0])
        return {
            "cpu": round(sum(used) / seconds, 2),
            "waiting": round(max(0.0, waited) / seconds, 2),
            "busiest": round(max(used, default=0.0) / seconds, 2),
            "cores": min(cores, float(quota)) if quota else cores,
        }

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            self.behind |= set(processes.behind(self._app.pids, (self._app.ports or {}).values()))
            self._samples.append(sample(self._app.with_those(self.behind)))

    def _ask(self) -> None:
        self.asked = self._dependencies.ask(self._parallel)


def _cpu(pids: Sequence[int]) -> dict[int, float]:
    found = (processes.stat(pid) for pid in processes.family(pids)) if pids else ()
    return {s.pid: s.cpu for s in found if s}


def sample(app: App) -> Sample:
    found = listening.queues(app.port) if app.near == "self" or _same_network(app.near) else None
    members = processes.family(app.pids) if app.pids else []
    known = processes.connections(members, [app.port, *(app.ports or {}).values()]) if members else {}
    threads = [s.threads for pid in members if (s := processes.stat(pid))]
    return Sample(
        queue=found[0] if found else tables.listen_queue(app.port),
        backlog=found[1] if found else None,
        threads=sum(threads) if threads else None,
        connections={name: known.get(port, 0) for name, port in (app.ports or {}).items()} if members else {},
    )


def _same_network(pid: int | str) -> bool:
    return processes.link(f"/proc/{pid}/ns/net") == processes.link("/proc/self/ns/net")


def _group(pids: Sequence[int]) -> dict[str, int]:
    """Periods of the app's control group so far, and in how many it was held back."""
    if not pids:
        return {}
    found = cgroup.cpu(pids[0], 0.0)
    return read.pairs(f"{found['folder']}/cpu.stat") if found else {}


def _held_back(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, float | None]:
    periods = after.get("nr_periods", 0) - before.get("nr_periods", 0)
    held = after.get("nr_throttled", 0) - before.get("nr_throttled", 0)
    return {"throttled": round(held / periods, 2) if periods > 0 else None}


class Dependencies:
    """Our own looks at the dependencies, by the checks that there are."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._steps = {s.subject: s for s in asking.steps(site) if s.check and s.kind in _KINDS}
        self._last: dict[str, Asked] = {}
        self._at: dict[str, int] = {}  # requests at once when it was last looked at

    def ask(self, parallel: int) -> dict[str, Asked]:
        steps = [replace(s, after=()) for name, s in self._steps.items() if self._may(name, parallel)]
        settings = replace(
            self._site.settings,
            background=True,
            seconds=_LOOK,
            step_seconds=_LOOK,
            stop=Stop(),
        )
        try:
            rows = judge.judge(run.run(self._site.app, Plan(tuple(steps)), settings)) if steps else []
        except KeyboardInterrupt:
            return {}
        found = {s.subject: asked(s.need, [r for r in rows if r.subject == s.subject]) for s in steps}
        self._last.update(found)
        self._at.update(dict.fromkeys(found, parallel))
        return found

    def _may(self, name: str, parallel: int) -> bool:
        """Not after a refusal, and not where our own connection could be the one that is missing.

        For each request more than at the last look the app may have opened one meanwhile.
        """
        more = parallel - self._at.get(name, 0)
        last = self._last.get(name)
        if last is None:
            return True
        few = last.most is not None and last.used is not None and last.most - last.used - more < _ROOM
        return not last.refused and not few


def asked(need: Dependency, rows: Sequence[Result]) -> Asked:
    """One look in numbers. Its time is that of the stage that took longest after the connection stood."""
    inner = [r.took_ms for r in rows if r.stage not in asking.NETWORK]
    refused = [f.cause for r in rows if r.outcome == FAIL and r.stage != "capacity" for f in r.findings]
    facts = next((r.facts for r in rows if r.stage == "capacity"), {})
    limit, used = limit_of(facts)[0], facts.get("used", facts.get("connected_clients"))
    most = limit or facts.get("maxclients")
    return Asked(
        round(max(inner, default=0.0), 1),
        int(used) - 1 if isinstance(used, int) else None,
        int(most) if isinstance(most, int) else None,
        next((cause for cause in refused if cause in _REFUSED), ""),
    )
