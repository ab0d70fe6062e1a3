"""What evidence makes of a belief.  Pure.

A finding raises its cause and leaves open what it does not exclude; a stage that passed excludes the causes
that it can see, as surely as its vantage allows; what could not be looked at changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from farhand import causes, checks
from farhand.model import PASS, Finding, Result
from farhand.steps import sees
from farhand.steps.candidates import ITSELF
from farhand.steps.worth import Belief, Candidate, normal

#: How much more a finding weighs than all that was possible before.
FOUND = 20.0
NOT_CRITICAL = 0.25
#: How likely what was found only follows from a variable or the clock, until those were looked at.
FOLLOWS = 0.25


#: The checks of what all dependencies share, and of the variables among it.
_VARIABLES = "env"
_SITE_WIDE = frozenset({_VARIABLES, "clock"})


@dataclass(frozen=True)
class Learned:
    """The belief now, and the root causes that were found, with the candidates that each stands for."""

    belief: Belief
    found: tuple[Finding, ...] = ()
    stands: frozenset[Candidate] = frozenset()


def learn(
    prior: Belief,
    results: Sequence[Result],
    found: Sequence[Finding],
    private: AbstractSet[Candidate] = frozenset(),
    fed: AbstractSet[str] = frozenset(),
) -> Learned:
    """The belief after all evidence so far. `found` are the causes of its diagnosis.

    `fed`: the subjects whose settings come from variables of the app.
    """
    roots = tuple(f for f in found if f.role == "root" and f.waived is None)
    weights, site = dict(prior), frozenset([*checks.names(), ITSELF])
    stands: set[Candidate] = set()
    for finding in roots:
        mine = _places(finding, prior)
        stands.update(mine)
        _raise(weights, finding, mine, _rival_places(finding, prior, site))
        suspects = _SITE_WIDE if finding.subject in fed else _SITE_WIDE - {_VARIABLES}
        _suspect(weights, finding, prior, suspects, _excluded_at(finding.subject, results))
    for result in results:
        if result.outcome == PASS and result.check != "text":
            _exclude(weights, result, stands, private)
    return Learned(normal(weights), roots, frozenset(stands))


def told(belief: Belief, choice: Mapping[Candidate, float]) -> Belief:
    """The belief after a person's answer: each candidate by how well it goes with that."""
    return normal({c: w * choice.get(c, 1.0) for c, w in belief.items()})


def rivals(finding: Finding) -> list[str]:
    """What may be the cause instead: what it does not exclude, and what it would follow from."""
    explaining = [c.id for c in causes.load().values() if finding.cause in c.explains]
    return list(dict.fromkeys([*(finding.not_excluded or ()), *explaining]))


def _raise(
    weights: dict[Candidate, float], finding: Finding, mine: Sequence[Candidate], rival: Sequence[Candidate]
) -> None:
    mass = FOUND * (1.0 if finding.critical else NOT_CRITICAL)
    for candidate in mine:
        share = mass * finding.confidence / len(mine)
        weights[candidate] = max(weights.get(candidate, 0.0), share)
    others = [c for c in rival if c not in mine]
    before = {c: weights.get(c, 0.0) for c in others}
    total = sum(before.values())
    for candidate in others:
        part = before[candidate] / total if total else 1 / len(others)
        weights[candidate] = weights.get(candidate, 0.0) + mass * (1 - finding.confidence) * part


def _suspect(
    weights: dict[Candidate, float],
    finding: Finding,
    prior: Belief,
    suspects: AbstractSet[str],
    excluded: AbstractSet[str],
) -> None:
    """The variables and the clock, where what was found would follow from them and its own check has not seen
    that they are well."""
    if finding.subject in suspects:
        return
    possible = set(rivals(finding)) - excluded
    there = {c: p for c, p in prior.items() if c.subject in suspects and c.cause in possible}
    mass = FOLLOWS * FOUND * finding.confidence * (1.0 if finding.critical else NOT_CRITICAL)
    for candidate, part in there.items():
        share = mass * part / sum(there.values())
        weights[candidate] = max(weights.get(candidate, 0.0), share)


def _excluded_at(subject: str, results: Sequence[Result]) -> set[str]:
    """The causes that passed stages of this subject would have shown: an example proves that they can."""
    passed = [r for r in results if r.subject == subject and r.outcome == PASS and r.check != "text"]
    rows = [_sight(row)[0].proved for row in passed]
    return {cause for proved in rows for cause, how in proved.items() if how != "named"}


def _places(finding: Finding, prior: Belief) -> list[Candidate]:
    """The candidate that it names; where its subject is none of the app's, each that has the cause."""
    here = Candidate(finding.cause, finding.subject)
    if here in prior or finding.check != "text" or finding.subject in {c.subject for c in prior}:
        return [here]
    return [c for c in prior if c.cause == finding.cause] or [here]


def _rival_places(finding: Finding, prior: Belief, site: AbstractSet[str]) -> list[Candidate]:
    """The rivals where they can be: at the same subject, else at the site."""
    there = []
    for cause in rivals(finding):
        at = [c for c in prior if c.cause == cause]
        same = [c for c in at if c.subject == finding.subject]
        shared = [c for c in at if c.subject in site]
        there += [*same, *shared] or ([Candidate(cause, finding.subject)] if _left(finding, cause) else [])
    return there


def _left(finding: Finding, cause: str) -> bool:
    return cause in (finding.not_excluded or ())


def _exclude(
    weights: dict[Candidate, float],
    passed: Result,
    stands: AbstractSet[Candidate],
    private: AbstractSet[Candidate],
) -> None:
    """What a passed stage would have shown is less likely by the chance that it was not missed."""
    sight, site = _sight(passed)
    for candidate in weights:
        here = candidate.subject == passed.subject
        if candidate not in stands and (here or (site and candidate not in private)):
            chance = sight.chance(candidate.cause, passed.vantage.via == "probe")
            weights[candidate] *= 1.0 - chance * (1.0 if here else sees.ELSEWHERE)


def _sight(result: Result) -> tuple[sees.Sight, bool]:
    """What the stage can show, and whether its check is one of the site."""
    try:
        check = checks.find(result.check)
        return sees.stages(check).get(result.stage, sees.NOTHING), checks.is_site(check)
    except (LookupError, ImportError):
        return sees.NOTHING, False
