"""Does the way to every dependency work: name, route, port, proxy and certificate? Nobody logs in yet."""

from __future__ import annotations

from farhand.isolate import asking
from farhand.isolate.model import Planned, Rung, Site
from farhand.model import SKIP

ORDER = 20
PROVES = "the network lets the app reach every dependency: names, ports, proxy, certificates"
FAMILIES = ("dns.*", "tcp.*", "tls.*", "proxy.*")


def plan(site: Site) -> Planned:
    steps = asking.network_steps(site)
    if not steps:
        return Planned("nothing", problem="no dependency is declared that is reached over a network")
    touches = tuple(f"{s.subject}: {' '.join(s.check.STAGES)}" for s in steps if s.check)
    return Planned("connects to each dependency and closes the connection; no login", touches)


def climb(site: Site) -> Rung:
    steps = asking.network_steps(site)
    if not steps:
        return Rung("", SKIP, "not run", because=plan(site).problem)
    stages = {step.subject: step.check.STAGES for step in steps if step.check}
    rows = [r for r in asking.results(site, steps) if r.stage in stages.get(r.subject, ())]
    outcome = asking.worst(rows)
    return Rung(
        "",
        outcome,
        asking.says(rows, outcome, f"{len(steps)} reached: {', '.join(s.subject for s in steps)}"),
        did="looked at the way to " + ", ".join(s.subject for s in steps),
        excludes=asking.proved(rows, FAMILIES),
        results=tuple(rows),
    )
