"""`farhand.install(app)`: the one line in the app.

It wraps what the framework lets one wrap from outside of all middleware, and starts Farhand's own thread.
Nothing here may raise into the app: what does not work is remembered, said in the log, and left out.
"""

from __future__ import annotations

import atexit
import os

from farhand.embed import process as processes
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    A = TypeVar("A")


def install(app: A | None = None, *, config: str = "", role: str = "", start: bool = True) -> A:
    """Build Farhand into this process and return the app to serve.

    `app` is an ASGI or WSGI app, an aiohttp application, a Celery app, or nothing in a script. `config` is
    the declaration (default: FARHAND_CONFIG, else farhand.toml here or above). Use the returned app:
    frameworks that let themselves be wrapped in place return the same object. Without `start` no thread is
    begun and everything runs on call, as in a serverless function.
    """
    process = processes.current() or processes.begin(Process(config, role))
    try:
        wrapped = _wrapped(app, process)
        if start:
            _begin(process)
    except Exception as error:  # the app must start all the same
        process.trouble(f"install: {type(error).__name__}: {error}")
        _say_trouble(process)
        return app  # type: ignore[return-value]
    return wrapped  # type: ignore[no-any-return]


def _wrapped(app: Any, process: Process) -> Any:
    if app is None:
        return None
    from farhand.embed import frameworks

    wrapped = frameworks.wrap(app, process)
    process.wrapped = app
    return wrapped


def _begin(process: Process) -> None:
    from farhand.embed import beat, hooks

    hooks.install(process)
    beat.start(process)
    _Ends.mind()


class _Ends:
    """Threads do not survive a fork, and Python warns of a fork beside one: so where Farhand's threads are
    the only ones besides the main thread, as in a master that loads the app and forks, they are ended before
    and begun again in the child. The parent begins them again with its next sign of life (`beat.wake`).
    At the end of the process they are ended, too, and let go of their files and sockets.
    """

    minded = False

    @classmethod
    def mind(cls) -> None:
        if cls.minded:
            return
        cls.minded = True
        atexit.register(_at_exit)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=_before_fork, after_in_child=_in_child)


def _at_exit() -> None:
    from farhand.embed import beat

    process = processes.current()
    if process is not None and process.pid == os.getpid():
        beat.end(process)


def _before_fork() -> None:
    from farhand.embed import beat

    process = processes.current()
    if process is not None:
        beat.pause(process)


def _in_child() -> None:
    from farhand.embed import beat, hooks

    process = processes.begin_again()
    if process is not None:
        hooks.install(process)
        beat.start(process)


def _say_trouble(process: Process) -> None:
    import logging

    for says in process.problems:
        logging.getLogger("farhand").warning("%s", says)
