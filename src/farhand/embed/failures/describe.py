"""An exception as plain data: class, numbers, addresses, text, and where in the app it was.

It runs on the app's thread, so it looks at little, asks no property that could do work, and reads nothing.
"""

from __future__ import annotations

import sys
import time

from farhand.embed.failures import classes
from farhand.embed.failures.seen import Link, Sighting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType
    from typing import Any

    from farhand.embed.failures.inbox import Tally
    from farhand.embed.failures.seen import Hint

#: Exceptions of one chain; characters of one text, of which the last ones are dropped once it is masked;
#: frames that are looked at for the app's own place.
_MOST_LINKS, MOST_TEXT, _MOST_FRAMES = 8, 4000, 60
#: From here on a database's message quotes the statement, its parameters or the row.
_QUOTES = (
    "\nLINE ",
    "\nDETAIL",
    "\nCONTEXT",
    "\n[SQL",
    "[SQL:",
    "[parameters:",
    "\n\tparameters:",
    "\nQUERY:",
)
_HERE = __file__.rpartition("/embed/")[0] + "/"
_STANDARD = str(sys.modules["os"].__file__).rpartition("/")[0] + "/"
_LIBRARIES = ("site-packages/", "dist-packages/", "<frozen")


def sighting(
    error: BaseException, named: str, source: str, hint: Hint, tally: Tally | None = None
) -> Sighting:
    """All that is kept of a failure."""
    links = tuple(_link(one) for one in chain(error))
    return Sighting(time.time(), source, links, named, hint, place(error), _ids(), tally)


def chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and what it was raised from, wrapped around, or holds as its reason."""
    waiting, seen = [error], set[int]()
    while waiting and len(seen) < _MOST_LINKS:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        held = vars(one)
        inner = [one.__cause__, held.get("orig"), held.get("reason"), *one.args[:1]]
        inner += list(getattr(one, "exceptions", None) or ())[:3]  # of a group (PEP 654)
        inner.append(None if one.__suppress_context__ else one.__context__)
        waiting += [e for e in inner if isinstance(e, BaseException)]


def is_candidate(error: BaseException) -> bool:
    """True where a driver, a socket or the system speaks anywhere in the chain."""
    return any(classes.may_be_about(type(one)) for one in chain(error))


def _link(error: BaseException) -> Link:
    held, bases = vars(error), classes.names(type(error))
    number = getattr(error, "errno", None) if isinstance(error, OSError) else None
    path = getattr(error, "filename", "") if isinstance(error, OSError) else ""
    return Link(
        type=bases[0],
        bases=bases,
        text=_text(error),
        errno=number if isinstance(number, int) else 0,
        sqlstate=_sqlstate(error),
        code=_code(error, held),
        at=tuple(_addresses(error, held)),
        path=path[:1000] if isinstance(path, str) else "",
    )


def _text(error: BaseException) -> str:
    """What it says; of an SQL toolkit's error only its own sentence, which is its first argument."""
    first = error.args[0] if error.args else ""
    wraps = hasattr(error, "statement") and isinstance(first, str)
    try:
        text = first if wraps else str(error)
    except Exception:  # a class may do anything in __str__
        return ""
    text = str(text)[:MOST_TEXT]
    for quote in _QUOTES:
        text = text.partition(quote)[0]
    return text


def _sqlstate(error: BaseException) -> str:
    """psycopg and asyncpg call it sqlstate, psycopg2 pgcode; pg8000 has it in a mapping under C."""
    state = getattr(error, "sqlstate", None) or getattr(error, "pgcode", None)
    if not state and error.args and isinstance(error.args[0], dict):
        state = error.args[0].get("C")
    return state[:5] if isinstance(state, str) else ""


def _code(error: BaseException, held: dict[str, Any]) -> int:
    """An HTTP status (requests, httpx: of the response; aiohttp, urllib: of its own), or MySQL's number."""
    response = held.get("response") or held.get("_response")
    for value in (getattr(response, "status_code", None), held.get("status"), held.get("code")):
        if isinstance(value, int) and 100 <= value < 600:
            return int(value)
    first = error.args[0] if error.args else 0
    return first if type(first) is int and len(error.args) > 1 and not isinstance(error, OSError) else 0


def _addresses(error: BaseException, held: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Hosts and ports that HTTP clients leave at their exceptions.

    requests and httpx: the request's URL; urllib3: its pool; aiohttp: the connection's key.
    """
    request = held.get("request") or held.get("_request")
    url = getattr(request, "url", None) or held.get("url")
    if url is not None:
        yield from _of_url(url)
    for holder in (held.get("pool"), held.get("conn"), held.get("_conn_key")):
        host = getattr(holder, "host", None)
        if isinstance(host, str) and host:
            yield host, str(getattr(holder, "port", None) or "")


def _of_url(url: Any) -> Iterator[tuple[str, str]]:
    host = getattr(url, "host", None)
    if isinstance(host, str) and host:  # httpx and yarl have taken it apart already
        yield host, str(getattr(url, "port", None) or _port(str(getattr(url, "scheme", ""))))
    elif isinstance(url, str) and "://" in url:
        scheme, _, rest = url[:2000].partition("://")
        where = rest.partition("/")[0].partition("?")[0].rpartition("@")[2]
        name, _, port = where.rpartition(":") if where[-1:].isdigit() and ":" in where else (where, "", "")
        yield name.strip("[]"), port or _port(scheme)


def _port(scheme: str) -> str:
    return {"http": "80", "https": "443"}.get(scheme.lower(), "")


def place(error: BaseException) -> str:
    """Where in the app: the innermost frame of its own code, in the traceback, else in the calls to here."""
    found = None
    step: TracebackType | None = error.__traceback__
    for _ in range(_MOST_FRAMES):
        if step is None:
            break
        if _is_app(step.tb_frame.f_code.co_filename):
            found = (step.tb_frame, step.tb_lineno)
        step = step.tb_next
    return _shown(*found) if found else _of_calls()


def _of_calls() -> str:
    frame: FrameType | None = sys._getframe(1)
    for _ in range(_MOST_FRAMES):
        if frame is None:
            break
        if _is_app(frame.f_code.co_filename):
            return _shown(frame, frame.f_lineno)
        frame = frame.f_back
    return ""


class _Files:
    """Which files are the app's own, by their name as the code knows it."""

    own: dict[str, bool] = {}


def _is_app(file: str) -> bool:
    found = _Files.own.get(file)
    if found is None:
        if len(_Files.own) > 5000:
            _Files.own.clear()
        library = any(word in file for word in _LIBRARIES) or file.startswith((_STANDARD, _HERE))
        found = _Files.own[file] = not library
    return found


def _shown(frame: FrameType, line: int) -> str:
    file = frame.f_code.co_filename
    return f"{'/'.join(file.split('/')[-3:])}:{line}:{frame.f_code.co_qualname}"[:300]


def _ids() -> tuple[tuple[str, str], ...]:
    """The trace that the app works on, where the records room is in use."""
    context = sys.modules.get("farhand.embed.records.context")
    told = context.ids() if context is not None else ()
    return tuple((name, value) for name, value in zip(("trace_id", "span_id", "request_id"), told) if value)
