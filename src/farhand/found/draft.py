"""The declaration in the making, and how it is written down as TOML.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class VariableDraft:
    """What is known of one variable. A value is kept only where it can be no secret."""

    name: str
    required: bool = False
    secret: bool = False
    format: str = ""
    example: str = ""
    default: str | None = None
    choices: tuple[str, ...] = ()


@dataclass
class Draft:
    """Everything found so far; readers add to it."""

    name: str
    version: str = ""
    platform: str = ""
    target: str = ""
    start: str = ""
    variables: dict[str, VariableDraft] = field(default_factory=dict)
    dependencies: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)

    def variable(self, row: VariableDraft) -> None:
        """Add a variable, or what is not known of it yet."""
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,120}", row.name):
            return
        known = self.variables.setdefault(row.name, row)
        known.secret = known.secret or row.secret
        known.format = known.format or row.format
        known.example = known.example or row.example
        known.choices = known.choices or row.choices

    def need(self, name: str, settings: Mapping[str, Any]) -> None:
        """Add a dependency, unless its address is there already under another name."""
        place = {settings.get(key) for key in ("url", "host", "path")} - {None}
        if any(
            place & {row.get(key) for key in ("url", "host", "path")} for row in self.dependencies.values()
        ):
            return
        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-").lower()[:60] or str(settings["kind"])
        count, unique = 2, plain
        while unique in self.dependencies:
            unique, count = f"{plain}-{count}", count + 1
        self.dependencies[unique] = dict(settings)


def toml(draft: Draft) -> str:
    """The declaration as text, with a word on what to look at next."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    yield "# What this app needs from its surroundings. Check it with `farhand validate`."
    if draft.sources:
        seen = ", ".join(_comment(s) for s in draft.sources[:12])
        yield f"# First version, made from {seen}: correct what it could not know."
    yield from _table("app", {"name": draft.name, "version": draft.version, "start": draft.start})
    if draft.platform or draft.target:
        yield from _table("deploy", {"platform": draft.platform, "target": draft.target})
    for row in draft.variables.values():
        yield from _table(f"env.{row.name}", {
            "required": row.required, "secret": row.secret, "format": row.format,
            "choices": list(row.choices),
            "default": row.default or "", "example": row.example,
        })  # fmt: skip
    for name, settings in draft.dependencies.items():
        yield from _table(f"dependencies.{name}", settings)
        if not settings.get("why"):
            yield '# why = "..."                 # shown to the customer and in firewall requests'
            yield '# run_by = "customer"         # customer, vendor or third-party'


def _table(head: str, row: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"[{head}]"
    for key, value in row.items():
        if value not in ("", None, [], False) or (key == "writable" and value is False):
            yield f"{key} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_value(v) for v in value)}]"
    return '"' + "".join(_escaped(c) for c in str(value)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return char if char.isprintable() else "?"


def _comment(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)[:200]
