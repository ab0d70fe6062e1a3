"""A question to the platform: one of the sources that a bundle has (`logs`, `state`, `host`, ...).

`state` tells how the app's processes ended, `manifests` what the platform says of restarts and limits. For
the log there are a window, a level and a literal text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from farhand.bundle import collect, items
from farhand.bundle import plan as planning
from farhand.bundle.model import ABSENT, Budgets, Plan
from farhand.bundle.site import Site
from farhand.errors import Mistake
from farhand.model import App
from farhand.request import excerpt
from farhand.request.model import Ran, Step, Words
from farhand.request.parameters import Parameter, choice, count, literal, moment
from farhand.request.policy import Policy
from farhand.when import Window

#: What a person adds is no question, and the self-test is asked for as checks.
_NOT_ASKED = ("added", "self_test")
#: Seconds, bytes and lines of one question; hours of a window.
SECONDS, BYTES, LINES, HOURS = 60.0, 4 << 20, 2000, 24

NONE = "there is nothing of this kind here: the declaration and this host name none"


def ids() -> list[str]:
    return [name.replace("_", "-") for name in items.names() if name not in _NOT_ASKED]


def parameters(app: App, id: str) -> Mapping[str, Parameter]:
    if id not in ids():
        raise Mistake(f"there is no question {id[:60]!r}; there are: {', '.join(ids())}")
    if id != "logs":
        return {}
    return {
        "since": Parameter(moment, "only what was logged from then on"),
        "until": Parameter(moment, "and before then"),
        "level": Parameter(choice(*excerpt.LEVELS), "only records of this level or a worse one"),
        "contains": Parameter(literal(200), "only records that hold this text, as it stands"),
        "lines": Parameter(count(1, LINES), "at most so many lines, the last ones"),
    }


def words(app: App, step: Step) -> Words:
    _window(step)
    source = next(m for m in items.modules() if m.__name__.endswith(f".{_source(step)}"))
    told = " ".join((source.__doc__ or "").partition("\n\n")[0].split())
    lines = step.params.get("lines", str(LINES))
    return Words(
        runs=f"reads, with this copy's own code: {told}",
        leaves=f"at most {lines} lines, redacted" + _bounds(step),
        minutes=0.5,
        approval="whoever may read the log" if step.id == "logs" else "none",
    )


def exactly(step: Step, site: Site) -> Iterator[str]:
    for item in _plan(step, site).items:
        yield f"{item.way}: {item.source}"


def run(step: Step, site: Site, policy: Policy) -> Ran:
    plan = _plan(step, site)
    made = collect.collect(plan, replace(site, window=_window(step), added=()))
    bounds = (step.params.get("level", ""), step.params.get("contains", ""))
    most = int(step.params.get("lines", LINES))
    texts = [
        (name, excerpt.cut(excerpt.chosen(data.decode("utf-8", "replace"), *bounds), most))
        for name, data in made.data.items()
    ]
    missing = [row for row in made.rows if not row.sha256]
    says = "; ".join(f"{row.name}: {row.says or row.outcome}" for row in missing)[:2000]
    refused = any(row.outcome != ABSENT for row in missing)
    return Ran(texts=tuple(texts), says=says if plan.items else NONE, failed=refused and not texts)


def _plan(step: Step, site: Site) -> Plan:
    asked = replace(site, window=_window(step), added=())
    return planning.make(asked, Budgets(SECONDS, BYTES, 0), [_source(step)])


def _source(step: Step) -> str:
    return step.id.replace("-", "_")


def _window(step: Step) -> Window:
    """Raises Mistake where it ends before it begins, or is too long to be read."""
    since, until = step.params.get("since", ""), step.params.get("until", "")
    if since and until:
        span = (datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds()
        if not 0 < span <= HOURS * 3600:
            raise Mistake(
                f"the window from {since} to {until} must be longer than nothing, at most {HOURS} hours"
            )
    return Window("", since, until)


def _bounds(step: Step) -> str:
    names = [name for name in ("since", "until", "level", "contains") if name in step.params]
    return "".join(f", {name} {step.params[name]!r}" for name in names)
