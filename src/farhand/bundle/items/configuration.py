"""How the site is configured: the declaration, and which variables are set. Never a value of one.

Of each declared variable it is told whether it is set, about how long it is, and a keyed fingerprint, so that
two processes or two bundles can be compared where the key is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.bundle.items import _files
from farhand.bundle.items._json import document
from farhand.bundle.model import MADE, Item
from farhand.bundle.site import Site

ORDER = 30
MAKES = ("configuration/environment.json",)
SCHEMA = "farhand.environment/1"


def plan(site: Site) -> Iterator[Item]:
    whose = site.whose if site.env else f"not visible: {site.env_hint}"
    yield Item(
        MAKES[0],
        MADE,
        f"names of environment variables, set or not, class of length, keyed fingerprint; no value ({whose})",
        "whether the site is configured as the app expects",
    )
    if site.app.source:
        why = "what the app says it needs"
        yield _files.item("configuration/farhand.toml", site.app.source, why, part="start")


def make(site: Site, item: Item) -> bytes:
    values = dict(site.env.values) if site.env else {}
    known = {name for v in site.app.env for name in (v.name, *v.aliases)}
    declared = [_declared(site, v.name, values) for v in site.app.env]
    others = [{"name": n, "length": length(values[n])} for n in sorted(values) if n not in known]
    aliases = [{"name": a, "of": v.name} for v in site.app.env for a in v.aliases if a in values]
    return document(
        SCHEMA,
        whose=site.env.source if site.env else None,
        hint="" if site.env else site.env_hint,
        declared=declared,
        aliases_set=aliases,
        others=others[:2000],
    )


def _declared(site: Site, name: str, values: dict[str, str]) -> dict[str, Any]:
    if not site.env:
        return {"name": name, "set": None}
    if name not in values:
        return {"name": name, "set": False}
    value = values[name]
    print_ = site.redactor.mark(value).strip("<>").rpartition(":")[2] if value else ""
    return {"name": name, "set": True, "length": length(value), "fingerprint": print_}


def length(value: str) -> str:
    """The class of a length: enough to see what is empty, cut off or pasted twice, too little to guess by."""
    size = len(value)
    return next(
        (word for most, word in ((0, "empty"), (8, "1-8"), (16, "9-16"), (64, "17-64")) if size <= most),
        "over 64",
    )
