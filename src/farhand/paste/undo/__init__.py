"""What happens to a text on its way, and how each is undone: one file each, found by listing.

A module has `ORDER` (what was done last is undone first) and `undo(lines) -> lines`, which returns them as
they are where there is nothing to undo. Nothing is undone blindly: the seal of a frame proves it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol, cast

from farhand.paste.lines import Line

#: Texts that are tried of one text, at most.
_MOST = 24


class Undo(Protocol):
    """What a module here offers."""

    __name__: str
    ORDER: int
    DONE: str  # what is said of a text in which it was undone

    def undo(self, lines: Sequence[Line]) -> list[Line]: ...


@lru_cache(maxsize=1)
def every() -> tuple[Undo, ...]:
    names = [m.name for m in pkgutil.iter_modules(__path__)]
    found = [cast(Undo, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return tuple(sorted(found, key=lambda module: module.ORDER))


def apply(lines: Sequence[Line], steps: Sequence[Undo]) -> tuple[list[Line], tuple[str, ...]]:
    """The lines with these steps undone in order, and what was done of them."""
    done: list[str] = []
    now = list(lines)
    for step in steps:
        after = step.undo(now)
        if after != now:
            done.append(step.DONE)
        now = after
    return now, tuple(done)


def ways(lines: Sequence[Line]) -> Iterator[tuple[list[Line], tuple[str, ...]]]:
    """The text with more or less undone: all first, then as it came, then all but one, then one or two."""
    full, done = apply(lines, every())
    yield full, done
    lines = list(lines)
    useful = [step for step in every() if step.DONE in done or step.undo(lines) != lines]
    seen = {tuple(full)}
    for steps in _choices(useful):
        made, what = apply(lines, steps)
        if tuple(made) not in seen and len(seen) < _MOST:
            seen.add(tuple(made))
            yield made, what


def _choices(steps: Sequence[Undo]) -> Iterator[Sequence[Undo]]:
    yield ()
    for left_out in steps:
        yield [step for step in steps if step is not left_out]
    for first in range(len(steps)):
        yield [steps[first]]
        for second in range(first + 1, len(steps)):
            yield [steps[first], steps[second]]
