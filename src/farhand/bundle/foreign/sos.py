"""A sos report (`sos report`, `sosreport`): what one Linux host says of itself, as root saw it.

The output of each command is a file whose name is the command. Most of the rest is copied from /proc, /sys
and /etc: settings, counters since the last boot and lists of names, in which the words of faults mean
nothing. So only what reports a state or a message is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_COMMANDS = "sos_commands/"
#: What is read, the most telling first: pattern on the name, rank.
_READ = (
    (r"sos_commands/filesys/df_", 0),
    (r"sos_commands/memory/free(?:$|_-m$)|proc/meminfo$", 0),
    (r"sos_commands/systemd/systemctl_(?:list-units|status|--failed)", 0),
    (r"sos_commands/(?:docker|podman|crio|kubernetes)/(?:\w+_(?:ps|logs|inspect|describe|get)|.*logs_)", 1),
    (r"sos_commands/\w+/journalctl_(?!--list|--disk)", 1),
    (r"sos_commands/kernel/dmesg|sos_commands/boot/journalctl", 1),
    (r"var/log/(?:pods|containers)/", 2),
    (r"var/log/(?:messages|syslog|kern\.log|daemon\.log|user\.log)(?:[.-]\d{1,8})?(?:\.gz|\.xz)?$", 2),
    (r"sos_commands/(?:chrony|ntp|systemd|date)/(?:chronyc_|ntpq_|timedatectl)", 3),
    (r"sos_commands/(?:host|process)/(?:uptime|ps_aux|ps_auxwww)", 3),
    (r"sos_commands/networking/(?:ip_route|ip_-4_route|route_-n|ss_|netstat_-W?[a-z]*n)", 3),
    (r"sos_commands/filesys/(?:mount|findmnt)", 3),
    (r"sos_commands/selinux/(?:ausearch|sealert)", 3),
    (r"var/log/audit/audit\.log", 4),
    (
        r"var/log/(?!journal/|sa/|sysstat/|installer/|anaconda/|apt/|dpkg|yum|dnf|lastlog|wtmp|btmp|faillog)",
        5,
    ),
    (r"sos_commands/(?:postgresql|mysql|redis|rabbitmq|nginx|apache|haproxy|squid|openssl)/", 6),
)
_PATTERNS = tuple((re.compile(pattern), rank) for pattern, rank in _READ)
#: sosreport-HOST[-LABEL]-2026-11-20-abcdefg
_TOP = re.compile(r"sosreport-(?P<host>.+)-(?P<day>\d{4}-\d\d-\d\d)-\w+$")
_USUAL = (
    (("sos_commands/filesys/df_",), "the disks' use (plugin filesys)"),
    (("sos_commands/memory/free", "proc/meminfo"), "the memory's use (plugin memory)"),
    (("sos_commands/logs/journalctl_--no-pager", "var/log/syslog", "var/log/messages"), "the system's log"),
    (
        ("sos_commands/systemd/systemctl_list-units", "sos_commands/systemd/systemctl_status"),
        "the units' states",
    ),
)


def recognise(names: Sequence[str]) -> bool:
    return any(n.startswith(_COMMANDS) for n in names) and any(
        n.startswith(("sos_logs/", "sos_reports/", "proc/", "etc/sos")) or n == "version.txt" for n in names
    )


def rank(name: str) -> int | None:
    return next((rank for pattern, rank in _PATTERNS if pattern.match(name)), None)


def told(top: str, names: Sequence[str]) -> str:
    found = _TOP.match(top)
    where = f" of host {found['host']}, made {found['day']}" if found else ""
    plugins = {n.split("/")[1] for n in names if n.startswith(_COMMANDS) and n.count("/") > 1}
    return f"a sos report{where}, {len(plugins)} plugins"


def lacks(names: Sequence[str]) -> Iterator[str]:
    for beginnings, what in _USUAL:
        if not any(name.startswith(beginnings) for name in names):
            yield what
