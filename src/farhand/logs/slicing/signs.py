"""Which texts must stand in every record that a query chooses: only where they are is it looked.  Pure."""

from __future__ import annotations

import re

from farhand.logs.model import WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Reading
    from farhand.logs.model import Query

#: What JSON writers escape, some more than others: a text is looked for only up to there.
_SAFE = re.compile(rb"[A-Za-z0-9 _.:,;=@#%()\[\]{}!?*+~^|$'-]+")

#: What JSON may write without quotes.
_BARE = re.compile(rb"[-+.\deE]+|true|false|null|[\[{].*", re.DOTALL)


def of(query: Query, reading: Reading, sample: bytes) -> list[bytes]:
    """Texts of which one is in every record that is chosen; none where that cannot be said."""
    quoted = reading.format.NAME == "json-lines"
    values = (_of_value(value, quoted) for _, value in query.fields)
    single = [*query.words, *query.traces, *(value for value in values if value)]
    if single:
        return [max(single, key=len)]
    known = getattr(reading.format, "signs", None)
    return known(query.level, sample) if known and query.level >= WARNING else []


def _of_value(value: bytes, quoted: bool) -> bytes:
    """The longest part of a field's value that is always written as it is; JSON's in quotes, but numbers."""
    if quoted and _SAFE.fullmatch(value) and not _BARE.fullmatch(value):
        return b'"' + value + b'"'
    return max(_SAFE.findall(value), key=len, default=b"")
