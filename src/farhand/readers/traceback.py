"""Exceptions with their stacks: what is at the bottom of the chain, and whether it is a mistake in code.

Python, Java, Node, .NET, Ruby and Go print chains in different orders, and many outer exceptions around the
one that matters. A TypeError or a nil pointer at the bottom is a fault of the app, as long as nothing else
explains it; a KeyError of the environment is a variable that is not set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.readers import Part, Sign
from farhand.readers._runs import runs
from farhand.readers._stacks import Thrown, joins, marks, thrown
from farhand.readers._traceback_examples import EXAMPLES as EXAMPLES
from farhand.readers._words import words

WORDS = (
    "Traceback",
    " at ",
    "Exception",
    "Error",
    "panic",
    "goroutine",
    ".rb:",
    "from ",
    "Caused by",
    "most recent call",
)
PAST = True
#: Exceptions that say that code does what it must not, whatever its surroundings are.
_MISTAKES = {
    "python": words(
        "TypeError AttributeError IndexError KeyError NameError UnboundLocalError ZeroDivisionError "
        "RecursionError"
        " NotImplementedError"
    ),
    "node": words("TypeError ReferenceError RangeError"),
    "jvm": words(
        "NullPointerException ClassCastException ArrayIndexOutOfBoundsException IndexOutOfBoundsException"
        " StringIndexOutOfBoundsException ConcurrentModificationException ArithmeticException "
        "StackOverflowError"
        " NullReferenceException IndexOutOfRangeException InvalidCastException KeyNotFoundException"
        " DivideByZeroException"
    ),
    "ruby": words("NoMethodError NameError TypeError ZeroDivisionError IndexError"),
}  # fmt: skip
_GO_MISTAKE = re.compile(
    r"runtime error: (?:invalid memory address|index out of range|slice bounds|integer divide)"
    r"|interface conversion:"
    r"|assignment to entry in nil map|(?:send on|close of) closed channel"
)
#: Texts of such exceptions that are about the surroundings all the same.
_OUTSIDE = re.compile(
    r"fetch failed|Failed to fetch|NetworkError|Invalid URL|absolute URLs|terminated$|ERR_INVALID_URL"
    r"|timed? ?out|timeout"
    r"|connect|certificate|ECONN|socket",
    re.I,
)
_ENVIRONMENT = re.compile(r"environ\b|getenv|<frozen os>|/os\.py|ENV\.fetch|process\.env")
_QUOTED = re.compile(r"['\"](?P<name>[A-Za-z_][A-Za-z0-9_]{1,80})['\"]")
_LIBRARY_GAP = re.compile(r"unexpected keyword argument|^module '[\w.]+' has no attribute|cannot import name")
_BUILT_IN = ("", "builtins", "java.lang", "java.util", "System", "System.Collections.Generic")
_MOST = 5
#: What an exception of the app's own is worth; any other reason that is found counts for more.
_LEAST = 0.45
#: Exceptions of the language that may be of anything: a value may come from outside.
_ANYTHING = words(
    "ValueError RuntimeError Exception Error Throwable RuntimeException IllegalStateException StandardError"
    " IllegalArgumentException InvalidOperationException ArgumentError ArgumentException AggregateException"
)
#: Exceptions about what the code asked of others, or that are no fault at all.
_OF_OTHERS = re.compile(
    r"Connect|Time|IO|OSError|Socket|Network|SSL|TLS|Cert|Auth|Access|Denied|Permission|Forbidden|Sql|SQL|DB"
    r"|Database|Operational|Programming|Http|HTTP|Url|URL|Client|Server|Service|Remote|Redis|Mongo|Kafka|Amqp"
    r"|Rabbit|Grpc|Rpc|Api|API|Interrupt|Cancel|Exit|Abort|Closed|Broken|Memory|NotFound|Missing|Unavailable"
    r"|Config|Validation|License|Quota|Limit|Throttl"
)
#: A record of a log: what is in it was caught, and the app went on.
_RECORD = re.compile(
    r"^\S.*\b(?:TRACE|DEBUG|INFO|WARN|WARNING|NOTICE|ERROR|SEVERE|FATAL|CRITICAL)\b|^\[?\d{4}-\d\d-\d\d[T ]"
)


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """With the line before the first frame and what ends the last one."""
    last = 0
    for first, end in runs(lines, marks, joins, gap=3):
        begin, last_end = max(first - 2, last), min(end + 3, len(lines))
        if begin < last_end:
            yield begin, last_end
        last = last_end


def read(part: Part) -> Iterator[Sign]:
    told: set[tuple[str, str]] = set()
    for one in thrown(part.lines):
        if (one.cls, one.place) not in told and len(told) < _MOST:
            told.add((one.cls, one.place))
            yield from _judged(one, _logged(part.lines, one.at))


def _logged(lines: Sequence[str], at: int) -> bool:
    """Whether this stack stands in a record of a log, and did not end the process."""
    return any(_RECORD.search(line) for line in lines[: at + 1])


def _judged(one: Thrown, logged: bool) -> Iterator[Sign]:
    short = re.split(r"[.:]+", one.cls)[-1]
    if one.wrapped:
        yield from _bottom(one, short)
    where = f" at {one.place}" if one.place else ""
    if _ENVIRONMENT.search(one.code) and (sign := _of_environment(one, short)):
        yield sign
    elif one.in_library and _LIBRARY_GAP.search(one.text):
        why = f"a library is called in a way that this version of it does not know{where}: {short}"
        yield Sign(one.at, "app.dependency_missing", 0.5, why)
    elif _is_mistake(one, short):
        what = one.text[:80] if one.language == "go" else short
        yield Sign(
            one.at, "app.bug", 0.55, f"{what}{where}: code did what it must not", params={"path": one.place}
        )
    elif not logged and _is_own(one, short):
        why = f"{short}{where} ended this, and nothing else is known of it"
        yield Sign(one.at, "app.bug", _LEAST, why, params={"path": one.place})


def _bottom(one: Thrown, short: str) -> Iterator[Sign]:
    """What is known of the class, by its full name and by its short one."""
    for name in dict.fromkeys((one.cls, short)):
        yield Sign(one.at, why=f"at the bottom of the chain is {name}", facts={"class": name})


def _is_mistake(one: Thrown, short: str) -> bool:
    if one.language == "go":
        return bool(_GO_MISTAKE.search(one.text))
    if one.language == "node" and one.wrapped:
        return False
    own = one.cls.rpartition(short)[0].rstrip(".:") in _BUILT_IN
    return own and short in _MISTAKES[one.language] and not _OUTSIDE.search(one.text)


def _is_own(one: Thrown, short: str) -> bool:
    """An exception that neither wraps another one nor tells of something outside of the app."""
    other = short in _ANYTHING or _OF_OTHERS.search(short) or _OUTSIDE.search(one.text)
    return not (one.wrapped or other)


def _of_environment(one: Thrown, short: str) -> Sign | None:
    """The line that failed reads the environment: the variable is not set, or holds something else."""
    name = _QUOTED.search(one.text if short == "KeyError" else one.code)
    about = name["name"] if name else "a variable"
    subject, params = (about, {"name": about}) if name else ("", {})
    if short == "KeyError" or "NoneType" in one.text or "key not found" in one.text:
        why = f"{about} is not set in the environment of the process"
        return Sign(one.at, "config.env_missing", 0.92 if name else 0.7, why, subject, params=params)
    if short == "ValueError" and "invalid literal" in one.text:
        why = f"{about} holds something that is no number"
        return Sign(one.at, "config.value_malformed", 0.85, why, subject, params=params)
    return None
