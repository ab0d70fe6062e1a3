"""What docker says of a container in several places of one paste, held against each other.

Who ended it: exit status 137 is memory only where docker saw that; `kill` events are a `docker stop`.
Ports: which of the host lead where, what the app's log says that it listens on, and what a call from
outside came to. A port that is published on 127.0.0.1 is no fault by itself, for a proxy may stand before it;
only a call that was refused makes it one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farhand.readers import Part, Sign, docker_events
from farhand.readers._docker_together_examples import EXAMPLES as EXAMPLES
from farhand.readers._runs import typed

WORDS = ("CONTAINER ID", "OOMKilled")
#: Lines that only put together what other readers and signatures read.
_MOST = 3000
_ROW = re.compile(
    r"[0-9a-f]{12}\s{1,300}\S{1,300}\s{2,300}\S.{0,2000}?\b(?P<how>Up|Exited \((?P<code>\d+)\))\s"
)
_MAPPED = re.compile(r"(?P<host>[\d.]+|\[?[0-9a-f:]{2,45}\]?):(?P<port>\d{1,5})->(?P<to>\d{1,5})/tcp")
_EXPOSED = re.compile(r"(?:\s|, )(?P<to>\d{1,5})/tcp")
_LISTENS = re.compile(
    r"\b(?:listening|listens|running|started|serving|bound|ready|accepting)\b[^\n]{0,60}?"
    r"(?:(?P<host>\d{1,3}(?:\.\d{1,3}){3}|localhost|\[?::1?\]?|\*|0\.0\.0\.0):(?P<port>\d{2,5})"
    r"|\bport(?:\(s\))?[ :=]{1,3}(?P<alone>\d{2,5}))(?!\d|\.\d)",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"curl: \(7\) Failed to connect to (?P<host>\S+) port (?P<port>\d+)"
    r"|nc: connect to (?P<host2>\S+) (?:\(\S+\) )?port (?P<port2>\d+) \(tcp\) failed: Connection refused"
    r"|dial tcp \[?(?P<host3>[\w.:-]+?)\]?:(?P<port3>\d+): connect: connection refused"
)
_CUT = re.compile(
    r"curl: \((?:52|56)\) |wget: error getting response|Connection reset by peer|Empty reply from server"
)
_ASKED = re.compile(
    r"\b(?:curl|wget)\b.{0,200}?://(?P<host>[\w.-]+|\[[0-9a-f:]+\])(?::(?P<port>\d+))?"
    r"|\b(?:nc|ncat|telnet)\b(?: -\S+(?: \d+(?= ))?)* (?P<host2>[\w.:-]+) (?P<port2>\d{1,5})\b"
)
_PLAINLY = re.compile(r"^(?:wget:|Ncat:|nc:|telnet:) .{0,160}[Cc]onnection refused")
_LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
#: What a call that came to nothing looks like, before it is known why.
_LOOKS = ("tcp.refused", "tcp.reset", "tcp.mute", "http.truncated", "tcp.timeout")


@dataclass(frozen=True)
class Port:
    """A port of the host and the container's that it leads to."""

    host: str
    port: str
    to: str


@dataclass(frozen=True)
class Call:
    """A call from outside that came to nothing: refused, or taken and cut."""

    at: int
    host: str
    port: str
    refused: bool


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    begin = next(
        (at for at, line in enumerate(lines[:_MOST]) if _ROW.match(line) or '"OOMKilled":' in line), None
    )
    if begin is not None:
        yield 0, min(len(lines), begin + _MOST)


def read(part: Part) -> Iterator[Sign]:
    yield from _ended(part.lines)
    rows = [
        (at, line) for at, line in enumerate(part.lines) if (row := _ROW.match(line)) and row["how"] == "Up"
    ]
    if len(rows) == 1:
        yield from _ports(part.lines, *rows[0])


