"""One staged probe of one declared dependency, from inside the app, on a thread of Farhand's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from farhand.model import Diagnosis, Result

#: Seconds for all stages.
SECONDS = 10.0
#: Causes after which there is silence: every further try may lock the account.
_REFUSED = ("postgres.hba", "kafka.security", "http.unauthorized")


@dataclass(frozen=True)
class Probed:
    """What one probe came to: rows as in `farhand.report/1`, and the diagnosis of this dependency alone."""

    results: tuple[Result, ...]
    diagnosis: Diagnosis
    rows: tuple[dict[str, Any], ...]
    at: str
    took_ms: float

    @property
    def refused(self) -> bool:
        """True where a login was refused."""
        causes = [f.cause for r in self.results for f in r.findings]
        return any(cause.endswith(".auth") or cause in _REFUSED for cause in causes)


def look(process: Process, name: str, seconds: float = SECONDS) -> Probed | None:
    """Probe this dependency now; None where there is no such one. Blocks for as long as the probe takes."""
    from farhand import environment, plan, report, run, selftest
    from farhand.model import Vantage

    app = process.app
    steps = [s for s in plan.make(app, [name]).steps if s.subject == name] if _is_declared(app, name) else []
    if not steps:
        return None
    settings = run.Settings(
        env=environment.here(),
        read_only=True,
        vantage=Vantage("app", "probe", app.platform or "bare", ""),
        seconds=seconds,
        step_seconds=seconds,
        redactor=process.redactor,
    )
    alone = replace(steps[0], after=())
    made = selftest.self_test(app, plan.Plan((alone,)), settings)
    rows = report.as_json(made)["results"]
    return Probed(made.results, made.diagnosis, tuple(rows), made.started, made.took_ms)


def _is_declared(app: Any, name: str) -> bool:
    return any(need.name == name for need in app.dependencies)


def worst(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The row that decided: the first that failed, else that was unknown or warned; empty: all is well."""
    for outcome in ("fail", "unknown", "warn"):
        for row in rows:
            if row.get("outcome") == outcome:
                return row
    return {}
