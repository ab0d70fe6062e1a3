"""The clock as a person asks for it: every clock that the answer depends on is printed, so that it can be
judged an hour later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from farhand.checks._clock import meaning
from farhand.checks._sections import words_of
from farhand.model import Seen
from farhand.target import read_target, shell
from farhand.target.units import duration

_LINE = re.compile(
    r"^(peer|before|after|synchronised|date:|age:|time|kernel|chrony)\s+(.+?)\s*$", re.IGNORECASE
)


def read(text: str) -> Iterator[Seen]:
    """The stages `peers` and `sync`; none where it is not that command's output."""
    rows = [(m.group(1).lower().rstrip(":"), m.group(2)) for m in map(_LINE.match, text.splitlines()) if m]
    words = [word for word, _ in rows]
    if "after" not in words and "before" not in words:
        return
    peers = [peer for peer in map(_peer, _blocks(rows)) if peer]
    last = next((value for word, value in reversed(rows) if word in ("after", "before")), "")
    servers = [_server(value) for word, value in rows if word == "time"]
    peers += [row for row in servers if "offset_s" in row]
    facts: dict[str, Any] = {"max_skew_s": _allowed(text), "now": _as_time(last), "peers": peers}
    yield Seen("peers", facts if meaning.tells(facts) else {**facts, "critical": False})
    sync = {"kernel": _kernel(rows), "servers": servers, "critical": False}
    unasked = "" if servers else _unasked(text)
    yield Seen("sync", sync, unknown=unasked and f"no tool here asks a time server: {unasked} was not asked")


def _unasked(text: str) -> str:
    """The time servers that the declaration names, where none was asked."""
    told = shell.told(text)
    named = (told.settings if told else {}).get("ntp")
    return ", ".join(map(str, named)) if isinstance(named, list) else str(named or "")


def _allowed(text: str) -> float:
    told = shell.told(text)
    return duration((told.settings if told else {}).get("max_skew")) or meaning.MAX_SKEW


def _kernel(rows: list[tuple[str, str]]) -> dict[str, Any] | None:
    """Whether the kernel is told that its clock is right: by adjtimex, timedatectl or chrony."""
    said = dict(rows)
    if said.get("kernel", "").isdigit():
        return {"synchronised": said["kernel"] != "5", "max_error_s": None}  # TIME_ERROR
    if said.get("synchronised") in ("yes", "no"):
        return {"synchronised": said["synchronised"] == "yes", "max_error_s": None}
    leap = next((value for word, value in rows if word == "chrony" and value.startswith("Leap status")), "")
    return {"synchronised": "Normal" in leap, "max_error_s": None} if leap else None


def _server(value: str) -> dict[str, Any]:
    """One time server: how far this clock is ahead of it, or why it gave no time."""
    name, told = value.split()[0], words_of(value)
    row: dict[str, Any] = {
        "peer": name,
        "server": name,
        "place": name,
        "near": False,
        "how": "ntp",
        "file": "the site",
    }
    for key, sign in (("offset", 1), ("theirs", -1)):
        if re.fullmatch(r"[-+]?\d{1,12}(\.\d{1,9})?", told.get(key, "")):
            return {**row, "offset_s": sign * float(told[key]), "error_s": float(told.get("error") or 0.5)}
    words = {"silent": "no answer in the time there was", "no_time": "the server gives no time"}
    return {**row, "problem": words.get(told.get("problem", ""), told.get("problem") or "no answer")}


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
        "place": _place(name),
        "near": False,
    }


def _place(url: str) -> str:
    """`host:port` of a URL, as the self-test names a peer: two commands may have asked the same one."""
    target = read_target({"url": url}, "http")
    return f"{target.host}:{target.port}" if target.host and target.port else url


def _as_time(seconds: str) -> str:
    try:
        return datetime.fromtimestamp(float(seconds), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return ""
