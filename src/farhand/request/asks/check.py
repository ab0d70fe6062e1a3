"""A check of the declaration, run by this copy's own code: `database`, or only up to one of its stages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from farhand import plan as planning
from farhand import report, selftest
from farhand import run as running
from farhand.bundle.site import Site
from farhand.checks import Check
from farhand.errors import Mistake
from farhand.look import Look
from farhand.model import SKIP, App, Facts, Seen, Verdict
from farhand.plan import Plan
from farhand.plan import Step as Planned
from farhand.redact import Redactor
from farhand.request.model import Ran, Step, Words
from farhand.request.parameters import Parameter, choice, duration
from farhand.request.policy import Policy
from farhand.target import read_target
from farhand.target.units import duration as seconds_of

#: Seconds for a stage, and for a whole step.
LONGEST_STAGE, LONGEST = 30.0, 60.0


def parameters(app: App, id: str) -> Mapping[str, Parameter]:
    """Those of every check, and the settings for which the check itself lists harmless choices."""
    check = _known(_planned(app, id))
    found = {
        "stage": Parameter(choice(*check.STAGES), "look no further than this stage"),
        "timeout": Parameter(duration(0.1, LONGEST_STAGE), "how long each stage is waited for"),
        "within": Parameter(duration(1, LONGEST), "how long the whole step may take"),
    }
    if "write" in check.STAGES:
        says = "yes: also write, and remove, one file of at most 4 KiB"
        found["write"] = Parameter(choice("yes", "no"), says)
    own: Mapping[str, tuple[str, ...]] = getattr(check, "PARAMETERS", {})
    return found | {name: Parameter(choice(*words), f"as if [{name}] said so") for name, words in own.items()}


def words(app: App, step: Step) -> Words:
    planned = _planned(app, step.id)
    check = _known(planned)
    stages = _stages(check, step)
    writes = step.params.get("write") == "yes"
    question = (check.__doc__ or planned.kind).strip().splitlines()[0]
    told = ", ".join(stages)
    runs = f"the check `{planned.kind}` of {step.id}, in this copy's own code: {question}{_place(planned)}"
    return Words(
        runs=f"{runs} It {'writes and removes one small file' if writes else 'only reads'}.",
        leaves=f"outcome and details of the stages {told}; no password and no content of the app",
        minutes=0.5,
        approval="whoever may write there" if writes else "none",
        read_only=not writes,
    )


def exactly(step: Step, site: Site) -> Iterator[str]:
    yield from ()


def run(step: Step, site: Site, policy: Policy) -> Ran:
    planned = _planned(site.app, step.id)
    check = _known(planned)
    need = replace(planned.need, settings={**planned.need.settings, **_set(check, step)})
    if "timeout" in step.params:
        need = replace(need, timeout=seconds_of(step.params["timeout"]) or need.timeout)
    last = step.params.get("stage", check.STAGES[-1])
    one = replace(planned, need=need, after=(), check=_Until(check, last))
    made = selftest.self_test(site.app, Plan((one,)), _settings(step, site))
    kept = tuple(r for r in made.results if r.outcome != SKIP or r.stage in _stages(check, step))
    document = report.as_json(replace(made, results=kept))
    return Ran(
        site.redactor.facts(document), says=_says(document), failed=made.diagnosis.verdict == "undecided"
    )


class _Until:
    """A check that is not looked at beyond one of its stages."""

    def __init__(self, check: Check, last: str) -> None:
        self._check, self._last = check, last
        self.__name__, self.__doc__ = check.__name__, check.__doc__
        self.STAGES = check.STAGES

    def probe(self, look: Look) -> Iterator[Seen]:
        for seen in self._check.probe(look):
            if self.STAGES.index(seen.stage) > self.STAGES.index(self._last):
                return
            yield seen
            if seen.stage == self._last and self._last != self.STAGES[-1]:
                return

    def judge(self, stage: str, facts: Facts) -> Verdict:
        return self._check.judge(stage, facts)


def _planned(app: App, id: str) -> Planned:
    """The plan's step for a subject of this declaration. Raises Mistake where there is none."""
    steps = planning.make(app).steps
    found = next((step for step in steps if step.subject == id), None)
    if found is None:
        there = ", ".join(sorted(step.subject for step in steps))
        raise Mistake(
            f"{id[:60]!r} is neither a dependency nor a check of this declaration; there are: {there}"
        )
    return found


def _known(planned: Planned) -> Check:
    if planned.check is None:
        raise Mistake(f"{planned.subject} cannot be checked here: {planned.problem}")
    return planned.check


def _stages(check: Check, step: Step) -> tuple[str, ...]:
    last = step.params.get("stage", check.STAGES[-1])
    return check.STAGES[: check.STAGES.index(last) + 1]


def _place(planned: Planned) -> str:
    """Where it connects to, as declared; `${VAR}` is not filled in."""
    settings = dict(planned.need.settings)
    if not settings:
        return ""
    if "path" in settings and "url" not in settings:
        return f" It looks at {settings['path']}."
    target = read_target(settings, planned.kind)
    where = f"{target.host}:{target.port}" if target.host and target.port else target.host
    return f" It connects to {where or 'the address that the app has'}."


def _set(check: Check, step: Step) -> dict[str, Any]:
    return {name: step.params[name] for name in getattr(check, "PARAMETERS", {}) if name in step.params}


def _settings(step: Step, site: Site) -> running.Settings:
    seconds = seconds_of(step.params.get("within", "")) or running.STEP_SECONDS
    return running.Settings(
        env=site.env,
        env_hint=site.env_hint,
        read_only=step.params.get("write") != "yes",
        vantage=site.vantage,
        seconds=seconds + 1,
        step_seconds=seconds,
        # Secrets only: names of hosts that a profile hides are what the judge must see.
        redactor=Redactor(site.redactor.secrets, site.redactor.key),
        stop=site.stop,
    )


def _says(document: Mapping[str, Any]) -> str:
    causes = [f"{one['id']} ({one['subject']})" for one in document["causes"] if one["role"] == "root"]
    return f"{document['verdict']}" + (f": {', '.join(causes)}" if causes else "")
