"""/livez, /readyz, /startupz: what an orchestrator asks. Read from memory; no dependency is ever asked."""

from __future__ import annotations

from farhand.embed.process import Process
from farhand.embed.web import states
from farhand.embed.web.exchange import Answer, Request

PATHS, METHODS, SCOPE = ("/livez", "/readyz", "/startupz"), ("GET", "HEAD"), "probe"
OPEN = QUICK = True
SUMMARY = "whether the process is there, takes requests, has started: 200 or 503, and nothing else"
PARAMETERS = ()
ALSO = {"503": "no"}
RESPONSES = {"text/plain": {"type": "string", "enum": ["ok", "no"]}}

_ASKED = {"/livez": states.live, "/readyz": states.ready, "/startupz": states.started}
_OK, _NO = Answer(200, b"ok", "text/plain"), Answer(503, b"no", "text/plain")


def answer(process: Process, request: Request) -> Answer:
    return _OK if _ASKED[request.path](process) else _NO
