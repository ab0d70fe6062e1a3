"""On this machine: in this process where there is little to do, else in one process per core."""

from __future__ import annotations

import os

from farhand.logs.engines import part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from farhand.logs.engines.part import Done
    from farhand.logs.engines.settings import Settings
    from farhand.logs.engines.watch import Watch
    from farhand.logs.engines.work import Piece

#: Below so many bytes starting processes takes longer than they save; errors alone are found far faster.
WORTH, WORTH_ERRORS = 64 << 20, 4 << 30


def run(
    pieces: Sequence[Piece], settings: Settings, watch: Watch, workers: int = 0, scheduler: str = ""
) -> Iterator[Done]:
    """`workers`: how many processes; 0: as many as there are cores, 1: this one alone."""
    shared = [piece for piece in pieces if piece.shared]
    count = min(workers or _cores(), len(shared))
    little = sum(piece.bytes for piece in shared) < (WORTH_ERRORS if settings.errors else WORTH)
    if count < 2 or (little and not workers):
        shared = []
    for piece in pieces:
        if piece not in shared and not watch.stop:
            yield part.done(piece, settings, watch)
    if shared:
        from farhand.logs.engines._processes import spread

        yield from spread(shared, settings, watch, count)


def _cores() -> int:
    """Those that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
