"""A made-up log of any size, the same each time: an app's day, with an incident in it."""

from __future__ import annotations

import random
from pathlib import Path

_MODULES = (
    "app.api",
    "app.db",
    "app.cache",
    "app.queue",
    "worker.mail",
    "urllib3.connectionpool",
    "app.auth",
)
_LINES = (
    ("INFO", "{m} GET /api/v1/orders/{n} 200 in {ms} ms user={n} bytes={n}"),
    ("INFO", "{m} POST /api/v1/invoices 201 in {ms} ms tenant=t-{k} trace={h}"),
    ("DEBUG", "{m} cache hit key=items:{n} ttl={n}s"),
    ("DEBUG", "{m} checkout connection {k} of 10 from pool, waited {ms} ms"),
    ("INFO", "{m} job {h} done in {ms} ms, retries=0"),
    ("DEBUG", "{m} query orders took {ms} ms rows={n}"),
    ("INFO", "{m} session {h} opened for user {n} from 10.2.{k}.{k}"),
    ("WARNING", "{m} slow request /api/v1/report/{n}: {ms} ms"),
)
_INCIDENT = (
    "{m} could not save order {n}\\nTraceback (most recent call last):",
    '  File "/srv/app/db.py", line 212, in execute',
    'psycopg.OperationalError: connection to server at "10.0.3.7", port 5432 failed: Connection refused',
)


def write(path: Path, size: int, seed: int = 7) -> None:
    """At least `size` bytes of log, in lines of about 120 bytes."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        at = number = 0
        while at < size:
            number += 1
            at += file.write(_record(chance, number))


def _record(chance: random.Random, number: int) -> str:
    second = number // 40
    stamp = (
        f"2026-11-{1 + second // 86400:02}T{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}"
    )
    values = {
        "m": f"[{chance.choice(_MODULES)}]",
        "n": chance.randrange(1_000_000),
        "k": chance.randrange(250),
        "ms": chance.randrange(2000),
        "h": f"{chance.getrandbits(128):032x}",
    }
    if number % 4000 == 0:
        head, *rest = (line.format(**values).replace("\\n", "\n") for line in _INCIDENT)
        return f"{stamp},{chance.randrange(1000):03} ERROR {head}\n" + "\n".join(rest) + "\n"
    level, line = chance.choice(_LINES)
    return f"{stamp},{chance.randrange(1000):03} {level} {line.format(**values)}\n"
