"""IPv4, IPv6 and MAC addresses. Loopback, unspecified addresses, netmasks and the clouds' metadata address stay."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from functools import lru_cache

from farhand.redact.rules import Span, Where, span

GROUP = "identifier"
ANCHORS = ("::",)
V4, _COLONS, _DASHES, _DOTS = (
    r"\.\d{1,3}\.\d{1,3}\.\d",
    r":[0-9a-fA-F]{0,4}:[0-9a-fA-F]{0,4}:[0-9a-fA-F]",
    r"-[0-9a-fA-F]{2}-[0-9a-fA-F]{2}-[0-9a-fA-F]{2}-",
    r"\.[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}",
)
PATTERNS = (V4, _COLONS, _DASHES, _DOTS)

_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
#: Written out four times: a group that repeats takes a third longer.
_IPV4 = re.compile(rf"(?<![\d.])(?<![\w]-){_OCTET}\.{_OCTET}\.{_OCTET}\.{_OCTET}(?![\d]|\.\d|-[a-zA-Z])")
_IPV6 = re.compile(r"(?<![\w:.])[0-9a-fA-F:]{2,39}(?:\d+\.\d+\.\d+\.\d+)?(?![\w:]|\.\d)")
_MAC = re.compile(r"(?<![\w:-])[0-9a-fA-F]{2}([:-])(?:[0-9a-fA-F]{2}\1){4}[0-9a-fA-F]{2}(?![\w:-])")
_CISCO = re.compile(r"(?<![\w.])[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}(?![\w.])")
#: `v1.2.3.4`, `version 1.2.3.4`, `Chrome/104.0.5112.79`: no addresses.
_VERSION = re.compile(
    r"(?:\bv|(?:(?<![A-Za-z])[Vv]er|[Vv]ersion)\.?\s?[:=]?\s?\"?|[A-Za-z_)]/|[A-Za-z]-|_)\Z"
)
#: `host/10.0.0.1:5432`, as Java writes it.
_JAVA = re.compile(r"[\w)]/\Z")
_FULL_NAME = re.compile(r"\.[a-z]{2,11}/\Z")
#: Both addresses and the type of a frame, as netfilter logs them.
_FRAME = re.compile(
    r"(?<=MAC=)((?:[0-9a-f]{2}:){5}[0-9a-f]{2}):((?:[0-9a-f]{2}:){5}[0-9a-f]{2}):[0-9a-f]{2}:[0-9a-f]{2}(?![\w:])"
)
_PRIVATE = re.compile(r"10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.64\.")
#: `10.0.0.1.5432`, as tcpdump and BSD's netstat write a port.
_WITH_PORT = re.compile(
    rf"(?<![\w.])((?:{_OCTET}\.){{3}}{_OCTET})\.(?:\d{{1,5}}|[a-z][\w-]{{1,20}}|\*)(?=:? |\s+[<>]|$)"
)
_TCPDUMP = re.compile(r"(?:\bIP |> |\btcp4? +\d+ +\d+ +|(?:\.\d{1,5}|\*)  +)\Z")


def find(text: str, where: Where) -> Iterator[Span]:
    yield from _ipv4(text, where)
    yield from _with_colons(text, where)
    for pattern, form in ((_DASHES, _MAC), (_DOTS, _CISCO)):
        for end in where.get(pattern, ()):
            match = form.search(text, max(0, end - 18), end + 12)
            if match:
                yield Span(match.start(), match.end(), match.group(), "mac")


def _ipv4(text: str, where: Where) -> Iterator[Span]:
    matched, after = _IPV4.match, 0
    for end in where.get(V4, ()):
        if end <= after:
            continue
        digits = text[end - 16 if end > 16 else 0 : end]
        match = matched(text, end - len(digits) + len(digits.rstrip("0123456789.")))
        if match:
            start, after = match.span()
            value, before = match.group(), text[start - 12 if start > 12 else 0 : start]
            if value in _KNOWN or value.startswith(_LOCAL):
                continue
            # Nearly all addresses have nothing before them that a version has: no call for these.
            may_be = before[-1:] in _MARKS or "er" in before or "ER" in before
            if not may_be or not _VERSION.search(before) or _in_java(text, before, value, after):
                yield span((start, after, value, "ipv4"))
        else:
            match = _WITH_PORT.search(text, max(after, end - 13), end + 24)
            if (
                match
                and _counts(match.group(1))
                and _TCPDUMP.search(text[max(0, match.start() - 30) : match.start()])
            ):
                after = match.end(1)
                yield Span(match.start(), after, match.group(1), "ipv4")


def _in_java(text: str, before: str, value: str, end: int) -> bool:
    port = text[end : end + 1] == ":" and text[end + 1 : end + 2].isdigit()
    return bool(_JAVA.search(before)) and (
        port or bool(_FULL_NAME.search(before)) or bool(_PRIVATE.match(value))
    )


#: With what that comes before an address it may be a version.
_MARKS = frozenset(("", *"vV/_)-"))
#: What is the same on every host.
_KNOWN = frozenset(("169.254.169.254", "1.2.3.4", "8.8.8.8", "1.1.1.1"))
_LOCAL = ("127.", "0.", "255.")


def _counts(value: str) -> bool:
    """False for what is the same on every host."""
    return value not in _KNOWN and not value.startswith(_LOCAL)


def _with_colons(text: str, where: Where) -> Iterator[Span]:
    after = 0
    for at in sorted((*where.get(_COLONS, ()), *where.get("::", ()))):
        if at < after:
            continue
        start = _first(text, max(0, at - 1), after)
        frame = _FRAME.match(text, start)
        if frame:
            after = frame.end()
            yield from (Span(frame.start(i), frame.end(i), frame.group(i), "mac") for i in (1, 2))
            continue
        match = _MAC.match(text, start) or _IPV6.match(text, start)
        if match:
            after, value = match.end(), match.group()
            if match.re is _MAC:
                if value.strip("0f:-F"):
                    yield Span(match.start(), after, value, "mac")
            elif value.lower().startswith("::ffff:") and "." in value:
                pass  # an IPv4 address, which has the mark of one
            elif _is_ipv6(value):
                yield Span(match.start(), after, value, "ipv6")
            elif (
                (address := value.rpartition(":")[0]) and _is_ipv6(address) and len(value) - len(address) == 6
            ):
                yield Span(match.start(), match.start() + len(address), address, "ipv6")  # `fe80::1:51820`


_HEX = frozenset("0123456789abcdefABCDEF:-")


def _first(text: str, at: int, least: int) -> int:
    while at > least and text[at - 1] in _HEX:
        at -= 1
    return at


@lru_cache(maxsize=16384)
def _is_ipv6(value: str) -> bool:
    if value.count(":") < 2:
        return False
    try:
        address = ipaddress.IPv6Address(value)
    except ValueError:
        return False
    return int(address) > 1 and value != "::"
