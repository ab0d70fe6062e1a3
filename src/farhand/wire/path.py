"""The path to an address: which box answers in whose place, how far away it is, and where silence begins.

Everything here is an ordinary TCP connect with a socket option, so that it needs no privileges:
packets that may pass few routers only (a traceroute over TCP), answers that are ignored when they have
passed too many, other ports of the same address for comparison, and small segments for a path that
loses large packets.
"""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Sequence
from typing import Any

from farhand.deadline import Deadline
from farhand.wire import attempt
from farhand.wire.attempt import Attempt
from farhand.wire.tcp import Conn, endpoint, open_tcp

#: The longest path that is looked at, and how many routers at a time.
HOPS, FEW = 12, 3
#: Other ports of the same address, to tell "the host" from "this port".
NEIGHBOURS = (443, 22, 80)
#: Routers answer few ICMP messages a second, and more than one black hole may be looked at: take turns.
_turns = threading.BoundedSemaphore(3)


def neighbours(address: str, port: int) -> list[Attempt]:
    """Attempts at two other ports, started and not waited for."""
    return [Attempt(address, other) for other in NEIGHBOURS if other != port][:2]


def rungs(address: str, port: int, so_far: Sequence[Attempt] = ()) -> list[Attempt]:
    """The next attempts that die at the first, second, ... router, started and not waited for.

    Few at a time, and further only where the last one was answered: behind the last router each of them
    would use up some of the few ICMP messages that it sends.
    """
    if so_far and not (so_far[-1].icmp and so_far[-1].icmp.kind == "hops"):
        return []
    first = len(so_far) + 1
    return [Attempt(address, port, hops=n) for n in range(first, min(first + FEW, HOPS + 1))]


def ladder(attempts: Sequence[Attempt]) -> list[dict[str, Any]]:
    """What came back from each distance, without the silent tail: `[{"hops": 1, "box": "10.0.0.1"}]`."""
    rows = [_rung(a) for a in attempts]
    while rows and rows[-1].get("result") == "silent":
        rows.pop()
    return rows


class Turn:
    """A turn at the routers' patience; `with Turn(deadline) as mine:` may be refused."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._mine = False

    def __enter__(self) -> bool:
        self._mine = _turns.acquire(timeout=max(0.0, self._deadline.left()))
        return self._mine

    def __exit__(self, *_: object) -> None:
        if self._mine:
            _turns.release()


#: Ports outside the usual range of free ones, for a host that has none of those left.
_SPARE = (20_611, 9_871, 63_113)


def source_of(address: str) -> str:
    """The local address from which it would be spoken to; "" where there is no way. Sends nothing."""
    for port in (0, *_SPARE):
        try:
            family, where = endpoint(address, 9)
            with socket.socket(family, socket.SOCK_DGRAM) as sock:
                if port:
                    sock.bind(("", port))
                sock.connect(where)
                return str(sock.getsockname()[0])
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EADDRINUSE):
                return ""
    return ""


def is_here(address: str) -> bool:
    """Whether the address is one of this host's own."""
    return source_of(address) == address


def reset_origin(address: str, port: int, deadline: Deadline, rtt_ms: float) -> dict[str, Any]:
    """How far away the box is that answers with resets, and how far the host.

    `out`: routers that a packet must be able to pass to get a reset. `back`: routers that the reset has
    passed. A reset that passed fewer was made on the way. `here`: it was made on this very host, because
    even a packet that may pass no router at all gets it, and packets to another port do not.
    `answer_back`: as `back`, of an answer from another port of the same address.
    """
    pause = min(0.4, max(0.06, rtt_ms * 4 / 1000))
    others = neighbours(address, port)
    first = [Attempt(address, port, hops=n) for n in range(1, HOPS + 1)]
    second = [Attempt(address, a.port, hops=1) for a in others]
    _settle([*others, *first, *second], deadline.within(pause * 3))
    facts: dict[str, Any] = {"others": [{"port": a.port, **a.as_facts()} for a in others]}
    passed = _passed_out(first)
    if passed == 0:
        facts["here"] = any(a.icmp and a.icmp.kind == "hops" for a in second)
    elif passed is not None:
        facts.update(_ways(address, port, passed, others, deadline, pause))
    return facts


def connect_with_mss(address: str, port: int, deadline: Deadline, mss: int = 1200) -> Conn:
    """A connection on which neither side sends large segments. Raises as `open_tcp`.

    Where a handshake hangs without this and succeeds with it, large packets get lost on the way.
    """
    return open_tcp(address, port, deadline, mss=mss)


def _ways(
    address: str, port: int, passed: int, others: Sequence[Attempt], deadline: Deadline, pause: float
) -> dict[str, Any]:
    facts: dict[str, Any] = {"out": passed}
    ttl = _arrives_with(address, port, deadline, pause)
    if not ttl:
        return facts
    facts["ttl"], facts["back"] = ttl, _initial(ttl) - ttl
    spoke = [a for a in others if a.result in ("open", "refused")]
    if spoke and 0 < facts["back"] < passed:
        other = _arrives_with(address, spoke[0].port, deadline, pause)
        facts["answer_back"] = _initial(other) - other if other else None
    return facts


def _passed_out(first: Sequence[Attempt]) -> int | None:
    """Routers that must be passed; None where the routers did not say so themselves."""
    enough = next((a for a in first if a.result == "refused"), None)
    if enough is None:
        return None
    before = first[enough.hops - 2] if enough.hops > 1 else None
    if before is None or (before.icmp and before.icmp.kind == "hops"):
        return enough.hops - 1
    return None


def _arrives_with(address: str, port: int, deadline: Deadline, pause: float) -> int:
    """The TTL with which answers arrive; 0 where it cannot be told. Some 20 connects, in three rounds."""
    low, high = 1, 256  # an answer arrives with at least `low` and less than `high`
    while high - low > 1 and not deadline.over:
        step = max(1, (high - low) // 7)
        tried = [Attempt(address, port, min_ttl=n) for n in range(low + step, high, step)]
        _settle(tried, deadline.within(pause))
        heard = [a.min_ttl for a in tried if a.result in ("refused", "open")]
        low = max([low, *heard])
        high = min([a.min_ttl for a in tried if a.min_ttl > low] + [high])
    return low if high - low == 1 and low > 1 else 0


def _initial(ttl: int) -> int:
    """The TTL that a packet was most likely sent with."""
    return next(n for n in (64, 128, 255) if n >= ttl)


def _rung(tried: Attempt) -> dict[str, Any]:
    if tried.icmp:
        return {"hops": tried.hops, "box": tried.icmp.box, "says": tried.icmp.kind}
    return {"hops": tried.hops, "result": tried.result}


def _settle(attempts: Sequence[Attempt], deadline: Deadline) -> None:
    attempt.wait(attempts, deadline)
    attempt.close(attempts)
