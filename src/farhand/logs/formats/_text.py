"""What formats have in common: first lines, colours, words that are levels, lines that continue others.
Pure.
"""

from __future__ import annotations

import re

from farhand.logs import model
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Format

#: How the text of a line looks that continues the record above, whoever wrote it: indented; a Python,
#: Java, Go or
#: JavaScript trace; what PostgreSQL adds to a message; closing brackets; nothing at all.
CONTINUES = (
    rb"(?: (?! {0,6}(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)[ :])|\t|\r?\n|\r?$|[})\]]|Traceback \(most recent"
    rb"|During handling of the above|The above exception was"
    rb"|(?:Caused by|Suppressed): |\.\.\. \d+ (?:more|common)|goroutine \d+ \[|at [\w$.<>/]+\("
    rb"|(?:DETAIL|HINT|STATEMENT|CONTEXT|QUERY|LOCATION):  "
    rb"|(?:[A-Za-z_][\w$]*\.)*[A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt)(?:: |\r?\n|\r?$))"
)
_ANSI = lazily(rb"\x1b\[[0-9;]*m")
#: Words that are a level wherever they stand alone in a line's head.
_LOUD = (
    rb"TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|SEVERE|CRITICAL|CRIT|FATAL|ALERT|EMERG|PANIC"
    rb"|SUCCESS|FINEST|FINER|FINE|CONFIG"
)
#: The same as other programs write them, which are also plain words: only in brackets, between bars,
#: before a colon.
_QUIET = (
    rb"trace|debug|dbg|info|information|informational|notice|note|warn|warning|wrn|error|err|severe"
    rb"|critical|crit"
    rb"|fatal|alert|emerg|emergency|panic|system|verbose|failure|success|dbug|trce|fail|inf|ftl|vrb"
)
_LEVEL = lazily(
    rb"(?:^|[\s|\[<(:\"=,.\]])(?P<loud>" + _LOUD + rb")(?=[\s|\]>):,\"/]|$)"
    rb"|(?:[\[<(]|\| ?|level[=:] ?\"?)(?i:(?P<in>" + _QUIET + rb")) *(?:[\]>)]| ?\||\"|(?= ))"
    rb"|(?:^|[\s\]\"|])(?i:(?P<before>" + _QUIET + rb"))(?=:(?:\s|$)| - )"
    rb"|(?<=[\s\]])(?P<bare>debug|info|notice|warn|warning|error|critical|fatal)(?=\t|  )"
    rb"|(?<=[\d\]MZ] )(?P<after>Error|Warning|Information|Critical|Fatal|Info|Warn|Debug|Trace)(?=[ :\t,])"
    rb"|[\[ |](?P<three>INF|WRN|ERR|DBG|FTL|VRB|TRC|PNC)(?=[\] |])"
)
_MORE = {
    b"note": model.INFO, b"system": model.INFO, b"dbug": model.DEBUG, b"trce": model.TRACE,
    b"fail": model.ERROR, b"ftl": model.CRITICAL, b"vrb": model.DEBUG, b"trc": model.TRACE,
    b"pnc": model.CRITICAL,
}  # fmt: skip
#: How far into a record its level may stand.
HEAD = 200


def bare(text: bytes) -> bytes:
    """Without colours."""
    return _ANSI.sub(b"", text) if b"\x1b" in text else text


def inside(form: Format, record: bytes) -> bytes:
    """What the program itself wrote of a record: without what a runtime or a shipper put before each line."""
    known = getattr(form, "inside", None)
    found: bytes = known(record) if known else record
    return found


def first_line(record: bytes) -> bytes:
    """The first line, without its end and what may stand before its text."""
    return bare(record.partition(b"\n")[0]).lstrip(b"\x00\xef\xbb\xbf").rstrip(b"\r")


def severity(word: bytes) -> int:
    """As `model.severity`, and for the words that only some programs use."""
    return model.severity(word) or _MORE.get(word.lower(), 0)


def level_in(head: bytes) -> tuple[int, int, int] | None:
    """The first level of a line's head: the number, and from where to where its word stands."""
    found = _LEVEL.search(head)
    if not found:
        return None
    word = found[found.lastgroup or 0]
    return severity(word), found.start(found.lastgroup or 0), found.end()


def named(record: bytes, name: bytes) -> bytes | None:
    """The value of `name=value`, `name: value` or `"name": "value"` anywhere in the record."""
    if name not in record:
        return None
    found = re.search(
        rb"(?<![\w.-])" + re.escape(name) + rb"[\"']?\s?[=:]\s?(\"[^\"\n]*\"|'[^'\n]*'|[^\s,;}\])]+)",
        bare(record),
    )
    return found[1].strip(b"\"'") if found else None


def signs(least: int, sample: bytes) -> list[bytes]:
    """Texts of which one is in every record of that level or worse: its words as they are spelled.

    `sample` is a part of the log, for formats that have several ways to write a level.
    """
    words = {word for word, number in [*model.LEVELS.items(), *_MORE.items()] if number >= least}
    stems = {word for word in words if not any(other != word and other in word for other in words)}
    return sorted({form for word in stems for form in (word, word.upper(), word.capitalize())})
