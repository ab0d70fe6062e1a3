"""`getent ahosts NAME`: what the C library makes of a name, with /etc/hosts and the search list.

Programs get their addresses this way; dig asks a name server alone. So where getent has an address, what
dig says of the same name right after it is no fault: the name is in /etc/hosts, or has only an IPv6 address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import typed

WORDS = ("getent ",)
_TYPED = re.compile(r"getent (?:-\S+ )?(?:ahosts(?:v[46])?|hosts) (?P<q>['\"]?)(?P<name>[\w.:-]+)(?P=q)$")
_ADDRESS = re.compile(r"^(?P<ip>[0-9a-fA-F.:]{3,45}) +(?:STREAM\b|DGRAM\b|RAW\b|\S)")
#: Lines behind it in which other tools ask for the same name.
_BEHIND = 60
_OTHERS = re.compile(r"^(?:dig|host|nslookup|resolvectl query|kdig|drill)\b")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for at, line in enumerate(lines):
        if "getent " in line and _TYPED.match(typed(line)):
            yield at, min(len(lines), at + _BEHIND)


def read(part: Part) -> Iterator[Sign]:
    asked = _TYPED.match(typed(part.lines[0]))
    answer = next((m for line in part.lines[1:4] if (m := _ADDRESS.match(line))), None)
    if not asked or not answer:
        return
    yield Sign(1, healthy=f"{asked['name']} resolves to {answer['ip']}", subject=asked["name"])
    places = tuple(_answers(part.lines, asked["name"]))
    if places:
        yield Sign(places[0], also=places[1:], moot=("dns.nxdomain", "dns.no_address"))


def _answers(lines: Sequence[str], name: str) -> Iterator[int]:
    """The lines that other tools print for this name, each up to the next prompt."""
    inside = False
    for at, line in enumerate(lines[1:], 1):
        command = typed(line)
        if command:
            words = command.replace("'", " ").replace('"', " ").split()
            inside = bool(_OTHERS.match(command)) and name in words
        elif inside:
            yield at


_DIG = (
    "; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> +search {name}\n;; global options: +cmd\n;; Got answer:\n"
    ";; ->>HEADER<<- opcode: QUERY, status: {status}, id: 15651\n"
    ";; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1\n\n"
    ";; QUESTION SECTION:\n;{name}.                IN      A\n\n"
    ";; Query time: 1 msec\n;; SERVER: 10.0.0.53#53(10.0.0.53) (UDP)\n;; MSG SIZE  rcvd: 43\n\n"
)
_RUN = "run: getent of glibc 2.36 and dig of BIND 9.18"
EXAMPLES = (
    Example(
        "a name that stands in /etc/hosts only",
        pasted="$ getent ahosts db.corp.example\n10.0.0.9        STREAM db.corp.example\n"
        "10.0.0.9        DGRAM  \n\n$ dig +search db.corp.example\n\n"
        + _DIG.format(name="db.corp.example", status="NXDOMAIN"),
        outcome="healthy",
        source=_RUN,
    ),
    Example(
        "a name that has an IPv6 address only",
        pasted="$ getent ahosts api.example\nfd77:2::2       STREAM api.example\n\n$ dig api.example\n\n"
        + _DIG.format(name="api.example", status="NOERROR"),
        outcome="healthy",
        source=_RUN,
    ),
    Example(
        "getent has nothing either",
        pasted="$ getent ahosts db.corp.example\n\n$ dig db.corp.example\n\n"
        + _DIG.format(name="db.corp.example", status="NXDOMAIN"),
        finds=("dns.nxdomain",),
        source=_RUN,
    ),
    Example(
        "another name does not exist",
        pasted="$ getent hosts api.example\n10.0.0.9        api.example\n\n$ dig db.corp.example\n\n"
        + _DIG.format(name="db.corp.example", status="NXDOMAIN"),
        finds=("dns.nxdomain",),
        source=_RUN,
    ),
    Example(
        "an address, and nothing else",
        pasted="[root@web1 ~]# getent hosts api.example\n10.0.0.9        api.example\n",
        outcome="healthy",
        source=_RUN,
    ),
    Example(
        "cut off",
        pasted="$ getent ahosts api.example\n",
        outcome="undecided",
        source=_RUN,
    ),
)
