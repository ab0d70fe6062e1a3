"""Connecting to all addresses of a host at once, and finding out why some do not answer.

Part of the `tcp` check. Where all addresses accept, one SYN each is all that is sent. Whatever else
is done here costs time only where something is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from farhand.deadline import Deadline
from farhand.wire import attempt, path, tables
from farhand.wire.attempt import Attempt

#: At most that many addresses are tried, and that many looked into.
ADDRESSES, DEPTH = 8, 3
#: Seconds without an answer after which the way is looked into.
PATIENCE = 1.0
#: A router needs three seconds to find that nobody has an address, and then says so.
UNTIL_ICMP = 4.5
#: An answer "no such host" that comes sooner than this (ms) was not looked for by asking around.
AT_ONCE = 300


class Ladder:
    """One port of one host. `rows` has a row of facts per address, `open` the sockets that are connected."""

    def __init__(self, addresses: Sequence[str], port: int, deadline: Deadline) -> None:
        self._port, self._deadline = port, deadline
        self._first = [Attempt(address, port) for address in addresses[:ADDRESSES]]
        self._more: dict[str, dict[str, Any]] = {}
        self._begun = Deadline(UNTIL_ICMP)

    def climb(self) -> None:
        """Connect; where that fails, find out why."""
        attempt.wait(self._first, self._deadline.within(PATIENCE))
        self._look_into_silence()
        for tried in self._bad()[:DEPTH]:
            self._look_into_answer(tried)
        for tried in self._first:
            if tried.result == "open" and tried.sent_again:
                self._more.setdefault(tried.address, {})["repeats"] = self._repeat(tried)

    @property
    def opened(self) -> list[str]:
        return [a.address for a in self._first if a.result == "open"]

    def sockets(self) -> list[Attempt]:
        return [a for a in self._first if a.result == "open"]

    def close(self) -> None:
        attempt.close(self._first)

    def rows(self) -> list[dict[str, Any]]:
        return [{"address": a.address, **a.as_facts(), **self._more.get(a.address, {})} for a in self._first]

    def _bad(self) -> list[Attempt]:
        return [a for a in self._first if a.result not in ("open", "silent")]

    # Silence -------------------------------------------------------------------------------------

    def _look_into_silence(self) -> None:
        silent = [a for a in self._first if not a.decided]
        if not silent or self._deadline.over:  # what is sent now is not waited for, and shows nothing
            return
        sides = [_Side(a, self._port) for a in silent[:DEPTH]]
        with path.Turn(Deadline(0)) as mine:
            rungs = path.rungs(silent[0].address, self._port) if mine and not sides[0].here else []
            self._wait(silent, sides, rungs)
        for side in sides:
            self._more[side.first.address] = side.facts()
        if rungs:
            self._more[silent[0].address]["ladder"] = path.ladder(rungs)
        attempt.close([*rungs, *(a for side in sides for a in side.all)])

    def _wait(self, silent: Sequence[Attempt], sides: Sequence[_Side], rungs: list[Attempt]) -> None:
        """Until all is clear: not longer than a router needs to find that nobody is there."""
        watched = [*silent, *rungs, *(a for side in sides for a in side.all)]
        end = self._deadline.within(self._begun.left())
        while not end.over and not all(side.clear for side in sides):
            attempt.wait([a for a in watched if not a.decided], end.within(0.2))
            more = path.rungs(silent[0].address, self._port, rungs) if rungs else []
            rungs += more
            watched += more

    # Answers that are none -----------------------------------------------------------------------

    def _look_into_answer(self, tried: Attempt) -> None:
        facts = self._more.setdefault(tried.address, {})
        if tried.result == "local":
            facts["source"] = path.source_of(tried.address)
        elif tried.result == "refused" and "others" not in facts:
            if path.is_here(tried.address):
                facts["here"] = True
            else:
                facts["reset"] = path.reset_origin(tried.address, self._port, self._deadline, tried.ms)
        elif tried.icmp:
            facts["source"] = path.source_of(tried.address)
            if tried.icmp.kind in ("net", "host") and "others" not in facts:
                facts["others"] = self._others(tried)

    def _others(self, tried: Attempt) -> list[dict[str, Any]]:
        """Do other ports of that address get the same answer?"""
        near = path.neighbours(tried.address, self._port)
        attempt.wait(near, self._deadline.within(1.3))
        attempt.close(near)
        return [{"port": a.port, **a.as_facts()} for a in near]

    def _repeat(self, tried: Attempt) -> list[dict[str, Any]]:
        """The first packet was lost: is that the rule here?"""
        repeats = [Attempt(tried.address, self._port) for _ in range(4)]
        attempt.wait(repeats, self._deadline.within(2.5))
        attempt.close(repeats)
        return [a.as_facts() for a in repeats]


class _Side:
    """What is tried beside an address that keeps silent: once more, and other ports."""

    def __init__(self, first: Attempt, port: int) -> None:
        self.first = first
        self.here = path.is_here(first.address)
        self.again = Attempt(first.address, port)
        self.others = path.neighbours(first.address, port)
        self.queue = tables.listen_queue(port) if self.here else None

    @property
    def all(self) -> list[Attempt]:
        return [self.again, *self.others]

    @property
    def clear(self) -> bool:
        """No answer that is still to come would change what this looks like."""
        if self.first.decided or self.again.icmp:
            return True
        alive = any(a.result in ("open", "refused") or a.icmp for a in self.others)
        known = alive or self.here or not self.first.left_host
        return known and self.first.age > 2.4

    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "again": self.again.as_facts(),
            "others": [{"port": a.port, **a.as_facts()} for a in self.others],
            "source": path.source_of(self.first.address),
        }
        if self.here:
            facts["here"] = True
        if self.queue is not None:
            facts["queue"] = self.queue
        if not self.first.decided and tables.tracked():
            facts["tracked"] = list(tables.tracked() or ())
        return facts
