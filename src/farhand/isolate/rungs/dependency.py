"""Does each dependency let the app in, is it the right one, and is the site itself well?

Login, role, version and capacity, and the checks of the site: clock, environment, host, proxy, directories.
"""

from __future__ import annotations

from collections.abc import Sequence

from farhand.isolate import asking
from farhand.isolate.model import Planned, Rung, Site
from farhand.model import PASS, SKIP, Result

ORDER = 30
PROVES = "what the app needs from its surroundings is there: logins, rights, versions, room, clock, disk"
FAMILIES = (
    "config.env_missing", "clock.*", "fs.*", "limits.*", "memory.*", "postgres.*", "mysql.*", "redis.*",
    "amqp.*", "kafka.*", "mongodb.*", "s3.*", "http.* of dependencies",
)  # fmt: skip
#: The check that speaks for a family, where it has another name.
_OF = {"env": ("config.env_missing", "config.env_misnamed"), "host": ("limits.*", "memory.*"),
       "directory": ("fs.*",), "http": ("http.* of dependencies",), "proxy": ()}  # fmt: skip


def plan(site: Site) -> Planned:
    touches = tuple(f"{s.subject}: {' '.join(s.check.STAGES)}" for s in asking.steps(site) if s.check)
    return Planned("runs the self-test: logs in once to each dependency, reads, closes", touches)


def climb(site: Site) -> Rung:
    rows = asking.results(site, asking.steps(site))
    outcome = asking.worst(rows)
    subjects = list(dict.fromkeys(r.subject for r in rows))
    site.held.results[:] = rows
    return Rung(
        "",
        outcome,
        asking.says(rows, outcome, f"all well: {', '.join(subjects)}"),
        did=f"ran the self-test of {len(subjects)} things",
        excludes=_excludes(rows),
        results=tuple(rows),
    )


def _excludes(rows: Sequence[Result]) -> tuple[str, ...]:
    """Families of the checks that were seen to work from their first to their last stage."""
    told: list[str] = []
    for check in dict.fromkeys(r.check for r in rows):
        mine = [r for r in rows if r.check == check]
        if all(r.outcome in (PASS, SKIP) for r in mine) and any(r.outcome == PASS for r in mine):
            told += _OF.get(check, (f"{check}.*",))
    return tuple(dict.fromkeys(told))
