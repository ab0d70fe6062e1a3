"""When a dependency is looked at next: often enough to know, seldom enough to do no harm.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

from farhand.embed.health.steady import Steady
from farhand.model import FAIL, PASS, WARN, Result

#: Seconds between two looks where all is well, where something is wrong, and where one look is to be
#: confirmed.
WELL, WRONG, CONFIRM = 30.0, 10.0, 2.0
#: Seconds of silence after a refused login: servers lock accounts that keep trying.
REFUSED = 600.0


def pause(steady: Steady, results: Sequence[Result], well: float = WELL) -> float:
    """Seconds until the next look."""
    if login_refused(results):
        return REFUSED
    if steady.changes:
        return CONFIRM
    return well if steady.outcome == PASS else min(well, WRONG)


def login_refused(results: Sequence[Result]) -> bool:
    """True where the service was reached and did not accept who asked."""
    bad = [r for r in results if r.outcome in (FAIL, WARN)]
    return any(r.stage in ("login", "auth") or _speaks_of_login(r) for r in bad)


def _speaks_of_login(result: Result) -> bool:
    return any("auth" in f.cause.partition(".")[2] or "password" in f.cause for f in result.findings)
