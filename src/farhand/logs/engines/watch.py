"""Who watches the reading: is told how far it is, and may stop it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    T = TypeVar("T")


class Watch:
    """`read` is called with numbers of bytes as they are read. `ask()` stops the reading: between two
    batches, so that what is counted is whole, or at once where it waits for more bytes."""

    def __init__(self) -> None:
        self.stop = False
        self._waits = False

    def read(self, count: int) -> None:
        """So many bytes more are done."""

    def ask(self) -> None:
        self.stop = True
        if self._waits:
            raise KeyboardInterrupt

    def waiting(self, source: Iterator[T]) -> Iterator[T]:
        """The same items; while one is waited for, `ask` ends them at once."""
        while not self.stop:
            self._waits = True
            try:
                item = next(source)
            except (StopIteration, KeyboardInterrupt):
                return
            finally:
                self._waits = False
            yield item
