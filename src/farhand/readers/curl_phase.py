"""`curl -v` that ended without an answer: what it had reached by then, which its last words do not say.

"Connection timed out" stands there also when the connection was made and the other side fell silent in the
TLS handshake, or behind a proxy; "operation timed out" when a stream was read until curl's own -m ended it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farhand.readers import Part, Sign
from farhand.readers._curl_phase_examples import EXAMPLES as EXAMPLES
from farhand.readers._runs import typed

WORDS = ("* Connected to ", "HTTP/1.1 30", "HTTP/2 30", "HTTP/1.0 30")
_CONNECTED = re.compile(r"^\* Connected to (?P<host>\S+) \((?P<ip>[^)]*)\) port (?P<port>\d+)")
_ENDED = re.compile(
    r"^(?:\* |curl: \(\d+\) )(?P<what>.*(?:timed out after|Recv failure: Connection reset).*)$"
)
_LOCATION = re.compile(r"^(?:< )?location: ?(?P<url>https?://\S+)", re.IGNORECASE)
_STATUS = re.compile(r"^(?:< )?HTTP/[\d.]+ (?P<status>\d{3})\b")
_MARKS = {
    "hello": re.compile(r"^\* .{0,20}\(OUT\), TLS handshake, Client hello"),
    "secure": re.compile(r"^\* SSL connection using "),
    "asked": re.compile(r"^> [A-Z]{3,7} \S+ HTTP/"),
    "connect": re.compile(r"^> CONNECT \S+ HTTP/|^\* (?:Establish|allocate connect buffer)"),
    "stream": re.compile(r"^< (?:HTTP/[\d.]+ 101|content-type: text/event-stream)", re.IGNORECASE),
    "answered": re.compile(r"^< HTTP/"),
    "tunnel": re.compile(r"^\* CONNECT (?:phase completed|tunnel established)|^\* Proxy replied 200"),
}
_LOGIN = re.compile(r"^(?:< )?location: .*\b(?:log-?in|sign-?in|sso|oauth2?|saml|auth)\b", re.IGNORECASE)
_TOLD = re.compile(r" (?:-[a-zA-Z]*L\w*|--location|-X ?(?!GET|HEAD)\w+|-d|--data\S*)(?: |$)")
_SLOW = ("tcp.timeout", "tcp.mute", "http.timeout", "tls.handshake_cut", "proxy.unreachable")
_MOVED = ("301", "302", "303", "307", "308")
#: Lines of one exchange, and of the body of a redirect.
_LONGEST, _BODY = 200, 40


@dataclass(frozen=True)
class _End:
    """How an exchange ended: the lines that say so, and what was seen before them."""

    places: tuple[int, ...]
    marks: frozenset[str]
    host: str
    reset: bool


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Exchanges, each up to the next prompt."""
    at = 0
    while at < len(lines):
        if _CONNECTED.match(lines[at]) or _STATUS.match(lines[at]):
            first = at - 1 if at and typed(lines[at - 1]) else at
            first = next((n for n in range(at, max(-1, at - 8), -1) if typed(lines[n])), first)
            at += 1
            while at < len(lines) and at - first < _LONGEST and not typed(lines[at]):
                at += 1
            yield first, at
        else:
            at += 1


def read(part: Part) -> Iterator[Sign]:
    end = _end(part.lines)
    if end:
        yield from _judged(end)
    yield from _redirect(part.lines)


def _end(lines: Sequence[str]) -> _End | None:
    marks: set[str] = set()
    host, places, reset = "", [], False
    for at, line in enumerate(lines):
        if connected := _CONNECTED.match(line):
            host, marks = f"{connected['host']}:{connected['port']}", {"open"}
        elif ended := _ENDED.match(line):
            places.append(at)
            reset = "reset" in ended["what"]
        else:
            marks |= {name for name, form in _MARKS.items() if form.match(line)}
    return _End(tuple(places), frozenset(marks), host, reset) if places and "open" in marks else None


def _judged(end: _End) -> Iterator[Sign]:
    at, marks, others = end.places[0], end.marks, end.places[1:]
    if "stream" in marks and not end.reset:
        yield Sign(at, also=others, moot=_SLOW)
        return
    cause, weight, what = _means(marks, end.reset)
    if cause:
        yield Sign(at, also=others, moot=(*_SLOW, *(("tcp.reset",) if end.reset else ())))
        yield Sign(at, cause, weight, f"curl was connected to {end.host}, and {what}", end.host, also=others)
    elif not end.reset:
        yield Sign(at, also=others, moot=("tcp.timeout",))


def _means(marks: frozenset[str], reset: bool) -> tuple[str, float, str]:
    """Cause, weight, what was to come next."""
    how = "broke off" if reset else "fell silent"
    if "connect" in marks and "tunnel" not in marks:
        return "proxy.unreachable", 0.93, f"the proxy {how} when it was asked for the way on"
    if "connect" in marks and "hello" in marks and "secure" not in marks:
        return "proxy.unreachable", 0.75, f"the other side {how} behind the proxy's tunnel"
    if "hello" in marks and "secure" not in marks:
        return "tls.handshake_cut", 0.9, f"the other side {how} in the TLS handshake"
    if "answered" in marks and reset:
        return "http.truncated", 0.85, "the answer had begun when the other side broke off"
    if "asked" in marks and "answered" not in marks and not reset:
        return "http.timeout", 0.92, "no answer came to the request"
    return "", 0.0, ""


def _redirect(lines: Sequence[str]) -> Iterator[Sign]:
    """A redirect that curl was not told to follow says nothing: programs follow them."""
    command = typed(lines[0])
    found = [(at, m["status"]) for at, line in enumerate(lines) if (m := _STATUS.match(line))]
    if len(found) != 1 or found[0][1] not in _MOVED:
        return
    at = found[0][0]
    login = next((n for n, line in enumerate(lines) if _LOGIN.match(line)), -1)
    if login >= 0:
        why = f"the answer is a redirect ({found[0][1]}) to a login page"
        yield Sign(at, "http.redirected", 0.5, why, also=(login,))
    elif (back := _onto_itself(lines, command)) >= 0:
        yield Sign(back, "http.redirected", 0.93, "the answer is a redirect to the same address", also=(at,))
    elif not _matters(command):
        yield Sign(at, also=tuple(range(at + 1, min(len(lines), at + _BODY))), moot=("http.redirected",))


def _onto_itself(lines: Sequence[str], command: str) -> int:
    """The header that leads to the very address that was asked for, or -1."""
    asked = {word.strip("'\"").rstrip("/") for word in command.split()}
    found = ((n, _LOCATION.match(line)) for n, line in enumerate(lines))
    return next((n for n, header in found if header and header["url"].rstrip("/") in asked), -1)


def _matters(command: str) -> bool:
    """It was told to follow, or it sends what a redirect loses."""
    return bool(_TOLD.search(command))
