"""One search from beginning to end: baseline and mirror first, then fewer and fewer differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from farhand.mirror.search import votes
from farhand.mirror.search.ddmin import ddmin
from farhand.mirror.search.journal import Journal
from farhand.mirror.search.narrow import narrow
from farhand.mirror.search.nouns import Chosen, Found, Outcome, Ran

NONE: Chosen = frozenset()


@dataclass(frozen=True)
class Step:
    """How far a search is, told before a run."""

    runs: int  # made so far
    left: int  # at most so many more for the guilty difference that is searched now; -1: not known yet
    trying: int  # differences in the set that is tried now


class TooMany(Exception):
    """As many runs as were allowed have been made."""


class Session:
    """Tries sets of differences, remembers all, and never runs what is known.

    `once` runs the command with a set of differences; `tell` is called before each run.
    """

    def __init__(
        self,
        order: Sequence[str],
        once: Callable[[Chosen], Ran],
        journal: Journal,
        tell: Callable[[Step], None] = lambda _: None,
        most: int = 0,
        made: int = 0,
    ) -> None:
        """`order`: ids of the differences, most likely first. `most`: runs at most; 0: no limit.

        `made`: runs of this search that are in the journal already.
        """
        self._order, self._once, self._journal, self._tell = tuple(order), once, journal, tell
        self._most, self._left = most, -1
        self._rule = votes.STEADY
        self._used: dict[Chosen, int] = {}
        self._unresolved: dict[str, None] = {}
        self._smallest: Chosen = frozenset(order)
        self.runs = made

    def search(self) -> Found:
        """The guilty set. With no limit of runs it is minimal."""
        whole = frozenset(self._order)
        try:
            if not self._agree(whole):
                return self._found((), minimal=False)
            return self._searched(whole)
        except TooMany:
            return self._found(self._in_order(self._smallest), minimal=False)

    def _searched(self, whole: Chosen) -> Found:
        rough = narrow(self._order, self.test, self._note_left)
        self._left = len(rough) + 1
        guilty = ddmin(rough, self.test)
        # With all others and without these: if it does not pass, they are not the only cause.
        others = self.test(whole - frozenset(guilty)) is not Outcome.PASS
        return self._found(guilty, minimal=True, others=others)

    def _agree(self, whole: Chosen) -> bool:
        """Whether the mirror fails and the baseline does not; both twice, which shows what is not steady."""
        baseline, mirror = self._tries(NONE, 2), self._tries(whole, 2)
        if votes.rule_of(baseline, mirror) != votes.STEADY:
            baseline, mirror = self._tries(NONE, votes.TRIES), self._tries(whole, votes.TRIES)
            self._rule = votes.rule_of(baseline, mirror)
        passes = votes.decided(baseline, self._rule) is Outcome.PASS
        return passes and votes.decided(mirror, self._rule) is Outcome.FAIL

    def test(self, chosen: Chosen) -> Outcome:
        """What this set comes to, by as many runs as the rule asks for."""
        outcomes: list[Outcome] = []
        while (known := votes.decided(outcomes, self._rule)) is None:
            outcomes = self._tries(chosen, len(outcomes) + 1)
        if known is Outcome.FAIL and len(chosen) < len(self._smallest):
            self._smallest = chosen
        return known

    def _tries(self, chosen: Chosen, count: int) -> list[Outcome]:
        """The outcomes of the first `count` runs of a set; those that are missing are made."""
        while len(self._journal.of(chosen)) < count:
            self._run(chosen)
        runs = self._journal.of(chosen)[:count]
        self._used[chosen] = max(count, self._used.get(chosen, 0))
        for ran in runs:
            if ran.outcome is Outcome.UNRESOLVED:
                self._unresolved[ran.says] = None
        return [ran.outcome for ran in runs]

    def _run(self, chosen: Chosen) -> None:
        if self._most and self.runs >= self._most:
            raise TooMany
        self._tell(Step(self.runs, self._left, len(chosen)))
        self._journal.add(chosen, self._once(chosen))
        self.runs += 1

    def _note_left(self, left: int) -> None:
        self._left = left

    def _in_order(self, chosen: Chosen) -> tuple[str, ...]:
        return tuple(one for one in self._order if one in chosen)

    def _found(self, guilty: Sequence[str], minimal: bool, others: bool = False) -> Found:
        last = self._journal.of(frozenset(guilty or self._order))
        said = next((ran.says for ran in reversed(last) if ran.outcome is Outcome.FAIL), "")
        flaky = self._rule != votes.STEADY
        reasons = tuple(self._unresolved)
        remembered = max(0, sum(self._used.values()) - self.runs)
        return Found(tuple(guilty), self.runs, remembered, minimal, others, flaky, reasons, said)
