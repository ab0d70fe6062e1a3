"""A log with records of several formats: each record is of the one whose beginning it has.  Pure."""

from __future__ import annotations

from farhand.logs.formats import _text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from re import Pattern

    from farhand.logs.formats import Format


class Several:
    """The formats of one log, as one."""

    ORDER = 0
    STAMPS: tuple[str, ...] = ()

    def __init__(self, formats: list[Format], begin: Pattern[bytes]) -> None:
        self.NAME = "+".join(dict.fromkeys(one.NAME for one in formats))
        self._formats = formats
        self._begin = begin

    def of(self, record: bytes) -> Format:
        """The format of this record; the first one's where it has no known beginning."""
        found = self._begin.match(record)
        return self._formats[int((found.lastgroup or "part0")[4:])] if found else self._formats[0]

    def begin(self, stamp: bytes) -> bytes:
        return self._begin.pattern

    def signs(self, least: int, sample: bytes) -> list[bytes]:
        each = [one.signs(least, sample) if hasattr(one, "signs") else [] for one in self._formats]
        return sorted({sign for signs in each for sign in signs}) if all(each) else []

    def inside(self, record: bytes) -> bytes:
        return _text.inside(self.of(record), record)

    def level(self, record: bytes) -> int:
        return self.of(record).level(record)

    def message(self, record: bytes) -> bytes:
        return self.of(record).message(record)

    def field(self, record: bytes, name: bytes) -> bytes | None:
        return self.of(record).field(record, name)
