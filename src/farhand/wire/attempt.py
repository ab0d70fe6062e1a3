"""Many connection attempts at once, each watched until it is decided.

An attempt is a non-blocking connect that listens for ICMP errors. It says what happened, never what
it means: that is for the judge.
"""

from __future__ import annotations

import errno
import select
import socket
import time
from collections.abc import Sequence
from typing import Any

from farhand.deadline import Deadline
from farhand.wire import errqueue
from farhand.wire.errqueue import Icmp
from farhand.wire.tcp import endpoint

#: A descriptor limit, as opposed to anything on the network.
_NO_DESCRIPTOR = (errno.EMFILE, errno.ENFILE)


class Attempt:
    """One SYN to one address and port, and what came of it.

    `result`: open (`cut`: and reset at once), refused (a reset came), icmp (an ICMP error came, see
    `icmp`), timeout (the system gave up), local (this host refused to send; see `errno`), files (no
    descriptor is left), silent (nothing yet).
    """

    def __init__(self, address: str, port: int, *, hops: int = 0, min_ttl: int = 0) -> None:
        self.address, self.port, self.hops, self.min_ttl = address, port, hops, min_ttl
        self.result, self.errno, self.ms = "silent", 0, 0.0
        self.icmp: Icmp | None = None
        self.sent_again, self.left_host, self.cut = 0, True, False
        self.sock: socket.socket | None = None
        self._begun = time.monotonic()
        self._start()

    @property
    def decided(self) -> bool:
        return self.result != "silent"

    @property
    def age(self) -> float:
        """Seconds since the SYN was sent."""
        return time.monotonic() - self._begun

    def look(self) -> None:
        """Take what the kernel knows now; called when the socket is ready, and when time is up."""
        if self.sock is None or self.decided:
            return
        self._count()
        number = self.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        self.icmp = self.icmp or errqueue.take(self.sock)
        if number or self.icmp:  # it came later than connect(), so it came from outside
            self.icmp = self.icmp or errqueue.take(self.sock) or errqueue.by_errno(number)
            self._end(number)
        elif self._connected():
            self.result, self.ms = "open", round(self.age * 1000, 1)

    def close(self) -> None:
        if self.sock is not None:
            self.sock.close()
            self.sock = None

    def as_facts(self) -> dict[str, Any]:
        """Plain facts: result and time always, the rest where there is something to tell."""
        facts: dict[str, Any] = {"result": self.result, "ms": self.ms or round(self.age * 1000, 1)}
        if self.errno:
            facts["errno"] = errqueue.name_of(self.errno)
        if self.icmp:
            facts["icmp"] = self.icmp.as_facts()
        if self.sent_again:
            facts["sent_again"] = self.sent_again
            facts["left_host"] = self.left_host
        return facts

    def _start(self) -> None:
        try:
            family, where = endpoint(self.address, self.port)
            self.sock = socket.socket(family, socket.SOCK_STREAM)
            self.sock.setblocking(False)
            self._prepare(self.sock)
            number = self.sock.connect_ex(where)
        except OSError as error:
            number = error.errno or errno.EINVAL
        if number in _NO_DESCRIPTOR:
            self._finish("files", number)
        elif number not in (0, errno.EINPROGRESS):
            self._end(number)

    def _prepare(self, sock: socket.socket) -> None:
        errqueue.listen(sock)
        if self.hops:
            errqueue.limit_hops(sock, self.hops)
        if self.min_ttl:
            errqueue.ignore_below(sock, self.min_ttl)

    def _connected(self) -> bool:
        assert self.sock is not None
        try:
            self.sock.getpeername()
        except OSError:
            return False
        return True

    def _count(self) -> None:
        """A SYN that was due again, but of which nothing got out, was dropped on this host."""
        assert self.sock is not None
        info = errqueue.tcp_info(self.sock)
        if info:
            self.sent_again = info.sent_again
            self.left_host = not info.sent_again or info.left > 0 or self._connected()

    def _end(self, number: int) -> None:
        if self.sock is not None and self.icmp is None:
            self.icmp = errqueue.take(self.sock)
        if self.icmp:
            self._finish("icmp", number)
        elif number == errno.ECONNREFUSED:
            self._finish("refused", number)
        elif number in (errno.ECONNRESET, errno.EPIPE):  # accepted, and cut off before we looked
            self.cut = True
            self._finish("open", 0)
        elif number == errno.ETIMEDOUT:
            self._finish("timeout", number)
        else:
            self._finish("local", number)

    def _finish(self, result: str, number: int) -> None:
        self.result, self.errno, self.ms = result, number, round(self.age * 1000, 1)
        self.close()


def wait(attempts: Sequence[Attempt], deadline: Deadline) -> None:
    """Until all of them are decided or the time is up. Attempts stay open; the caller closes them."""
    poll = select.poll()
    waiting: dict[int, Attempt] = {}
    for attempt in attempts:
        if attempt.sock is not None and not attempt.decided:
            waiting[attempt.sock.fileno()] = attempt
            poll.register(attempt.sock.fileno(), select.POLLOUT | select.POLLERR | select.POLLHUP)
    while waiting and not deadline.over:
        for number, _ in poll.poll(max(1, int(deadline.left() * 1000))):
            waiting[number].look()
            if waiting[number].decided:
                poll.unregister(number)
                del waiting[number]
    for attempt in waiting.values():
        attempt.look()


def close(attempts: Sequence[Attempt]) -> None:
    for attempt in attempts:
        attempt.close()


def knock(targets: Sequence[tuple[str, int]], deadline: Deadline) -> list[Attempt]:
    """One attempt per address and port, side by side, waited for and closed."""
    attempts = [Attempt(address, port) for address, port in targets]
    wait(attempts, deadline)
    close(attempts)
    return attempts
