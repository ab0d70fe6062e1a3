"""Writes this process's state down every few seconds, so that after kill -9 there is one that is not old."""

from __future__ import annotations

from farhand.control import last_state
from farhand.embed.failures import last_words
from farhand.embed.process import Process

EVERY = last_words.EVERY


def tick(process: Process) -> None:
    if process.folder is None:
        _soon(process)
        return
    if not process.of(last_words.LastWords).said:
        last_words.write(process)
    if process.leads:
        last_state.prune(process.folder)


def _soon(process: Process) -> None:
    """Not in ten seconds but with the next beat."""
    from farhand.embed.beat import Beat

    process.of(Beat).due["last_state"] = 0.0
