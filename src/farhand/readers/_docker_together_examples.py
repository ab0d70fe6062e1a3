"""Examples of the reader `docker_together`."""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from farhand.model import Example

_RUN = "run: dockerd 20.10 with docker 28.2, a container of busybox"
_HEAD = "CONTAINER ID   IMAGE     COMMAND                  CREATED         STATUS         PORTS                       NAMES\n"
_ROW = '9ea1b826ecc0   shop:1    "sh -c \'echo listeni…"   5 seconds ago   Up 4 seconds   {ports}   web\n'
_LOG = "2026-11-26T22:30:43.068815672Z {says}\n"
_REFUSED = "$ curl -sS http://10.79.0.1:18080/\ncurl: (7) Failed to connect to 10.79.0.1 port 18080 after 0 ms: Couldn't connect to server\n"
_RESET = "$ curl -sS http://10.79.0.1:18080/\ncurl: (56) Recv failure: Connection reset by peer\n"
_STOPPED = (
    "1795732356 start  \n1795732356 kill  15\n1795732366 kill  9\n1795732366 die 137 \n1795732366 stop  \n"
)


def _told(ports: str, says: str, call: str) -> str:
    return _HEAD + _ROW.format(ports=ports) + "\n" + _LOG.format(says=says) + "\n" + call


EXAMPLES: tuple[Example, ...] = (
    Example(
        "published on this host only",
        pasted=_told("127.0.0.1:18080->8080/tcp", "listening on port 8080", _REFUSED),
        finds=("container.network",),
        source=_RUN,
    ),
    Example(
        "published on this host only, and nobody complains",
        pasted=_told("127.0.0.1:18080->8080/tcp", "listening on port 8080", ""),
        outcome="healthy",
        source=_RUN,
    ),
    Example(
        "the port leads to where nobody listens",
        pasted=_told("0.0.0.0:18080->80/tcp", "Listening on http://0.0.0.0:8080", _RESET),
        finds=("container.network",),
        source=_RUN,
    ),
    Example(
        "the app listens to itself only",
        pasted=_told("0.0.0.0:18080->8080/tcp", "Listening on http://127.0.0.1:8080", _RESET),
        finds=("tcp.refused",),
        source=_RUN,
    ),
    Example(
        "not published at all",
        pasted=_told("8080/tcp", "listening on port 8080", _REFUSED.replace("18080", "8080")),
        finds=("container.network",),
        source=_RUN,
    ),
    Example(
        "somebody stopped it, and it had to be killed",
        pasted=_HEAD
        + 'd0624a61a4e3   shop:1    "sleep 900"   2 minutes ago   Exited (137) 5 seconds ago             web\n\n'
        + _STOPPED,
        outcome="undecided",
        source=_RUN,
    ),
)
