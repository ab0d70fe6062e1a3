"""Clocks and what keeps them right: `timedatectl`, `chronyc tracking` and `sources`, `ntpq -p`, `ntpstat`.

Tokens, certificates and signatures fail by a clock that is wrong, and none of their messages says so. Not
being synchronised is not yet being wrong; an offset of seconds is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.readers import Part, Sign
from farhand.readers._clock_examples import EXAMPLES as EXAMPLES
from farhand.readers._runs import runs, typed

WORDS = (
    "ynchron",
    "NTP",
    "Leap status",
    "System time",
    "tratum",
    "refid",
    "remote",
    "Reference ID",
    "offset",
    "Last offset",
    "MS Name",
    "^*",
    "^?",
    "^-",
    "^+",
    "^x",
)
QUIET = True
#: Seconds: tokens and signatures begin to fail; worth a look.
_WRONG, _ODD = 5.0, 1.0
_SYNCED = re.compile(r"^\s*(?:System clock|NTP) synchronized: (?P<is>yes|no)\b")
_SERVICE = re.compile(
    r"^\s*(?:NTP service|NTP enabled|systemd-timesyncd\.service active|Network time on): (?P<is>\S+)"
)
_CLOCKS = re.compile(r"^\s*(?:Local time|Universal time|RTC time|Time zone|RTC in local TZ|DST active):")
_TRACK = re.compile(
    r"^(?:Reference ID|Stratum|Ref time|Last offset|RMS offset|Frequency|Residual freq|Skew|Root delay"
    r"|Root dispersion"
    r"|Update interval)\s*:"
)
_LEAP = re.compile(r"^Leap status\s*: (?P<is>.+)$")
_OFF = re.compile(r"^System time\s*: (?P<s>[\d.]+) seconds (?P<way>fast|slow) of NTP time")
_SOURCE = re.compile(
    r"^(?P<mode>[\^=#])(?P<state>[*+?x~-])\s+(?P<name>\S+)\s+(?P<stratum>\d+)\s+\d+\s+"
    r"(?P<reach>[0-7]{1,3})\s+\S+"
)
_PEER = re.compile(
    r"^(?P<tally>[ *+#ox.-])(?P<name>[\w.:-]+)\s+(?P<ref>\S+)\s+(?P<st>\d+)\s+[lubsmnp-]\s+\S+\s+"
    r"\d+[mhd]?\s+(?P<reach>[0-7]{1,3})"
    r"\s+(?P<delay>-?[\d.]+)\s+(?P<offset>[+-]?[\d.]+)\s+[\d.]+"
)
_STAT = re.compile(r"^(?P<not>un)?synchronised(?: to |$)|^(?P<not2>unsynchronised)")
_HEADS = re.compile(
    r"^(?:MS Name/IP|=====|\s+remote\s+refid|\d+ Number of sources|210 Number|\s+time correct to|\s+polling)"
)


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def sure(line: str) -> bool:
        return any(p.match(line) for p in (_SYNCED, _LEAP, _OFF, _SOURCE, _PEER, _STAT))

    def also(line: str) -> bool:
        command = re.match(r"(?:timedatectl|chronyc|ntpq|ntpstat)\b", typed(line))
        return any(p.match(line) for p in (_SERVICE, _CLOCKS, _TRACK, _HEADS)) or bool(command)

    yield from runs(lines, sure, also, gap=1)


def read(part: Part) -> Iterator[Sign]:
    for judge in (_timedatectl, _tracking, _sources, _peers, _ntpstat):
        yield from judge(part.lines)


def _timedatectl(lines: Sequence[str]) -> Iterator[Sign]:
    found = next(((at, m["is"]) for at, x in enumerate(lines) if (m := _SYNCED.match(x))), None)
    service = next((m["is"] for x in lines if (m := _SERVICE.match(x))), "")
    if found and found[1] == "yes":
        yield Sign(found[0], healthy="the clock is synchronised", subject="clock")
    elif found:
        runs_too = service in ("active", "yes")
        why = "the clock is not synchronised" + (
            ", though the service for it runs"
            if runs_too
            else f" (NTP service: {service})"
            if service
            else ""
        )
        weight = {"active": 0.85, "yes": 0.85, "n/a": 0.55}.get(service, 0.75)
        yield Sign(found[0], "clock.ntp", weight, why)


def _tracking(lines: Sequence[str]) -> Iterator[Sign]:
    for at, line in enumerate(lines):
        off, leap = _OFF.match(line), _LEAP.match(line)
        if off and float(off["s"]) >= _ODD:
            why = f"the clock is {float(off['s']):.1f} s {off['way']} of NTP time"
            yield Sign(at, "clock.skew", 0.93 if float(off["s"]) >= _WRONG else 0.6, why)
        elif leap and leap["is"].startswith("Not synch"):
            yield Sign(at, "clock.ntp", 0.92, "chrony is not synchronised to any source")
        elif leap and not any(float(m["s"]) >= _ODD for x in lines if (m := _OFF.match(x))):
            yield Sign(at, healthy="the clock follows its source, by less than a second", subject="clock")


def _sources(lines: Sequence[str]) -> Iterator[Sign]:
    rows = [(at, m) for at, x in enumerate(lines) if (m := _SOURCE.match(x))]
    chosen = next((at for at, m in rows if m["state"] == "*"), -1)
    if chosen >= 0:
        yield Sign(chosen, healthy="chrony has chosen a source", subject="clock")
    elif rows and all(m["reach"] == "0" for _, m in rows):
        why = f"none of {len(rows)} time sources has answered (reach 0)"
        yield Sign(rows[0][0], "clock.ntp", 0.9, why, also=tuple(at for at, _ in rows[1:3]))
    elif rows and all(m["state"] in "x?~" for _, m in rows):
        why = f"none of {len(rows)} time sources can be used"
        yield Sign(rows[0][0], "clock.ntp", 0.75, why, also=tuple(at for at, _ in rows[1:3]))


def _peers(lines: Sequence[str]) -> Iterator[Sign]:
    rows = [(at, m) for at, x in enumerate(lines) if (m := _PEER.match(x)) and m["ref"] != ".POOL."]
    chosen = next(((at, m) for at, m in rows if m["tally"] in "*o"), None)
    far = [(at, float(m["offset"]) / 1000) for at, m in rows if int(m["reach"], 8)]
    off = chosen and float(chosen[1]["offset"]) / 1000
    if chosen and off is not None and abs(off) < _ODD:
        yield Sign(chosen[0], healthy="the clock follows a peer, by less than a second", subject="clock")
    elif far and all(abs(s) >= _WRONG for _, s in far):
        yield Sign(far[0][0], "clock.skew", 0.92, f"the clock is {abs(far[0][1]):.0f} s off from its peers")
    elif rows and not far:
        yield Sign(rows[0][0], "clock.ntp", 0.9, f"none of {len(rows)} time peers has answered (reach 0)")


def _ntpstat(lines: Sequence[str]) -> Iterator[Sign]:
    for at, line in enumerate(lines):
        found = _STAT.match(line)
        if found and (found["not"] or found["not2"]):
            yield Sign(at, "clock.ntp", 0.88, "ntpstat says that the clock is not synchronised")
        elif found:
            yield Sign(at, healthy="the clock is synchronised", subject="clock")
