"""The forms of health answers, each to components: a name, a state, and what else is told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from farhand.model import nothing
from farhand.readers._json_parts import mapping, rows, text
from farhand.readers._words import words

#: Words for good; words that say neither; words that an endpoint may answer alone to be believed.
SURELY = words(
    "up ok pass passing healthy connected working green true success available ready alive running "
    "online active"
)
_NEITHER = frozenset(("unknown", "disabled", "skipped", "n/a", "not_configured"))
ALONE = words("up ok pass passing healthy alive ready green")
GOOD = SURELY | _NEITHER | frozenset(("warn", "warning", "degraded", "yellow"))
BAD = words(
    "down fail failed failing critical unhealthy error timeout refused unreachable unresolved rejected "
    "untrusted unauthorized exhausted read-only full missing outdated skewed red false disconnected "
    "unavailable out_of_service offline ko nok broken dead stopped disconnecting"
)
_STATE = ("status", "Status", "state", "health", "passed", "healthy")
_SAYS = (
    "output",
    "Output",
    "error",
    "exception",
    "message",
    "description",
    "reason",
    "detail",
    "errorMessage",
    "err",
    "cause",
)
_GROUPS = (
    "components",
    "details",
    "checks",
    "entries",
    "results",
    "dependencies",
    "services",
    "error",
    "info",
    "indicators",
)
_ABOUT = words(
    "status version name app application service uptime time timestamp environment env hostname host "
    "commit build level severity loglevel result outcome type kind event method action msg message "
    "phase mode logger data meta user order releaseid serviceid description id totalduration duration "
    "region node instance took_ms"
)

#: What Farhand's own forms say of a component with a word that could be a state.
_OURS = words("critical word outcome")
#: Which true and false are about a dependency, and which are settings; sentences that tell of trouble.
_NAMES = re.compile(
    r"db|database|sql|redis|cache|queue|rabbit|kafka|mongo|elastic|api|smtp|disk|storage", re.IGNORECASE
)
_SETTING = re.compile(r"enable|disable|debug|readonly|read_only|^(?:use|has|is|allow)_?|mode", re.IGNORECASE)
#: With one of these words in its name true is bad: `disk_free_alarm`, `hasErrors`, `is_stale`.
_ALARMS = words(
    "alarm alarms alert alerts error errors failed failing failure failures fault faults problem problems "
    "exceeded exhausted expired blocked stale degraded down"
)
_SWITCHES = words("enable enabled disable disabled mode")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_TROUBLE = re.compile(
    r"fail|error|unable|cannot|can't|could not|timed? ?out|refused|denied|exception|unavailable|unreachable|"
    r"not (?:found|connected)|down",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Component:
    """One thing whose health is told."""

    name: str
    state: str
    says: str = ""
    data: Mapping[str, Any] = field(default_factory=nothing)

    @property
    def good(self) -> bool:
        return self.state in SURELY or self.state in _NEITHER


def components(value: object) -> list[Component] | None:
    """All components; None where it is no health answer. The whole stands alone where it has no parts."""
    if isinstance(value, list):
        return _consul(value)
    told = mapping(value)
    state = _state(told)
    if told.get("cluster_name") and "unassigned_shards" in told:
        return [Component(str(told["cluster_name"]), state, "search", told)]
    found = list(_parts(told, 0))
    if state and (found or _is_alone(told)):
        return found or [Component("", state, _says(told), told)]
    return (_django(told) or _stateless(told)) if not state else list(_flat(told)) or None


def is_well(value: object) -> bool:
    """The whole says that it is well, or says nothing of the whole."""
    state = _state(mapping(value))
    return state in SURELY or not state


def _is_alone(told: Mapping[str, Any]) -> bool:
    """Only a state, and what an app says of itself."""
    return _state(told) in GOOD | BAD and all(
        str(k).lower() in _ABOUT or k in (*_STATE, *_GROUPS, "groups") for k in told
    )


def _state(told: Mapping[str, Any]) -> str:
    for key in _STATE:
        value = told.get(key)
        if isinstance(value, (str, bool)):
            return str(value).strip().lower().replace(" ", "_")
        if isinstance(value, dict) and "code" in value:  # Actuator of Spring Boot 1
            return str(value["code"]).lower()
    return ""


def _says(told: Mapping[str, Any]) -> str:
    texts = [text(told.get(key)) for key in _SAYS]
    inner = [text(mapping(told.get(group)).get(key)) for group in ("details", "data") for key in _SAYS]
    return next((t for t in (*texts, *inner) if t and t.lower() not in GOOD | BAD), "")


def _parts(told: Mapping[str, Any], depth: int) -> Iterator[Component]:
    """What stands under the usual names of groups, at any depth."""
    if depth > 6:
        return
    for group in _GROUPS:
        inner = told.get(group)
        if isinstance(inner, list):
            yield from _listed(inner, depth)
        elif isinstance(inner, dict):
            for name, row in inner.items():
                yield from _named(str(name), row, depth)
    if not any(isinstance(told.get(group), (list, dict)) for group in _GROUPS) and not depth:
        yield from _flat(told)


def _listed(inner: Sequence[Any], depth: int) -> Iterator[Component]:
    for row in rows(inner):
        name = text(
            row.get("name") or row.get("checker") or row.get("component") or row.get("id") or row.get("key")
        )
        if name:
            yield from _named(name, row, depth)


def _named(name: str, row: Any, depth: int) -> Iterator[Component]:
    if isinstance(row, list):  # health+json: "name:what is measured", one row for each instance
        for one in rows(row):
            yield from _named(name.partition(":")[0] or name, one, depth)
    elif isinstance(row, bool) and _is_alarm(name):
        yield Component(name, "error" if row else "ok")
    elif isinstance(row, (str, bool)) and str(row).lower() in GOOD | BAD:
        if name not in _OURS:
            yield Component(name, str(row).lower())
    elif isinstance(row, dict) and _state(row):
        inner = [c for c in _parts(row, depth + 1) if not c.good] if _state(row) in BAD else []
        yield from inner or [Component(name, _state(row), _says(row), row)]


def _is_alarm(name: str) -> bool:
    said = {word.lower() for word in _WORD.findall(name)}
    return bool(said & _ALARMS) and not said & _SWITCHES


def _flat(told: Mapping[str, Any]) -> Iterator[Component]:
    """{"status": "unhealthy", "database": "connected", "external_api": "timeout"}, and objects instead of
    words."""
    for name, value in told.items():
        about = str(name).lower() in _ABOUT and not (name == "data" and isinstance(value, str))
        if about or name in _STATE or not isinstance(value, (str, dict, bool)):  # "data": a directory's word
            continue
        if isinstance(value, dict):
            if _state(value) in GOOD | BAD:
                yield Component(str(name), _state(value), _says(value), value)
            continue
        yield from _worded(str(name), value)


def _worded(name: str, value: str | bool) -> Iterator[Component]:
    if isinstance(value, bool):
        if _NAMES.search(name) and not _SETTING.search(name):
            yield Component(name, str(value).lower())
        return
    word, _, rest = value.strip().partition(":")
    word = word.strip().lower().replace("_", "-")
    if word in GOOD | BAD:
        yield Component(name, word, rest.strip())
    elif " " in value and _TROUBLE.search(value):
        yield Component(name, "error", value)


def _stateless(told: Mapping[str, Any]) -> list[Component] | None:
    """Nothing but dependencies and their words."""
    found = list(_flat(told))
    named = any(_NAMES.search(c.name) for c in found)
    return found if named and len(found) >= 2 and len(found) == len(told) else None


def _django(told: Mapping[str, Any]) -> list[Component] | None:
    """django-health-check: {"DatabaseBackend": "working", "Cache backend: default": "unavailable: ..."}."""
    words = [str(v).partition(":")[0].strip().lower() for v in told.values() if isinstance(v, str)]
    if len(words) != len(told) or not any(
        w in ("working", "unavailable", "unexpected result") for w in words
    ):
        return None
    said = [str(v).partition(":")[2].strip() for v in told.values()]
    return [Component(str(n), w, s) for n, w, s in zip(told, words, said, strict=True)]


def _consul(value: Sequence[Any]) -> list[Component] | None:
    """/v1/health/checks and /v1/health/service: a list of checks, or of services with their checks."""
    found = []
    for row in rows(list(value)):
        checks = [row, *rows(row.get("Checks"))]
        for check in checks:
            if check.get("CheckID") and check.get("Status"):
                name = text(check.get("ServiceName")) or text(check.get("Name"))
                found.append(
                    Component(
                        name,
                        str(check["Status"]).lower(),
                        re.sub(r"\s+", " ", text(check.get("Output"))),
                        check,
                    )
                )
    return found or None
