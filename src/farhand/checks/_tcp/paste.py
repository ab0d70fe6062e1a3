"""How a person asks the same, and how what is printed is read.  Part of the `tcp` check."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

from farhand.model import Seen

_COMMAND = """\
export LC_ALL=C; H={host}; P={port}
echo "== farhand tcp $H $P"
for a in $(getent ahosts "$H" | awk '$2=="STREAM"{{print $1}}' | head -8); do
  s=$(date +%s)
  if command -v bash >/dev/null; then timeout 5 bash -c ": </dev/tcp/$a/$P" 2>&1
  elif command -v nc >/dev/null; then timeout 5 nc -z -w 5 "$a" "$P" 2>&1
  else timeout 5 python3 -c 'import socket,sys; socket.create_connection(sys.argv[1:3])' "$a" "$P" 2>&1; fi
  echo "-- $a rc=$? seconds=$(( $(date +%s) - s ))"
done
echo "== end"
"""

_HEAD = re.compile(r"^== farhand tcp (\S+) (\d+)$")
_TRIED = re.compile(r"^-- (\S+) rc=(\d+) seconds=(\d+)$")

#: What a shell, nc or Python says, and the errno behind it.
_TEXTS = (
    ("refused", "refused", "ECONNREFUSED"),
    ("network is unreachable", "local", "ENETUNREACH"),
    ("no route to host", "icmp", "EHOSTUNREACH"),
    ("cannot assign requested", "local", "EADDRNOTAVAIL"),
    ("permission denied", "icmp", "EACCES"),
    ("not permitted", "local", "EPERM"),
    ("timed out", "silent", ""),
    ("reset by peer", "open", ""),
)


def command(host: str, port: object) -> str:
    return _COMMAND.format(host=shlex.quote(host), port=shlex.quote(str(port)))


def read(text: str) -> Iterator[Seen]:
    """One `tcp` stage per framed output in the text."""
    host, port = "", 0
    rows: list[dict[str, Any]] = []
    said: list[str] = []
    for line in [*text.replace("\r", "").splitlines(), "== end"]:
        head, tried = _HEAD.match(line), _TRIED.match(line)
        if head:
            host, port, rows, said = head.group(1), int(head.group(2)), [], []
        elif tried:
            rows.append(_row(tried.group(1), int(tried.group(2)), int(tried.group(3)), " ".join(said)))
            said = []
        elif line == "== end" and host:
            if rows:
                yield Seen("tcp", {"host": host, "port": port, "attempts": rows})
            host = ""
        else:
            said.append(line)


def _row(address: str, code: int, seconds: int, said: str) -> dict[str, Any]:
    row: dict[str, Any] = {"address": address, "ms": seconds * 1000.0}
    found = next((t for t in _TEXTS if t[0] in said.lower()), None)
    if found is None:
        return {**row, "result": "open" if code == 0 else "silent"}
    row.update({"result": found[1], "errno": found[2]})
    if found[1] == "icmp":  # a shell cannot tell who sent it
        kind = "forbidden" if found[2] == "EACCES" else "host"
        row["icmp"] = {"kind": kind, "type": -1, "code": -1, "box": "a box on the way"}
    return row
