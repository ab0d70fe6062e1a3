"""A process with a board of made-up states: for tests of what is told, not of how it is found out."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from farhand.embed.health.state import Snapshot, State
from farhand.embed.process import Process

CALM = State(
    "database", "postgres", "pass", "connected", critical=True, groups=("ready", "support"), age_s=3.0,
    took_ms=12.4, seen_at="2026-11-20T14:00:00Z", since="2026-11-20T09:00:00Z",
    times=(("dns", 0.4), ("tcp", 2.0), ("login", 10.0)),
)  # fmt: skip
EXPIRED = State(
    "payments", "http", "fail", "untrusted", "tls.expired", "tls", "the certificate expired 3 days ago",
    "ask the owner of api.example.com for a new one", "vendor-engineering", critical=True, age_s=1.0,
    took_ms=81.0, seen_at="2026-11-20T14:00:02Z", since="2026-11-20T13:58:02Z", flaps=0.1,
    affects=("/pay/{order}",),
)  # fmt: skip
REFUSED = State(
    "cache", "redis", "fail", "refused", "tcp.refused", "tcp", "nothing listens on 10.0.0.7:6379",
    critical=False, age_s=2.0, took_ms=1.0,
)  # fmt: skip
FULLER = State(
    "data", "directory", "warn", "connected", "fs.full", "space", "5 % are free", age_s=0.5, took_ms=0.2
)
NEVER = State("queue", "amqp", why_off="it has not been looked at yet")


def snapshot(*states: State) -> Snapshot:
    return Snapshot("shop", "1.2", "4f2a91c", "the shop", states, "2026-11-20T08:00:00Z", 4711)


class Board:
    """What the health room offers: states, and a version that grows with every change."""

    def __init__(self) -> None:
        self.version = 0
        self.shown = snapshot()
        self.asked = 0

    def put(self, *states: State) -> None:
        self.version += 1
        self.shown = snapshot(*states)

    def snapshot(self, process: Process) -> Snapshot:
        self.asked += 1
        return self.shown


def use(patch: pytest.MonkeyPatch) -> None:
    """Put this board in the place of the one that holds what was really looked at."""
    module = ModuleType("farhand.embed.health.board")
    module.Board = Board  # type: ignore[attr-defined]
    patch.setitem(sys.modules, "farhand.embed.health.board", module)


def process(folder: Path, patch: pytest.MonkeyPatch, *states: State, embed: str = "") -> Process:
    """A process that leads, with these states and lines in [embed]; it has no thread and no run folder."""
    use(patch)
    config = folder / "farhand.toml"
    config.write_text(f'[app]\nname = "shop"\nversion = "1.2"\n[embed]\n{embed}\n')
    made = Process(str(config), "test")
    made.leads = True
    made.of(Board).put(*states)
    return made