def _ended(lines: Sequence[str]) -> Iterator[Sign]:
    """137 and 143 that somebody meant, or that docker knows not to be its own limit of memory."""
    events = [found for at, line in enumerate(lines) if (found := docker_events.event(at, line))]
    states = [at for at, line in enumerate(lines) if '"OOMKilled":' in line]
    rows = [at for at, line in enumerate(lines) if (row := _ROW.match(line)) and row["code"] == "137"]
    short = any(re.search(r'"OOMKilled": ?true', lines[at]) for at in states)
    if short or any(one.action == "oom" for one in events):
        return
    places = (*rows, *states, *_codes(lines))
    if docker_events.by_hand(events) and places:
        yield Sign(places[0], also=(), moot=("memory.oom_killed", "container.crash_loop"))
        for at in places[1:]:
            yield Sign(at, moot=("memory.oom_killed", "container.crash_loop"))
    elif len(rows) == 1 and states:
        # The row and the state tell the same number; it counts once.
        yield Sign(rows[0], moot=("memory.oom_killed",))


def _codes(lines: Sequence[str]) -> Iterator[int]:
    return (at for at, line in enumerate(lines) if '"ExitCode":' in line and '"OOMKilled":' not in line)


def _ports(lines: Sequence[str], at: int, row: str) -> Iterator[Sign]:
    ports = [Port(m["host"].strip("[]"), m["port"], m["to"]) for m in _MAPPED.finditer(row)]
    exposed = {m["to"] for m in _EXPOSED.finditer(row)}
    listens = _listening(lines)
    for call in _calls(lines)[:1]:
        led = [p for p in ports if p.port == call.port]
        told = _why(call, led, exposed, listens)
        if told:
            cause, weight, why, other = told
            yield Sign(call.at, cause, weight, why, f"port {call.port}", also=(at, *other))
            for near in _near(lines, call.at):
                yield Sign(near, moot=_LOOKS)


def _why(
    call: Call, led: Sequence[Port], exposed: set[str], listens: dict[str, tuple[int, str]]
) -> tuple[str, float, str, tuple[int, ...]] | None:
    """Cause, weight, reason, and further lines that show it; None where the ports do not tell."""
    if not led:
        if call.refused and (call.port in exposed or call.port in listens):
            why = f"port {call.port} of the container is not published, so nobody reaches it from outside"
            return "container.network", 0.88, why, ()
        return None
    to = led[0].to
    if call.refused and call.host not in _LOCAL and all(p.host in _LOCAL for p in led):
        why = (
            f"port {call.port} is published on {led[0].host} only: from anywhere but this host it is refused"
        )
        return "container.network", 0.93, why, ()
    if to in listens and listens[to][1] in _LOCAL:
        why = f"the app listens on {listens[to][1]}:{to} inside the container, where only itself can reach it"
        return "tcp.refused", 0.92, why, (listens[to][0],)
    if listens and to not in listens:
        other = ", ".join(sorted(listens))
        why = f"port {call.port} leads to {to} in the container, but the app says that it listens on {other}"
        return "container.network", 0.92, why, tuple(at for at, _ in listens.values())
    return None


def _listening(lines: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Port -> the line that says that the app listens there, and on which address."""
    found: dict[str, tuple[int, str]] = {}
    for at, line in enumerate(lines):
        m = None if _ROW.match(line) or line.startswith("[{") else _LISTENS.search(line)
        if m:
            found[m["port"] or m["alone"]] = (at, (m["host"] or "").strip("[]"))
    return found


def _calls(lines: Sequence[str]) -> list[Call]:
    found, asked = [], ("", "")
    for at, line in enumerate(lines):
        if (command := typed(line)) and (m := _ASKED.search(command)):
            usual = "443" if "https://" in command else "80"
            asked = (m["host"] or m["host2"], m["port"] or m["port2"] or usual)
        if m := _REFUSED.search(line):
            host = m["host"] or m["host2"] or m["host3"]
            found.append(Call(at, host, m["port"] or m["port2"] or m["port3"], True))
        elif asked[1] and _CUT.search(line):
            found.append(Call(at, *asked, False))
        elif asked[1] and _PLAINLY.match(line):
            found.append(Call(at, *asked, True))
    return found


def _near(lines: Sequence[str], at: int) -> Iterator[int]:
    """The line of the call and what the same tool said around it."""
    said = re.compile(r"^(?:\*|curl: |wget: |nc: |Ncat: |telnet: |[<>{} ] )")
    yield at
    yield from (
        n for n in range(max(0, at - 12), min(len(lines), at + 4)) if n != at and said.match(lines[n])
    )
