"""Does the app start, without any traffic: the declared command, on a free port? Only when asked for.

It runs where the app runs, with the app's environment; HOME and TMPDIR are an empty folder that is removed
afterwards, and so is every process that it began. If it crashes now it is configuration, not load.
"""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from farhand.deadline import Deadline
from farhand.errors import Mistake
from farhand.hostfacts import cgroup, who
from farhand.isolate import asking, processes, reading, where
from farhand.isolate.model import Planned, Rung, Site, Started
from farhand.isolate.start import command, means
from farhand.isolate.start.command import Start
from farhand.isolate.start.process import Run, Who
from farhand.isolate.trace.logs import Follow
from farhand.model import PASS, SKIP, UNKNOWN, WARN, Result
from farhand.target import read_target
from farhand.target.units import duration
from farhand.wire import local, shot

ORDER = 40
PROVES = "the app starts with the configuration that is here: a fault that comes later needs a request"
FAMILIES = (
    "config.*", "exec.*", "app.dependency_missing", "container.crash_loop", "container.config_missing",
    "tcp.port_in_use", "fs.missing", "fs.permission", "db.migration_failed",
)  # fmt: skip
#: Seconds until it must listen, and that it must stay up from then on.
WITHIN, STAYS = 30.0, 2.0
_NOT_ASKED = "the app is started a second time only with --start"
_CONTAINERS = ("docker", "compose", "kubernetes", "serverless")


def plan(site: Site) -> Planned:
    text = _text(site)
    problem = _problem(site, text)
    if problem:
        return Planned("nothing", problem=problem)
    does = f"runs `{site.mask(text)}` on a free port in {_cwd(site)}, and ends it with all that it began"
    touches = (
        f"runs as {_user(site)}",
        "the app's dependencies, as any start of it does",
        "an empty HOME and TMPDIR, removed afterwards",
    )
    return Planned(does, touches, "it is a second copy of the app: --start, and yes to the question")


def climb(site: Site) -> Rung:
    text = _text(site)
    if not site.wishes.start:
        return Rung("", SKIP, "not run", because=_NOT_ASKED)
    problem = _problem(site, text)
    if problem:
        return Rung("", UNKNOWN, "could not be tried", because=problem)
    if not site.ask(f"Start a second copy of the app as {_user(site)} ({site.mask(text)})?"):
        return Rung("", SKIP, "not run: declined", because="declined")
    return _tried(site, text)


def _text(site: Site) -> str:
    return str(site.isolate.get("start") or site.app.start)


def _problem(site: Site, text: str) -> str:
    """Why it cannot be started from here; empty: it can."""
    if not text:
        return (
            'no start command is declared: add [isolate] start = "gunicorn app:app --bind 127.0.0.1:{port}"'
        )
    env = site.settings.env
    if env is None:
        return f"the app's environment is not visible: {site.settings.env_hint}"
    if (
        env.files is None
        or (env.files and env.files != "/")
        or (env.pid is None and env.platform in _CONTAINERS)
    ):
        return "the app runs in a container: run `farhand isolate --here --start` inside of it"
    if os.getuid() != 0 and env.uid not in (None, os.getuid()):
        return f"the app runs as user {env.uid}: run this as that user, or as root"
    return ""


def _who(site: Site) -> Who:
    """The app's own user, where this one may become it and it is known."""
    uid = site.settings.env.uid if site.settings.env else None
    return Who(uid if os.getuid() == 0 and uid not in (None, 0) else None)


def _user(site: Site) -> str:
    return who.user(_who(site).uid or os.getuid()) or f"user {_who(site).uid or os.getuid()}"


def _cwd(site: Site) -> str:
    env = site.settings.env
    return (env.cwd if env else "") or str(site.folder)


def _tried(site: Site, text: str) -> Rung:
    port = shot.free_port()
    try:
        start = command.made(text, port, str(site.isolate.get("port_env") or ""))
    except ValueError as error:
        raise Mistake(f"[isolate] start cannot be read: {error}") from None
    env = site.settings.env
    assert env is not None
    as_user = _who(site)
    environ = {"PATH": os.environ.get("PATH", os.defpath), **env.values, **dict(start.environ)}
    follow, kills = Follow(site), cgroup.memory("self").get("oom_kills", 0)
    begun = time.monotonic()
    try:
        run = Run(start.words, environ, _cwd(site), as_user)
    except OSError as error:
        program = error.filename if isinstance(error.filename, str) else start.words[0]
        outcome = means.Outcome(means.UNSTARTED, error=error.errno or 0, program=str(program))
        return _rung(site, start, outcome, [])
    site.exits.callback(run.close)
    outcome = _watched(site, run, port, begun)
    kills = cgroup.memory("self").get("oom_kills", 0) - kills
    printed = run.output.text()
    lines = tuple(site.mask(printed).splitlines()[-40:])
    outcome = replace(outcome, oom_kills=kills, program=start.words[0], lines=lines)
    if outcome.how == means.UP:
        site.held.started = Started(next(iter(outcome.ports), 0), run.pid, run.output.text)
    else:
        run.close()
    return _rung(site, start, outcome, _told(site, outcome, printed, follow))


