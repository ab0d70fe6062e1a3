"""Examples of the reader for clocks."""

from __future__ import annotations

from farhand.model import Example

_TIMEDATECTL = """               Local time: Thu 2026-11-26 09:53:21 CET
           Universal time: Thu 2026-11-26 08:53:21 UTC
                 RTC time: Thu 2026-11-26 08:53:21
                Time zone: Europe/Berlin (CET, +0100)
System clock synchronized: {}
              NTP service: {}
          RTC in local TZ: no
"""
_TRACKING = """Reference ID    : {} ({})
Stratum         : {}
Ref time (UTC)  : Thu Nov 26 08:53:21 2026
System time     : {} seconds fast of NTP time
Last offset     : +0.000012012 seconds
RMS offset      : 0.000034 seconds
Leap status     : {}
"""
_SOURCES = """MS Name/IP address         Stratum Poll Reach LastRx Last sample
===============================================================================
"""
_PEERS = """     remote           refid      st t when poll reach   delay   offset  jitter
==============================================================================
"""

EXAMPLES = (
    Example(
        "synchronised, as systemd 219 says it",
        pasted="      Local time: Tue 2026-03-10 17:53:21 PDT\n     NTP enabled: yes\nNTP synchronized: yes\n"
        " RTC in local TZ: no\n",
        outcome="healthy",
        source="made after timedatectl of systemd 219, form: kellyjonbrazil/jc, tests/fixtures",
    ),
    Example(
        "synchronised",
        pasted="$ timedatectl\n" + _TIMEDATECTL.format("yes", "active"),
        outcome="healthy",
        source="made after timedatectl of systemd 252",
    ),
    Example(
        "not synchronised, and the service runs",
        pasted=_TIMEDATECTL.format("no", "active"),
        finds=("clock.ntp",),
        source="made after timedatectl of systemd 252",
    ),
    Example(
        "two lines, seen through egrep",
        pasted="System clock synchronized: no\n              NTP service: inactive\n",
        finds=("clock.ntp",),
        source="made after timedatectl of systemd 252",
    ),
    Example(
        "chrony follows its source",
        pasted=_TRACKING.format("0A000035", "ntp1.corp.example", 3, "0.000012018", "Normal"),
        outcome="healthy",
        source="doc: chrony 4.3, chronyc, tracking",
    ),
    Example(
        "chrony follows nobody",
        pasted=_TRACKING.format("00000000", "", 0, "0.000000000", "Not synchronised"),
        finds=("clock.ntp",),
        source="doc: chrony 4.3, chronyc, tracking",
    ),
    Example(
        "minutes ahead",
        pasted=_TRACKING.format("0A000035", "ntp1.corp.example", 3, "421.482910", "Normal"),
        finds=("clock.skew",),
        source="doc: chrony 4.3, chronyc, tracking, with another offset",
    ),
    Example(
        "no source answers",
        pasted=_SOURCES + "^? ntp1.corp.example             0   6     0     -     +0ns[   +0ns] +/-    0ns\n"
        "^? ntp2.corp.example             0   6     0     -     +0ns[   +0ns] +/-    0ns\n",
        finds=("clock.ntp",),
        source="doc: chrony 4.3, chronyc, sources",
    ),
    Example(
        "one source is chosen, another one does not answer",
        pasted=_SOURCES + "^* ntp1.corp.example             2   6   377    23   -923us[ -924us] +/-   43ms\n"
        "^? ntp2.corp.example             0   6     0     -     +0ns[   +0ns] +/-    0ns\n",
        outcome="healthy",
        source="doc: chrony 4.3, chronyc, sources",
    ),
    Example(
        "peers agree that it is off",
        pasted=_PEERS + " ntp1.corp.exam 10.0.0.1         2 u   33   64    7    0.421  86412.1   1.201\n",
        finds=("clock.skew",),
        source="made after ntpq -pn of ntp 4.2.8",
    ),
    Example(
        "a peer is chosen",
        pasted=_PEERS + "*ntp1.corp.exam 10.0.0.1         2 u   33   64  377    0.421    0.121   0.201\n",
        outcome="healthy",
        source="made after ntpq -pn of ntp 4.2.8",
    ),
)
