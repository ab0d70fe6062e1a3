"""`helm get values`: the settings of a release, as they were given or as they were computed.

A chart's values are names and data. What can be told from them: a dependency that is looked for at
localhost, and an environment that says two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.model import Example
from farhand.readers import Part, Sign, _documents, _env, _helm_examples
from farhand.readers._documents import at_of

WORDS = ("VALUES:",)
QUIET = True

_HEAD = re.compile(r"(?:USER-SUPPLIED|COMPUTED) VALUES:\s*(?:null|\{\})?$")
_DEEPEST = 12


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for at, line in enumerate(lines):
        if line.endswith(("VALUES:", "VALUES: null", "VALUES: {}")) and _HEAD.match(line):
            yield at, _documents.run(lines, at)


def read(part: Part) -> Iterator[Sign]:
    values = _documents.parse(part.lines[1:]) if len(part.lines) > 1 else None
    for path, value in _leaves(values, "", 0):
        if isinstance(value, list):
            for name, _, _ in _env.twice(_env.pairs(value)):
                why = f"{name} is defined twice in {path} with different values; the last one wins"
                yield Sign(
                    at_of(part.lines, name), "config.env_shadowed", 0.85, why, name, params={"name": name}
                )
        elif isinstance(value, str) and _env.local_dependency(_shouted(path), value):
            why = f"{path} points at localhost, which in a pod is the pod itself"
            yield Sign(
                at_of(part.lines, value),
                "config.localhost_in_container",
                0.75,
                why,
                path,
                params={"name": path},
            )


def _leaves(value: Any, path: str, depth: int) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and depth < _DEEPEST:
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST:
        yield path, value
        for row in value[:500]:
            named = isinstance(row, Mapping) and isinstance(row.get("value"), str)
            yield from [(str(row.get("name")), row["value"])] if named else _leaves(row, path, depth + 1)
    else:
        yield path, value


def _shouted(path: str) -> str:
    """externalDatabase.host as EXTERNAL_DATABASE_HOST."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[.-]", "_", path).upper()


EXAMPLES: tuple[Example, ...] = _helm_examples.VALUES
