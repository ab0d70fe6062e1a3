"""Records that are made while a request is worked on can be found by its trace and by its request id."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.embed.apps.harness import serve

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
SENT = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01", "x-request-id": "order-4711"}
LOG = 'import logging; logging.getLogger("shop").warning("sold out")'
SOURCES = {
    "fastapi": f"""
import farhand
from fastapi import FastAPI
app = FastAPI()
@app.get("/")
def hello():  # in the app's own pool of threads
    {LOG}
    return {{}}
farhand.install(app)
""",
    "flask": f"""
import farhand
from flask import Flask
app = Flask("app")
@app.get("/")
def hello():
    {LOG}
    return "hello"
farhand.install(app)
""",
    "aiohttp": f"""
import sys
import farhand
from aiohttp import web
async def hello(request):
    {LOG}
    return web.Response(text="hello")
app = web.Application()
app.router.add_get("/", hello)
farhand.install(app)
if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]))
""",
}


@pytest.mark.parametrize("kind", SOURCES)
def test_records_have_the_ids_of_their_request(tmp_path: Path, kind: str) -> None:
    head = 'import logging\nlogging.basicConfig(level="INFO")\n'
    with serve(tmp_path, kind, source=head + SOURCES[kind]) as app:
        app.get("/", headers=SENT)
        app.get("/", headers={"traceparent": "nonsense", "x-request-id": "a\tb"})
        (found,) = app.ask("GET", f"/admin/logs?trace={TRACE}&logger=shop").json["records"]
        assert (found["message"], found["trace_id"]) == ("sold out", TRACE)
        assert found["request_id"] == "order-4711"
        records = app.ask("GET", "/admin/logs?text=sold").json["records"]
        assert records[-1]["request_id"] not in ("", "order-4711"), "a request without a usable id gets one"
        assert not records[-1].get("trace_id")
