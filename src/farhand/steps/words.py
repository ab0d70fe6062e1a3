"""A step in words for the person who is asked: what each answer would mean.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from farhand import causes
from farhand.steps import worth
from farhand.steps.planning import LEAST, Advice
from farhand.steps.worth import Belief, Candidate, Step, normal

#: Causes that are told per step.
MOST = 3


def decides(step: Step, belief: Belief, most: int = 12) -> list[str]:
    """The causes that the answer would name or shift, the most likely first."""
    if step.choices:
        return _shifted(step, belief)[:most]
    return [c.cause for c, _ in _shown(step, belief)][:most]


def means(step: Step, advice: Advice) -> list[str]:
    """What each answer would mean, two to five lines of "if ... then ..."."""
    if step.choices:
        return [f"if {choice}: {text}" for choice, text in step.means.items()][:5]
    if step.kind == "compare":
        first, *others = (causes.get(c.cause).title for c in step.shows)
        return [f"if not so: {first} stays the cause", *(f"if so: then it is rather: {t}" for t in others)]
    lines = [f"if it shows {c.cause}: {causes.get(c.cause).title}" for c, _ in _distinct(step, advice.belief)]
    return [*lines, _if_well(step, advice), "if it cannot be run: say so, and another way is looked for"]


def _shown(step: Step, belief: Belief) -> list[tuple[Candidate, float]]:
    rows = [(c, belief[c] * chance) for c, chance in step.shows.items() if c in belief]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _distinct(step: Step, belief: Belief) -> Iterator[tuple[Candidate, float]]:
    seen: set[str] = set()
    for candidate, weight in _shown(step, belief):
        if candidate.cause not in seen and len(seen) < MOST:
            seen.add(candidate.cause)
            yield candidate, weight


def _if_well(step: Step, advice: Advice) -> str:
    """What is ruled out when nothing is found, and what would be asked then."""
    share = sum(weight for _, weight in _shown(step, advice.belief))
    then = _then(step, advice)
    return f"if all is well: {round(share * 100)} % of what is possible is ruled out{then}"


def _then(step: Step, advice: Advice) -> str:
    after = normal({c: p * (1.0 - step.shows.get(c, 0.0)) for c, p in advice.belief.items()})
    following = worth.best(after, [s for s in advice.rest if s != step], least=LEAST)
    return f", and {following.subject} is looked at next" if following and following.kind == "check" else ""


def _shifted(step: Step, belief: Belief) -> list[str]:
    """The causes that some choice makes much more likely than another one does."""

    def spread(candidate: Candidate) -> float:
        by_choice = [row.get(candidate, 0.0) for row in step.choices.values()]
        return belief[candidate] * (max(by_choice) - min(by_choice))

    ranked: Sequence[Candidate] = sorted(belief, key=lambda c: (-spread(c), c))
    return list(dict.fromkeys(c.cause for c in ranked))
