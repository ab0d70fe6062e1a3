"""How this host keeps its time: which servers it is told to ask, and what the kernel thinks of it."""

from __future__ import annotations

import ctypes
import glob
from typing import Any

from farhand.hostfacts import read

#: Where chrony, ntpd and systemd-timesyncd are told their servers.
CHRONY_AND_NTPD = (
    "/etc/chrony.conf", "/etc/chrony/chrony.conf", "/etc/chrony.d/*.conf", "/etc/chrony/conf.d/*.conf",
    "/etc/chrony/sources.d/*.sources", "/etc/ntp.conf", "/etc/ntpsec/ntp.conf",
)  # fmt: skip
TIMESYNCD = ("/etc/systemd/timesyncd.conf", "/etc/systemd/timesyncd.conf.d/*.conf")
#: What a distribution sets when nobody has chosen a server: it says nothing about this site.
DEFAULTS = (".pool.ntp.org", "pool.ntp.org", "ntp.ubuntu.com")

_UNSYNCHRONISED = 0x40


def servers(root: str = "") -> list[dict[str, str]]:
    """{"server", "file"} for every server that somebody at the site has chosen, at most four."""
    found = [row for pattern in CHRONY_AND_NTPD for row in _of_file(root, pattern, _of_chrony)]
    found += [row for pattern in TIMESYNCD for row in _of_file(root, pattern, _of_timesyncd)]
    chosen = {row["server"]: row for row in found if not row["server"].lower().endswith(DEFAULTS)}
    return list(chosen.values())[:4]


def _of_file(root: str, pattern: str, names: Any) -> list[dict[str, str]]:
    rows = []
    for path in sorted(glob.glob(root + pattern))[:20]:
        for line in (read.text(path, 65536) or "").splitlines():
            rows += [{"server": name, "file": path[len(root) :]} for name in names(line.strip())]
    return rows


def _of_chrony(line: str) -> list[str]:
    words = line.split()
    # 127.127.*: hardware clocks of ntpd itself.
    local = len(words) > 1 and words[1].startswith("127.127.")
    return [words[1]] if len(words) > 1 and words[0] in ("server", "pool", "peer") and not local else []


def _of_timesyncd(line: str) -> list[str]:
    return line[4:].split() if line.startswith("NTP=") else []


class _Timex(ctypes.Structure):
    _fields_ = [
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 256),
    ]


def kernel() -> dict[str, Any] | None:
    """{"synchronised", "max_error_s"} as the kernel has it; None where it does not say."""
    asked = _Timex()
    try:
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(asked))
    except (OSError, AttributeError):
        return None
    if state < 0:
        return None
    return {"synchronised": not asked.status & _UNSYNCHRONISED, "max_error_s": round(asked.maxerror / 1e6, 3)}
