"""The published description is what the endpoints say of themselves, and what they do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from farhand.embed import endpoints
from farhand.embed.endpoints import openapi as endpoint
from farhand.embed.process import Process
from farhand.embed.web import openapi
from farhand.embed.web.exchange import Request

PAGE = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == openapi.text(), "python -m farhand.embed.web.openapi docs/openapi.json"


def test_every_endpoint_is_in_it_with_what_may_go_wrong() -> None:
    told = openapi.document()
    paths = {path for e in endpoints.every() for path in endpoints.paths_of(e)}
    assert set(told["paths"]) == paths
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            assert {"200", "401", "403", "404", "406", "422", "429"} <= set(operation["responses"]), path
            assert {"token": []} in operation["security"]
            names = [(p["in"], p["name"]) for p in operation["parameters"]]
            assert len(names) == len(set(names)), (method, path)
    ids = [o["operationId"] for row in told["paths"].values() for o in row.values()]
    assert len(ids) == len(set(ids))


def test_all_references_lead_somewhere() -> None:
    told = openapi.document()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "$ref" in value:
                here = told
                for step in value["$ref"].removeprefix("#/").split("/"):
                    here = here[step]
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(told)


def test_it_is_published() -> None:
    found = endpoint.answer(Process("", "test"), Request("GET", "/openapi.json"))
    assert json.loads(found.body) == openapi.document()
