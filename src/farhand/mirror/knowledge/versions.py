"""What other programs have from which version on, and until when: facts with their sources.

One TOML file per program in `versions/`, found by its name. A fact holds for several names of one kind;
`since` is the first version that has them, `until` the first that has them no longer; no version before
`absent_before` has them, and of later ones it is not known. Each is empty where it does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import tomllib

from farhand.errors import Mistake


@dataclass(frozen=True)
class Known:
    """One name. `source`: the document or the program that says so; `code`: can be compiled to try it."""

    program: str
    kind: str
    name: str
    source: str
    since: str = ""
    until: str = ""
    absent_before: str = ""
    instead: str = ""
    code: str = ""

    def has(self, version: str) -> bool:
        """Whether this version has it; of "3.12" that is its first release."""
        asked = parts(version)
        if self.until and asked >= parts(self.until):
            return False
        return all(not one or asked >= parts(one) for one in (self.since, self.absent_before))


def parts(version: str) -> tuple[int, ...]:
    """Three numbers to compare, without what follows. Raises ValueError for what begins with none."""
    found = re.match(r"v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?", version)
    if not found:
        raise ValueError(f"no version: {version!r}")
    return tuple(int(one or 0) for one in found.groups())


@cache
def programs() -> tuple[str, ...]:
    """Of which something is known."""
    names = (one.name for one in resources.files("farhand.mirror.knowledge").joinpath("versions").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def known(program: str) -> tuple[Known, ...]:
    """All facts of a program. Raises Mistake for one of which nothing is known."""
    if program not in programs():
        raise Mistake(f"nothing is known of versions of {program!r}; known are {', '.join(programs())}")
    file = resources.files("farhand.mirror.knowledge").joinpath("versions", f"{program}.toml")
    return tuple(_rows(program, tomllib.loads(file.read_text("utf-8"))["facts"]))


def lacking(program: str, version: str, kind: str = "") -> tuple[Known, ...]:
    """What this version has not. Raises Mistake, and ValueError for what is no version."""
    return tuple(one for one in known(program) if kind in ("", one.kind) and not one.has(version))


def differing(program: str, here: str, there: str) -> tuple[Known, ...]:
    """What one of two versions has and the other has not."""
    return tuple(one for one in known(program) if one.has(here) != one.has(there))


def _rows(program: str, facts: list[dict[str, object]]) -> Iterator[Known]:
    for fact in facts:
        fields = {key: str(value) for key, value in fact.items() if key != "names"}
        names = fact["names"]
        assert isinstance(names, list)
        yield from (Known(program=program, name=str(name), **fields) for name in names)
