"""A look that may hang in the kernel is made by a helper thread, which is left behind when time is up.

A process cannot be freed from a dead file server, not even by a signal; a daemon thread can hang
there without holding up anybody.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Hangs(Exception):
    """No answer in the time there was."""


def patiently(look: Callable[[], T], seconds: float) -> T:
    """What `look()` returns or raises. Raises Hangs after that many seconds."""
    box: list[tuple[str, Any]] = []

    def work() -> None:
        try:
            box.append(("made", look()))
        except BaseException as error:  # handed to the caller's thread
            box.append(("raised", error))

    helper = threading.Thread(target=work, daemon=True)
    try:
        helper.start()
    except RuntimeError:  # no thread can be started here: better look without a net than not at all
        return look()
    helper.join(seconds)
    if not box:
        raise Hangs
    how, what = box[0]
    if how == "raised":
        raise what
    made: T = what
    return made
