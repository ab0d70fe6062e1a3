"""An environment that was printed into a text, judged against the declared variables.  Pure.

The `env` check does the judging; only the facts come from `env` and `printenv` in a pasted terminal. A value
is data: nothing in it is expanded, no path in it is looked at, and no line of it is quoted. An environment in
which no declared variable stands may be anybody's: it says nothing of what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from farhand.checks import env as env_check
from farhand.checks._env.facts import facts_of
from farhand.deadline import Deadline
from farhand.diagnose.clues import Clue
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Finding
from farhand.readers._runs import typed

_PRINTS = re.compile(r"(?:^|[\s;|&])(?:env|printenv|export -p|cat /proc/\d+/environ)(?:$|\s*\||\s*[;&])")
_NAMES = re.compile(r"cut -d ?'?=|awk -F ?'?=|sed .{0,10}=|compgen -e")
_ROW = re.compile(r"^(?:declare -x |export )?(?P<name>\ufeff?[A-Za-z_]\w{0,100})=(?P<value>.*)$")
_NAME = re.compile(r"^[A-Za-z_]\w{0,100}$")
_HIDDEN = re.compile(r"redact|hidden|mask|remov|^<?(?:\*{2,}|x{3,}|\.{3,}|…)>?$", re.IGNORECASE)
_BEGINS = re.compile(r"\s*[{\[('\"]|-----BEGIN|.*[{\[(,\\]$")
_GUESS = "env_file:config.value_malformed"
#: Stands for a value that was not printed.
_UNSEEN = "?"
#: How sure the check is of a value that it read itself, it is of one that was pasted.
_LESS = 0.98


@dataclass(frozen=True)
class _Printed:
    """The variables that were printed: values, the lines they stand on, and names without a value."""

    values: Mapping[str, str]
    places: Mapping[str, int]
    unseen: frozenset[str]
    first: int


def clues(text: str, source: str, app: App | None) -> list[Clue]:
    """What is wrong with the declared variables in the environment that stands in the text."""
    if app is None or not app.env or not ("env" in text or "export" in text):
        return []
    lines = text.split("\n")
    seen = _printed(lines)
    declared = {v.name for v in app.env}
    known = declared & {name.lstrip("\ufeff") for name in (*seen.values, *seen.unseen)}
    findings = list(_judged(app, seen, whole=bool(known)))
    return [_clue(finding, seen, source) for finding in findings if finding.params.get("matters", True)]


def without_guesses(found: list[Clue], text: str, app: App | None) -> list[Clue]:
    """Without what was guessed of the form of a variable whose declaration says what form it has."""
    if app is None or not any(clue.by == _GUESS for clue in found):
        return found
    seen = _printed(text.split("\n")).values
    known = {v.name for v in app.env if v.name in seen and (v.format or v.choices or v.pattern)}
    return [clue for clue in found if not (clue.by == _GUESS and clue.subject in known)]


def _printed(lines: Sequence[str]) -> _Printed:
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    names: set[str] = set()
    twice: set[str] = set()
    first, inside, only_names, torn = 0, False, False, False
    for at, line in enumerate(lines):
        command = typed(line)
        if command:
            inside, only_names = bool(_PRINTS.search(command)), bool(_NAMES.search(command))
            first = at if inside and not first else first
        elif inside and not only_names and (row := _ROW.match(line)):
            value = row["value"].removesuffix("\r")
            twice |= {row["name"]} if values.setdefault(row["name"], value) != value else set()
            places.setdefault(row["name"], at)
        elif inside and only_names and _NAME.match(line):
            names.add(line)
            places.setdefault(line, at)
        elif inside and not only_names and line.strip() and values:
            torn = True
    # a value of several lines is torn, and `sort` puts its lines anywhere
    hidden = twice | {n for n, v in values.items() if _HIDDEN.search(v) or (torn and _BEGINS.match(v))}
    shown = {name: value for name, value in values.items() if name not in hidden}
    return _Printed(shown, places, frozenset((names | hidden) - set(shown)), first)


def _judged(app: App, seen: _Printed, whole: bool) -> Iterator[Finding]:
    """By the check itself. Variables whose value was not printed are left out."""
    if not seen.values and not seen.unseen:
        return
    visible = replace(app, env=tuple(v for v in app.env if v.name not in seen.unseen))
    values = {**seen.values, **dict.fromkeys(seen.unseen, _UNSEEN)}
    look = Look(
        visible,
        Dependency("env", "env", critical=False),
        Deadline(1.0),
        Environment(values, "as printed", platform=app.platform, files=None),
    )
    for finding in env_check.judge("env", facts_of(look)).findings:
        if whole or finding.cause != "config.env_missing":
            yield finding


def _clue(finding: Finding, seen: _Printed, source: str) -> Clue:
    """On the line of the variable, or of the one that was given in its place; its value is not shown."""
    names = [*map(str, finding.params.get("variables", ())), str(finding.params.get("other", ""))]
    name = next((n for n in reversed(names) if n in seen.places), "")
    line = seen.places.get(name, seen.first) + 1
    return Clue(
        finding.cause,
        finding.confidence * _LESS,
        source,
        ((line, f"{name}=(its value is not shown)" if name else "the variables that were printed"),),
        by=f"environment:{finding.cause}",
        why=finding.why,
        subject="env",
        params={key: str(value) for key, value in finding.params.items() if isinstance(value, str)},
        changed=(f"{finding.confidence * _LESS:.2g} by the declaration",),
    )
