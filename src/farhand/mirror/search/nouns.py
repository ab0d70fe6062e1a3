"""What a search speaks of.  Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

#: Differences that a mirror has beside the baseline, by id.
Chosen = frozenset[str]


class Outcome(Enum):
    """What the command came to with some of the differences."""

    PASS = "pass"  # as in the baseline
    FAIL = "fail"  # as in the mirror with all differences
    UNRESOLVED = "unresolved"  # neither: it could not be started, or it failed in another way


#: Tries one set of differences.
Try = Callable[[Chosen], Outcome]


@dataclass(frozen=True)
class Ran:
    """One run of the command. `says` is one line that shows why; `took_ms` is that of the command."""

    outcome: Outcome
    exit: int
    says: str = ""
    took_ms: int = 0


@dataclass(frozen=True)
class Found:
    """What a search came to. `guilty` is in the order of weight; empty where the mirror does not fail."""

    guilty: tuple[str, ...]
    runs: int  # made now
    remembered: int  # taken from an earlier search
    minimal: bool = True  # leaving out any one of `guilty` lets the command pass, as was tried
    others: bool = False  # without `guilty` it fails all the same: there is one more cause
    flaky: bool = False  # the same set passed once and failed once
    unresolved: tuple[str, ...] = ()  # why sets could be neither, each reason once
    says: str = ""  # a line of the command's output with the guilty set
