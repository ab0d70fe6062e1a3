"""Has the end of the process written down, however it ends by itself."""

from __future__ import annotations

from farhand.embed.failures import last_words
from farhand.embed.process import Process


def install(process: Process) -> None:
    last_words.mind()
