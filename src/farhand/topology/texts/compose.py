"""Docker Compose files: which services there are, in which images, and where the app's settings lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.found.manifests import served
from farhand.model import App
from farhand.readers import _documents, _env, compose_file
from farhand.readers._documents import dig, mapping, rows
from farhand.topology.model import AT, SITE
from farhand.topology.texts import Said, _images, _variables

WORDS = ("services:",)
_MOST = 100


def see(lines: Sequence[str], app: App | None) -> Iterator[Said]:
    for begin, end in compose_file.find(lines):
        stop = begin + _documents.run(lines[begin:end], 0)
        services = mapping(dig(_documents.parse(lines[begin:stop]), "services"))
        named = {str(name): mapping(row) for name, row in list(services.items())[:_MOST]}
        mine = _own(named, app)
        yield Said(SITE, "platform seen", "compose")
        for name in _needed(named.get(mine, {})):
            yield Said(AT + name, "needed", "by the app")
        for name, row in named.items():
            yield from _app(row, app) if name == mine else _service(name, row)


def _own(services: Mapping[str, Mapping[str, Any]], app: App | None) -> str:
    """The app's own service: as declared, of its name, the one that is built, else of no known product."""
    wanted = [n for n in services if app and n in (app.target, app.name)]
    built = [n for n, row in services.items() if "build" in row]
    other = [n for n, row in services.items() if not served(str(row.get("image", "")))]
    return next(iter(wanted or built or other), "")


def _needed(row: Mapping[str, Any]) -> Iterator[str]:
    needs = row.get("depends_on")
    yield from (str(name) for name in (needs if isinstance(needs, (list, Mapping)) else ()))


def _app(row: Mapping[str, Any], app: App | None) -> Iterator[Said]:
    yield Said(SITE, "image", _images.short(str(row.get("image") or "")))
    pairs = _env.pairs(row.get("environment"))
    values = {name: re.sub(r"\$\{\w+:?-([^}]*)\}", r"\1", value) for name, value in pairs}
    yield from _variables.said(values, app)


def _service(name: str, row: Mapping[str, Any]) -> Iterator[Said]:
    image = str(row.get("image") or "")
    yield Said(AT + name, "service", name)
    yield from (Said(AT + name, *pair) for pair in _images.said(image))
    names = mapping(row.get("networks"))
    if any(mapping(net).get("internal") for net in names.values()):
        yield Said(AT + name, "network", "internal")
    ports = ", ".join(str(p.get("published")) for p in rows(row.get("ports")))
    yield Said(AT + name, "published port", ports)
