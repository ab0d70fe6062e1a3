"""Threads of Farhand's: daemons with a name by which they are known.

Where gevent has put greenlets in the place of threads these are greenlets as well, and stand still when the
app's loop does: a real thread beside gevent's locks, those of `import` first, can break the app.
"""

from __future__ import annotations

import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def start(name: str, work: Callable[..., object], *given: Any) -> threading.Thread:
    """Run that on a thread. Raises RuntimeError where none can be started."""
    thread = threading.Thread(target=work, args=given, daemon=True, name=name)
    thread.start()
    return thread
