"""What many ask for at the same moment is looked up once: two hundred checks read one table of this host."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Hashable
from typing import TypeVar

Answer = TypeVar("Answer")

#: Seconds to wait for another that looks just now; who waits longer looks for itself, for that one may hang.
_PATIENCE = 0.2


def recent(seconds: float) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Of the decorated function, an answer to the same words that is younger than this is given again.

    What it raises is not kept. Its words must be hashable; its answers are shared: nobody may change them.
    """

    def keeping(look: Callable[..., Answer]) -> Callable[..., Answer]:
        kept: dict[Hashable, tuple[float, Answer]] = {}
        turn = threading.Lock()

        @functools.wraps(look)
        def answer(*words: Hashable) -> Answer:
            mine = turn.acquire(timeout=_PATIENCE)
            try:
                at, known = kept.get(words) or (0.0, None)
                if known is None or time.monotonic() - at >= seconds:
                    known = look(*words)
                    kept[words] = (time.monotonic(), known)
                return known
            finally:
                if mine:
                    turn.release()

        return answer

    return keeping
