"""Can anything outside be reached from here at all: the declared addresses, and the services of others?

What is asked is whether somebody there answers, not what: a login page or a 404 has come all the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from farhand.isolate import asking
from farhand.isolate.model import Planned, Rung, Site
from farhand.model import FAIL, NOTHING, PASS, SKIP, Dependency, Result

ORDER = 10
PROVES = "from here the outside can be reached: name, way, proxy and certificate"
FAMILIES = ("dns.*", "tcp.*", "proxy.*", "tls.*")
#: Any answer will do, but those that something on the way gives (403, 407, 511).
_ANY = ("100-402", "404-406", "408-510", "512-599")
#: 403 by the service itself: it has been reached.
_REACHED = ("http.forbidden",)


def plan(site: Site) -> Planned:
    urls = [url for url, _ in _urls(site)]
    if not urls:
        return Planned("nothing", problem="[outside] urls names nothing, and others run no http service")
    return Planned("asks each address once with GET; any answer will do", tuple(urls))


def climb(site: Site) -> Rung:
    needs = [_need(url, run_by) for url, run_by in _urls(site)]
    if not needs:
        return Rung("", SKIP, "not run", because=plan(site).problem)
    rows = [_reached(r) for r in asking.results(site, [asking.http_step(need) for need in needs])]
    outcome = asking.worst(rows)
    return Rung(
        "",
        outcome,
        asking.says(rows, outcome, f"{', '.join(need.name for need in needs)}: reached"),
        did="asked " + ", ".join(str(need.settings["url"]) for need in needs),
        excludes=tuple(f"{family} outside" for family in asking.proved(rows, FAMILIES)),
        results=tuple(rows),
    )


def _urls(site: Site) -> Iterator[tuple[str, str]]:
    """Each once: those of [outside], then the http services that the customer does not run."""
    told = site.app.sections.get("outside", NOTHING).get("urls", ())
    rows = [(str(url), "third-party") for url in told]
    rows += [
        (str(need.settings["url"]), need.run_by)
        for need in site.app.dependencies
        if need.kind == "http" and need.run_by != "customer" and need.settings.get("url")
    ]
    yield from dict(reversed(rows)).items()


def _need(url: str, run_by: str) -> Dependency:
    parts = urlsplit(url)
    name = "outside " + (parts.netloc.rpartition("@")[2] if "$" not in url else url)
    settings = {"url": url, "expect": list(_ANY), "follow": False}
    return Dependency(name, "http", settings, why="the outside as a whole", run_by=run_by)


def _reached(row: Result) -> Result:
    if row.outcome == FAIL and row.findings and all(f.cause in _REACHED for f in row.findings):
        return replace(row, outcome=PASS, says=f"reached: {row.says}", findings=())
    return row
