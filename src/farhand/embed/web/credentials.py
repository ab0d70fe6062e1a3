"""The tokens' entries, read again when their file changes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from farhand.control import tokens
from farhand.embed.process import Process

#: Bytes of a file of entries.
_MOST = 1 << 16


class Credentials:
    """What FARHAND_TOKENS and `[embed] tokens_file` say."""

    def __init__(self) -> None:
        self._mark: object = None
        self._entries: list[tokens.Entry] = []

    def entries(self, process: Process) -> list[tokens.Entry]:
        path = str(process.settings.embed.get("tokens_file") or "")
        mark = (os.environ.get("FARHAND_TOKENS", ""), _mark_of(path))
        if mark != self._mark:
            self._entries = self._read(process, mark[0], path)
            self._mark = mark
        return self._entries

    def _read(self, process: Process, text: str, path: str) -> list[tokens.Entry]:
        found, wrong = tokens.parse(text)
        if path:
            try:
                more, also_wrong = tokens.parse(_text(Path(path)))
            except (OSError, ValueError) as error:
                more, also_wrong = [], [f"{path}: {error}"]
            found, wrong = found + more, wrong + also_wrong
        for says in wrong:
            process.trouble(f"tokens: {says}")
        return found


def _mark_of(path: str) -> object:
    try:
        info = os.stat(path) if path else None
    except OSError:
        return ""
    return info and (info.st_mtime_ns, info.st_size, info.st_ino)


def _text(path: Path) -> str:
    """The file's text. Raises ValueError where others may write it: then anybody could let themselves in."""
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_mode & (stat.S_IWOTH | stat.S_IWGRP):
            raise ValueError("others than its owner may write this file; its tokens do not count")
        return file.read(_MOST).decode("utf-8")
