"""What the `env` command printed, as the facts that the probe makes.  Pure: nothing is looked up here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from farhand.checks import _definitions, _settled
from farhand.checks._env import older
from farhand.checks._env.facts import facts_of
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Seen, Variable
from farhand.target import shell

#: A value of each format, in the place of one that fits and that is not shown.
_FITTING = {"int": "1", "float": "1", "bool": "true", "port": "1", "duration": "1s", "url": "http://x",
            "path": "/x", "json": "{}"}  # fmt: skip
_LISTS = ("choices", "aliases", "used_by", "schemes")


def read(text: str) -> Iterator[Seen]:
    """The `env` stage; unknown where the text is not that command's output."""
    lines = text.replace("\r", "").split("\n")
    if "farhand env 2" not in lines:
        yield from older.read(text)
        return
    stopped = next((line[len(shell.STOPPED) :] for line in lines if line.startswith(shell.STOPPED)), "")
    declared = dict(_declared(lines))
    if stopped:
        yield Seen("env", {"declared": list(declared)}, unknown=stopped)
        return
    facts = _facts(lines, declared)
    if not facts["variables"] and not facts["files"] and not facts["zones"]:
        facts["not_applicable"] = "farhand.toml declares no variables"
    yield Seen("env", facts)


def _declared(lines: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in lines:
        word, _, rest = line.partition(" ")
        name, _, told = rest.partition(" ")
        if word == "declared" and name:
            yield name, _mapping(told)


def _mapping(told: str) -> dict[str, Any]:
    try:
        found = json.loads(told)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _facts(lines: Sequence[str], declared: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The probe's own facts, of an environment whose values are only shapes."""
    told = shell.told("\n".join([shell.HEAD + "env", *lines])) or shell.Told("env")
    fits = dict(re.findall(r"^fits (\w+) (.+)$", "\n".join(lines), re.MULTILINE))
    rows = [_fitted(name, said, told.values.get(name), fits.get(name, "")) for name, said in declared.items()]
    values = {name: value for name, value in told.values.items() if name not in told.unset}
    values.update({variable.name: value for variable, value in rows if value is not None})
    own = _settled.certain(told, declared)
    env = Environment(
        values, told.source, in_container=told.in_container, files=None, certain=own,
        definitions=_definitions.definitions(lines), newer=_definitions.newer(lines, values),
    )  # fmt: skip
    name = next((line[4:] for line in lines if line.startswith("app ")), "")
    app = App(name, env=tuple(variable for variable, _ in rows))
    facts = facts_of(Look(app, Dependency("env", "env"), Deadline(1.0), env))
    lengths = dict(re.findall(r"^length (\w+) (\d+)$", "\n".join(lines), re.MULTILINE))
    for row in facts["variables"]:
        said = declared[row["name"]]
        more = {key: list(said[key]) for key in ("used_by", "schemes") if isinstance(said.get(key), list)}
        row.update(more, format=str(said.get("format", "")), length=int(lengths.get(row["name"], 0)))
    return {**facts, "files": list(_files(lines, declared)), "zones": list(_zones(lines))}


def _fitted(name: str, said: Mapping[str, Any], value: str | None, fits: str) -> tuple[Variable, str | None]:
    """The variable with only that declared of it which its value does not keep, and the value to judge."""
    lists = {key: tuple(map(str, said.get(key) or ())) for key in ("choices", "aliases")}
    form, pattern = str(said.get("format", "")), str(said.get("pattern", ""))
    variable = Variable(
        name, bool(said.get("required")), bool(said.get("secret")), form, lists["choices"], pattern,
        default="x" if said.get("default") else None, aliases=lists["aliases"],
        example=str(said.get("example", "")),
    )  # fmt: skip
    plain = replace(variable, format="", choices=(), pattern="")
    if not value:
        return variable, value
    if fits == "no format":
        return replace(plain, format=form), value
    if fits == "no choices":
        return replace(plain, choices=variable.choices), value
    if fits == "no pattern":
        return replace(plain, pattern=pattern), value
    if fits == "comment":
        return replace(plain, format=form), f"{_FITTING.get(form, 'x')} # x"
    if fits == "example":
        return plain, "changeme"
    return (replace(plain, format=form), "{}") if form == "json" else (plain, value)


def _files(lines: Sequence[str], declared: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    for line in lines:
        words = line.split(" ", 3)
        if words[0] == "file" and len(words) == 4:
            yield {"variable": words[1], "matters": True, "state": words[2], "path": words[3][:300]}


def _zones(lines: Sequence[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        words = line.split(" ", 3)
        if words[0] == "zone" and len(words) == 4:
            yield {"variable": words[1], "state": words[2], "zone": words[3][:60]}
