"""What curl shows: `curl -v`, `curl -I`, and lines of timings that `curl -w` prints.

The last answer decides: redirects, a first 401 and the proxy's own 200 come before it. The times show which
phase hung, which no message of curl's says: the look-up, the connection, the handshake, or the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.readers import Part, Sign
from farhand.readers._curl_examples import EXAMPLES as EXAMPLES
from farhand.readers._curl_times import find as find_times
from farhand.readers._curl_times import read as read_times
from farhand.readers._runs import runs, typed

WORDS = (
    "HTTP/",
    "* Trying",
    "*   Trying",
    "* Connected",
    "* Could not",
    "* Host ",
    "* Uses proxy",
    "* Rebuilt",
    "* Established",
    "time_",
    "tcp=",
    "dns=",
    "ttfb",
    "total=",
    "connect:",
    "lookup:",
    "starttransfer",
    "appconnect",
)
_SURE = re.compile(
    r"^\s*(?:\d.{0,80}-\s+\d+\s?)?\*\s+(?:Trying \S+\.\.\.|Connected to |Established connection|Could "
    r"not resolve"
    r"|Host \S+ was resolved|Uses proxy env|Rebuilt URL)|^[<>] HTTP/\d|^> [A-Z]{3,7} \S+ HTTP/\d"
    r"|^HTTP/[\d.]+ \d{3}\b"
)
_ALSO = re.compile(r"^[*<>](?: |$)|^[{}] \[\d|^\s*%? ?Total|^\s*\d+ .*--:--:--|^curl: \(\d+\)")
_HEADER = re.compile(r"^[A-Za-z][\w-]{1,60}: ?\S")
#: Lines of a body between headers and curl's last word; what is longer ends the exchange before it.
_BODY = 4
_STATUS = re.compile(r"^(?:< )?HTTP/(?P<version>[\d.]+) (?P<status>\d{3})\b(?P<words>.{0,60})")
_CONNECT = re.compile(r"^> CONNECT (?P<target>\S+) HTTP/")
_REQUEST = re.compile(r"^> (?!CONNECT)[A-Z]{3,7} \S+ HTTP/")
_HOST = re.compile(r"^> Host: (?P<host>\S+)", re.IGNORECASE)
_FAILED = re.compile(r"^curl: \((?P<n>\d+)\)|^\* (?:Operation|Connection) timed out")
#: What curl says when a redirect makes a GET of what was sent: https://curl.se/docs/manpage.html#-L
_LOST = re.compile(r"^\* (?:Switch|Switched) from (?P<method>POST|PUT|PATCH|DELETE) to GET")
#: Answers of a proxy to CONNECT.
_PROXY = {
    "407": ("proxy.auth_required", 0.95, "wants a login"),
    "403": ("proxy.blocked", 0.93, "forbids the destination"),
    "401": ("proxy.auth_required", 0.7, "wants a login"),
    "502": ("proxy.unreachable", 0.85, "cannot reach the destination"),
    "503": ("proxy.unreachable", 0.85, "cannot reach the destination"),
    "504": ("proxy.unreachable", 0.85, "cannot reach the destination"),
}


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Exchanges with a prompt between them, or none; bare headers count right below their status only."""
    headers = False

    def sure(line: str) -> bool:
        nonlocal headers
        known = bool(_SURE.match(line))
        headers = line.startswith("HTTP/") if known else headers and bool(_HEADER.match(line))
        return known

    def also(line: str) -> bool:
        return headers or bool(_ALSO.match(line)) or typed(line).startswith("curl ")

    yield from runs(lines, sure, also, gap=_BODY, fresh=lambda line: bool(typed(line)))
    yield from find_times(lines)


def owns(line: str) -> bool:
    """Whether it is curl's own line or a header, not a body."""
    return bool(_SURE.match(line) or _ALSO.match(line) or _HEADER.match(line))


def read(part: Part) -> Iterator[Sign]:
    yield from read_times(part.lines)
    for at, line in enumerate(part.lines):
        if lost := _LOST.match(line):
            why = f"a redirect made a GET of the {lost['method']}: what was sent did not arrive"
            yield Sign(at, "http.redirected", 0.9, why)
    answers = list(_answers(part.lines))
    if not answers:
        return
    at, by_proxy, status, target = answers[-1]
    if by_proxy:
        if status in _PROXY:
            cause, weight, what = _PROXY[status]
            yield Sign(
                at, cause, weight, f"the proxy {what}: CONNECT to {target} was answered {status}", target
            )
        return
    if status[0] == "2" and not any(_FAILED.match(line) for line in part.lines[at:]):
        yield Sign(at, healthy=f"the last answer was HTTP {status}", subject=target)
    elif status[0] in "45":
        why = f"the last answer was HTTP {status}"
        yield Sign(at, why=why, subject=target, facts={"status": status})


def _answers(lines: Sequence[str]) -> Iterator[tuple[int, bool, str, str]]:
    """Each answer: its line, whether a proxy gave it to CONNECT, its status, and whom it was asked of."""
    tunnel, target = False, "http"
    for at, line in enumerate(lines):
        connect, host, status = _CONNECT.match(line), _HOST.match(line), _STATUS.match(line)
        if connect:
            tunnel, target = True, connect["target"]
        elif _REQUEST.match(line):
            tunnel = False
        elif host:
            target = host["host"]
        elif status and status["status"][0] != "1":
            established = "onnection established" in status["words"]
            yield at, tunnel or established, status["status"], target
            tunnel = tunnel and status["status"][0] != "2"
