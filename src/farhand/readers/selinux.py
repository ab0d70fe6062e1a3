"""Denials of SELinux and AppArmor: lines of audit logs, and whether they are enforced.

An app that may read a file by its mode bits and is refused all the same has one of these lines somewhere.
In permissive mode they are notes: nothing was refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign

WORDS = ("avc:", "apparmor=", "nforcing", "ermissive", "Disabled", "disabled", "<no matches>")
PAST = True
_AVC = re.compile(
    r"avc: {1,2}denied {1,2}\{ (?P<what>[\w ]{2,120}) \} for .{0,600}?(?:comm=\"?(?P<comm>[^\s"
    r"\"]+))?.{0,600}?"
    r"tcontext=(?P<target>\S+) tclass=(?P<cls>\w+)(?: permissive=(?P<soft>[01]))?"
)
_ARMOR = re.compile(
    r"apparmor=\"(?P<what>DENIED|ALLOWED)\" operation=\"(?P<op>[\w-]+)\".{0,300}?profile=\""
    r"(?P<profile>[^\"]{1,160})\""
    r"(?:.{0,80}?name=\"(?P<name>[^\"]{1,200})\")?"
)
_PATH = re.compile(r"\b(?:path|name)=\"(?P<path>[^\"]{1,200})\"")
_COMM = re.compile(r"\bcomm=\"?(?P<comm>[^\s\"]{1,60})")
_MODE = re.compile(
    r"^(?P<mode>Enforcing|Permissive|Disabled)$|^(?:Current mode|SELinux status):\s+"
    r"(?P<mode2>enforcing|permissive|disabled)\b"
)
_MATCHES = re.compile(r"^<no matches>$")
#: What desktops and the kernel itself are denied all day long, on healthy hosts.
_IDLE = re.compile(r"snap[.-]|ubuntu_pro|cups|/usr/bin/man|libreoffice|firefox|evince")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    yield from (
        (at, at + 1)
        for at, x in enumerate(lines)
        if ("avc:" in x and _AVC.search(x))
        or ("apparmor=" in x and _ARMOR.search(x))
        or _MODE.match(x)
        or _MATCHES.match(x)
    )


def read(part: Part) -> Iterator[Sign]:
    line = part.lines[0]
    avc, armor = _AVC.search(line), _ARMOR.search(line)
    if avc and avc["soft"] != "1":
        yield _denied(line, avc)
    elif armor and armor["what"] == "DENIED":
        name = armor["name"] or ""
        why = f"AppArmor's profile {armor['profile']} denies {armor['op']}" + (f" of {name}" if name else "")
        weight = 0.35 if _IDLE.search(armor["profile"]) else 0.9
        yield Sign(0, "fs.selinux", weight, why, params={"path": name} if name else {})


def _denied(line: str, avc: re.Match[str]) -> Sign:
    path, comm = _PATH.search(line), _COMM.search(line)
    kind = avc["target"].split(":")[2] if avc["target"].count(":") >= 2 else avc["target"]
    who = comm["comm"] if comm else "a process"
    why = f"SELinux denies {who} to {avc['what']} a {avc['cls']} of type {kind}"
    weight = 0.95 if avc["soft"] == "0" else 0.88
    return Sign(0, "fs.selinux", weight, why, params={"path": path["path"]} if path else {})


_AVC_LINE = (
    'type=AVC msg=audit(1795683578.123:456): avc:  denied  {{ {} }} for  pid=4711 comm="nginx" '
    'name="{}" dev="dm-0" '
    "ino=12345 scontext=system_u:system_r:httpd_t:s0 tcontext=unconfined_u:object_r:{}:s0 tclass={} "
    "permissive={}\n"
)
_ARMOR_LINE = (
    'audit: type=1400 audit(1795683578.1:12): apparmor="{}" operation="open" class="file" profile="{}" '
    'name="/srv/orders/data.db" pid=4711 comm="orders" requested_mask="r" denied_mask="r" fsuid=1000 ouid=0\n'
)
_DOC = "doc: Red Hat Enterprise Linux 9, Using SELinux"
EXAMPLES = (
    Example(
        "a file of a home directory",
        pasted="$ sudo ausearch -m avc -ts recent | tail\n----\n"
        + _AVC_LINE.format("read", "index.html", "user_home_t", "file", 0),
        finds=("fs.selinux",),
        source=_DOC,
    ),
    Example(
        "a connection, cut off before the mode",
        pasted=_AVC_LINE.format("name_connect", "5432", "postgresql_port_t", "tcp_socket", 0).rpartition(" ")[
            0
        ],
        finds=("fs.selinux",),
        source=_DOC,
    ),
    Example(
        "permissive: nothing was refused",
        pasted=_AVC_LINE.format("read", "index.html", "user_home_t", "file", 1) + "Permissive\n",
        outcome="undecided",
        source=_DOC,
    ),
    Example(
        "AppArmor denies",
        pasted="[ 1234.5] " + _ARMOR_LINE.format("DENIED", "docker-default"),
        finds=("fs.selinux",),
        source="doc: AppArmor, wiki, failures",
    ),
    Example(
        "AppArmor only notes",
        pasted=_ARMOR_LINE.format("ALLOWED", "orders"),
        outcome="undecided",
        source="doc: AppArmor",
    ),
    Example(
        "nothing was denied",
        pasted="$ sudo ausearch -m avc -ts recent\n<no matches>\n",
        outcome="undecided",
        source=_DOC,
    ),
)
