"""Looks for the app's pools, engines and clients, once in a minute at most."""

from __future__ import annotations

from farhand.embed.finder import Finder, wanted
from farhand.embed.process import Process

EVERY = 5.0


def tick(process: Process) -> None:
    finder = process.of(Finder)
    if finder.due():
        finder.walk(process, wanted())
