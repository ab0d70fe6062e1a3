"""Has the end of the process written down, however it ends by itself. Loads what that needs only then."""

from __future__ import annotations

import atexit

from farhand.embed.process import Process


class _Minded:
    """Once for the interpreter: a fork keeps the handler."""

    done = False


def install(process: Process) -> None:
    if not (_Minded.done or process.on_call):
        _Minded.done = True
        atexit.register(_at_exit)


def _at_exit() -> None:
    from farhand.embed.failures.last_words import at_exit

    at_exit()
