"""A file, read where it is wanted. Its size is the one at opening: what is written later is not looked at."""

from __future__ import annotations

import os
import stat

from farhand.errors import Mistake
from farhand.logs.places import BLOCK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from farhand.logs.places import Place


#: First bytes of compressed files; most logs begin otherwise, and need not ask.
_COMPRESSED = (b"\x1f", b"\xfd", b"\x28", b"B")


def _is_compressed(head: bytes) -> bool:
    from farhand.logs.places import compressed

    return compressed.known(head)


class File:
    """`size` bytes that can be read anywhere. Never mapped: one that is cut meanwhile would end us."""

    __slots__ = ("_number", "changed", "name", "size", "stopped")

    def __init__(self, name: str, number: int, size: int, changed: float) -> None:
        self.name = name
        self.size = size
        self.changed = changed
        self.stopped = ""
        self._number = number

    def close(self) -> None:
        """Give its descriptor back; nothing can be read any more."""
        number, self._number = self._number, -1
        if number > 2:
            os.close(number)

    __del__ = close

    def read(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes; fewer where the file ends, and none where it was cut meanwhile."""
        try:
            return os.pread(self._number, max(0, min(count, self.size - offset)), offset)
        except OSError as error:
            self.stopped = f"byte {offset}: {error.strerror or error}"
            return b""

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        end = self.size if end is None else min(end, self.size)
        while start < end:
            data = self.read(start, min(BLOCK, end - start))
            if not data:
                self.stopped = self.stopped or f"byte {start}: it became shorter meanwhile"
                return
            start += len(data)
            yield data


class Stream:
    """What can be read once, from its beginning: standard input, a pipe."""

    __slots__ = ("_number", "changed", "name", "stopped")

    def __init__(self, name: str, number: int, changed: float) -> None:
        self.name = name
        self.changed = changed
        self.stopped = ""
        self._number = number

    def _opened(self) -> BinaryIO:
        return open(self._number, "rb", closefd=False)

    def blocks(self) -> Iterator[bytes]:
        from farhand.archives import compressed

        try:
            source = compressed.opened(self._opened())
            read = getattr(source, "read1", source.read)
            while data := read(BLOCK):
                yield data
        except (compressed.Damaged, OSError) as error:
            why = error.strerror if isinstance(error, OSError) else None
            self.stopped = why or str(error)


class Pipe(Stream):
    """A named pipe: opened when it is read, and only then, for what comes through it comes once.

    Opening waits for a writer. Opened without waiting, a pipe reads as empty before its writer is there.
    """

    __slots__ = ()

    def _opened(self) -> BinaryIO:
        return open(self.name, "rb")


def _pipe(name: str) -> Pipe:
    """Raises OSError where it may not be read."""
    import time

    if not os.access(name, os.R_OK):
        raise PermissionError(13, os.strerror(13))
    return Pipe(name, -1, time.time())


def opened(name: str) -> Place:
    """Raises Mistake where there is no such file, or it may not be read."""
    import time

    if name == "-":
        return Stream("standard input", 0, time.time())
    try:
        if stat.S_ISFIFO(os.stat(name).st_mode):
            return _pipe(name)
        number = os.open(name, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        state = os.fstat(number)
        if stat.S_ISDIR(state.st_mode):
            raise IsADirectoryError(21, "is a directory; name the files in it")
        os.set_blocking(number, True)
    except OSError as error:
        raise Mistake(f"{name}: {error.strerror or error}") from None
    if not stat.S_ISREG(state.st_mode):
        return Stream(name, number, time.time())
    head = os.pread(number, 10, 0)
    if head[:1] in _COMPRESSED and _is_compressed(head):
        from farhand.logs.places import compressed

        return compressed.opened(name, number, head, state.st_size, state.st_mtime)
    return File(name, number, state.st_size, state.st_mtime)
