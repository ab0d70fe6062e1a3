"""Names and versions of Python packages, as pip may be given them: they come from evidence.  Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from farhand.mirror.model import Difference, Fingerprint, Recipe

AREA, ABSENT = "package", "not there"
_NAME, _VERSION = re.compile(r"[a-z0-9][a-z0-9-]{0,80}"), re.compile(r"\d[\w.!+]{0,30}")


def is_package(name: str, version: str) -> bool:
    """Whether pip can be given both: no option, no address, no path. An empty version: it is not there."""
    return bool(_NAME.fullmatch(name) and (not version or _VERSION.fullmatch(version)))


def recipe(name: str, version: str) -> Recipe | None:
    """None for what is no package."""
    value = "" if version == ABSENT else version
    return Recipe(AREA, "", name, value) if is_package(name, value) else None


def base(here: Fingerprint, there: Fingerprint, found: Collection[Difference]) -> Iterator[Recipe]:
    """All that both sides have, where any package differs: an environment is made of the whole list."""
    differing = {one.name for one in found if one.area == AREA and one.apply}
    if not differing:
        return
    known = {f.name: f.value for side in (there, here) for f in side.facts if f.area == AREA}
    for name, version in sorted(known.items()):
        made = recipe(name, version) if name not in differing else None
        yield from (made,) if made else ()
