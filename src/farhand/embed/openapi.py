"""The OpenAPI 3.1 document of what Farhand answers inside an app, made from the endpoints' own words.

`python -m farhand.embed.openapi docs/openapi.json` writes it. An endpoint tells `SUMMARY`, `PARAMETERS` and
`RESPONSES` (media type -> schema of the body of 200); optional `ALSO` (other statuses with the same bodies,
and what each means) and `BODY` (schema of the JSON body of a POST).
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
    "406": "it cannot be had in a form that Accept or format names",
    "422": "a parameter or the body is not right: the title names it and what it may be",
    "429": "too many requests, or one capture is under way already; Retry-After says when to try again",
    "500": "a fault of Farhand itself",
}
_PROBLEM = {
    "type": "object",
    "required": ["title", "status"],
    "properties": {"title": {"type": "string"}, "status": {"type": "integer"}},
}


def document() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for endpoint in endpoints.every():
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
            "schemas": {"Problem": _PROBLEM},
        },
    }


_TOKEN = "made by `farhand token new`; its scope is one of probe, read, operate, capture"


def _operations(endpoint: Any, path: str) -> Iterator[tuple[str, Any]]:
    for method in endpoint.METHODS:
        scope = getattr(endpoint, "SCOPES", {}).get(method, getattr(endpoint, "SCOPE", ""))
        operation: dict[str, Any] = {
            "operationId": _id(method, path),
            "summary": endpoint.SUMMARY,
            "description": f"Needs a token with the scope {scope}.",
            "parameters": [*_of_path(path), *_parameters(endpoint, method)],
            "responses": _responses(endpoint, method),
            "security": [{"token": []}, *([{}] if getattr(endpoint, "OPEN", False) else [])],
        }
        if method == "POST" and getattr(endpoint, "BODY", None):
            content = {"application/json": {"schema": endpoint.BODY}}
            operation["requestBody"] = {"required": True, "content": content}
        yield method.lower(), operation


def _parameters(endpoint: Any, method: str) -> list[Any]:
    """An endpoint's parameters are those of its questions; what changes something is told by the body."""
    return list(endpoint.PARAMETERS) if method in ("GET", "HEAD") or not hasattr(endpoint, "BODY") else []


def _id(method: str, path: str) -> str:
    return "_".join([method.lower(), *re.findall(r"\w+", path)])


def _of_path(path: str) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"\{(\w+)\}", path):
        schema = {"type": "string", "minLength": 1}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _responses(endpoint: Any, method: str) -> dict[str, Any]:
    said: Mapping[str, str] = getattr(endpoint, "ALSO", {})
    content = {} if method == "HEAD" else _content(endpoint.RESPONSES)
    found = {"200": {"description": "as asked", **content}}
    for status, says in _PROBLEMS.items():
        found[status] = {"description": says, **_problem(method)}
    for status, says in said.items():
        found[str(status)] = {"description": says, **_both(content, method, str(status) in found)}
    return dict(sorted(found.items()))


def _content(responses: Mapping[str, Any]) -> dict[str, Any]:
    return {"content": {type: {"schema": schema} for type, schema in responses.items()}}


def _problem(method: str) -> dict[str, Any]:
    if method == "HEAD":
        return {}
    return {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _both(content: Mapping[str, Any], method: str, problem: bool) -> dict[str, Any]:
    """The bodies of 200, and that of a problem where the status may also be one."""
    if not problem or method == "HEAD":
        return dict(content)
    return {"content": {**content["content"], **_problem(method)["content"]}}


def text() -> str:
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), "utf-8")
