"""What the `redis` command of earlier kits printed, as facts.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.model import Seen


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
