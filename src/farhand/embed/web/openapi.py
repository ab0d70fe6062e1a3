"""The OpenAPI 3.1 document of what Farhand answers inside an app, made from the endpoints' own words.

`python -m farhand.embed.web.openapi docs/openapi.json` writes it. An endpoint tells `SUMMARY`, `PARAMETERS`
and `RESPONSES` (media type -> schema of the body of 200); optional `ALSO` (other statuses with the same
bodies, and what each means; 204 has none), `BODY` (schema of the JSON body of a POST) and
`BODY_MAY_BE_EMPTY`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from farhand.embed import endpoints

#: What any endpoint may answer instead, and what it means.
_PROBLEMS = {
    "401": "no token, or one that is not known or has expired",
    "403": "the token does not allow this",
    "404": "there is no such thing here",
    "405": "there is no such method here; Allow says which there are",
    "406": "it cannot be had in a form that Accept or format names",
    "413": "the body is too large, or does not say its length",
    "422": "a parameter or the body is not right: the title names it and what it may be",
    "429": "too many requests, or one capture is under way already; Retry-After says when to try again",
    "500": "a fault of Farhand itself",
    "503": "it cannot be made now; the title says why",
}
_PROBLEM = {
    "type": "object",
    "required": ["title", "status"],
    "properties": {"title": {"type": "string"}, "status": {"type": "integer"}},
}
_TOKEN = "made by `farhand token new`; its scope is one of probe, read, operate, capture"


def document() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"problem": _PROBLEM}
    for endpoint in endpoints.every():
        schemas.update(_schemas(endpoint))
        for path in endpoints.paths_of(endpoint):
            paths[path] = dict(_operations(endpoint, path))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Farhand inside an app",
            "version": "1",
            "description": "Health, numbers and diagnosis of an app and of what it depends on.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "the socket, the management port, or below the mount"}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": _TOKEN}},
            "schemas": schemas,
            "responses": {f"problem_{s}": {"description": d, **_problem(s)} for s, d in _PROBLEMS.items()},
        },
    }


def _name(endpoint: Any, number: int) -> str:
    return f"{endpoint.__name__.rpartition('.')[2]}_{number}"


def _schemas(endpoint: Any) -> dict[str, Any]:
    return {_name(endpoint, n): schema for n, schema in enumerate(endpoint.RESPONSES.values(), 1)}


def _operations(endpoint: Any, path: str) -> Iterator[tuple[str, Any]]:
    for method in endpoint.METHODS:
        scope = getattr(endpoint, "SCOPES", {}).get(method, getattr(endpoint, "SCOPE", ""))
        operation: dict[str, Any] = {
            "operationId": "_".join([method.lower(), *re.findall(r"\w+", path)]),
            "summary": endpoint.SUMMARY,
            "description": f"Needs a token with the scope {scope}.",
            "parameters": list(_parameters(endpoint, method, path)),
            "responses": _responses(endpoint, method),
            "security": [{"token": []}, *([{}] if getattr(endpoint, "OPEN", False) else [])],
        }
        if method == "POST" and getattr(endpoint, "BODY", None):
            needed = not getattr(endpoint, "BODY_MAY_BE_EMPTY", False)
            content = {"application/json": {"schema": endpoint.BODY}}
            operation["requestBody"] = {"required": needed, "content": content}
        yield method.lower(), operation


def _parameters(endpoint: Any, method: str, path: str) -> Iterator[Any]:
    """Of an endpoint's parameters those of this path; what changes something is told by the body."""
    there = re.findall(r"\{(\w+)\}", path)
    told = [p for p in endpoint.PARAMETERS if p["in"] == "path" and p["name"] in there]
    yield from told
    for name in (n for n in there if n not in {p["name"] for p in told}):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    if method in ("GET", "HEAD") or not hasattr(endpoint, "BODY"):
        yield from (p for p in endpoint.PARAMETERS if p["in"] != "path")


def _responses(endpoint: Any, method: str) -> dict[str, Any]:
    """200, what the endpoint has besides, and the problems. A HEAD has no bodies."""
    said: Mapping[str, str] = {"200": "as asked", **getattr(endpoint, "ALSO", {})}
    found: dict[str, Any] = {s: {"$ref": f"#/components/responses/problem_{s}"} for s in _PROBLEMS}
    if method == "HEAD":
        found = {status: {"description": says} for status, says in _PROBLEMS.items()}
    for status, says in said.items():
        body = method != "HEAD" and status != "204"
        found[status] = {"description": says, **(_bodies(endpoint, status) if body else {})}
    return dict(sorted(found.items()))


def _bodies(endpoint: Any, status: str) -> dict[str, Any]:
    """Those of 200, and a problem's where the status may also be one."""
    content = {
        type: {"schema": {"$ref": f"#/components/schemas/{_name(endpoint, n)}"}}
        for n, type in enumerate(endpoint.RESPONSES, 1)
    }
    return {"content": {**content, **(_problem(status).get("content", {}) if status in _PROBLEMS else {})}}


def _problem(status: str) -> dict[str, Any]:
    if status == "405":
        return {}
    return {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}}


def text() -> str:
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), "utf-8")
