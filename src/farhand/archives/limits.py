"""What reading an archive may cost, counted while it is read: a declared size is only somebody's word."""

from __future__ import annotations

import time
from dataclasses import dataclass

from farhand.archives.compressed import Damaged


class Spent(Damaged):
    """A limit is reached: nothing more of this archive is read."""


@dataclass(frozen=True)
class Limits:
    """Bounds for one archive and all that are in it."""

    members: int = 100_000
    bytes: int = 8 << 30  # unpacked, all together
    member: int = 2 << 30  # bytes of one member
    ratio: int = 200  # unpacked to packed bytes, once more than `small` bytes are unpacked
    small: int = 256 << 20
    name: int = 1024  # bytes of one name
    depth: int = 3  # archives in archives
    held: int = 64 << 20  # bytes of an inner zip, which must be held in memory to be read
    seconds: float = 600.0


#: For a file that is only passed on: it costs what it costs.
UNBOUNDED = Limits(bytes=1 << 62, ratio=1 << 40, seconds=1e9)


class Meter:
    """Counts what is read against the limits. Raises Spent."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.members = self.packed = self.unpacked = 0
        self._end = time.monotonic() + limits.seconds

    def hold(self, limits: Limits) -> None:
        """Other limits from now on: what the file is has been seen."""
        self.limits = limits
        self._end = time.monotonic() + limits.seconds

    def member(self) -> None:
        self.members += 1
        if self.members > self.limits.members:
            raise Spent(f"it holds more than {self.limits.members} members")

    def read(self, packed: int = 0, unpacked: int = 0) -> None:
        limits = self.limits
        self.packed += packed
        self.unpacked += unpacked
        if self.unpacked > limits.bytes:
            raise Spent(f"unpacked it is larger than {size(limits.bytes)}")
        if self.unpacked > limits.small and self.unpacked > limits.ratio * max(self.packed, 1):
            raise Spent(f"it unpacks to more than {limits.ratio} times its size: a decompression bomb")
        if time.monotonic() > self._end:
            raise Spent(f"reading it took longer than {limits.seconds:g} s")


def size(count: int) -> str:
    """Bytes in the unit that a person would use: "5 MiB"."""
    for unit, shift in (("GiB", 30), ("MiB", 20), ("KiB", 10)):
        if count >= 1 << shift:
            return f"{count / (1 << shift):.3g} {unit}"
    return f"{count} bytes"
