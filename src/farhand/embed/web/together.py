"""One answer of all workers: each gives its part over its own socket, and what does not answer is named."""

from __future__ import annotations

import json
import threading
from typing import Any

from farhand.control import census
from farhand.embed.process import Process
from farhand.embed.web.exchange import Answer, Request, as_json
from farhand.embed.web.guard import is_between_workers
from farhand.wire import local

#: Seconds that another worker has for its part.
PATIENCE = 2.0


def answer(process: Process, endpoint: Any, request: Request) -> Answer:
    """This worker's part only, where another worker asks; else all parts, put together by the endpoint."""
    own = {"worker": process.pid, **endpoint.local(process, request)}
    if is_between_workers(request):
        return as_json(own)
    rows, silent = _of_the_others(process, request)
    merged: Answer = endpoint.merged([own, *rows], request)
    told = [("X-Farhand-Workers", str(1 + len(rows)))]
    if silent:
        told.append(("X-Farhand-Silent", ",".join(map(str, silent))))
    return Answer(merged.status, merged.body, merged.type, (*merged.headers, *told))


def _of_the_others(process: Process, request: Request) -> tuple[list[dict[str, Any]], list[int]]:
    """What the other workers say, and the process numbers of those that say nothing in time."""
    if process.folder is None:
        return [], []
    others = [(w.pid, path) for w, path in census.sockets(process.folder) if w.pid != process.pid]
    found: dict[int, dict[str, Any]] = {}
    threads = [
        threading.Thread(target=_ask, args=(*o, request, found), daemon=True, name="farhand-ask")
        for o in others
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    said = dict(found)
    return [said[pid] for pid in sorted(said)], [pid for pid, _ in others if pid not in said]


def _ask(pid: int, path: str, request: Request, found: dict[int, dict[str, Any]]) -> None:
    try:
        status, body = local.ask(
            path, request.method, _target(request), request.body, PATIENCE, {"x-farhand-local": "1"}
        )
        row = json.loads(body) if status == 200 else None
    except (OSError, ValueError):
        return
    if isinstance(row, dict):
        found[pid] = row


def _target(request: Request) -> str:
    from urllib.parse import quote, urlencode

    return quote(request.path) + (f"?{urlencode(request.query)}" if request.query else "")
