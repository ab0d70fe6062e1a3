"""`farhand.install(app)`: the one line in the app.

It wraps what the framework lets one wrap from outside of all middleware, and starts Farhand's own thread.
Nothing here may raise into the app: what does not work is remembered, said in the log, and left out.
"""

from __future__ import annotations

import os

from farhand.embed import process as processes
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    A = TypeVar("A")

#: Set where a process runs only while it is called: AWS Lambda, Google Cloud Functions, Azure Functions.
_ON_CALL = ("AWS_LAMBDA_FUNCTION_NAME", "FUNCTION_TARGET", "FUNCTIONS_WORKER_RUNTIME")


def install(app: A = None, *, config: str = "", role: str = "", start: bool = True) -> A:  # type: ignore[assignment]
    """Build Farhand into this process and return the app to serve.

    `app` is an ASGI or WSGI app, an aiohttp application, a Celery app, a serverless handler, or nothing in a
    script. `config` is the declaration (default: FARHAND_CONFIG, else farhand.toml here or above). Use the
    returned app: frameworks that let themselves be wrapped in place return the same object. Without `start`
    no thread is begun and everything runs on call, as in a serverless function. A second call is harmless.
    """
    process = processes.current() or processes.begin(Process())
    try:
        process.told(config, role)
        process.on_call = process.on_call or not start or any(os.environ.get(name) for name in _ON_CALL)
        wrapped: A = _wrapped(app, process)
    except Exception as error:  # the app must start all the same
        process.trouble(f"install: {type(error).__name__}: {error}")
        wrapped = app
    _say_trouble(process)
    return wrapped


def _wrapped(app: Any, process: Process) -> Any:
    from farhand.embed import life

    if app is None:
        life.begin(process)
        return None
    from farhand.embed import frameworks

    wrapped = frameworks.wrap(app, process)
    process.wrapped = app
    if not frameworks.begins_later(app):
        life.begin(process)
    return wrapped


def _say_trouble(process: Process) -> None:
    if process.problems:
        import logging

        for says in process.problems:
            logging.getLogger("farhand").warning("%s", says)
