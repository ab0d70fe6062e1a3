"""What a line of a log says of itself: how bad, and when.  Pure."""

from __future__ import annotations

import re
from datetime import datetime, timezone

DEBUG, INFO, WARN, ERROR = "debug", "info", "warn", "error"
_LEVELS = {
    "trace": DEBUG, "debug": DEBUG, "verbose": DEBUG, "fine": DEBUG, "dbg": DEBUG,
    "info": INFO, "information": INFO, "notice": INFO, "normal": INFO, "inf": INFO,
    "warn": WARN, "warning": WARN, "wrn": WARN,
    "error": ERROR, "err": ERROR, "eror": ERROR, "fatal": ERROR, "panic": ERROR, "crit": ERROR,
    "critical": ERROR,
    "severe": ERROR, "emerg": ERROR, "alert": ERROR,
}  # fmt: skip
_ANY = "|".join(_LEVELS)
_NAMED = re.compile(
    r"\b(?i:level|severity|lvl)[\"']?\s?[=:]\s?[\"']?(?P<key>[A-Za-z]+)"
    rf"|(?:^|[\s|\[<(:\"])(?P<word>{_ANY.upper()})(?=[\s|\]>):\"]|$)"
    rf"|[\[<(](?P<inside>(?i:{_ANY}))[\])>]"
    rf"|(?:^|\s)(?P<before>(?i:{_ANY})):\s"
    r"|(?:(?:^|\s|\| )(?P<klog>[IWEF])\d{4} \d\d:|\"s\":\"(?P<mongo>[DIWEF])\")"
)
_JSON = re.compile(r"\"(?:log\.?)?(?:level|severity|lvl|levelname)\"\s?:\s?\"([A-Za-z]{3,12})\"", re.I)
_KLOG = {"D": DEBUG, "I": INFO, "W": WARN, "E": ERROR, "F": ERROR}
#: How far into a line its level may stand.
_HEAD = 160

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_ISO = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d\d)[-/.](?P<d>\d\d)[T ](?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)"
    r"(?:[.,](?P<f>\d{1,9}))?(?P<z> ?Z| ?[+-]\d\d:?\d\d)?"
)
_SYSLOG = re.compile(
    r"\b(?P<b>[A-Z][a-z]{2}) {1,2}(?P<d>\d{1,2})(?: (?P<y>\d{4}))? (?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)"
)
_CLF = re.compile(
    r"(?P<d>\d\d)/(?P<b>[A-Z][a-z]{2})/(?P<y>\d{4})[: ](?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)(?P<z> [+-]\d{4})?"
)
_KTIME = re.compile(r"(?:^|\s)[IWEF](?P<m>\d\d)(?P<d>\d\d) (?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)\.(?P<f>\d+)")
#: The year of a time that names none; such times are only compared with each other.
_SOME_YEAR = 2000


def level(line: str) -> str:
    """debug, info, warn or error; empty where the line does not say."""
    key = _JSON.search(line) if '{"' in line else None  # its keys may stand in any order
    if key:
        return _LEVELS.get(key[1].lower(), "")
    found = _NAMED.search(line[:_HEAD])
    if not found:
        return ""
    if letter := found["klog"] or found["mongo"]:
        return _KLOG[letter]
    word = found["key"] or found["word"] or found["inside"] or found["before"]
    return _LEVELS.get(word.lower(), "")


def moment(line: str) -> float | None:
    """Seconds since 1970 of the first time in a line; without a zone it is taken as UTC."""
    head = line[:_HEAD]
    for form in (_ISO, _CLF, _SYSLOG, _KTIME):
        found = form.search(head)
        if found:
            return _seconds(found.groupdict())
    return None


def _seconds(parts: dict[str, str | None]) -> float | None:
    try:
        month = int(parts["m"] or 0) if parts.get("m") else _MONTHS.index(parts.get("b") or "") + 1
        year, day = int(parts.get("y") or _SOME_YEAR), int(parts["d"] or 0)
        hour, minute, second = (int(parts[k] or 0) for k in "HMS")
        whole = datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc).timestamp()
    except (ValueError, TypeError):
        return None
    return whole + float(f"0.{parts.get('f') or 0}") - _offset((parts.get("z") or "").strip())


def _offset(zone: str) -> float:
    if not zone or zone == "Z":
        return 0.0
    digits = zone[1:].replace(":", "")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return float(seconds if zone[0] == "+" else -seconds)
