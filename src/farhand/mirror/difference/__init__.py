"""How the customer's environment differs from what the vendor tests, most likely guilty first.  Pure.

here (customer) ──┐
there (vendor) ───┼─► pairs ─► weights (how often, and what the findings point at) ─► recipes ─► Plan
findings ─────────┘
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from farhand.mirror import packages
from farhand.mirror.difference import missing, pairs, recipes, weights
from farhand.mirror.difference.weights import Hint
from farhand.mirror.model import Difference, Fingerprint, Plan, Recipe
from farhand.mirror.settings import SETTINGS
from farhand.mirror.versions import nearest, release
from farhand.model import App

#: Differences of one plan; what is less likely than the last is told as not mirrored.
_MOST = 400


def plan(here: Fingerprint, there: Fingerprint, app: App | None = None, hints: Iterable[Hint] = ()) -> Plan:
    """`there`: a fingerprint of staging, and what the declaration says of tests (`pairs.declared`)."""
    told = [*hints, *weights.of_facts(here)]
    found = [_weighed(one, told) for one in pairs.differing(here, there)]
    ordered = sorted(found, key=lambda one: (-one.weight, one.id))
    chosen = _unique(ordered[:_MOST])
    return Plan(
        app=here.app or there.app or (app.name if app else ""),
        differences=tuple(chosen),
        not_mirrored=tuple(_not_mirrored(chosen, here, len(ordered))),
        base=(*_base(here, there, chosen, app), *packages.base(here, there, chosen)),
        missing=tuple(missing.of(here, app)),
    )


def _weighed(one: Difference, hints: Sequence[Hint]) -> Difference:
    weight, because = weights.weigh(one, hints)
    made = recipes.both(one)
    return replace(one, weight=round(weight, 3), because=because, apply=made[0], undo=made[1])


def _unique(found: Sequence[Difference]) -> list[Difference]:
    seen: dict[str, int] = {}
    made = []
    for one in found:
        seen[one.id] = seen.get(one.id, 0) + 1
        made.append(one if seen[one.id] == 1 else replace(one, id=f"{one.id}-{seen[one.id]}"))
    return made


def _not_mirrored(found: Sequence[Difference], here: Fingerprint, count: int) -> Iterator[str]:
    for one in found:
        if one.apply is None:
            yield f"{recipes.words(one)}: {recipes.why_not(one)}"
    if count > len(found):
        yield f"{count - len(found)} more differences, all less likely than these"
    if not here.facts:
        yield "nothing is known of the customer's side: give evidence"


def _base(
    here: Fingerprint, there: Fingerprint, found: Sequence[Difference], app: App | None
) -> Iterator[Recipe]:
    """The servers that both sides have, with a version where that is no difference."""
    areas = {f.area for f in here.facts if _is_server(f.area)}
    areas |= {f"{d.kind}:{d.name}" for d in (app.dependencies if app else ()) if recipes.can_run(d.kind)}
    differing = {one.area for one in found if one.name == "version" and one.apply}
    for area in sorted(areas - differing):
        kind = area.partition(":")[0]
        tested = there.value(area, "version").split(" or ")
        version = release(kind, here.value(area, "version")) or nearest([t for t in tested if t], "")
        yield Recipe("version", area, value=version)
    for area in sorted(areas):
        same = (
            f for f in here.facts if f.area == area and f.name in SETTINGS.get(area.partition(":")[0], {})
        )
        told = {one.name for one in found if one.area == area}
        usual = SETTINGS.get(area.partition(":")[0], {})
        yield from (
            Recipe("setting", area, f.name, f.value)
            for f in same
            if f.name not in told and pairs.folded(area, f.name, f.value) != usual[f.name].usual.lower()
        )


def _is_server(area: str) -> bool:
    return ":" in area and recipes.can_run(area.partition(":")[0])
