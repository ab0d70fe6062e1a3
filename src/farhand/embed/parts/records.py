"""Upkeep of the ring: the app may have configured its loggers anew. Declared secrets get known."""

from __future__ import annotations

from farhand.embed.process import Process
from farhand.embed.records import attach, knowing
from farhand.embed.records.errors import Errors
from farhand.embed.records.ring import Ring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

EVERY = 2.0


def tick(process: Process) -> None:
    knowing.learn(process)
    attach.attach()
    ring = process.of(Ring)
    if ring.room != ring.most_bytes:
        ring.settle()


def says(process: Process) -> dict[str, Any]:
    return {**process.of(Ring).says(), **process.of(Errors).says()}
