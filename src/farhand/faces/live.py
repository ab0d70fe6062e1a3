"""What is running, while it runs: only on a terminal, on standard error, gone when it is done."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from farhand.faces.escape import terminal

if TYPE_CHECKING:
    from rich.status import Status


class Live:
    """A context manager whose `tell` is the runner's listener. Does nothing where nobody watches."""

    def __init__(self, wanted: bool = True) -> None:
        self._wanted = wanted and sys.stderr.isatty()
        self._running: dict[str, str] = {}
        self._done = 0
        self._since = time.monotonic()
        self._status: Status | None = None

    def __enter__(self) -> Live:
        if self._wanted:
            from rich.console import Console

            self._status = Console(stderr=True).status("looking")
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status:
            self._status.stop()

    def tell(self, event: str, subject: str, stage: str) -> None:
        if event == "end":
            self._running.pop(subject, None)
            self._done += 1
        else:
            self._running[subject] = stage
        if self._status:
            self._status.update(self._line())

    def _line(self) -> str:
        from rich.markup import escape

        parts = [
            f"{name} ({stage} done)" if stage else name for name, stage in list(self._running.items())[:6]
        ]
        more = f" and {len(self._running) - 6} more" if len(self._running) > 6 else ""
        seconds = time.monotonic() - self._since
        return escape(terminal(f"{self._done} done, {seconds:.0f} s; looking at {', '.join(parts)}{more}"))
