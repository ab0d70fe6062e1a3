"""Bundles of other tools: one file per tool, found by listing.  Pure.

Such a bundle holds thousands of files, of which a few tell what is wrong, and most are settings and data
in which words that sound like faults mean nothing. A module says which are which.

| name | | |
|---|---|---|
| docstring | required | what bundle this is, and what makes it |
| `recognise(names)` | required | whether these names, relative to the bundle's top, are of such a bundle |
| `rank(name)` | required | when the member is read: the lowest first; None: it is left out |
| `told(top, names)` | required | one plain phrase: "a sos report of host web-1, made 2026-11-20" |
| `lacks(names)` | required | plain phrases of what such a bundle usually holds, and this one does not |
| `parts(text)` | optional | a text too long to be read as a whole, in parts: (what it is, text) |
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from farhand import listed

Parts = Callable[[str], Iterable[tuple[str, str]]]


class Tool(Protocol):
    """What a module in here offers."""

    __name__: str

    def recognise(self, names: Sequence[str]) -> bool: ...

    def rank(self, name: str) -> int | None: ...

    def told(self, top: str, names: Sequence[str]) -> str: ...

    def lacks(self, names: Sequence[str]) -> Iterable[str]: ...


@dataclass(frozen=True)
class Foreign:
    """A recognised bundle: the tool that made it, and the folder in which all of it lies ("" or "NAME/")."""

    tool: Tool
    top: str
    says: str
    lacks: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.tool.__name__.rpartition(".")[2]

    def rank(self, name: str) -> int | None:
        """When a member is read; None: it is left out."""
        return self.tool.rank(name[len(self.top) :]) if name.startswith(self.top) else None

    @property
    def parts(self) -> Parts | None:
        return cast("Parts | None", getattr(self.tool, "parts", None))


@cache
def tools() -> tuple[Tool, ...]:
    found = listed.names(__path__)
    return tuple(cast(Tool, importlib.import_module(f"{__name__}.{name}")) for name in found)


def find(names: Sequence[str]) -> Foreign | None:
    """The tool whose bundle these names are of, if any."""
    for top in _tops(names):
        inside = [name[len(top) :] for name in names if name.startswith(top)]
        for tool in tools():
            if tool.recognise(inside):
                return Foreign(tool, top, tool.told(top.rstrip("/"), inside), tuple(tool.lacks(inside)))
    return None


def _tops(names: Sequence[str]) -> Iterator[str]:
    """The archive's own top, and the only folder in it, where all lies in one."""
    yield ""
    folders = {name.split("/", 1)[0] for name in names if "/" in name}
    if len(folders) == 1:
        yield f"{folders.pop()}/"


def stream(head: str) -> Tool | None:
    """The tool that prints all it has into one text, where `head` is the beginning of such a one."""
    for tool in tools():
        begins = getattr(tool, "begins", None)
        if begins and begins(head):
            return tool
    return None
