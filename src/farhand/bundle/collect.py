"""Carries out a plan, and nothing that is not in it. Raw evidence stays in memory until it is redacted.

Several items are had at once, each on a daemon thread of its own: one that hangs costs only its own deadline.
Redaction begins when all have come in, for the self-test may learn a password that a log holds too.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from farhand.bundle import idle, items, ways
from farhand.bundle.masked import Masked, masked
from farhand.bundle.model import NOT_REACHED, STRUCK, TIMED_OUT, WITHHELD, Budgets, Item, Plan, Row
from farhand.bundle.plan import safe
from farhand.bundle.site import Site
from farhand.bundle.ways import Groups, Taken, Work
from farhand.bundle.ways.command import kill
from farhand.deadline import Deadline
from farhand.model import nothing
from farhand.redact import Tally

#: Items that are had at the same time.
AT_ONCE = 4
#: Seconds between two looks at the disk and at Ctrl-C.
_TICK = 0.1
#: Seconds of the whole that are kept for redaction at most; and what it has when somebody waits for the end.
_FOR_REDACTION, _LAST = 60.0, 10.0


class NotPlanned(Exception):
    """Somebody asked for an item that the plan does not hold: a fault of Farhand, and nothing is done."""


@dataclass(frozen=True)
class Collected:
    """What came of a plan: one row for each item, and the redacted bytes of those that are there."""

    rows: tuple[Row, ...]
    data: Mapping[str, bytes] = field(default_factory=nothing)
    tallies: Mapping[str, Tally] = field(default_factory=nothing)
    interrupted: str = ""  # why it ended early; empty: it did not
    seconds: float = 0.0
    priority: str = ""


def collect(
    plan: Plan,
    site: Site,
    strike: Collection[str] = (),
    room: Callable[[], int] | None = None,
    tell: Callable[[str, str], None] | None = None,
) -> Collected:
    """Carry out the plan. Never raises for what a source does.

    `room()` gives the bytes free where the bundle goes; `tell(name, word)` hears of progress.
    """
    return _Run(plan, site, frozenset(strike), room, tell or (lambda name, word: None)).all()


class _Run:
    """One collection. Threads only put into `_events`; all else belongs to the caller's thread."""

    def __init__(
        self,
        plan: Plan,
        site: Site,
        strike: frozenset[str],
        room: Callable[[], int] | None,
        tell: Callable[[str, str], None],
    ) -> None:
        self._plan, self._site, self._strike, self._room, self._tell = plan, site, strike, room, tell
        self._budgets: Budgets = plan.budgets
        self._begun = time.monotonic()
        self._whole = Deadline(self._budgets.seconds)
        self._taking = Deadline(self._budgets.seconds - min(_FOR_REDACTION, self._budgets.seconds / 3))
        self._events: queue.SimpleQueue[tuple[str, Taken, float]] = queue.SimpleQueue()
        self._groups = Groups()
        self._waiting = [item for item in plan.items if item.name not in strike]
        self._running: dict[str, tuple[Item, Deadline]] = {}
        self._taken: dict[str, tuple[Taken, float]] = {}
        self._names: set[str] = set()
        self._priority = ""
        self._why = ""

    def all(self) -> Collected:
        self._take_all()
        done = [self._may_leave(one) for one in self._mask_all()]
        return Collected(
            tuple(one.row for one in done),
            {one.row.name: one.data for one in done if one.row.sha256},
            {one.row.name: one.tally for one in done if one.tally},
            self._why,
            time.monotonic() - self._begun,
            self._priority,
        )

    def _take_all(self) -> None:
        try:
            while (self._waiting or self._running) and not self._ends():
                while self._waiting and len(self._running) < AT_ONCE:
                    self.start(self._waiting.pop(0))
                self._receive(_TICK)
                self._give_up()
        finally:
            for group in self._groups.close():
                kill(group)
        while not self._events.empty():
            self._receive(0.0)
        if self._site.stop.asked:  # the last item may have been the one that was cut short
            self._why = "interrupted"

    def _ends(self) -> bool:
        """True where the rest is not reached, with the reason in `_why`."""
        if self._site.stop.asked:
            self._why = "interrupted"
            self._wait_for_last_words()
        elif self._taking.over:
            self._why = f"the time for all, {self._budgets.seconds:g} s, was used up"
        elif self._room is not None and self._room() < self._budgets.free_disk:
            self._why = f"less than {self._budgets.free_disk} bytes were left free on the disk"
        return bool(self._why)

    def _wait_for_last_words(self) -> None:
        """What was asked to stop (the self-test) hands over what it knows."""
        patience = Deadline(1.0)
        while not patience.over and any(items.is_urgent(name) for name in self._running):
            self._receive(_TICK)

    def start(self, item: Item) -> None:
        """Begin one item of the plan. Raises NotPlanned for any other."""
        if item not in self._plan.items or item.name in self._strike:
            raise NotPlanned(item.name)
        deadline = self._taking.within(item.seconds)
        self._running[item.name] = (item, deadline)
        self._tell(item.name, "begun")
        work = Work(self._site, deadline, min(item.limit, self._budgets.bytes), self._groups)
        name = f"farhand-take {item.name}"
        threading.Thread(target=self._work, args=(item, work), daemon=True, name=name).start()

    def _work(self, item: Item, work: Work) -> None:
        """In the item's own thread."""
        begun = time.monotonic()
        try:
            if not items.is_urgent(item.name):
                self._priority = idle.become()
            taken = ways.take(item, work)
        except BaseException as error:  # a source that fails costs only itself
            taken = Taken(outcome=WITHHELD, says=f"it could not be had ({type(error).__name__})")
        self._events.put((item.name, taken, (time.monotonic() - begun) * 1000))

    def _receive(self, seconds: float) -> None:
        try:
            name, taken, took = self._events.get(timeout=max(0.001, seconds))
        except queue.Empty:
            return
        if self._running.pop(name, None):  # what comes after its time was up is not taken
            self._taken[name] = (taken, took)
            self._tell(name, taken.outcome)

    def _give_up(self) -> None:
        """A command ends itself at its deadline; what hangs in the system is left behind a little later."""
        for name, (item, deadline) in list(self._running.items()):
            if deadline.past() > 1.5:
                del self._running[name]
                self._taken[name] = (
                    Taken(outcome=TIMED_OUT, says=f"no answer within {item.seconds:g} s"),
                    0.0,
                )
                self._tell(name, TIMED_OUT)

    def _mask_all(self) -> Iterator[Masked]:
        """In the order of the plan: what is worth most has the bytes there are."""
        left = self._budgets.bytes
        end = Deadline(_LAST) if self._site.stop.asked else self._whole
        for item in self._plan.items:
            made = self._mask(item, end)
            if len(made.data) > left:
                says = f"the {self._budgets.bytes} bytes for all items were used up"
                made = Masked(Row(item.name, NOT_REACHED, says, took_ms=made.row.took_ms))
            left -= len(made.data)
            yield made

    def _may_leave(self, one: Masked) -> Masked:
        """The item under a name that may leave too: a path may hold a secret."""
        name = safe(self._site.redactor.text(one.row.name))
        while name in self._names:
            name += "_"
        self._names.add(name)
        return replace(one, row=replace(one.row, name=name))

    def _mask(self, item: Item, end: Deadline) -> Masked:
        if item.name in self._strike:
            return Masked(Row(item.name, STRUCK, "struck out at the site"))
        if item.name not in self._taken:
            return Masked(Row(item.name, NOT_REACHED, self._why or "the time was used up"))
        taken, took = self._taken.pop(item.name)
        if taken.data and end.over:
            return Masked(Row(item.name, NOT_REACHED, "no time was left to redact it", took_ms=took))
        return masked(item.name, taken, took, self._site.redactor, max(1.0, end.left()))


def stricken(made: Collected, names: Collection[str]) -> Collected:
    """The same without those: for what somebody strikes out once it has been shown."""
    rows = tuple(
        replace(r, outcome=STRUCK, says="struck out at the site", bytes=0, sha256="", redacted={})
        if r.name in names
        else r
        for r in made.rows
    )
    data = {name: value for name, value in made.data.items() if name not in names}
    return replace(made, rows=rows, data=data)
