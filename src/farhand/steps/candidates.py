"""All causes that are possible for an app before anything was seen.  Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from farhand import causes, checks
from farhand.checks import config
from farhand.checks._env import facts
from farhand.model import App, Dependency
from farhand.plan import Step as Planned
from farhand.plan import make
from farhand.steps import priors, sees
from farhand.steps.worth import Belief, Candidate, normal

#: The subject of what no check of the declaration sees: the program itself, and what runs it.
ITSELF = "app"
#: A cause that only the judge's text names, beside one that an example proves.
NAMED_ONLY = 0.3
#: How much more likely it is what the reporter spoke of.
NAMED = 3.0


@dataclass(frozen=True)
class Seat:
    """A subject and the causes that its check can see."""

    subject: str
    need: Dependency
    sight: sees.Sight
    site: bool


def seats(app: App) -> list[Seat]:
    """One per dependency and site check; a kind without a check has none."""
    return [_seat(step) for step in make(app).steps if step.check]


def private(app: App) -> frozenset[Candidate]:
    """What only the check of that dependency sees there: the rights of its folder, not the site's clock."""
    steps = [s for s in make(app).steps if s.check and not checks.is_site(s.check)]
    return frozenset(Candidate(i, s.subject) for s in steps if s.check for i in sees.own(s.check))


def fed(app: App) -> frozenset[str]:
    """The subjects whose settings come from variables, or whose library reads some by itself."""
    return frozenset(
        d.name for d in app.dependencies if d.kind in facts.OVER_TLS or config.variables(d.settings)
    )


def prior(app: App, platform: str = "", reported: str = "") -> Belief:
    """A weight per cause and subject: the share of its family, split over the places where it can be."""
    there, kinds = seats(app), frozenset(checks.names())
    served = _served(there)
    weights: dict[Candidate, float] = {}
    for family, rows in _by_family([*_seen(there), *_unseen(there, kinds)]).items():
        sums = sum(weight for _, weight in rows)
        share = priors.share(family, platform or app.platform, kinds)
        share *= 1.0 if served[family] else priors.SITE_ONLY
        weights.update((candidate, share * weight / sums) for candidate, weight in rows if sums)
    named = _named(app, reported)
    return normal({c: w * (NAMED if c.subject in named else 1.0) for c, w in weights.items()})


def _seat(step: Planned) -> Seat:
    assert step.check
    return Seat(step.subject, step.need, sees.whole(step.check), checks.is_site(step.check))


def _seen(there: Sequence[Seat]) -> list[tuple[Candidate, float]]:
    """Each cause in each place; a check of the site counts for as much as all that it serves."""
    served = _served(there)
    rows = []
    for seat in there:
        for cause, how in seat.sight.proved.items():
            wide = max(1, served[_family(cause)]) if seat.site else 1
            weight = wide * (NAMED_ONLY if how == "named" else 1.0) * priors.of_need(seat.need, cause)
            rows.append((Candidate(cause, seat.subject), weight))
    return rows


def _served(there: Sequence[Seat]) -> Counter[str]:
    """For each family, how many dependencies have to do with it."""
    return Counter(family for seat in there if not seat.site for family in _families(seat))


def _unseen(there: Sequence[Seat], kinds: AbstractSet[str]) -> list[tuple[Candidate, float]]:
    """What no check here sees: the program itself and what runs it, not services that are not declared."""
    seen = {cause for seat in there for cause in seat.sight.proved}
    own = (i for i in causes.load() if i not in seen and _family(i) in set(priors.SHARES) - kinds)
    return [(Candidate(i, ITSELF), causes.get(i).often) for i in own]


def _family(cause: str) -> str:
    return cause.partition(".")[0]


def _families(seat: Seat) -> set[str]:
    return {_family(cause) for cause in seat.sight.proved}


def _by_family(rows: Sequence[tuple[Candidate, float]]) -> dict[str, list[tuple[Candidate, float]]]:
    found = defaultdict(list)
    for row in rows:
        found[_family(row[0].cause)].append(row)
    return found


def _named(app: App, reported: str) -> set[str]:
    words = reported.casefold()
    return {d.name for d in app.dependencies if words and (d.name.casefold() in words or d.kind in words)}
