"""Times that `curl -w` prints, on one line or one a line: which phase took or never ended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from farhand.readers import Sign

_NAMES = {
    "dns": "dns", "namelookup": "dns", "lookup": "dns", "tcp": "tcp", "connect": "tcp", "tls": "tls",
    "appconnect": "tls", "ssl": "tls", "ttfb": "ttfb", "starttransfer": "ttfb", "total": "total",
    "code": "code", "http_code": "code", "response_code": "code", "status": "code", "proxycode": "proxy",
    "http_connect": "proxy", "ip": "ip", "remote_ip": "ip", "err": "err", "errormsg": "err",
    "pretransfer": "", "redirect": "",
}  # fmt: skip
_PAIR = re.compile(
    r"(?:^|(?<=[\s,;|]))(?:time_)?(?P<name>" + "|".join(sorted(_NAMES, key=len, reverse=True)) + r")"
    r"\s{0,3}[=:]\s{0,10}(?P<value>[^\s,;]*)",
    re.IGNORECASE,
)
_TIMES: tuple[str, ...] = ("dns", "tcp", "tls", "ttfb", "total")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
#: Seconds from which a phase is no longer normal: a second query, a second SYN, a server that thinks.
_SLOW_DNS, _SLOW_TCP, _SLOW_TLS, _SLOW_ANSWER, _HUNG = 2.0, 0.95, 4.0, 8.0, 0.9
_PROXY = {"407": ("proxy.auth_required", 0.95), "403": ("proxy.blocked", 0.92)}


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        end = at
        names: set[str] = set()
        while end < len(lines) and (found := _names(lines[end])):
            names |= found
            end += 1
            if len(found) > 2:
                break
            if end < len(lines) and re.match(r"^\s*-{5,}\s*$", lines[end]):
                end += 1
        if "total" in names and len(names & {"dns", "tcp", "ttfb", "tls"}) >= 2:
            yield at, end
        at = max(end, at + 1)


def _names(line: str) -> set[str]:
    """Names of times in a line that holds nothing else, or nearly nothing."""
    if "=" not in line and ":" not in line:
        return set()
    return {_NAMES[m["name"].lower()] for m in _PAIR.finditer(line)}


def read(lines: Sequence[str]) -> Iterator[Sign]:
    for first, end in find(lines):
        values = _values(lines[first:end])
        code = values.get("code", "")
        times: dict[str, float] = {k: _seconds(values[k]) for k in _TIMES if k in values}
        if code.strip("0") == "" and "code" in values:
            yield from _nothing(first, values, times)
        else:
            yield from _answered(first, code, times)


def _values(lines: Sequence[str]) -> dict[str, str]:
    return {_NAMES[m["name"].lower()]: m["value"] for line in lines for m in _PAIR.finditer(line)}


def _seconds(text: str) -> float:
    found = _NUMBER.match(text)
    number = float(found[0].replace(",", ".")) if found else 0.0
    return number / 1000 if text.endswith("ms") else number


def _nothing(at: int, values: Mapping[str, str], times: Mapping[str, float]) -> Iterator[Sign]:
    """No answer at all: the last phase that ended tells where it hung."""
    proxy = values.get("proxy", "000")
    total, tcp, tls = times.get("total", 0.0), times.get("tcp", 0.0), times.get("tls", 0.0)
    if proxy.strip("0") and proxy[0] != "2":
        cause, weight = _PROXY.get(proxy, ("proxy.unreachable", 0.8))
        yield Sign(at, cause, weight, f"the proxy answered CONNECT with {proxy}")
    elif total < _HUNG:
        return
    elif tls > 0:
        why = f"connected and encrypted after {tls:.2f} s, then no answer for {total - tls:.1f} s"
        yield Sign(at, "http.timeout", 0.85, why)
    elif tcp > 0 or values.get("ip"):
        why = f"connected, and then not one byte came for {total - tcp:.1f} s"
        yield Sign(at, "tcp.mute", 0.6, why)
    elif times.get("dns", 0.0) > 0 and "ip" in values and not _refused(values):
        why = f"the name was found, and no connection came about in {total:.1f} s"
        yield Sign(at, "tcp.timeout", 0.8, why)


def _refused(values: Mapping[str, str]) -> bool:
    """`err=Failed ...`: curl was told no; that text says more than the times."""
    return values.get("err", "").lower() in ("failed", "couldn't", "could", "ssl", "no", "recv")


def _answered(at: int, code: str, times: Mapping[str, float]) -> Iterator[Sign]:
    slow = list(_slow(at, times))
    yield from slow
    if code[:1] in ("4", "5"):
        yield Sign(at, why=f"the answer was HTTP {code}", facts={"status": code})
    elif code[:1] == "2" and not slow:
        total = times.get("total", 0.0)
        yield Sign(at, healthy=f"the answer was HTTP {code}, after {total:.2f} s", subject="http")


def _slow(at: int, times: Mapping[str, float]) -> Iterator[Sign]:
    """Phases are counted from the start: what each took is the step to the one before it."""
    dns, tcp = times.get("dns", 0.0), times.get("tcp", 0.0)
    tls, ttfb = times.get("tls", 0.0), times.get("ttfb", 0.0)
    if dns >= _SLOW_DNS:
        yield Sign(at, "dns.slow", 0.85, f"the look-up of the name took {dns:.1f} s")
    if tcp - dns >= _SLOW_TCP:
        yield Sign(at, "tcp.loss", 0.6, f"the connection took {tcp - dns:.1f} s: the first packets were lost")
    if tls - tcp >= _SLOW_TLS and tls > 0:
        yield Sign(at, "tls.handshake_cut", 0.5, f"the TLS handshake took {tls - tcp:.1f} s")
    if ttfb - max(tls, tcp) >= _SLOW_ANSWER:
        yield Sign(
            at, "http.timeout", 0.6, f"the first byte came {ttfb - max(tls, tcp):.1f} s after the request"
        )
