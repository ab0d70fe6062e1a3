"""Live sources: what `journald:UNIT`, `docker:C`, `compose:S` and `kubernetes:NS/POD[/CONTAINER]` have kept.

    place = live.place("docker:billing-web")
    place.asked(query)                 # its window goes into the command
    for block in place.blocks(): ...
    place.stopped                      # why it is not all; place.says: that, or what the program said

The window is in the command itself, so a long log is never read as a whole. It is asked for a little wider
than the query has it: a record that has begun within it comes whole, and who reads cuts exactly, by the time
that the platform puts before each line.
"""

from __future__ import annotations

import math
import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from farhand.logs.model import Query
    from farhand.platforms import Platform

#: Seconds that a command may run, and bytes that are taken of it, where nobody says more.
SECONDS, LIMIT = 60.0, 256 << 20
#: Seconds by which the command's window is wider on both sides.
_WIDER = 5.0
#: Bytes of one piece: the shape of the records is told by the first one.
_PIECE = 1 << 18
_WORD = re.compile(r"[a-z]{2,20}:.")


def looks_live(source: str) -> bool:
    """A cheap look, before anything is imported: `word:rest`, and no file of that name."""
    return bool(_WORD.match(source)) and not os.path.exists(source)


def place(name: str, previous: bool = False, seconds: float = SECONDS, limit: int = LIMIT) -> Source:
    """The source of that name, not yet asked. Raises Mistake for what is none."""
    from farhand import platforms
    from farhand.errors import Mistake

    found = platforms.of_source(name)
    if not found:
        known = ", ".join(f"{one}:NAME" for one in platforms.sources())
        raise Mistake(f"{name[:80]!r} is neither a file nor a live source; those are: {known}")
    return Source(name, *found, previous, seconds, limit)


class Source:
    """What one platform keeps of one target. `argv` is what is run; `says` and `stopped` are known when
    `blocks` has ended; `changed` is now."""

    __slots__ = (
        *("_limit", "_reading", "_seconds", "_target", "_until", "changed", "name", "previous"),
        *("says", "stopped"),
    )

    def __init__(
        self, name: str, platform: Platform, target: str, previous: bool, seconds: float, limit: int
    ) -> None:
        import time

        self.name, self.changed, self.previous = name, time.time(), previous
        self.says = self.stopped = ""
        self._target, self._seconds, self._limit = (platform, target), seconds, limit
        self.window(None, None)

    @property
    def argv(self) -> tuple[str, ...]:
        return self._reading.words

    def window(self, since: float | None, until: float | None, level: str = "") -> frozenset[str]:
        """Ask for this time only, in seconds since 1970, and by the tool's own levels where one is given.

        Gives what the tool does by itself: "since", "until", "level". Raises Mistake for a name that is none.
        """
        from farhand import platforms

        platform, target = self._target
        wanted = platforms.Wanted(
            platforms.of_epochs(since, until), 0, self._limit, level, previous=self.previous,
            seconds=max(5, int(self._seconds) - 5), prefix=True,
        )  # fmt: skip
        self._reading = next(iter(platform.log(target, wanted)))
        self._until = None if "until" in self._reading.does else until
        return self._reading.does | {"until"}

    def asked(self, query: Query) -> None:
        """Take the query's window into the command.

        Levels are left to who reads the text: a journal gives all that an app prints the priority `info`, so
        its own levels would lose most of what is meant.
        """
        self.window(
            None if query.since is None else math.floor(query.since - _WIDER),
            None if query.until is None else math.ceil(query.until + _WIDER),
        )

    def blocks(self) -> Iterator[bytes]:
        """What the log holds, in blocks of whole lines. Never raises for what the program does."""
        from farhand.logs.places import _running, _stamped

        run = _running.Run(self.argv, self._reading.both, self._seconds, self._limit)
        lines = _stamped.Lines(self._reading.stamps, self._until, self._reading.ordered)
        for block in _whole(run.blocks()):
            if text := lines.texts(block):
                yield text
            if lines.over:
                run.enough = True
        self.says, partial = _running.told(run, lines.own, lines.any)
        self.stopped = self.says if partial else ""


def _whole(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same in whole lines and larger pieces; a last line without an end gets one."""
    rest: list[bytes] = []
    size = 0
    for block in blocks:
        rest.append(block)
        size += len(block)
        if size < _PIECE:
            continue
        text = b"".join(rest)
        cut = text.rfind(b"\n") + 1
        rest, size = [text[cut:]], len(text) - cut
        if cut:
            yield text[:cut]
    if text := b"".join(rest):
        yield text if text.endswith(b"\n") else text + b"\n"
