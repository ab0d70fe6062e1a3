"""A serverless handler: the process runs only while it is called, so everything happens on call.

Who may invoke the function may also ask Farhand: an event that is `{"farhand": "health"}` and nothing else.
What comes from outside by a gateway, a queue or a topic never is a whole event.
"""

from __future__ import annotations

import contextlib
import functools

from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

#: What may be asked, and how it is asked inside.
_ASKED = {
    "health": ("GET", "/health"),
    "self-test": ("POST", "/admin/self-test"),
    "debug": ("GET", "/admin/debug"),
    "errors": ("GET", "/admin/errors"),
}


def wrap(handler: Callable[..., Any], process: Process) -> Callable[..., Any]:
    process.on_call = True
    process.plays("serverless")

    def handled(*given: Any, **named: Any) -> Any:
        asked = _asked(given)
        if asked is not None:
            return _answer(asked)
        try:
            return handler(*given, **named)
        except Exception as error:
            _note(error)
            raise

    handled.__dict__["__farhand__"] = True
    return functools.update_wrapper(handled, handler, updated=())


def _asked(given: tuple[Any, ...]) -> object:
    event = given[0] if given else None
    return event["farhand"] if isinstance(event, dict) and set(event) == {"farhand"} else None


def _answer(asked: object) -> Any:
    """The document, as the runtime turns it into JSON."""
    import json

    from farhand.embed import process as processes
    from farhand.embed.web import router
    from farhand.embed.web.exchange import SOCKET, Request

    process = processes.current()
    if process is None or asked not in _ASKED:
        return {"title": f"farhand answers {', '.join(_ASKED)}", "status": 404}
    if asked == "health":
        from farhand.embed.parts import refresh

        refresh.on_call(process)
    method, path = _ASKED[str(asked)]
    answer = router.answer(process, Request(method, path, door=SOCKET, peer="the one who invoked it"))
    return json.loads(answer.body) if "json" in answer.type else answer.body.decode()


def _note(error: Exception) -> None:
    """Keep it for later questions to this instance; the handler's own error is what counts."""
    import importlib

    with contextlib.suppress(Exception):
        importlib.import_module("farhand.embed.failures").note(error)
