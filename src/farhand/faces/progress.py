"""How far the reading of a long log is: rate and time left, on a terminal only, after two seconds."""

from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: Seconds before anything is shown.
PATIENCE = 2.0


class Bar:
    """`read(count)` says that so many bytes more are done, of `total` (0: not known). A context manager."""

    def __init__(self, total: int, wanted: bool = True) -> None:
        self._wanted = wanted and sys.stderr.isatty()
        self._total, self._done = total, 0
        self._since = time.monotonic()
        self._shown: Any = None
        self._task: Any = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._shown.stop()
            self._shown = None

    @property
    def share(self) -> float | None:
        """Which part is done, 0 to 1; None where nobody knows how much there is."""
        return min(1.0, self._done / self._total) if self._total else None

    def expects(self, count: int) -> None:
        """So many bytes more are to be read, as is known only now."""
        self._total += count
        if self._shown:
            self._shown.update(self._task, total=self._total)

    def read(self, count: int) -> None:
        self._done += count
        if not self._wanted:
            return
        if self._shown:
            self._shown.update(self._task, completed=self._done)
        elif time.monotonic() - self._since > PATIENCE:
            self._show()

    def at(self, done: int) -> None:
        """So many bytes are done in all."""
        if done > self._done:
            self.read(done - self._done)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        columns = (
            TextColumn("reading"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(compact=True),
            TextColumn("left; Ctrl-C: what is known so far", style="dim"),
        )
        self._shown = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._shown.add_task("", total=self._total or None, completed=self._done)
        self._shown.start()
