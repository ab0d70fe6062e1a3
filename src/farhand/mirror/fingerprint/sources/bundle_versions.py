"""`versions.json` of a bundle: the system, and the packages of the app's own Python."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from farhand.mirror.fingerprint.known import Known
from farhand.mirror.fingerprint.sources.packages_text import own_name
from farhand.mirror.model import Fact

_SCHEMA, _MOST = '"farhand.versions/1"', 3000
_PYTHON = re.compile(r"/python(3\.\d{1,2})(?:$|/)")


def text(text: str, known: Known) -> Iterator[Fact]:
    if _SCHEMA not in text[:200]:
        return
    found = json.loads(text)  # what cannot be read has no facts
    system, places = found.get("system") or {}, found.get("packages") or {}
    release = system.get("release") or {}
    seen = {"name": release.get("PRETTY_NAME"), "kernel": system.get("kernel"), "arch": system.get("machine")}
    for name, value in seen.items():
        yield from (Fact("os", name, str(value)),) if value else ()
    python = _PYTHON.search(str((found.get("app") or {}).get("program") or "")) or _python(places)
    yield from (Fact("python", "version", python[1]),) if python else ()
    for packages in places.values():
        yield from (Fact("package", own_name(n), str(v)) for n, v in list(packages.items())[:_MOST])


def _python(places: Mapping[str, Any]) -> re.Match[str] | None:
    """By the folder that packages lie in."""
    return next(filter(None, map(_PYTHON.search, places)), None)
