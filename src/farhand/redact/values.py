"""Where does the value after `key =` end? Quotes of any depth of escaping, bare words, whole lines.

All functions look at one line only, go over each character once and return (start, end) or None.
"""

from __future__ import annotations

import re

from farhand.redact import words

_OPENER = re.compile(r"(?:[bruf]{1,2}(?=[\"']))?(\\*)([\"'`])", re.I)
_NEXT_PAIR = r"[\w.\-]{1,60}[\"']?[ \t]{0,2}[=:]"
_BARE = re.compile(
    r"(?:[^\s;,&)\]}>\"'`\\<]"
    rf"|[;,&](?![\s]|$|amp;|{_NEXT_PAIR}|[;,&])"
    r"|[)\]}>](?![\s;,&)\]}>.\"'`|\\]|$)"
    r"|\\(?![\"'nrt]|\\+[\"'nrt])"
    r"|<(?!/)"
    r"|[\"'`](?=[\w@#$%!]))+"
)
_PERCENT = re.compile(r"(?:[^\s%&\"'<>;,]|%(?!26|0[adAD]|2[02]|3[bB]))+")
_ANOTHER = re.compile(rf"(?:[ \t,]|[;&][ \t]*){_NEXT_PAIR}")
#: `PGPASSWORD=x psql -h db`: a command with options follows, so the value was one word.
_COMMAND = re.compile(r"\S{1,512}[ \t]+[\w./-]{2,64}[ \t]+-{1,2}[A-Za-z]")
#: What announces a YAML block.
BLOCK = re.compile(r"[|>][-+]?\d?[-+]?[ \t\r]*")
_SEMICOLON = re.compile(r"[;\"'\\]")
_COMMENT = re.compile(r"[ \t][#;]")


def quoted(text: str, at: int, eol: int) -> tuple[int, int] | None:
    """The inside of the quotes that open at `at`; None where none opens. Unclosed: to the line's end.

    Within `n` levels of escaping a quote is written with 2**n - 1 backslashes before it.
    """
    opener = _OPENER.match(text, at, eol)
    if not opener:
        return None
    depth, quote, start = len(opener.group(1)), opener.group(2), opener.end()
    if depth == 0 and text.startswith(quote * 2, start) and quote != "`":  # Python and TOML: three of them
        last = text.find(quote * 3, start + 2, eol)
        if last > start + 2:
            return start + 2, last
    close = text.find(quote, start, eol)
    while close >= 0:
        slashes = _slashes(text, start, close)
        if slashes % (2 * (depth + 1)) == depth:
            if quote == "'" and depth == 0 and close > start and text[close + 1 : close + 2] == "'":
                close = text.find(quote, close + 2, eol)  # SQL and YAML write a quote as two
                continue
            return start, close - depth
        close = text.find(quote, close + 1, eol)
    return start, _trim(text, start, eol)


def bare(text: str, at: int, eol: int) -> tuple[int, int] | None:
    """The word at `at`, up to a blank, a closing bracket or a separator that another pair follows."""
    match = _BARE.match(text, at, eol)
    if not match:
        return None
    return match.start(), match.end()


def percent(text: str, at: int, eol: int) -> tuple[int, int] | None:
    """The value of a percent-encoded pair, up to an encoded `&` or what no URL holds."""
    match = _PERCENT.match(text, at, eol)
    return (match.start(), match.end()) if match else None


def rest_of_line(text: str, at: int, eol: int) -> tuple[int, int] | None:
    """All of the line where it is one value (YAML, INI, .env); the first word where more pairs follow."""
    end = _trim(text, at, eol)
    first = bare(text, at, end)
    if first and words.is_prose(text[first[0] : first[1]]):
        return None
    if _ANOTHER.search(text, at, end) or _COMMAND.match(text, at, end):
        return first
    comment = _COMMENT.search(text, at, end)
    end = _trim(text, at, comment.start()) if comment else end
    return (at, end) if end > at else None


def _slashes(text: str, start: int, close: int) -> int:
    """How many backslashes stand right before `close`."""
    at = close
    while at > start and text[at - 1] == "\\":
        at -= 1
    return close - at


def _trim(text: str, start: int, end: int) -> int:
    """The end without blanks and carriage return."""
    while end > start and text[end - 1] in " \t\r":
        end -= 1
    return end


def up_to_semicolon(text: str, at: int, eol: int) -> tuple[int, int] | None:
    """The value of a connection string (ADO, ODBC), which may hold blanks; a quote ends it too."""
    end = _SEMICOLON.search(text, at, eol)
    stop = _trim(text, at, end.start() if end else eol)
    return (at, stop) if stop > at else None


def line(text: str, at: int, eol: int) -> tuple[int, int] | None:
    """All up to the line's end, without a closing bracket or quote there."""
    end = _trim(text, at, eol)
    while end > at and text[end - 1] in "]\"'":
        end -= 1
    return (at, end) if end > at else None


def another_pair(text: str, at: int, end: int) -> bool:
    """True where a further `key=` follows within these bounds."""
    return bool(_ANOTHER.search(text, at, end))


def password_in_base64(value: str) -> str:
    """The password of `user:password` in base64, which may be short and without a digit."""
    import base64
    import binascii

    try:
        said = base64.b64decode(value, validate=True).decode() if len(value) % 4 == 0 else ""
    except (binascii.Error, ValueError):
        return ""
    return said.partition(":")[2] if said.isprintable() else ""
