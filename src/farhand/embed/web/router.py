"""From a request to its answer: the endpoint, who may ask it, and all workers' parts of it put together.

Endpoints are the files in `endpoints/`. Paths are compared whole: nothing is ever permitted by a prefix.
"""

from __future__ import annotations

import threading

from farhand.embed import endpoints
from farhand.embed.process import Process
from farhand.embed.web.exchange import APP, Answer, BadRequest, Request, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

#: Requests that may be worked on at the same time; more than that get 429.
MOST_AT_ONCE = 16
_room = threading.BoundedSemaphore(MOST_AT_ONCE)


def is_quick(request: Request) -> bool:
    """True where the answer is read from memory, so that the app's own thread may give it."""
    if not endpoints.are_loaded() and not endpoints.is_probe(request.path):
        return False
    endpoint, _ = endpoints.find(request.path)
    return endpoint is None or bool(getattr(endpoint, "QUICK", False))


def answer(process: Process, request: Request) -> Answer:
    """The answer to a request, whatever happens:

    a fault of Farhand's is a 500 that tells nothing of the site.
    """
    try:
        return _answer(process, request)
    except BadRequest as bad:
        return problem(422, str(bad))
    except Exception as error:
        process.trouble(f"{request.path}: {type(error).__name__}: {error}")
        return problem(500, f"a fault of Farhand itself: {type(error).__name__}; it tells nothing of the app")


def _answer(process: Process, request: Request) -> Answer:
    endpoint, request = endpoints.find_in(request)
    if endpoint is None:
        return problem(404, "there is no such endpoint")
    if getattr(endpoint, "OPEN", False) and request.door == APP:
        return _made(process, endpoint, request)  # a status and nothing else; no credential is looked at
    from farhand.embed.web import guard

    return guard.guarded(process, endpoint, request, lambda asked: _made(process, endpoint, asked))


def _made(process: Process, endpoint: Any, request: Request) -> Answer:
    if request.method not in endpoint.METHODS:
        allowed = ", ".join(endpoint.METHODS)
        return Answer(405, b"", "text/plain", (("Allow", allowed),))
    if not hasattr(endpoint, "local"):
        return endpoint.answer(process, request)  # type: ignore[no-any-return]
    from farhand.embed.web import together

    return together.answer(process, endpoint, request)


def on_a_thread(work: Callable[[], None]) -> bool:
    """Run that on a thread of its own; False where too many run already or none can be started."""
    if not _room.acquire(blocking=False):
        return False

    def run() -> None:
        try:
            work()
        finally:
            _room.release()

    try:
        threading.Thread(target=run, daemon=True, name="farhand-answer").start()
    except RuntimeError:
        _room.release()
        return False
    return True


def busy() -> Answer:
    says = problem(429, "too many requests are being worked on; try again in a second")
    return Answer(says.status, says.body, says.type, (("Retry-After", "1"),))


def headers(given: Answer) -> list[tuple[str, str]]:
    """The headers of an answer, without one for anything that a browser would keep or share."""
    own = [
        ("Content-Type", given.type),
        ("Content-Length", str(len(given.body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    return own + [(k, v.replace("\r", " ").replace("\n", " ")) for k, v in given.headers]


def query(text: str) -> dict[str, str]:
    """The query's parameters; of several with one name the last."""
    if not text:
        return {}
    from urllib.parse import parse_qsl

    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=50))
    except ValueError:
        return {}
