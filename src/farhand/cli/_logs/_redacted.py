"""Parts of a text, written redacted: secrets that stand across records are seen, too."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from collections.abc import Iterator

from farhand.cli._common import app_if_any
from farhand.cli._policy import policy_of
from farhand.redact import Redactor
from farhand.redact.stream import copy


class _Joined(io.RawIOBase):
    """Parts as something that can be read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._rest = parts, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = part
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


def redactor(args: Namespace) -> Redactor:
    """By the policy of the declaration, where there is one."""
    return Redactor(policy=policy_of(args, app_if_any(args)))


def write(parts: Iterator[bytes], args: Namespace) -> None:
    """Fails closed: where redacting fails, nothing more is written."""
    source = io.BufferedReader(_Joined(parts), 1 << 20)  # type: ignore[type-var]
    copy(redactor(args), source, sys.stdout.buffer)
