"""How many failures each dependency has met, also those that were only counted and never described."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.embed.failures.inbox import Tally

#: Tallies of one dependency and source that are kept apart; more are summed up.
_MOST = 200


class _Source:
    """What one source has seen of one dependency."""

    def __init__(self) -> None:
        self.tallies: set[Tally] = set()
        self.before = 0

    def add(self, tally: Tally) -> None:
        if len(self.tallies) >= _MOST:
            self.before = self.count
            self.tallies = set()
        self.tallies.add(tally)

    @property
    def count(self) -> int:
        return self.before + sum(tally.count for tally in list(self.tallies))


class Counts:
    """One failure may be seen by several sources; the one that has seen most tells how many there were."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, _Source]] = {}

    def add(self, dependency: str, source: str, tally: Tally) -> None:
        """From now on what this tally counts is a failure of that dependency."""
        self._known.setdefault(dependency, {}).setdefault(source, _Source()).add(tally)

    def of(self, dependency: str) -> int:
        return max((source.count for source in list(self._known.get(dependency, {}).values())), default=0)

    def all(self) -> dict[str, int]:
        return {name: self.of(name) for name in list(self._known)}
