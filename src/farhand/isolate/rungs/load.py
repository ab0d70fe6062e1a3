"""How many requests at once does the app bear, up to the declared ceiling, and what stands in the way there?

Only with --load, only under `[isolate] load_ceiling`, and never carried on beyond the knee. Afterwards one
more request shows that the app is as well as before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from farhand.checks._http.urls import path_of
from farhand.deadline import Deadline
from farhand.isolate import processes, reading, where
from farhand.isolate.load import knee as bends
from farhand.isolate.load import means, series
from farhand.isolate.load.bursts import Bursts, Target
from farhand.isolate.load.knee import Knee
from farhand.isolate.load.means import Climb
from farhand.isolate.load.series import Row, Step
from farhand.isolate.load.watch import App, Dependencies, Watch
from farhand.isolate.model import Planned, Rung, Site
from farhand.isolate.rungs.start import ports_of
from farhand.isolate.trace import lines as tracing
from farhand.isolate.trace.logs import Follow
from farhand.model import FAIL, PASS, SKIP, UNKNOWN, WARN, Finding, Quote, Result
from farhand.wire import local, path, shot
from farhand.wire.http import Request

ORDER = 60
PROVES = "so many requests at once are served as one is: pools, limits, queues and processors have room"
FAMILIES = (
    "db.pool_exhausted", "http.client_pool", "postgres.too_many_connections", "redis.too_many_clients",
    "tcp.backlog_full", "limits.cpu", "app.load",
)  # fmt: skip
#: What a text may name as the cause of a knee.
_NAMED = (
    *(family for family in FAMILIES if family != "app.load"),  # many an error page says “overloaded”
    "mysql.too_many_connections", "postgres.pooler", "postgres.locks", "app.worker_timeout",
)  # fmt: skip
_KINDS_NAMED = ("limits.", "memory.")
#: A knee below the ceiling is a fault from here on: milliseconds, and times as slow as alone.
_MATTERS, _TIMES = 200.0, 1.8
_NOT_ASKED = "many requests at once are sent only with --load"
_NO_CEILING = "no ceiling is declared, so it is not run: add [isolate] load_ceiling = 20"
#: Characters of the logs that are read afterwards: their end.
_READ = 1 << 20


def plan(site: Site) -> Planned:
    ceiling, problem = _ceiling(site), _problem(site)
    if problem:
        return Planned("nothing", problem=problem)
    steps = ", ".join(map(str, bends.steps(ceiling)))
    does = (
        f"sends the request {steps} at once, each step about {site.wishes.step_seconds:g} s and "
        f"{site.wishes.load_seconds:g} s in all, and stops where it gets no faster"
    )
    touches = (str(site.request.get("url")), "one login per step to each dependency, to see its room")
    return Planned(does, touches, "it is a load on the app: --load, and yes to the question")


def _ceiling(site: Site) -> int:
    return int(site.isolate.get("load_ceiling") or 0)


def _problem(site: Site) -> str:
    if not _ceiling(site):
        return _NO_CEILING
    if not site.request:
        return "no request is declared: add [isolate] request"
    method = where.method(site)
    return "" if method in where.SAFE else f"{method} may change something, and is never sent many times"


def climb(site: Site) -> Rung:
    if not site.wishes.load:
        return Rung("", SKIP, "not run", because=_NOT_ASKED)
    if _problem(site):
        return Rung("", SKIP, "not run", because=_problem(site))
    url, ceiling = where.url(site), _ceiling(site)
    if not site.ask(f"Send up to {ceiling} requests at once to {site.mask(url)}?"):
        return Rung("", SKIP, "not run: declined", because="declined")
    target = _target(site, url)
    if target is None:
        return Rung("", UNKNOWN, "could not be tried", because=f"{site.mask(url)}: its name leads nowhere")
    return _climbed(site, target, url)


def _target(site: Site, url: str) -> Target | None:
    place = where.place_of(url)
    try:
        address = shot.addresses(place.host, place.port)[0] if place else ""
    except (OSError, IndexError):
        return None
    if place is None:
        return None
    headers = {str(k): str(where.filled(site, v)) for k, v in (site.request.get("headers") or {}).items()}
    host = urlsplit(url).netloc.rpartition("@")[2]
    request = Request(path_of(url), host, where.method(site), headers)
    told = site.request.get("expect")
    expect = () if told is None else tuple(told) if isinstance(told, list) else (told,)
    return Target(replace(place, host=address, name=place.host), request, expect, where.seconds(site))


def _climbed(site: Site, target: Target, url: str) -> Rung:
    app = _app(site, target)
    dependencies, follow = Dependencies(site), Follow(site)
    whole, rows, texts = Deadline(site.wishes.load_seconds), list[Row](), list[str]()
    bend: Knee | None = None
    stopped = ""
    for parallel in bends.steps(_ceiling(site)):
        for _again in range(2):  # a pause of the machine is not seen twice
            row, app = _step(site, target, app, dependencies, parallel, whole, texts)
            rows.append(row)
            bend = bends.knee(rows)
            if not bend or whole.over:
                break
        if bends.strained(rows[-1]) and not bend:
            stopped = "the machine that Farhand runs on could send no more"
        elif whole.over:
            stopped = f"the {site.wishes.load_seconds:g} s were up"
        if bend or stopped:
            break
    told = _told(site, follow, texts, bend)
    return _rung(site, target, url, Climb(rows, bend, _kinds(site), _pools(site), app.port, url)
                 if bend else None, rows, told, stopped)  # fmt: skip


def _step(
    site: Site, target: Target, app: App, dependencies: Dependencies, parallel: int, whole: Deadline,
    texts: list[str],
) -> tuple[Row, App]:  # fmt: skip
    """What the step has shown, and the app with what was found behind it."""
    bursts, watch = (
        Bursts(target, parallel, site.wishes.step_seconds, whole),
        Watch(app, dependencies, parallel),
    )
    if site.tell:
        site.tell("stage", "load", f"{parallel} at once")
    watch.begin()
    try:
        bursts.run(lambda seconds: void(site.wait(Deadline(seconds), seconds)))
    finally:
        samples = watch.end(0.0) if site.stopped() else watch.end()
    texts += bursts.bodies
    row = series.row(Step(parallel, _warm(bursts.shots, parallel), samples, watch.use, watch.asked))
    return row, app.with_those(watch.behind)


def void(_: object) -> None:
    return None


def _warm(shots: Sequence[series.Shot], parallel: int) -> tuple[series.Shot, ...]:
    """Without the first request of each client, where enough others are left: it may have been a cold one."""
    ordered = sorted(shots, key=lambda s: s.begun)
    failed = any(s.kind for s in ordered[:parallel])
    return tuple(ordered if failed or len(ordered) < 3 * parallel else ordered[parallel:])


def _app(site: Site, target: Target) -> App:
    """The processes behind the request's port, where they are on this host."""
    env = site.settings.env
    near: int | str = env.pid if env and env.pid is not None else "self"
    if where.uses_started(site) and site.held.started:
        near = site.held.started.pid
    pids = processes.listening_at(target.place.port, near) if _is_local(target.place.host) else []
    return App(target.place.port, tuple(pids), ports_of(site))


