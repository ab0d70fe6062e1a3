"""Which lines of a program's output are the log's, by the time that the platform puts before each.  Pure.

What has no stamp among lines that have one is not the app's: docker hands on both outputs of a container, and
says its own complaints beside them. Only a journal has entries of several lines, the further ones indented.
"""

from __future__ import annotations

import calendar
import re
import time

_STAMP = rb"(20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d)(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d) "
_FORMS = {
    "first": re.compile(_STAMP),
    "journal": re.compile(_STAMP),
    "named": re.compile(rb"[^\n]{0,300}?(?:\| |\] )" + _STAMP),
}
#: Lines that the program said of itself; the last ones are kept.
_COMPLAINTS = 20


class Lines:
    """Takes blocks of whole lines. `own` are the program's own, `any` tells whether there were others.

    With `until`, in whole seconds since 1970, later lines are left out. `over` is True after the first of
    them where all lines are in the order of time: no more need be read.
    """

    def __init__(self, stamps: str, until: float | None = None, ordered: bool = True) -> None:
        self._form, self._until, self._ordered = _FORMS.get(stamps), until, ordered
        self._text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(until or 0)).encode()
        self._goes_on = stamps == "journal"
        self._known: tuple[bytes, bool] = (b"", True)
        self.own: list[bytes] = []
        self.any = self.over = False

    def texts(self, block: bytes) -> bytes:
        """The lines of the log in this block."""
        if self._form is None:
            self.any = self.any or bool(block)
            return block
        kept = b"".join([line for line in block.splitlines(keepends=True) if self._is_kept(line, self._form)])
        self.any = self.any or bool(kept)
        return kept

    def _is_kept(self, line: bytes, form: re.Pattern[bytes]) -> bool:
        found = form.match(line)
        if found:
            return self._until is None or self._is_before(found[1], found[2])
        if self._goes_on and line[:1] == b" ":
            return True
        self.own = [*self.own, line.rstrip()][-_COMPLAINTS:]
        return False

    def _is_before(self, second: bytes, zone: bytes) -> bool:
        """Times in UTC sort as texts; of others many lines are of one second."""
        if zone == b"Z":
            before = second < self._text
        elif self._known[0] == second + zone:
            before = self._known[1]
        else:
            fields = [int(n) for n in re.split(rb"[-T:]", second)]
            before = calendar.timegm((*fields, 0, 0, 0)) - _offset(zone) < (self._until or 0)
            self._known = second + zone, before
        self.over = self.over or (self._ordered and not before)
        return before


def _offset(zone: bytes) -> int:
    """Seconds east of UTC of `+02:00`."""
    return (-1 if zone[:1] == b"-" else 1) * (int(zone[1:3]) * 3600 + int(zone[-2:]) * 60)
