"""A question to the platform that the app runs on: restarts, limits, events, as docker or kubectl tell them.

The commands are those of this copy (`farhand.platforms`), for the target that the declaration or the command
line names; a request brings neither a command nor a target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from farhand import platforms
from farhand.bundle import collect
from farhand.bundle.model import COMMAND, Budgets, Item, Plan
from farhand.bundle.site import Site
from farhand.errors import Mistake
from farhand.model import App
from farhand.request import excerpt
from farhand.request.model import Ran, Step, Words
from farhand.request.parameters import Parameter, moment
from farhand.request.policy import Policy

BYTES, LINES = 1 << 20, 1000
#: What may be asked about a time.
_TIMED = ("log", "events")


def parameters(app: App, id: str) -> Mapping[str, Parameter]:
    if id not in platforms.TOPICS:
        there = ", ".join(platforms.TOPICS)
        raise Mistake(f"there is no question {id[:60]!r} to a platform; there are: {there}")
    says = "only what happened from then on"
    return {"since": Parameter(moment, says)} if id in _TIMED else {}


def words(app: App, step: Step) -> Words:
    return Words(
        runs=f"asks the platform, by commands that only read: {platforms.TOPICS[step.id]}",
        leaves=f"at most {LINES} lines of what they print, redacted; no values of variables",
        minutes=0.5,
        approval="whoever may use the platform's own tool there",
    )


def exactly(step: Step, site: Site) -> Iterator[str]:
    try:
        for asked in _asked(step, site):
            yield from asked.script.splitlines()
    except Mistake as nowhere:
        yield str(nowhere)


def run(step: Step, site: Site, policy: Policy) -> Ran:
    asked = _asked(step, site)
    if not asked:
        return Ran(says=f"{site.platform or 'this host'} has no answer to {step.id!r}")
    items = tuple(
        Item(f"{step.id}-{number}.txt", COMMAND, "", "", BYTES, one.seconds, argv=("sh", "-c", one.script))
        for number, one in enumerate(asked, 1)
    )
    seconds = sum(one.seconds for one in asked) + 10
    made = collect.collect(Plan(site.app.name, items=items, budgets=Budgets(seconds, BYTES, 0)), site)
    texts = [(name, excerpt.cut(data.decode("utf-8", "replace"), LINES)) for name, data in made.data.items()]
    says = "; ".join(f"{row.name}: {row.says or row.outcome}" for row in made.rows if not row.sha256)
    return Ran(texts=tuple(texts), says=says[:2000], failed=not texts)


def _asked(step: Step, site: Site) -> list[platforms.Outside]:
    """This copy's commands of that topic. Raises Mistake where nobody has named the app's place there."""
    target = site.target or (str(site.pid) if not site.platform and site.pid else "")
    if not target:
        raise Mistake(
            "the platform cannot be asked: neither the declaration ([deploy] platform and target) nor an "
            "option names the container, pod or unit of the app"
        )
    every = platforms.find(site.platform).outside(target, step.params.get("since", ""))
    return [one for one in every if one.topic == step.id]