def _is_local(address: str) -> bool:
    """This host by another of its addresses is no other host."""
    return address.startswith("127.") or path.is_here(address)


def _kinds(site: Site) -> dict[str, str]:
    return {need.name: need.kind for need in site.app.dependencies}


def _pools(site: Site) -> dict[str, int]:
    return {need.name: need.pool_size for need in site.app.dependencies if need.pool_size}


def _told(site: Site, follow: Follow, bodies: Sequence[str], bend: Knee | None) -> list[Result]:
    """What the answers that failed, the logs and the app's own metrics say; only where it bends."""
    if bend is None:
        return []
    rows = reading.of(site, "answers that failed", "\n".join(bodies))
    for text in follow.texts():
        rows += reading.of(site, text.name, text.text[-_READ:])
    for place in site.places:
        try:
            _, body = local.ask(str(place / "farhand.sock"), "GET", "/metrics", timeout=3.0, most=1 << 20)
        except (OSError, ValueError):
            continue
        rows += reading.of(site, "the app's metrics", body.decode("utf-8", "replace"))
    return rows


def _rung(
    site: Site, target: Target, url: str, found: Climb | None, rows: Sequence[Row], told: Sequence[Result],
    stopped: str,
) -> Rung:  # fmt: skip
    table = [series.as_json(row) for row in rows]
    after = _after(target)
    did = f"climbed {', '.join(str(r.parallel) for r in rows)} at once against {site.mask(url)}"
    facts: Mapping[str, Any] = {"table": table, "ceiling": _ceiling(site), "after": after}
    top = max((r.parallel for r in rows), default=0)
    if found is None:
        until = f"no knee up to {top}" + (f" ({stopped})" if stopped else "")
        says = f"{until}: half of the requests take {rows[-1].p50:g} ms at {top}, {rows[0].p50:g} ms alone"
        row = Result("isolate", "load", "load", PASS, says)
        excludes = FAMILIES if top >= _ceiling(site) else ()
        return Rung("", PASS, f"{says}; {after}", did, excludes=excludes, results=(row,), facts=facts)
    results = judged(found, told)
    bend = found.knee
    facts = {**facts, "knee": {"at": bend.at, "before": bend.before, "kind": bend.kind}}
    return Rung("", results[0].outcome, f"knee at {bend.at}: {bend.says}; {after}", did,
                results=tuple(results), facts=facts)  # fmt: skip


