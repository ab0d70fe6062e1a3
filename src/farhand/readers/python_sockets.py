"""Python tracebacks that end in a socket's error: the call that failed tells what the bare words do not.

`TimeoutError: timed out` is a connection that did not come about only where `connect` raised it; in `recv`
the other side was reached and is silent. `PermissionError` from `connect` is a firewall, not a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import typed

WORDS = ("TimeoutError: ", "PermissionError: ", "ConnectionResetError: ", "timeout: timed out")
_ERROR = re.compile(
    r"^(?:\| )?(?P<class>TimeoutError|socket\.timeout|PermissionError|ConnectionResetError): "
    r"(?P<text>timed out|The read operation timed out|\[Errno 110\].*|_ssl\.c:\d+: The handshake.*"
    r"|\[Errno 104\].*|\[Errno 13\] Permission denied|\[Errno 1\] Operation not permitted)$"
)
_FRAME = re.compile(r"^\s*(?:\| )?File \"(?P<file>[^\"]+)\", line \d+, in (?P<in>\S+)")
_CODE = re.compile(
    r"(?P<read>\.(?:recv|recv_into|read|readinto|readline|getresponse)\()"
    r"|(?P<hello>\bdo_handshake\()|(?P<connect>\.connect(?:_ex)?\()"
)
_RECORD = re.compile(r"\[?\d{4}-\d\d-\d\d[ T]\d\d:|\{\"")
#: Lines of one traceback above its error that are looked at.
_FRAMES = 60


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From the traceback's head to the end of the chain that it begins."""
    end = 0
    for at, line in enumerate(lines):
        if at >= end and ("Error: " in line or "timeout: " in line) and _ERROR.match(line.strip()):
            first = _first(lines, at)
            if end <= first < at:
                end = _chained(lines, at)
                yield first, end


def read(part: Part) -> Iterator[Sign]:
    at = next(n for n, line in enumerate(part.lines) if _ERROR.match(line.strip()))
    error, call = _ERROR.match(part.lines[at].strip()), _last_call(part.lines[:at])
    if not error:
        return
    outer = tuple(range(at + 1, len(part.lines)))
    if error["class"] == "PermissionError":
        if call == "connect":
            yield Sign(at, also=outer, moot=("fs.*",))
            why = "the system of this host forbids the connection: connect() was not permitted"
            yield Sign(at, "tcp.rejected", 0.8, why)
    elif call == "hello" or "handshake" in error["text"]:
        yield Sign(at, also=outer, moot=("tcp.timeout", "tcp.reset", "http.timeout", "db.pool_exhausted"))
        how = "was broken off" if error["class"] == "ConnectionResetError" else "was not answered"
        yield Sign(at, "tls.handshake_cut", 0.87, f"the connection was made, and the TLS handshake {how}")
    elif call == "read" and error["class"] != "ConnectionResetError":
        yield Sign(at, also=outer, moot=("tcp.timeout", "db.pool_exhausted"))
        http = any("/http/client.py" in line or "urllib3" in line for line in part.lines[:at])
        what = "http.timeout" if http else "tcp.mute"
        yield Sign(at, what, 0.7, "the connection was made, and nothing came to read from it")


def _chained(lines: Sequence[str], at: int) -> int:
    """Where the record of the log, or the output of the command, ends."""
    end = at + 1
    while end < min(len(lines), at + 4 * _FRAMES) and not (_RECORD.match(lines[end]) or typed(lines[end])):
        end += 1
    return end


def _first(lines: Sequence[str], at: int) -> int:
    """Where the traceback begins; the error itself where there is none."""
    for n in range(at - 1, max(-1, at - _FRAMES), -1):
        if "Traceback (most recent call last)" in lines[n]:
            return n
    return at


def _last_call(lines: Sequence[str]) -> str:
    """What the innermost frame was doing."""
    last = next((n for n in range(len(lines) - 1, -1, -1) if _FRAME.match(lines[n])), -1)
    found = next((m for line in lines[last + 1 :] if (m := _CODE.search(line))), None) if last >= 0 else None
    return str(found.lastgroup) if found else ""


_HEAD = "Traceback (most recent call last):\n"
_RUN = "run: Python 3.11 against such a server"
EXAMPLES = (
    Example(
        "the other side is silent",
        pasted=_HEAD + '  File "/srv/app/main.py", line 151, in network\n    greeting = plain.recv(200)\n'
        "               ^^^^^^^^^^^^^^^\nTimeoutError: timed out\n",
        finds=("tcp.mute",),
        source=_RUN,
    ),
    Example(
        "no connection",
        pasted=_HEAD + '  File "/usr/lib/python3.11/socket.py", line 836, in create_connection\n'
        "    sock.connect(sa)\nTimeoutError: timed out\n",
        finds=("tcp.timeout",),
        source=_RUN,
    ),
    Example(
        "no answer of an HTTP service",
        pasted=_HEAD + '  File "/usr/lib/python3.11/http/client.py", line 279, in _read_status\n'
        '    line = str(self.fp.readline(_MAXLINE + 1), "iso-8859-1")\n'
        '  File "/usr/lib/python3.11/socket.py", line 706, in readinto\n'
        "    return self._sock.recv_into(b)\nTimeoutError: timed out\n",
        finds=("http.timeout",),
        source=_RUN,
    ),
    Example(
        "the handshake",
        pasted=_HEAD + '  File "/usr/local/lib/python3.11/ssl.py", line 1383, in do_handshake\n'
        "    self._sslobj.do_handshake()\nTimeoutError: _ssl.c:989: The handshake operation timed out\n",
        finds=("tls.handshake_cut",),
        source=_RUN,
    ),
    Example(
        "connect is forbidden",
        pasted=_HEAD + '  File "/opt/app/site-packages/redis/connection.py", line 1601, in _connect\n'
        "    sock.connect(socket_address)\nPermissionError: [Errno 13] Permission denied\n",
        finds=("tcp.rejected",),
        source=_RUN,
    ),
    Example(
        "a file that may not be read",
        pasted=_HEAD + '  File "/srv/app/main.py", line 3, in read\n    text = open("/etc/app.conf").read()\n'
        "PermissionError: [Errno 13] Permission denied: '/etc/app.conf'\n"
        "During handling of the above exception, another exception occurred:\n"
        + _HEAD
        + '  File "/srv/app/main.py", line 9, in lock\n    fcntl.flock(handle, fcntl.LOCK_EX)\n'
        "PermissionError: [Errno 13] Permission denied\n",
        finds=("fs.permission",),
        source=_RUN,
    ),
)
