"""Upkeep of the ring: the app may have configured its loggers anew. And what is declared secret gets known."""

from __future__ import annotations

from farhand.embed import secrets
from farhand.embed.process import Process
from farhand.embed.records import attach
from farhand.embed.records.errors import Errors
from farhand.embed.records.ring import Ring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

EVERY = 2.0


class _Learned:
    """Whether this process knows its declared secrets."""

    done = False


def tick(process: Process) -> None:
    learned = process.of(_Learned)
    if not learned.done:
        secrets.declared(process.app, process.environment)
        learned.done = True
    attach.attach()
    ring = process.of(Ring)
    if ring.room != ring.most_bytes:
        ring.settle()


def says(process: Process) -> dict[str, Any]:
    return {**process.of(Ring).says(), **process.of(Errors).says()}
