"""The clock as a person asks for it: every clock that the answer depends on is printed, so that it can be
judged an hour later."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from farhand.model import Seen

_LINE = re.compile(r"^(peer|before|after|synchronised|date:|age:)\s+(.+?)\s*$", re.IGNORECASE)


def command(subject: str, settings: Mapping[str, Any]) -> str:
    """Ask two web servers for the time, and this host before and after. `peers` are their URLs."""
    urls = settings.get("peers") or settings.get("url") or ()
    listed = [urls] if isinstance(urls, str) else list(urls)
    words = " ".join(shlex.quote(str(url)) for url in listed)
    return "\n".join(
        (
            "export LC_ALL=C",
            f"for u in {words}; do",
            '  echo "peer $u"; echo "before $(date -u +%s)"',
            '  curl -skI -m 5 "$u" | tr -d "\\r" | grep -iE "^(date|age):"',
            '  echo "after $(date -u +%s)"; done',
            'echo "after $(date -u +%s)"',
            'timedatectl show -p NTPSynchronized --value 2>/dev/null | sed "s/^/synchronised /"; true',
        )
    )


def read(text: str) -> Iterator[Seen]:
    """The stages `peers` and `sync`; none where it is not that command's output."""
    rows = [(m.group(1).lower().rstrip(":"), m.group(2)) for m in map(_LINE.match, text.splitlines()) if m]
    words = [word for word, _ in rows]
    if "after" not in words and "before" not in words:
        return
    peers = [peer for peer in map(_peer, _blocks(rows)) if peer]
    last = next((value for word, value in reversed(rows) if word in ("after", "before")), "")
    facts: dict[str, Any] = {"max_skew_s": 5.0, "now": _as_time(last), "peers": peers}
    yield Seen("peers", facts if peers else {**facts, "critical": False})
    kept = next((value for word, value in rows if word == "synchronised"), "")
    kernel = {"synchronised": kept == "yes", "max_error_s": None} if kept in ("yes", "no") else None
    yield Seen("sync", {"kernel": kernel, "servers": [], "critical": False})


def _blocks(rows: list[tuple[str, str]]) -> list[dict[str, str]]:
    blocks: list[dict[str, str]] = []
    for word, value in rows:
        if word == "peer":
            blocks.append({})
        if blocks and word not in blocks[-1]:
            blocks[-1][word] = value
    return blocks


def _peer(block: Mapping[str, str]) -> dict[str, Any] | None:
    try:
        before, after = float(block["before"]), float(block["after"])
        theirs = parsedate_to_datetime(block["date"]).timestamp() + 0.5 + float(block.get("age", 0))
    except (KeyError, ValueError, TypeError):
        return None
    name = block["peer"]
    # Both clocks tell whole seconds, so half a second is added to each, and to what is not known.
    offset, error = (before + after) / 2 + 0.5 - theirs, (after - before) / 2 + 1.0
    return {
        "peer": name,
        "offset_s": round(offset, 1),
        "error_s": round(error, 1),
        "place": name,
        "near": False,
    }


def _as_time(seconds: str) -> str:
    try:
        return datetime.fromtimestamp(float(seconds), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return ""
