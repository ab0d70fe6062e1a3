"""What systemd and the unit's own log say together: settings that keep a program from what it looks for.

PrivateTmp= gives the unit a /tmp that nobody else sees, ProtectSystem= and ProtectHome= make folders
read-only for it alone (systemd.exec(5)); outside of the unit all looks well. An abort right after "Watchdog
timeout" is systemd's doing (WatchdogSec=, systemd.service(5)), no crash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from farhand.readers import Part, Sign, systemctl_show
from farhand.readers._systemd_together_examples import EXAMPLES as EXAMPLES

WORDS = ("Watchdog timeout", "PrivateTmp=", "ProtectSystem=", "ProtectHome=", "ReadOnlyPaths=")
#: Lines that are looked at; what is longer is a log.
_MOST = 3000
_WATCHDOG = re.compile(r"(?P<unit>[\w@.\\:-]+\.service): Watchdog timeout")
_ABORTED = re.compile(
    r"status=6/ABRT|signal SIGABRT|signal=ABRT|code=(?:dumped|killed)|core-dump|[Aa]borted|core dumped"
)
#: Lines after a watchdog's word in which the abort is its doing.
_AFTER = 12
_MISSING = re.compile(
    r"(?P<path>/(?:var/)?tmp/[\w./@+-]+).{0,60}?No such file"
    r"|No such file.{0,60}?(?P<after>/(?:var/)?tmp/[\w./@+-]+)"
)
_READ_ONLY = re.compile(r"[Rr]ead-only file ?system|EROFS|Errno 30")
_PATH = re.compile(r"(?<![\w/])(/[\w.@+-]+(?:/[\w.@+-]+)*)")
#: What each value of ProtectSystem= makes read-only; full and strict add to it.
_SYSTEM: Mapping[str, tuple[str, ...]] = {
    "yes": ("/usr", "/boot", "/efi"),
    "true": ("/usr", "/boot", "/efi"),
    "full": ("/usr", "/boot", "/efi", "/etc"),
    "strict": ("/",),
}
_HOMES = ("/home", "/root", "/run/user")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    if any("Watchdog timeout" in line for line in lines[:_MOST]) or any(systemctl_show.find(lines[:_MOST])):
        yield 0, min(len(lines), _MOST)


def read(part: Part) -> Iterator[Sign]:
    yield from _watchdog(part.lines)
    told = systemctl_show.fields(part.lines)
    if _value(told, "PrivateTmp") in ("yes", "true"):
        yield from _own_tmp(part.lines, told)
    yield from _kept_out(part.lines, told)


def _value(told: Mapping[str, tuple[int, str]], key: str) -> str:
    return told.get(key, (0, ""))[1]


def _watchdog(lines: Sequence[str]) -> Iterator[Sign]:
    for at, line in enumerate(lines):
        found = _WATCHDOG.search(line) if "Watchdog timeout" in line else None
        if found:
            why = f"systemd ended {found['unit']}: the program had not reported for WatchdogSec=, "
            why += "as one that hangs"
            yield Sign(at, "service.unit_failed", 0.9, why, found["unit"], params={"unit": found["unit"]})
            for n in range(at, min(len(lines), at + _AFTER)):
                if _ABORTED.search(lines[n]):
                    yield Sign(n, moot=("exec.crashed",))


def _own_tmp(lines: Sequence[str], told: Mapping[str, tuple[int, str]]) -> Iterator[Sign]:
    for at, line in enumerate(lines):
        found = _MISSING.search(line) if "No such file" in line else None
        if found:
            path = found["path"] or found["after"]
            why = f"the unit has a /tmp of its own (PrivateTmp=yes), so it does not see the host's {path}"
            place = told["PrivateTmp"][0]
            yield Sign(
                at, "fs.missing", 0.9, why, path, params={"path": path}, also=(place,) if place > at else ()
            )
            return


def _kept_out(lines: Sequence[str], told: Mapping[str, tuple[int, str]]) -> Iterator[Sign]:
    """A path that the system calls read-only and that the unit's settings make so."""
    for at, line in enumerate(lines):
        if not _READ_ONLY.search(line):
            continue
        for path in _PATH.findall(line)[-1:]:
            setting = _closed(told, path)
            if setting:
                why = f"{setting} of the unit makes {path} read-only for it; ReadWritePaths= opens a folder"
                yield Sign(at, "fs.read_only", 0.95, why, path, params={"path": path})
                return


def _closed(told: Mapping[str, tuple[int, str]], path: str) -> str:
    """The setting that closes a path, as NAME=value; empty where none does."""
    if any(_within(path, one.lstrip("-+")) for one in _value(told, "ReadWritePaths").split()):
        return ""
    system, home = _value(told, "ProtectSystem"), _value(told, "ProtectHome")
    if any(_within(path, one) for one in _value(told, "ReadOnlyPaths").split()):
        return "ReadOnlyPaths="
    if home == "read-only" and any(_within(path, one) for one in _HOMES):
        return f"ProtectHome={home}"
    return f"ProtectSystem={system}" if any(_within(path, one) for one in _SYSTEM.get(system, ())) else ""


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
