"""What Farhand answers inside the app: one file each, found by listing, never registered.

An endpoint has `PATH` (or `PATHS`, in which one segment may be `{name}`), `METHODS`, `SCOPE` (what a token
must allow: probe, read, operate or capture; or `SCOPES`, by method), `SUMMARY`, `PARAMETERS` and `RESPONSES`
for the OpenAPI document (optional `ALSO` and `BODY`, see `embed/web/openapi.py`), and either
`answer(process, request) -> Answer`, or, where every worker has a part of the answer,
`local(process, request) -> dict` and `merged(rows, request) -> Answer`. `QUICK = True`: read from memory, so
that the app's own thread may give it. `OPEN = True`: on the app's own port it needs no credential.
"""

from __future__ import annotations

import importlib

from farhand import listed
from farhand.embed.web.doors import PROBES
from farhand.embed.web.exchange import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Loaded:
    """Every endpoint, by its exact paths, and those with a named segment."""

    exact: dict[str, Any] | None = None
    patterns: list[tuple[list[str], Any]] = []


def every() -> list[Any]:
    """All endpoints, by the name of their file."""
    names = listed.names(__path__)
    return [importlib.import_module(f"{__name__}.{name}") for name in names]


def paths_of(endpoint: Any) -> tuple[str, ...]:
    return getattr(endpoint, "PATHS", ()) or (endpoint.PATH,)


def are_loaded() -> bool:
    """False until Farhand's thread, or the first request for more than a probe, has loaded them all."""
    return _Loaded.exact is not None


def is_probe(path: str) -> bool:
    """True for what is answered at once, on the app's own thread, before anything else is loaded."""
    return path in PROBES


def find(path: str) -> tuple[Any, str]:
    """The endpoint for a path, and what stands in the named segment; None where there is none."""
    if _Loaded.exact is None and is_probe(path):
        return importlib.import_module(f"{__name__}.probes"), ""
    exact = _Loaded.exact if _Loaded.exact is not None else _load()
    if path in exact:
        return exact[path], ""
    parts = path.split("/")
    for pattern, endpoint in _Loaded.patterns:
        if len(pattern) == len(parts):
            named = [b for a, b in zip(pattern, parts, strict=True) if a.startswith("{")]
            if all(a == b or a.startswith("{") for a, b in zip(pattern, parts, strict=True)) and all(named):
                return endpoint, named[0]
    return None, ""


def find_in(request: Request) -> tuple[Any, Request]:
    """The endpoint, and the request with what stands in the named segment."""
    endpoint, name = find(request.path)
    return endpoint, request.naming(name) if name else request


def _load() -> dict[str, Any]:
    exact: dict[str, Any] = {}
    patterns = []
    for endpoint in every():
        for path in paths_of(endpoint):
            if "{" in path:
                patterns.append((path.split("/"), endpoint))
            else:
                exact[path] = endpoint
    _Loaded.patterns, _Loaded.exact = patterns, exact
    return exact
