"""A day of an app's log, of any size: plain or JSON, a little out of order, with an incident at 14:02.

python -m tests.logs.day_log FILE MEGABYTES [json]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

_BODIES = (
    ("INFO", "app.api", "GET /api/v1/orders/{n} 200 in {ms} ms user={n} trace={h}"),
    ("INFO", "app.api", "POST /api/v1/invoices 201 in {ms} ms tenant=t-{k} trace={h}"),
    ("DEBUG", "app.cache", "cache hit key=items:{n} ttl={n}s"),
    ("DEBUG", "app.db", "query orders took {ms} ms rows={n}"),
    ("INFO", "worker.mail", "job {h} done in {ms} ms, retries=0"),
    ("WARNING", "app.api", "slow request /api/v1/report/{n}: {ms} ms"),
)
_ERROR = ("ERROR", "app.db", "could not save order {n}")
_TRACE = (
    'Traceback (most recent call last):\n  File "/srv/app/db.py", line 212, in execute\n'
    "    cursor.execute(query)\npsycopg.OperationalError: connection to server failed: Connection refused\n"
)
Body = tuple[str, str, str]


def write(path: Path, size: int, form: str = "plain", seed: int = 7, days: int = 1) -> None:
    """About `size` bytes a day, the same each time."""
    chance = random.Random(seed)
    bodies = [_body(chance, one) for one in _BODIES for _ in range(700)]
    errors = [_body(chance, _ERROR) for _ in range(50)]
    rate = size / (86400 * (210 if form == "json" else 135))
    with path.open("w", encoding="ascii", buffering=1 << 20) as file:
        for minute in range(1440 * days):
            file.writelines(_minute(chance, minute, rate, bodies, errors, form == "json"))


def _body(chance: random.Random, one: Body) -> Body:
    level, name, text = one
    values = {
        "n": chance.randrange(1_000_000),
        "k": chance.randrange(400),
        "ms": chance.randrange(2000),
        "h": f"{chance.getrandbits(128):032x}",
    }
    return level, name, text.format(**values)


def _minute(
    chance: random.Random, minute: int, rate: float, bodies: list[Body], errors: list[Body], as_json: bool
) -> Iterator[str]:
    """The lines of a minute, each with its time."""
    day, minute = 1 + minute // 1440, minute % 1440
    many = 842 <= minute < 847
    count = int(60 * rate * (2 if many else 1)) or 1
    stamp = f"2026-11-{day:02}{'T' if as_json else ' '}{minute // 60:02}:{minute % 60:02}:"
    for number in range(count):
        milli = max(0, number * 60000 // count - (chance.randrange(40) if chance.random() < 0.02 else 0))
        failed = chance.random() < (0.1 if many else 0.004)
        level, name, text = chance.choice(errors if failed else bodies)
        time = f"{stamp}{milli // 1000:02}{'.' if as_json else ','}{milli % 1000:03}"
        if as_json:
            tenant = f"t-{number % 400}"
            yield (
                f'{{"timestamp":"{time}Z","level":"{level}","logger":"{name}","tenant":"{tenant}",'
                f'"message":"{text}","thread":"worker-{number % 8}"}}\n'
            )
        else:
            yield f"{time} {level:<8} [{name}] {text}\n{_TRACE if failed else ''}"


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(float(sys.argv[2]) * 1_000_000), "".join(sys.argv[3:4]) or "plain")
