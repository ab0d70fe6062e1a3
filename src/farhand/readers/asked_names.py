"""Names that were looked up, or handed to a client, and that are no names: `redis:`, `db:5432`, `None`.

The resolver says that there is no such name, and it is right: the setting is wrong. A scheme or a port inside
of the host, a blank, a placeholder that nobody filled in, the word for "nothing" of a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farhand.readers import Part, Sign
from farhand.readers._asked_examples import EXAMPLES as EXAMPLES
from farhand.readers._runs import typed

WORDS = (
    "resolve",
    "getent ",
    "dig ",
    "getaddrinfo",
    "host name",
    "lookup",
    "ENOTFOUND",
    "nknown",
    "connecti",
)
_VALUE, _URL = "config.value_malformed", "config.url_malformed"
_TYPED = re.compile(
    r"(?:getent (?:ahosts|hosts)|dig|host|nslookup)\b(?: [+-]\S+){0,6} "
    r"(?:(?P<q>['\"])(?P<quoted>[^'\"]{1,200})(?P=q)|(?P<bare>[^\s'\";|&<>]{1,200}))$"
)
#: What programs say of a name that they could not look up.
_SAID = tuple(
    re.compile(form)
    for form in (
        r"[Cc]ould not resolve (?:host|proxy): (?P<name>.{1,120}?)$",
        r"[Ff]ailed to resolve (?:host '(?P<name>[^']{0,120})'|'(?P<name2>[^']{0,120})' \(\[Errno)",
        r"host name \"(?P<name>[^\"]{0,120})\" to address",
        r"getaddrinfo for host \"(?P<name>[^\"]{0,120})\"",
        r"getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?P<name>[^\s\"']{1,120})",
        r"lookup (?P<name>[^\s\"]{1,120}?)(?: on \S+)?: (?:no such host|server misbehaving)",
        r"(?:UnknownHostException|Unknown host): (?P<name>[^\s\"']{1,120}?)(?=: | |$)",
        r"onnect(?:ing)? to (?:Redis at )?(?P<name>[^'\"/]{1,80}):\d{1,6}[.:] (?=Name or|nodename|Temporary)",
    )
)
_HINTS = ("resolve", "host name", "getaddrinfo", "lookup ", "nknown", "onnect")
#: What they say without the name.
_BARE = re.compile(
    r"Name or service not known|nodename nor servname|gaierror|NXDOMAIN|no servers could be reached"
    r"|communications error to|Temporary failure in name resolution|Could not connect to Redis"
)
#: Cause, weight, what is wrong with the name, and how it looks.
_FORMS = tuple(
    (cause, weight, what, re.compile(form))
    for cause, weight, what, form in (
        (_VALUE, 0.95, "holds a placeholder", r"\$\{|\$[A-Z_]+$|\{\{|^%\w+%$|^<.+>$"),
        (_VALUE, 0.94, "is the word for nothing", r"^(?:None|null|NULL|undefined|nil|<nil>|NaN|\(null\))$"),
        (
            _VALUE,
            0.9,
            "is a placeholder",
            r"^(?:(?:DB_|DATABASE_)?HOST(?:NAME)?|YOUR[_-]\w+|CHANGE_?ME|TODO)$",
        ),
        (_URL, 0.95, "has a scheme in it", r"^[A-Za-z][\w+.-]{1,20}:(?://.*)?$|^https?$"),
        (_URL, 0.95, "has a port in it", r"^[A-Za-z0-9][\w.-]*:\d{1,6}$"),
        (
            _VALUE,
            0.94,
            "has a blank or an invisible character in it",
            r"[\s\x00-\x1f\u00a0\ufeff]|\\0\d\d|\\[nrt]",
        ),
        (_VALUE, 0.93, "has quotes in it", r"[\"']"),
        (_URL, 0.93, "has something in it that belongs elsewhere in an address", r"[@/?#%,;=\[\]]"),
        (_VALUE, 0.9, "is an address with something behind it", r"^\d{1,3}(?:\.\d{1,3}){3}[A-Za-z_-]\w*$"),
    )
)


@dataclass(frozen=True)
class _Asked:
    at: int
    name: str
    typed: bool


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    if any(_judged(one.name) for one in _asked(lines)):
        yield 0, len(lines)


def read(part: Part) -> Iterator[Sign]:
    asked = list(_asked(part.lines))
    bad = [(one, means) for one in asked if (means := _judged(one.name))]
    told: set[str] = set()
    for one, (cause, weight, what) in bad:
        if cause not in told:
            told.add(cause)
            why = f"what is looked up as a host is no name: '{one.name}' {what}"
            yield Sign(one.at, cause, weight, why, params={"host": one.name})
    places = {place for one, _ in bad for place in _places(part.lines, one)}
    if len(bad) == len(asked):
        places |= {at for at, line in enumerate(part.lines) if _BARE.search(line)}
    if places:
        first, *others = sorted(places)
        yield Sign(first, also=tuple(others), moot=("dns.*", "tcp.refused"))


def _asked(lines: Sequence[str]) -> Iterator[_Asked]:
    for at, line in enumerate(lines):
        command = typed(line)
        if command and (found := _TYPED.match(command)):
            yield _Asked(at, found["quoted"] or found["bare"], True)
        elif not command and any(word in line for word in _HINTS):
            found = next((m for form in _SAID if (m := form.search(line))), None)
            if found:
                yield _Asked(at, next(filter(None, found.groups()), ""), False)


def _judged(name: str) -> tuple[str, float, str] | None:
    """Why it is no name; an IPv6 address is one."""
    if re.fullmatch(r"[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:%\w+)?", name):
        return None
    return next(((cause, weight, what) for cause, weight, what, form in _FORMS if form.search(name)), None)


def _places(lines: Sequence[str], one: _Asked) -> Iterator[int]:
    """The line itself, and what a command printed up to the next prompt."""
    yield one.at
    if one.typed:
        for at in range(one.at + 1, min(len(lines), one.at + 60)):
            if typed(lines[at]):
                return
            yield at
