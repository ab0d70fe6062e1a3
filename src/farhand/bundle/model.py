"""The nouns of a bundle. Frozen, plain data; a plan and a manifest are these as JSON.  Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

SCHEMA, PLAN_SCHEMA = "farhand.bundle/1", "farhand.bundle-plan/1"

#: How an item is had: a file is read, a command run, an endpoint asked, or Farhand itself makes it.
FILE, COMMAND, ENDPOINT, MADE = "file", "command", "endpoint", "made"
WAYS = (FILE, COMMAND, ENDPOINT, MADE)

#: What became of an item. Every planned item has exactly one row.
OK, TRUNCATED, TIMED_OUT, DENIED, ABSENT, WITHHELD, STRUCK, NOT_REACHED = (
    "ok",
    "truncated",
    "timed out",
    "denied",
    "absent",
    "withheld",
    "struck out",
    "not reached",
)
OUTCOMES = (OK, TRUNCATED, TIMED_OUT, DENIED, ABSENT, WITHHELD, STRUCK, NOT_REACHED)


@dataclass(frozen=True)
class Item:
    """One thing that a bundle may hold: where it comes from, why, and what it may cost."""

    name: str  # path inside the bundle: "logs/app.log", "evidence/self-test.json"
    way: str  # file, command, endpoint or made
    source: str  # the path, the exact command, "GET /health on /run/…/app.sock", or what Farhand makes
    why: str  # one plain sentence for the customer
    limit: int = 1 << 20  # bytes taken at most
    seconds: float = 10.0  # deadline of this item
    size: int | None = None  # bytes by stat; None: not known before
    privilege: str = ""  # what is needed beyond an ordinary user; empty: nothing
    network: tuple[str, ...] = ()  # "host:port" that this connects to; empty: none
    argv: tuple[str, ...] = ()  # of a command
    part: str = "end"  # of a file longer than `limit`: its "end", its "start", or the window around `around`
    around: str = ""  # RFC 3339 time of the failure, for a log
    since: str = ""  # RFC 3339; of a log, only what is from then on
    until: str = ""  # RFC 3339; and before then


@dataclass(frozen=True)
class Budgets:
    """What the whole collection may cost the host."""

    seconds: float = 240.0
    bytes: int = 32 << 20  # of redacted text, all items together
    free_disk: int = 200 << 20  # what must be left free where the bundle is written, before and during


@dataclass(frozen=True)
class Plan:
    """Everything that would be read, run and asked. Its hash is in the bundle; nothing else is done."""

    app: str
    version: str = ""
    profile: str = "default"
    budgets: Budgets = Budgets()
    items: tuple[Item, ...] = ()
    tool: str = ""  # "farhand 0.1.0"
    around: str = ""  # RFC 3339: the time of the failure that the logs were chosen by
    since: str = ""
    until: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"schema": PLAN_SCHEMA, **asdict(self)}

    @property
    def hash(self) -> str:
        """SHA-256 of what is done: sizes are left out, for they change from minute to minute."""
        said = self.as_json()
        said["items"] = [{k: v for k, v in item.items() if k != "size"} for item in said["items"]]
        text = json.dumps(said, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Row:
    """What became of one item."""

    name: str
    outcome: str
    says: str = ""  # why, where it is not "ok": "truncated at 5 MiB of 112 MiB, its end kept"
    bytes: int = 0  # redacted, as it is in the bundle
    sha256: str = ""
    took_ms: float = 0.0
    redacted: Mapping[str, int] = field(default_factory=dict)  # class of secret or person's data -> how many
