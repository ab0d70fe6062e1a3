"""How records are written: as they come, as JSON Lines, redacted; Ctrl-C ends it between two of them."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from farhand.faces.progress import Bar
    from farhand.logs.slicing import Left, Pair


class Output:
    """Standard output. `some` says whether anything was written; `bars` tell how far the reading is."""

    __slots__ = ("_args", "_asked", "_bars", "_writes", "some")

    def __init__(self, args: Namespace, bars: list[Bar]) -> None:
        self._args = args
        self._bars = bars
        self._asked = self._writes = self.some = False

    def write(self, parts: Iterator[bytes]) -> bool:
        """Whether all was written. On Ctrl-C what was found so far is."""
        from farhand.cli import _process

        _process.gently(self._ask)
        try:
            self._all(parts)
        except KeyboardInterrupt:
            sys.stdout.buffer.flush()
            _process.say("farhand logs slice: interrupted; what was found so far is printed")
            return False
        finally:
            for bar in self._bars:
                bar.__exit__()
        return True

    def _ask(self) -> None:
        """Break off the reading at once, the writing after a whole record."""
        self._asked = True
        if not self._writes:
            raise KeyboardInterrupt

    def _all(self, parts: Iterator[bytes]) -> None:
        if self._args.redact:
            from farhand.cli._logs import _redacted

            _redacted.write(self._noted(parts), self._args)
            return
        out = sys.stdout.buffer
        for part in parts:
            self._writes = self.some = True
            out.write(part)
            self._writes = False
            if self._asked:
                raise KeyboardInterrupt
        out.flush()

    def _noted(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        for part in parts:
            self.some = True
            yield part


def as_json(pairs: Iterator[Pair], left: Left) -> Iterator[bytes]:
    """A line of JSON of each record: time, source, offset, level, text; what is not known is null."""
    import json

    from farhand.logs.model import NAMES
    from farhand.moment import shown

    for source, record in pairs:
        reading = left.readings.get(source)
        row = {
            "time": None if record.time is None else shown(record.time),
            "source": source,
            "offset": record.offset if record.offset >= 0 else None,
            "level": NAMES.get(reading.format.level(record.text)) if reading else None,
            "text": record.text.decode("utf-8", "replace"),
        }
        yield json.dumps(row).encode() + b"\n"
