"""Which facts of two sides differ.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.mirror.model import Difference, Fact, Fingerprint
from farhand.mirror.settings import SETTINGS
from farhand.mirror.shapes import of_format
from farhand.mirror.versions import covers
from farhand.model import App

#: What a plain test environment has, where nobody says otherwise.
USUAL = {
    ("network", "proxy"): "none", ("network", "egress"): "open", ("network", "ca"): "public",
    ("network", "tls max"): "1.3",
    ("time", "offset_s"): "0", ("time", "zone"): "UTC", ("locale", "locale"): "C.UTF-8",
    ("limits", "memory"): "unlimited", ("limits", "cpus"): "unlimited",
    ("limits", "file_size"): "unlimited", ("disk", "/"): "writable",
}  # fmt: skip
#: Facts that only tell what is there, and are no reason why the same program does something else.
_ASIDE = {("os", "memory"), ("os", "cpus"), ("os", "container")}
#: The same of a server: who else is there, and what they may do.
_ASIDE_NAMES = ("acl ",)
#: Values that say the same.
_ALIKE = (
    {"utc", "etc/utc", "gmt", "uct", "zulu"},
    {"c.utf-8", "c.utf8", "en_us.utf-8", "en_us.utf8"},
    {"none", "public"},
)
#: Files and processes of this many and more are never what an app runs out of.
_PLENTY = 65536


def declared(app: App | None) -> Fingerprint:
    """What the vendor's tests have, by the declaration: tested versions, variables by their formats."""
    facts: list[Fact] = []
    for need in app.dependencies if app else ():
        if need.tested:
            facts.append(Fact(f"{need.kind}:{need.name}", "version", " or ".join(need.tested), "tested"))
    for variable in app.env if app else ():
        if variable.required or variable.format:
            facts.append(Fact("env", variable.name, of_format(variable.format), "[env]"))
    return Fingerprint(tuple(facts), app.name if app else "")


def joined(first: Fingerprint, second: Fingerprint) -> Fingerprint:
    """The first, and what only the second knows."""
    known = {(f.area, f.name) for f in first.facts}
    more = tuple(f for f in second.facts if (f.area, f.name) not in known)
    return Fingerprint(first.facts + more, first.app or second.app, first.seen)


def differing(here: Fingerprint, there: Fingerprint) -> Iterator[Difference]:
    """What is known of both, or of the customer's side where the usual is known; weights come later."""
    wanted = {(f.area, f.name): f.value for f in there.facts}
    for fact in here.facts:
        key = (fact.area, fact.name)
        other = wanted.get(key) or usual(*key)
        if other and not _is_aside(*key) and not same(fact.area, fact.name, fact.value, other):
            yield Difference(id_of(*key), fact.area, fact.name, fact.value, other)
    yield from _only_there(here, there)


def _is_aside(area: str, name: str) -> bool:
    return (area, name) in _ASIDE or name.startswith(_ASIDE_NAMES)


def _only_there(here: Fingerprint, there: Fingerprint) -> Iterator[Difference]:
    """Packages and variables that a full list of the customer's would have."""
    known = {(f.area, f.name) for f in here.facts}
    full = {area for area in ("package", "env") if sum(f.area == area for f in here.facts) >= 3}
    for fact in there.facts:
        if fact.area in full and (fact.area, fact.name) not in known and fact.source != "[env]":
            yield Difference(id_of(fact.area, fact.name), fact.area, fact.name, "not there", fact.value)


def usual(area: str, name: str) -> str:
    """What is there where nobody has set anything; empty where that cannot be said."""
    setting = SETTINGS.get(area.partition(":")[0], {}).get(name) if ":" in area else None
    if setting:
        return setting.usual
    if area == "disk":
        return "writable"
    if area == "network" and name.startswith("way to "):
        return ""  # told by `egress`
    return USUAL.get((area, name), "")


def same(area: str, name: str, here: str, there: str) -> bool:
    """Whether two values mean the same. Tested versions are joined by " or "."""
    if name == "version":
        kind = area.partition(":")[0]
        return any(covers(kind, one, here) for one in there.split(" or "))
    if area == "env":
        return _same_shape(here, there)
    if area == "limits" and name in ("files", "processes"):
        return (_number(here) >= _PLENTY and _number(there) >= _PLENTY) or here == there
    one, other = folded(area, name, here), folded(area, name, there)
    return one == other or any({one.lower(), other.lower()} <= alike for alike in _ALIKE)


def _same_shape(here: str, there: str) -> bool:
    """ "url" is every URL, and any text is as good as another: only kinds and what is missing differ."""
    first, second = here.partition(":")[0], there.partition(":")[0]
    loose = {"text", "hex", "uuid", "path", "json", "pem", "duration", "size", "float", "int", "bool", "url"}
    if "text" in (first, second):
        return first in loose and second in loose
    return first == second and (":" not in here or ":" not in there or here == there or first == "hex")


def folded(area: str, name: str, value: str) -> str:
    setting = SETTINGS.get(area.partition(":")[0], {}).get(name)
    return value.strip() if setting and not setting.folded else value.strip().lower()


def _number(value: str) -> int:
    return _PLENTY if value == "unlimited" else int(value) if value.isdecimal() and len(value) < 20 else 0


def id_of(area: str, name: str) -> str:
    """A short name for people and for the command line: `database-version`, `env-TZ`."""
    subject, name = area.partition(":")[2] or area, "root" if name == "/" else name
    return re.sub(r"[^A-Za-z0-9_.]+", "-", f"{subject}-{name}").strip("-.")[:80] or "difference"
