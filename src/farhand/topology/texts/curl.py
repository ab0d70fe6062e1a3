"""`curl -v`: the proxy that it went through, who issued the certificate, and what the server calls itself.

Where it was run is not known, so that what it reached says nothing of what the app reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import App
from farhand.readers._authorities import is_inspection
from farhand.topology import places
from farhand.topology.model import AT
from farhand.topology.texts import Said

WORDS = ("* Connected to", "* Establish HTTP proxy tunnel", "*   Trying", "* Uses proxy env variable")
_PROXY = re.compile(r"^\* Uses proxy env variable (\w+) == '([^']{1,300})'")
_CONNECT = re.compile(r"^> CONNECT (\S{1,300}) HTTP/")
_CONNECTED = re.compile(r"^\* Connected to (\S+) \(([\w.:]+)\) port (\d+)")
_ISSUER = re.compile(r"^\*\s+issuer: (.{1,200})")
_SERVER = re.compile(r"^< [Ss]erver: (.{1,80})")
_REQUEST = re.compile(r"^> (?!CONNECT )[A-Z]{3,10} \S+ HTTP/")
_LET = re.compile(r"^< HTTP/[\d.]+ 2\d\d")
_HOST = re.compile(r"^> Host: (\S{1,300})")


def see(lines: Sequence[str], app: App | None) -> Iterator[Said]:
    for run in _runs(lines):
        yield from _run(run)


def _runs(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each call."""
    run: list[str] = []
    for line in lines:
        if re.match(r"^(?:\S*[$#%>] )?curl\b|^\* Uses proxy|^\*   Trying", line) and _said(run):
            yield run
            run = []
        run.append(line)
    yield run


def _said(run: Sequence[str]) -> bool:
    return any(line.startswith("* Connected to") for line in run)


def _run(run: Sequence[str]) -> Iterator[Said]:
    proxy, connected = _first(_PROXY, run), _first(_CONNECTED, run)
    tunnel, host = _first(_CONNECT, run), _first(_HOST, run)
    where = (tunnel or host or connected or ("",))[0].rstrip(".")
    if not where:
        return
    through = places.of_proxy(proxy[1]) if proxy else ""
    if tunnel and connected and not through:
        through = places.place(connected[0], connected[2])
    yield Said(AT + where, "curl through", through)
    if connected and not tunnel and not through:
        yield Said(AT + where, "address", connected[1])
        yield Said(AT + where, "curl through", "none")
    for issuer in _first(_ISSUER, run) or ():
        yield Said(AT + where, "issuer", issuer.strip())
        opened = places.common_name(issuer) if is_inspection(issuer) else ""
        yield Said(AT + where, "inspection", opened)
    for server in _first(_SERVER, _behind_proxy(run) if tunnel else run) or ():
        yield Said(AT + where, "server", server.strip())


def _behind_proxy(run: Sequence[str]) -> Sequence[str]:
    """What came through the tunnel; nothing where the proxy has refused it, and has said all by itself."""
    asked = next((at for at, line in enumerate(run) if _REQUEST.match(line)), None)
    if asked is not None:
        return run[asked:]
    return run if any(_LET.match(line) for line in run) else ()


def _first(pattern: re.Pattern[str], run: Sequence[str]) -> tuple[str, ...] | None:
    return next((m.groups() for line in run if (m := pattern.match(line))), None)
