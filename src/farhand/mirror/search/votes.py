"""What several tries of one set of differences come to.  Pure.

A steady command is tried once per set. Where the same set has both passed and failed, every set is tried
up to five times: if the baseline has never failed in five tries, one failure shows that the set can fail;
if it also failed there, the majority decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from farhand.mirror.search.nouns import Outcome

#: Tries of a set where the command is not steady.
TRIES = 5


@dataclass(frozen=True)
class Rule:
    """At most `tries` per set; `failures` of them make it fail."""

    tries: int = 1
    failures: int = 1


STEADY = Rule()
ONE_FAILURE = Rule(TRIES, 1)
MAJORITY = Rule(TRIES, TRIES // 2 + 1)


def decided(outcomes: Sequence[Outcome], rule: Rule) -> Outcome | None:
    """What is known after these tries; None where one more is needed."""
    if outcomes.count(Outcome.FAIL) >= rule.failures:
        return Outcome.FAIL
    if outcomes.count(Outcome.PASS) > rule.tries - rule.failures:
        return Outcome.PASS
    if len(outcomes) < rule.tries:
        return None
    passed = outcomes.count(Outcome.PASS) > outcomes.count(Outcome.UNRESOLVED)
    return Outcome.PASS if passed else Outcome.UNRESOLVED


def rule_of(baseline: Sequence[Outcome], mirror: Sequence[Outcome]) -> Rule:
    """How often to try each set, by what baseline and full mirror came to."""
    if len(set(baseline)) < 2 and len(set(mirror)) < 2:
        return STEADY
    return ONE_FAILURE if Outcome.FAIL not in baseline else MAJORITY
