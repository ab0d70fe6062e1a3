"""When a licence begins and runs out, in the forms that licences come in.  Pure.

JSON with any key, a signed token (JWT: `exp`, `nbf`), a certificate in PEM, a FlexLM FEATURE line, lines of
`key = value` or `key: value`; inside of a block in base64 as well. Only dates leave: never the licence.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Optional

#: Names of the day on which it runs out, and of that on which it begins; without case and separators.
ENDS = ("expires", "expiry", "expiration", "expirydate", "expirationdate", "expiresat", "expireson", "expire",
        "exp", "validuntil", "validto", "validthru", "validtill", "notafter", "enddate", "endsat", "until",
        "licenseexpires", "licenceexpires", "expiredate", "licenseexpiration",
        "dateexpires", "expirationtime")  # fmt: skip
BEGINS = ("notbefore", "nbf", "validfrom", "startdate", "startsat", "issueddate", "effectivedate", "starts")
#: Words for a licence that never runs out.
NEVER = ("never", "none", "null", "permanent", "perpetual", "unlimited", "lifetime", "0",
         "1-jan-0", "1-jan-0000")  # fmt: skip
#: Characters that are looked at, nesting of documents, and of base64 in base64.
MOST, DEPTH = 1 << 20, 6

_LINE = re.compile(
    r"^[ \t]*[\"']?([A-Za-z][\w .-]{0,40}?)[\"']?\s*[:=]\s*[\"']?([^\"'\n,;<]{1,60})", re.MULTILINE
)
_XML = re.compile(
    r"<([A-Za-z][\w-]{0,40})>\s{0,99}([^<\s](?:[^<]{0,58}[^<\s])?)\s{0,99}</\1>|\b([A-Za-z][\w-]{0,40})=\"([^\"]{1,60})\""
)
_JWT = re.compile(r"^\s*[A-Za-z0-9_-]{4,}\.([A-Za-z0-9_-]{4,})\.[A-Za-z0-9_-]*\s*$")
_BLOCK = re.compile(r"-----BEGIN [^-\n]{1,60}-----([^-]{1,200000})-----END", re.DOTALL)
_FLEX = re.compile(
    r"^[ \t]*(?:FEATURE|INCREMENT|PACKAGE)\s+\S+\s+\S+\s+\S+\s+(\d{1,2}-[a-z]{3}-\d{1,4}|permanent)",
    re.MULTILINE | re.IGNORECASE,
)
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*"
                  r"(Z|UTC|GMT|[+-]\d\d:?\d\d)?")  # fmt: skip
_WORDY = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ ,-]+(\d{4})|([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})")
#: From the last second of a day back to its first.
_DAY_LONG = timedelta(hours=23, minutes=59, seconds=59)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Dates:
    """RFC 3339 in UTC, "" where it is not known. `form` names the kind of text; `never`: it says so."""

    form: str = ""
    ends: str = ""
    begins: str = ""
    never: bool = False


def dates(text: str, wanted: str = "") -> Dates:
    """The dates of a licence. `wanted`: the declared key; a dotted one names the place in a document."""
    text = text[:MOST]
    for form, rows in _forms(text, DEPTH):
        found = _of_rows(form, list(rows), wanted)
        if found.ends or found.begins or found.never:
            return found
    return Dates(next((form for form, _ in _forms(text, DEPTH)), ""))


def _of_rows(form: str, rows: list[tuple[str, Any]], wanted: str) -> Dates:
    names = (_plain(wanted),) if wanted else ENDS
    ends = [value for key, value in rows if _named(key, names, wanted)]
    begins = [value for key, value in rows if _named(key, BEGINS)]
    moments = sorted(m for m in map(moment, ends) if m)
    never = not moments and any(str(value).strip().lower() in NEVER for value in ends)
    first = next((m for m in (moment(value, True) for value in begins) if m), None)
    # Of several parts the one that runs out first is the one that is missed first.
    return Dates(form, _shown(moments[0] if moments else None), _shown(first), never)


def _named(key: str, names: tuple[str, ...], wanted: str = "") -> bool:
    if wanted:
        return key == wanted or _plain(key) == names[0] or _plain(key.rpartition(".")[2]) == names[0]
    return _plain(key.rpartition(".")[2]) in names


def _plain(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower())


def _forms(text: str, depth: int) -> Iterator[tuple[str, Iterator[tuple[str, Any]]]]:
    """(form, its keys and values) for each way in which the text can be read, the surest first."""
    stripped = text.strip()
    if stripped[:1] in ("{", "["):
        try:
            yield "JSON", _leaves(json.loads(stripped), "", DEPTH)
        except (ValueError, RecursionError):
            pass
    token = _JWT.match(text)
    if token and depth:
        inside = _decoded(token[1])
        if inside.lstrip()[:1] == "{":
            yield from (("signed token", rows) for _, rows in _forms(inside, 0))
    if "BEGIN CERTIFICATE" in text:
        yield "certificate", _of_certificate(text)
    flex = _FLEX.findall(text)
    if flex:
        yield "FlexLM", (("expires", day) for day in flex)
    if depth:
        for block in (*(_BLOCK.findall(text)[:5]), text):
            inside = _decoded("".join(block.split()))
            if inside:
                yield from _forms(inside, 0)
    pairs = [(key, value) for key, value in _LINE.findall(text)]
    tagged = [(a or c, b or d) for a, b, c, d in _XML.findall(text)] if "<" in text else []
    if pairs or tagged:
        yield ("XML" if tagged else "lines"), iter([*tagged, *pairs])


def _leaves(value: Any, key: str, depth: int) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and depth:
        for name, inner in list(value.items())[:500]:
            yield from _leaves(inner, f"{key}.{name}" if key else str(name), depth - 1)
    elif isinstance(value, list) and depth:
        for inner in value[:500]:
            yield from _leaves(inner, key, depth - 1)
    elif not isinstance(value, (dict, list)):
        yield key, value


def _decoded(text: str) -> str:
    """Base64, of either alphabet, that holds text; "" for anything else."""
    if len(text) < 12 or not re.fullmatch(r"[A-Za-z0-9+/_-]+={0,2}", text):
        return ""
    try:
        raw = base64.b64decode(
            text.translate(str.maketrans("-_", "+/")).rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
        )
        return raw.decode("utf-8")
    except (binascii.Error, ValueError):
        return ""


def _of_certificate(text: str) -> Iterator[tuple[str, Any]]:
    from farhand.wire import x509

    for der in x509.certificates_in(text.encode("utf-8", "replace"))[:1]:
        facts = x509.read_certificate(der)
        yield "notafter", facts.get("not_after", "")
        yield "notbefore", facts.get("not_before", "")


def moment(value: Any, begins: bool = False) -> Optional[datetime]:
    """A day, a time, or seconds (or milliseconds) since 1970. A day without a time is meant as a whole: it
    `begins` with its first second, else it ends with its last."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)) or (
        isinstance(value, str) and re.fullmatch(r"\d{9,13}", value.strip())
    ):
        return _since_1970(float(str(value)[:30]))
    text = str(value).strip()
    found = _DAY.search(text)
    try:
        at = _of_numbers(found) if found else _of_words(text)
        timeless = bool(at and not (found and found[4]))
        return at - _DAY_LONG if at and begins and timeless else at
    except (ValueError, OverflowError):
        return None


def _since_1970(number: float) -> Optional[datetime]:
    seconds = number / 1000 if number > 1e11 else number
    return datetime.fromtimestamp(seconds, timezone.utc) if 1e8 < seconds < 2.5e11 else None


def _of_numbers(found: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second, zone = found.groups()
    if hour is None:
        return datetime(int(year), int(month), int(day), 23, 59, 59, tzinfo=timezone.utc)
    at = datetime(
        int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=timezone.utc
    )
    try:
        return at - _offset(zone or "")
    except OverflowError:  # the last day that there is, in a zone behind UTC
        return at


def _offset(zone: str) -> timedelta:
    if zone[:1] not in ("+", "-"):
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return timedelta(hours=hours, minutes=minutes) * (1 if zone[0] == "+" else -1)


def _of_words(text: str) -> Optional[datetime]:
    found = _WORDY.search(text)
    if not found:
        return None
    day, month, year = found[1] or found[5], found[2] or found[4], found[3] or found[6]
    if month.lower() not in _MONTHS:
        return None
    return datetime(int(year), _MONTHS.index(month.lower()) + 1, int(day), 23, 59, 59, tzinfo=timezone.utc)


def _shown(at: Optional[datetime]) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