def judged(found: Climb, told: Sequence[Result]) -> list[Result]:
    """The rows of a climb that bends: its cause by the numbers, unless a text names one."""
    bend = found.knee
    alone = found.base.p50
    bad = bend.kind == bends.ERRORS or (found.at.p50 >= max(_MATTERS, _TIMES * alone))
    sure = [f for f in reading.roots(told) if f.cause in _NAMED or f.cause.startswith(_KINDS_NAMED)]
    seen = means.findings(found)
    # What a text names outranks what was only counted; the same cause is told once, with both.
    weaker = any(f.confidence >= seen[0].confidence or f.cause == seen[0].cause for f in sure)
    findings = [_complete(f, found, bad, "symptom" if weaker else "root") for f in seen]
    outcome = FAIL if bad else WARN
    row = Result("isolate", "load", "load", outcome, bend.says, critical=bad, findings=tuple(findings))
    causes = {f.cause for f in (*sure, *(() if weaker else seen))}
    return [row, *(_fitting(r, causes, bad) for r in told)]


def _complete(finding: Finding, found: Climb, bad: bool, role: str) -> Finding:
    quotes = [Quote("load", n, _line(row)) for n, row in enumerate(found.rows, 1)]
    return replace(
        finding, subject=finding.subject or "load", check="isolate", stage="load", says=found.knee.says,
        role=role, critical=bad, evidence=(Quote("load", 0, finding.why), *quotes),
    )  # fmt: skip


def _fitting(row: Result, causes: set[str], bad: bool) -> Result:
    """Of what the texts speak of, only what explains a load stays a root."""
    findings = tuple(f if f.cause in causes else replace(f, role="symptom") for f in row.findings)
    outcome = row.outcome if bad else WARN if row.outcome == FAIL else row.outcome
    return replace(row, findings=findings, outcome=outcome)


def _line(row: Row) -> str:
    failed = f", {row.failed} failed" if row.failed else ""
    return f"{row.parallel} at once: {row.rps:g}/s, p50 {row.p50:g} ms, p95 {row.p95:g} ms{failed}"


def _after(target: Target) -> str:
    """One more request, when all is over: is the app as well as before?"""
    ids = tracing.new()
    request = replace(target.request, headers={**target.request.headers, **ids.headers})
    connect, answer, word = shot.ask(target.place, request, Deadline(target.timeout), shot.Open())
    if word:
        return f"afterwards one request gets no answer ({word})"
    return f"afterwards one request is answered with {answer.status} in {answer.total_ms + connect:g} ms"
