"""What tools print of a system: os-release, uname, ldd, ulimit, timedatectl, locale, id, getconf."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.mirror.fingerprint.known import Known
from farhand.mirror.model import Fact

#: Area, name, and what gives the value, once per text.
_PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (area, name, re.compile(pattern, re.M))
    for area, name, pattern in (
        ("os", "name", r"^PRETTY_NAME=\"?([^\"\n]{2,80})"),
        ("os", "name", r"^\s*Operating System: ([^\n]{2,80})$"),
        ("os", "kernel", r"^Linux \S{1,80} (\d\S{1,60}) #"),
        ("os", "kernel", r"^\s*Kernel: Linux (\S{1,60})$"),
        ("os", "arch", r"^Linux \S{1,80} \d\S{1,60} #.{1,80} (x86_64|aarch64|armv7l|ppc64le|s390x)\b"),
        ("os", "arch", r"^\s*Architecture:\s+(x86[-_]64|aarch64|arm64|ppc64le|s390x)$"),
        ("os", "libc", r"^ldd \([^)\n]{1,60}\) (2\.\d{1,3})"),
        ("os", "libc", r"^(musl) libc"),
        ("os", "openssl", r"^OpenSSL (\d\.\d{1,2}\.\d{1,2}[a-z]?)\b"),
        ("os", "uid", r"^uid=(\d{1,10})\("),
        ("python", "version", r"^Python (\d\.\d{1,3}(?:\.\d{1,3})?)\s*$"),
        (
            "limits",
            "files",
            r"^(?:open files\s+\(-n\)|-n: file descriptors|Max open files)\s+(\d{1,18}|unlimited)",
        ),
        (
            "limits",
            "processes",
            r"^(?:max user processes\s+\(-u\)|-u: processes|Max processes)\s+(\d{1,18}|unlimited)",
        ),
        ("limits", "stack", r"^Max stack size\s+(\d{1,18}|unlimited)"),
        ("limits", "file_size", r"^Max file size\s+(\d{1,18}|unlimited)"),
        ("time", "zone", r"^\s*Time zone: ([A-Za-z][\w+/-]{1,60}) \("),
        ("locale", "locale", r"^LC_ALL=\"?([A-Za-z][\w.@-]{0,40})\"?$"),
        ("locale", "locale", r"^\s*System Locale: LANG=([A-Za-z][\w.@-]{0,40})$"),
        ("locale", "locale", r"^LANG=\"?([A-Za-z][\w.@-]{0,40})\"?$"),
    )
)


#: Limits of a control group (version 2), as `grep -H . memory.max` prints them, or `cat` below its own line.
_GROUP = re.compile(r"(?m)\b(memory|pids|cpu)\.max(?::|[ \t]*\n)(\d{1,18}|max)(?: (\d{1,12}))?$")
_NAMES = {"memory": "memory", "pids": "processes", "cpu": "cpus"}


def text(text: str, known: Known) -> Iterator[Fact]:
    for what, most, of in _GROUP.findall(text):
        yield Fact("limits", _NAMES[what], "unlimited" if most == "max" else _limit(most, of))
    for area, name, pattern in _PATTERNS:
        match = pattern.search(text)
        if match:
            value = match[1].replace("x86-64", "x86_64").replace("arm64", "aarch64")
            yield Fact(area, name, value)


def _limit(most: str, of: str) -> str:
    """Microseconds of a period are processors."""
    return f"{int(most) / int(of):g}" if of and int(of) else most
