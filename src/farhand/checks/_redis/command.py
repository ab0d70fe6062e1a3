"""How a person asks the same, with redis-cli; the password goes by REDISCLI_AUTH, not by an argument."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from farhand.model import Seen


def command(subject: str, settings: Mapping[str, Any]) -> str:
    """POSIX sh; the operator is asked for the password without echo, where one is needed."""
    url = urlsplit(str(settings.get("url") or ""))
    plain = "$" not in url.netloc and bool(url.hostname)
    host = url.hostname if plain else str(settings.get("host") or "")
    port = (url.port if plain else None) or settings.get("port") or 6379
    options = (
        f"-h {shlex.quote(str(host))} -p {port}"
        if host and "$" not in str(host)
        else '-h "$REDIS_HOST" -p "${REDIS_PORT:-6379}"'
    )
    options += " --tls" if url.scheme == "rediss" else ""
    user = f" --user {shlex.quote(url.username)}" if plain and url.username else ""
    return (
        f"# {subject}: does Redis answer, which role, how much memory and how many clients?\n"
        "printf 'password (empty: none): ' >&2; stty -echo 2>/dev/null; "
        "read -r REDISCLI_AUTH; stty echo 2>/dev/null\n"
        '[ -n "$REDISCLI_AUTH" ] && export REDISCLI_AUTH || unset REDISCLI_AUTH\n'
        f'for ask in PING INFO; do echo "== $ask"; LC_ALL=C timeout 5 redis-cli '
        f"{options}{user} --no-auth-warning $ask 2>&1"
        " | grep -E '^(PONG|[A-Z]+ |\\(error\\)|Could not|Error|redis_version|"
        "redis_mode|role|master_link_status|"
        "used_memory:|maxmemory:|maxmemory_policy|connected_clients|maxclients|rdb_last_bgsave_status|"
        'aof_last_write_status|loading)\'; done; echo "clock: $(date -u +%s)"\n'
    )


def read(text: str) -> Iterator[Seen]:
    """The stages that the output of `command` tells of."""
    lines = [line.strip() for line in text.splitlines()]
    error = next((line for line in lines if _is_error(line)), "")
    info = dict(
        line.split(":", 1) for line in lines if ":" in line and not line.startswith(("==", "clock", "Could"))
    )
    if error:
        words = error.removeprefix("(error)").strip() if hasattr(str, "removeprefix") else error
        code = words.split(" ", 1)[0]
        yield Seen("login", {"answer": "error", "code": code, "message": words[:200]}, raw=text)
        return
    if "PONG" not in lines:
        yield Seen("hello", unknown="the output holds neither PONG nor an error of the server", raw=text)
        return
    yield Seen("hello", {"answer": "pong"}, raw=text)
    yield Seen("role", {"role": info.get("role", ""), "mode": info.get("redis_mode", "")})
    yield Seen("version", {"version": info.get("redis_version", ""), "tested": []})
    numbers = {key: int(value) if value.isdigit() else value for key, value in info.items()}
    yield Seen("capacity", numbers)


def _is_error(line: str) -> bool:
    first = line.removeprefix("(error)").strip().split(" ", 1)[0]
    return line.startswith("(error)") or first in (
        "NOAUTH",
        "WRONGPASS",
        "DENIED",
        "LOADING",
        "MASTERDOWN",
        "ERR",
        "NOPERM",
        "MISCONF",
        "OOM",
        "READONLY",
        "CLUSTERDOWN",
    )
