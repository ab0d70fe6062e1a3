"""Which hops of a way were seen to work, and which was seen to fail.  Pure.

Only stages of checks, and the app's own traces, count: a curl from elsewhere does not acquit the app. Of
several looks at one stage the newest counts. What lies behind a hop that fails was not looked at: not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from farhand import judge
from farhand.model import FAIL, PASS, SKIP, WARN, Evidence, nothing
from farhand.target.schemes import ON_DISK
from farhand.topology.model import FAILS, OBSERVED, UNKNOWN, WORKS, Knowledge, Origin

#: Stages up to which nobody has spoken to the service itself.
_BEFORE = ("config", "env", "dns", "proxy", "tcp")


@dataclass(frozen=True)
class Stage:
    """The newest look at one stage."""

    outcome: str
    row: Evidence

    @property
    def origin(self) -> Origin:
        return Origin(OBSERVED, self.row.source, self.row.at)


@dataclass(frozen=True)
class Looked:
    """What was seen of one dependency, by stage."""

    stages: Mapping[str, Stage] = field(default_factory=nothing)
    reached: Origin | None = None  # the app's own traces show a call that came back

    def outcome(self, stage: str) -> str:
        return self.stages[stage].outcome if stage in self.stages else ""

    @property
    def beyond(self) -> list[Stage]:
        """Stages in which the service itself, or what stands in for it, was spoken to."""
        return [s for name, s in self.stages.items() if name not in _BEFORE and s.outcome != SKIP]

    @property
    def origins(self) -> tuple[Origin, ...]:
        seen = [s.origin for s in self.stages.values() if s.outcome != SKIP]
        return tuple(dict.fromkeys([*seen, *([self.reached] if self.reached else [])]))


def looked(rows: Iterable[Evidence], known: Knowledge) -> dict[str, Looked]:
    """By dependency."""
    newest: dict[tuple[str, str], Evidence] = {}
    for row in rows:
        key = (row.subject, row.stage)
        if row.vantage.where != "outside" and (key not in newest or row.at >= newest[key].at):
            newest[key] = row
    stages: dict[str, dict[str, Stage]] = {}
    for (subject, stage), row in newest.items():
        stages.setdefault(subject, {})[stage] = Stage(judge.verdict_of(row).outcome, row)
    traced = {row.of: row.origin for row in known.rows if row.what == "reached"}
    return {name: Looked(stages.get(name, {}), traced.get(name)) for name in {*stages, *traced}}


def service(seen: Looked, kind: str = "") -> str:
    """The state of the service at the end of the way; of a folder or file all stages count."""
    own = [seen.stages[kind]] if kind in _BEFORE and kind in seen.stages else []
    rows = [*seen.stages.values()] if kind in ON_DISK else [*own, *seen.beyond]
    outcomes = [stage.outcome for stage in rows if stage.outcome != SKIP]
    if FAIL in outcomes:
        return FAILS
    if outcomes and set(outcomes) <= {PASS, WARN}:
        return WORKS
    return WORKS if seen.reached and not outcomes else UNKNOWN


def hops(seen: Looked, kinds: Sequence[str]) -> list[str]:
    """The state of each link of a way, of which `kinds` are the components from the app on."""
    count = len(kinds) - 1
    if kinds[-1] in ON_DISK:
        return [service(seen, kinds[-1])] * count
    if "proxy" in kinds and "proxy" in seen.stages:
        return _through(seen, kinds.index("proxy"), count)
    if _passed(seen):
        return [WORKS] * count
    failed = FAIL in (seen.outcome("tcp"), seen.outcome("proxy"))
    return [*[UNKNOWN] * (count - 1), FAILS] if failed else [UNKNOWN] * count


def _passed(seen: Looked) -> bool:
    """A connection to the service stood, or the service itself answered."""
    answered = any(stage.outcome in (PASS, WARN, FAIL) for stage in seen.beyond)
    return answered or seen.outcome("tcp") in (PASS, WARN) or seen.reached is not None


def _through(seen: Looked, proxy: int, count: int) -> list[str]:
    """Where the proxy itself answered, the way to it works, whatever it said."""
    stage = seen.stages["proxy"]
    answer = stage.row.facts.get("answer")
    answer = answer if isinstance(answer, Mapping) else {}
    spoke = any((answer.get("status"), answer.get("ok"), answer.get("at") in ("tls", "ask", "after")))
    fine = stage.outcome in (PASS, WARN) or bool(seen.beyond)
    if fine and (spoke or seen.beyond):
        return [WORKS] * count
    if spoke:
        beyond = FAILS if stage.outcome == FAIL else UNKNOWN
        return [*[WORKS] * proxy, beyond, *[UNKNOWN] * (count - proxy - 1)]
    failed = FAILS if stage.outcome == FAIL and answer else UNKNOWN
    return [*[UNKNOWN] * (proxy - 1), failed, *[UNKNOWN] * (count - proxy)]
