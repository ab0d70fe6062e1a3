"""Does the app answer one request: the declared harmless one, sent once, with a trace id of its own?

What the app logs under that id is read, so that a failure is not only seen but explained. If this works and
users still see errors, what is left is what many requests do to each other: the load.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from farhand.deadline import Deadline
from farhand.isolate import asking, reading, where
from farhand.isolate.model import Planned, Rung, Site
from farhand.isolate.trace import lines as tracing
from farhand.isolate.trace.logs import Follow, Text
from farhand.model import FAIL, PASS, SKIP, WARN, Finding, Quote, Result

ORDER = 50
PROVES = "the app answers a request from end to end: code, configuration and data for it are right"
FAMILIES = ("app.bug", "http.*", "postgres.schema_missing", "postgres.permission", "db.migration_failed")
#: Seconds until a log must have what was logged; lines that are shown.
_LOGGED, _SHOWN = 3.0, 40
_NOT_DECLARED = (
    'no request is declared: add [isolate] request = {url = "http://127.0.0.1:8080/ping", expect = 200}'
)


def plan(site: Site) -> Planned:
    if not site.request:
        return Planned("nothing", problem=_NOT_DECLARED)
    method = where.method(site)
    consent = "" if method in where.SAFE else f"{method} may change something: it is asked before"
    does = f"sends {method} {site.request.get('url')} once, with a trace id, and reads the log from then on"
    source = site.app.sections.get("logs", {}).get("source")
    return Planned(does, tuple(str(w) for w in (site.request.get("url"), source) if w), consent)


def climb(site: Site) -> Rung:
    if not site.request:
        return Rung("", SKIP, "not run", because=_NOT_DECLARED)
    method = where.method(site)
    if method not in where.SAFE and not site.ask(f"Send {method} {site.request.get('url')} once?"):
        return Rung("", SKIP, "not run: declined", because=f"declined: {method} may change something")
    ids, follow = tracing.new(), Follow(site)
    need = where.need(site, ids.headers)
    seen = asking.results(site, [asking.http_step(need)], seconds=where.seconds(site) * 2 + 5)
    failed = asking.worst(seen) != PASS
    texts, mine = _logged(site, follow, ids, failed)
    told = reading.of(site, "the log of this request", "\n".join(mine))
    told = reading.beyond(seen, told)
    if failed and not reading.roots(told):
        told = [*told, *_raised(site, seen, mine, ids)]
    rows = reading.explained(seen, told) if failed else [*seen, *reading.as_warnings(told)]
    return _rung(site, rows, ids, texts, mine, str(need.settings["url"]))


def _logged(
    site: Site, follow: Follow, ids: tracing.Ids, failed: bool
) -> tuple[Sequence[Text], Sequence[str]]:
    """What is logged under the id, not masked yet. A request that failed is waited for longer."""
    patience = Deadline(_LOGGED if failed else 0.5)
    while True:
        texts = follow.texts()
        mine = [line for text in texts for line in _mine(text, ids)]
        if mine or patience.over:
            break
        site.wait(patience, 0.25)
    if mine and failed:  # a traceback may still be on its way
        site.wait(Deadline(0.3), 0.2)
        texts = follow.texts()
        mine = [line for text in texts for line in _mine(text, ids)]
    return texts, mine or (
        [line for text in texts for line in text.text.splitlines()][-200:] if failed else []
    )


def _raised(site: Site, seen: Sequence[Result], mine: Sequence[str], ids: tracing.Ids) -> Iterator[Result]:
    """An exception of the app under this trace id, which no signature knows: its own code, as it seems."""
    error = site.mask(tracing.last_error(mine))
    own = any(f.cause == "http.server_error" for r in seen for f in r.findings)
    if not error or not own or not any(ids.stands_in(line) for line in mine):
        return
    why = f"under the trace id of this request the app logs: {error}"
    quote = Quote("the log of this request", 0, error)
    finding = Finding(
        "app.bug", 0.6, why, subject="request", check="text", stage="text", says=why, evidence=(quote,)
    )
    yield Result("text", "request", "text", FAIL, why, findings=(finding,))


def _mine(text: Text, ids: tracing.Ids) -> list[str]:
    lines = text.text.splitlines()
    return [lines[n] for n in tracing.belonging(lines, ids)]


def _rung(
    site: Site, rows: Sequence[Result], ids: tracing.Ids, texts: Sequence[Text], mine: Sequence[str], url: str
) -> Rung:
    outcome = asking.worst(rows)
    found = any(ids.stands_in(line) for line in mine)
    log = _log_says(texts, found, len(mine))
    fine = next((r.says for r in rows if r.stage == "http" and r.outcome in (PASS, WARN)), "answered")
    return Rung(
        "",
        outcome,
        f"{asking.says(rows, outcome, fine)}; {log}",
        did=f"sent {where.method(site)} {site.mask(url)} once, trace id {ids.trace}",
        excludes=FAMILIES if outcome == PASS else (),
        results=tuple(_named(r) for r in rows),
        facts=_facts(site, ids, texts, mine, found),
    )


def _named(row: Result) -> Result:
    """What the http check says of the app's own request is critical, whatever else is declared."""
    return replace(row, critical=row.critical or row.outcome == FAIL)


def _log_says(texts: Sequence[Text], found: bool, count: int) -> str:
    if found:
        return f"{count} lines of the log are of it"
    if not texts:
        return "no log is declared ([logs] source), so nothing could be followed"
    why = "; ".join(f"{t.name}: {t.says}" for t in texts if t.says)
    if count:
        return "its trace id is not in the log; what was logged at that time may be of other requests"
    return f"its trace id is not in the log{f' ({why})' if why else ''}"


def _facts(
    site: Site, ids: tracing.Ids, texts: Sequence[Text], mine: Sequence[str], found: bool
) -> Mapping[str, Any]:
    return {
        "trace_id": ids.trace,
        "request_id": ids.request,
        "sent": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "followed": found,
        "logs": [{"source": t.name, "says": t.says} for t in texts],
        "lines": site.mask("\n".join(mine)).splitlines()[:_SHOWN],
    }