def _told(site: Site, outcome: means.Outcome, printed: str, follow: Follow) -> list[Result]:
    """What it has printed of a failure; its log only where that says nothing, for others may write there."""
    if outcome.how == means.UP:
        return []
    told = reading.of(site, "output of the start", printed)
    if reading.roots(told):
        return told
    return [*told, *(row for text in follow.texts() for row in reading.of(site, text.name, text.text))]


def _watched(site: Site, run: Run, port: int, begun: float) -> means.Outcome:
    """Until it has ended, or listens and stays up, or the time is up."""
    whole = Deadline(duration(site.isolate.get("within", "")) or WITHIN)
    up: Deadline | None = None
    ports: tuple[int, ...] = ()
    while True:
        status, seconds = run.status(), time.monotonic() - begun
        if status is not None and not _daemonised(run, status):
            return means.Outcome(means.EXITED, status, seconds)
        ports = ports or _ports(run, port)
        if ports and up is None:
            up = Deadline(STAYS)
        if up is not None and up.over:
            return _answers(site, ports, seconds)
        if whole.over and not ports:
            return _silent(site, run, seconds)
        site.wait(Deadline(1.0), 0.1)


def _daemonised(run: Run, status: int) -> bool:
    """It has put itself into the background: it goes on in other processes."""
    return status == 0 and any(pid != run.pid for pid in run.members())


def _ports(run: Run, port: int) -> tuple[int, ...]:
    """Where it listens: at the port that it was given, or at those that it has chosen."""
    found = processes.ports_of(run.members())
    return (port, *(p for p in found if p != port)) if port in found else tuple(found)


def _answers(site: Site, ports: Sequence[int], seconds: float) -> means.Outcome:
    path = str(site.isolate.get("live") or "/livez")
    try:
        live = f"{path} {local.status('127.0.0.1', ports[0], path, timeout=5.0)}"
    except (OSError, ValueError):
        live = ""
    if not live and site.isolate.get("live"):
        return means.Outcome(means.HANGS, seconds=seconds, ports=tuple(ports))
    return means.Outcome(means.UP, seconds=seconds, ports=tuple(ports), live=live)


def _silent(site: Site, run: Run, seconds: float) -> means.Outcome:
    """It runs and does not listen: what does it wait for? Without a port of its own that may be right."""
    if not site.request:
        return means.Outcome(means.UP, seconds=seconds)
    waiting = processes.unanswered(run.members())
    names = tuple(name for name, port in ports_of(site).items() if port in waiting)
    return means.Outcome(means.HANGS, seconds=seconds, waits=names)


def ports_of(site: Site) -> dict[str, int]:
    """The port of each dependency, as far as it is known."""
    usual = {"postgres": 5432, "mysql": 3306, "redis": 6379, "amqp": 5672, "http": 80, "mongodb": 27017}
    found = {}
    for need in site.app.dependencies:
        target = read_target(where.filled(site, dict(need.settings)), need.kind)
        port = target.port or (443 if target.scheme == "https" else usual.get(need.kind, 0))
        if port:
            found[need.name] = int(port)
    return found


def _rung(site: Site, start: Start, outcome: means.Outcome, told: Sequence[Result]) -> Rung:
    row = means.result(outcome)
    rows = reading.explained([row], told)
    rows, why = _artefact(site, start, outcome, rows)
    result = UNKNOWN if why else asking.worst(rows)
    return Rung(
        "",
        result,
        row.says,
        did=f"ran `{site.mask(shlex.join(start.words))}` ({start.how})",
        excludes=FAMILIES if result in (PASS, WARN) else (),
        because=why,
        results=tuple(rows),
        facts=_facts(outcome, row.facts),
    )


def _artefact(
    site: Site, start: Start, outcome: means.Outcome, rows: Sequence[Result]
) -> tuple[list[Result], str]:
    """A port that the running app itself has is no fault: it is there because this is a second copy."""
    taken, ports = means.port_in_use(outcome.lines)
    if not taken or outcome.how == means.UP:
        return list(rows), ""
    # Python's message names no port: then it is asked whether the app runs at all
    holders = [pid for port in ports for pid in processes.listening_at(port)] or processes.every()
    same = [pid for pid in holders if _is_the_app(site, start, pid) and processes.ports_of([pid])]
    if not same:
        return list(rows), ""
    has = processes.ports_of([min(same)])[0]
    why = (
        f"the app that runs (process {min(same)}) has port {has}, and the start command does not take "
        "another: put {port} into [isolate] start, or name the variable in [isolate] port_env"
    )
    return [replace(r, outcome=UNKNOWN, because=why, findings=()) for r in rows], why


def _is_the_app(site: Site, start: Start, pid: int) -> bool:
    """Of the app's own processes; where those are not known: in its folder, with the same last word."""
    env = site.settings.env
    if env and env.pid is not None and pid in processes.family([env.pid]):
        return True
    last = start.words[-1].split()[-1]
    return processes.folder_of(pid) == os.path.realpath(_cwd(site)) and last in processes.command_of(pid)


def _facts(outcome: means.Outcome, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**facts, "waits_for": list(outcome.waits)}
