"""What health endpoints answer: health+json, Spring Boot Actuator, ASP.NET Core, MicroProfile, Flask,
Django, Terminus, Farhand's own flat form, Elasticsearch's _cluster/health, Consul's checks, Kubernetes'
verbose readyz, and plain OK.

The app itself says which of its dependencies is broken. What a broken component says in words is read by
the signatures; here its name, its state and its numbers are read, and whether everything is well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from farhand.readers import Part, Sign, _health_forms, _health_means
from farhand.readers._health_examples import EXAMPLES as EXAMPLES
from farhand.readers._health_forms import Component
from farhand.readers._json_parts import documents, place

_WORDS = (
    '"status"',
    '"Status"',
    "working",
    '"checks"',
    '"passed"',
    "unavailable",
    '"connected"',
    '"ok"',
    '"timeout"',
    '"refused"',
)
_ASKED = re.compile(
    r"(?:curl|wget|GET|http).{0,200}(?:health|ready|live|status|ping)|^HTTP/\d(?:\.\d)? \d{3}", re.IGNORECASE
)
_PLAIN_GOOD = re.compile(
    r"\s*(?:OK|UP|Healthy|alive|pong|ready|(?:healthz|livez|readyz) check passed)\s*$", re.IGNORECASE
)
#: Kubernetes: `[+]etcd ok`, `[-]etcd failed: reason withheld`. Farhand: `[+]etcd ok 2ms`, with `(warn: ...)`
#: behind it, `[-]etcd failed: WORD`, `[-]etcd CAUSE: why`, `[?]etcd unknown: why`.
_VERBOSE = re.compile(
    r"\s*\[(?P<sign>[+?-])\](?P<name>[\w./-]+) "
    r"(?P<rest>ok(?: \d+ms)?(?P<warned> \(warn.*\))?|failed(?:: (?P<word>[a-z-]+)$)?.*|unknown.*"
    r"|(?P<cause>[a-z]\w*\.[a-z_]+)(?::.*)?)$"
)
#: Answers of one source that are judged.
_MOST = 200


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    answers = (d for d in documents(lines, *_WORDS) if _health_forms.components(d.value) is not None)
    yield from ((d.first, d.end) for d in islice(answers, _MOST))
    yield from _verbose_parts(lines)
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for before, at in zip([-1, *filled], filled, strict=False):
        if _PLAIN_GOOD.match(lines[at]) and _is_answer(lines, before, filled):
            yield at, at + 1


def _is_answer(lines: Sequence[str], before: int, filled: Sequence[int]) -> bool:
    """One word is an answer only where it was asked for, or where there is nothing else."""
    if before >= 0 and _ASKED.search(lines[before]):
        return True
    return len(filled) == 1


def _verbose_parts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    begin = -1
    for at, line in enumerate((*lines, "")):
        known = "]" in line and _VERBOSE.match(line)
        if known and begin < 0:
            begin = at
        elif not known and begin >= 0:
            yield begin, at
            begin = -1


def read(part: Part) -> Iterator[Sign]:
    if _VERBOSE.match(part.lines[0]):
        yield from _verbose(part)
        return
    for document in documents(part.lines, *_WORDS):
        yield from _judged(part.lines, document.value, document.cut)
        return
    if _PLAIN_GOOD.match(part.lines[0]):
        yield Sign(0, healthy="the health endpoint answers that all is well", subject="health")


def _verbose(part: Part) -> Iterator[Sign]:
    rows = [(at, row) for at, line in enumerate(part.lines) if (row := _VERBOSE.match(line))]
    failed = [(at, row) for at, row in rows if row["sign"] == "-"]
    for at, row in failed[:20]:
        for sign in _health_means.signs(_told(row)):
            yield Sign(at, sign.cause, sign.weight, f"check {row['name']} fails", row["name"])
    if rows and not failed and not any(row["warned"] or row["sign"] == "?" for _, row in rows):
        yield Sign(rows[0][0], healthy=f"all {len(rows)} checks pass", subject="health")


def _told(row: re.Match[str]) -> Component:
    """What a line says of a check that fails: its cause, one of Farhand's words, or only that it fails."""
    data = {"cause": row["cause"], "critical": True} if row["cause"] else {}
    return Component(row["name"], row["word"] if row["word"] in _health_forms.BAD else "failed", "", data)


def _judged(lines: Sequence[str], value: object, cut: bool) -> Iterator[Sign]:
    found = _health_forms.components(value) or []
    bad = [c for c in found if not c.good]
    known: set[tuple[str, str]] = set()
    for component in bad[:20]:
        for sign in _of_component(lines, component):
            key = (sign.cause, sign.subject)
            if key not in known:
                known.add(key)
                yield sign
    if found and not bad and not cut and _is_believed(found, value):
        yield Sign(0, healthy=_all_well(found), subject="health")


def _is_believed(found: Sequence[Component], value: object) -> bool:
    if all(not c.name for c in found):
        return found[0].state in _health_forms.ALONE
    return _health_forms.is_well(value) and any(c.state in _health_forms.SURELY for c in found)


def _all_well(found: Sequence[Component]) -> str:
    names = [c.name for c in found if c.name]
    return f"all is well: {', '.join(names[:8])}" if names else "the health endpoint says that all is well"


def _of_component(lines: Sequence[str], component: Component) -> Iterator[Sign]:
    at = place(lines, f'"{component.name}"', component.name) if component.name else 0
    for sign in _health_means.signs(component):
        yield Sign(
            at, sign.cause, sign.weight, sign.why, component.name, facts=sign.facts, params=sign.params
        )
