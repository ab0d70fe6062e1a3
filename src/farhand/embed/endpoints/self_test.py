"""/admin/self-test: the command line's self-test, from inside the process."""

from __future__ import annotations

import json

from farhand.embed import selftest
from farhand.embed.process import Process
from farhand.embed.web.exchange import Answer, BadRequest, Request, as_json, problem
from farhand.report import as_json as report_as_json

PATH, METHODS, SCOPE = "/admin/self-test", ("POST",), "operate"
SUMMARY = (
    "run all checks from inside the process, judge and diagnose: the report of `farhand self-test --json`"
)
PARAMETERS = ()
BODY_MAY_BE_EMPTY = True
BODY = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "only": {"type": "array", "items": {"type": "string"}, "description": "only these"},
        "skip": {"type": "array", "items": {"type": "string"}, "description": "all but these"},
    },
}
RESPONSES = {"application/json": {"type": "object", "properties": {"schema": {"const": "farhand.report/1"}}}}


def answer(process: Process, request: Request) -> Answer:
    """Always 200 where it could run: the status tells of the report, not of the site."""
    asked = _asked(request.body)
    try:
        report = selftest.report(process, asked.get("only", ()), asked.get("skip", ()))
    except LookupError as error:
        return problem(404, str(error))
    if report is None:
        return problem(503, "the self-test that was under way has failed; ask again")
    return as_json(process.redactor.facts(report_as_json(report)))


def _asked(body: bytes) -> dict[str, list[str]]:
    """The body: nothing, or an object with `only` and `skip`."""
    if not body.strip():
        return {}
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest('the body is no JSON; send nothing, or {"only": ["database"]}') from None
    if not isinstance(document, dict):
        raise BadRequest('the body must be an object, as in {"only": ["database"]}')
    for key, value in document.items():
        if key not in ("only", "skip"):
            raise BadRequest(f"{key!r} is not known here; there are: only, skip")
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise BadRequest(f'{key!r} must be a list of names, as in ["database"]')
    return document
