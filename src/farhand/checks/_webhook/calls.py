"""The sender's calls in an access log, and what they come to.  Pure.

Formats: Common and Combined Log Format (nginx, Apache, Traefik, gunicorn), HAProxy's, uvicorn's, and lines of
JSON (Caddy, Traefik, nginx as most people set it up). Of a line only time, status and address are kept.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Optional

#: Lines with the path that are looked at, statuses and addresses that are kept.
MOST, RECENT, SENDERS = 500, 10, 5
_BRACKET = re.compile(
    r"\[(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?: ([+-])(\d\d)(\d\d))?\]"
)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(Z|([+-])(\d\d):?(\d\d))?", re.ASCII
)
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_REQUEST = re.compile(r'(?:^|["\s{<])([A-Z]{3,7}) (?:https?://[^/\s"]+)?(/[^\s"?]*)')
_BEHIND = re.compile(r'[^"]*" (\d{3})\b')
#: HAProxy: five times with slashes, the status, the bytes.
_BEFORE = re.compile(r"(?:-?\d+/){4}\+?-?\d+ (\d{3}) \+?\d+ ")
_ADDRESS = re.compile(
    r"(?<![\w.:])(\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})(?![\w.])"
)
#: What a line of JSON calls it.
KEYS = {
    "method": ("method", "request_method", "RequestMethod", "http_method"),
    "path": ("uri", "request_uri", "path", "url", "RequestPath", "request"),
    "status": ("status", "status_code", "response_code", "DownstreamStatus", "code"),
    "address": ("remote_addr", "remote_ip", "client_ip", "ClientHost", "clientip", "client"),
    "at": ("ts", "time", "@timestamp", "timestamp", "time_iso8601", "time_local", "StartUTC", "msec"),
    "agent": ("http_user_agent", "user_agent", "userAgent", "agent", "request_User-Agent"),
}


@dataclass(frozen=True)
class Call:
    """One request of the log. `at` in UTC, None where the line has no time."""

    method: str
    path: str
    status: int = 0
    address: str = ""
    at: Optional[datetime] = None


def calls(lines: Iterable[str], paths: Sequence[str], method: str) -> list[Call]:
    """The requests with that method for one of these paths, as they came; our own questions are no calls."""
    rows = (call(line) for line in lines if any(p in line for p in paths) and '"farhand"' not in line)
    kept = [row for row in rows if row and row.method == method and _same(row.path, paths)]
    return kept[-MOST:]


def _same(path: str, paths: Sequence[str]) -> bool:
    return path in paths or path.rstrip("/") in [p.rstrip("/") for p in paths]


def call(line: str) -> Optional[Call]:
    """One line; None where it is no request."""
    begin = line.find("{")
    if begin >= 0 and line.rstrip().endswith("}"):
        found = _of_json(line[begin:])
        if found:
            return found
    request = _REQUEST.search(line)
    if not request:
        return None
    behind = line[request.end() :]
    status = _BEHIND.match(behind) or _BEFORE.search(line) or re.search(r" (\d{3})\b", behind)
    number = int(status[1]) if status else 0
    return Call(request[1], request[2], number, _address(line[: request.start()]), when(line))


def _address(text: str) -> str:
    """The first that is one: a time of day has colons, too."""
    for found in _ADDRESS.finditer(text[:2000]):
        try:
            return str(ipaddress.ip_address(found[1]))
        except ValueError:
            continue
    return ""


def _of_json(text: str) -> Optional[Call]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    inner = told.get("request")
    rows = {**told, **inner} if isinstance(inner, dict) else told  # Caddy
    got = {word: next((rows[k] for k in keys if isinstance(rows.get(k), (str, int, float))), "")
           for word, keys in KEYS.items()}  # fmt: skip
    path = str(got["path"])
    if not got["method"] and " " in path:  # "POST /x HTTP/1.1"
        got["method"], _, path = path.partition(" ")
    path = re.sub(r"^https?://[^/]+", "", path.partition(" ")[0]).partition("?")[0]
    if not got["method"] or not path.startswith("/"):
        return None
    status = str(got["status"])
    return Call(str(got["method"]), path, int(status) if status.isdigit() else 0,
                _address(str(got["address"])), _moment(got["at"]))  # fmt: skip


def _moment(value: Any) -> Optional[datetime]:
    text = str(value)
    if re.fullmatch(r"\d{9,13}(\.\d+)?", text):
        seconds = float(text) / (1000 if float(text) > 1e11 else 1)
        return datetime.fromtimestamp(int(seconds), timezone.utc)
    return when(f"[{text}]")


def when(line: str) -> Optional[datetime]:
    """The first time in a line, in UTC; without a zone it is taken as UTC."""
    found = _BRACKET.search(line)
    try:
        if found:
            month = _MONTHS.index(found[2]) // 3 + 1
            day, hour, minute, second = (int(found[i]) for i in (1, 4, 5, 6))
            at = datetime(int(found[3]), month, day, hour, minute, second)
            return _utc(at, found[7], found[8], found[9])
        found = _ISO.search(line)
        if found:
            at = datetime(*(int(found[i]) for i in range(1, 7)))  # type: ignore[arg-type]
            return _utc(at, found[8], found[9], found[10])
    except ValueError:
        pass
    return None


def _utc(at: datetime, sign: Optional[str], hours: Optional[str], minutes: Optional[str]) -> datetime:
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return (at + away if sign == "-" else at - away).replace(tzinfo=timezone.utc)


def facts_of(found: Sequence[Call], first: str) -> dict[str, Any]:
    """What the calls come to. `first`: the first line of what was read of the log."""
    times = [c.at for c in found if c.at]
    since = when(first)
    last = max(times, default=None)
    return {
        "count": len(found),
        "since": shown(since) if since else "",
        "last": shown(last) if last else "",
        "recent": [c.status for c in found[-RECENT:]],
        "statuses": dict(sorted(Counter(str(c.status) for c in found).items())),
        "senders": [list(row) for row in Counter(c.address for c in found if c.address).most_common(SENDERS)],
    }


def shown(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def age(facts: Mapping[str, Any], key: str) -> Optional[float]:
    """Seconds from the time under `key` to the time of looking."""
    try:
        form = "%Y-%m-%dT%H:%M:%SZ"
        now, then = (datetime.strptime(str(facts.get(word)), form) for word in ("now", key))
        return (now - then).total_seconds()
    except ValueError:
        return None


def trailing(statuses: Sequence[int]) -> Iterator[int]:
    """The statuses after the last call that went well, the youngest first."""
    for status in reversed(statuses):
        if 200 <= status < 300:
            return
        yield status


#: How long ago a call may have been taken and still prove the way, where `every` is not declared.
LATELY = 86400.0


def taken_lately(facts: Mapping[str, Any]) -> bool:
    """Has a call come through to the end, and not long ago?"""
    past = age(facts, "last")
    good = bool(facts.get("recent")) and 200 <= facts["recent"][-1] < 300
    return good and past is not None and past <= (facts.get("every_s") or LATELY)


def quiet(facts: Mapping[str, Any]) -> bool:
    """Has none come for longer than declared, by a log that reaches back that far?"""
    every, covered, past = facts.get("every_s"), age(facts, "since"), age(facts, "last")
    if not every or not facts.get("sure") or facts.get("trouble") or covered is None or covered < every:
        return False
    return past is None or past > every
