"""Which processes have carried out an order, and what came of it, as their census files tell.  I/O."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from farhand.control import census, orders
from farhand.control.census import Worker
from farhand.control.orders import LevelOrder

#: Seconds within which every process must have carried out an order, and between two looks.
PATIENCE, STEP = 1.0, 0.03


def wait(place: Path, generation: int, patience: float = PATIENCE) -> list[Worker]:
    """The living processes, once all have carried out that generation or the time is up."""
    until = time.monotonic() + patience
    while True:
        workers = census.workers(place)
        if (workers and all(w.generation >= generation for w in workers)) or time.monotonic() >= until:
            return workers
        time.sleep(STEP)


def rows(worker: Worker) -> dict[str, Mapping[str, Any]]:
    """What this process says of each order, by the order's id: those that hold, and those that ended."""
    said = worker.says.get("levels")
    found = [*_list(said, "orders"), *_list(said, "ended")]
    return {str(row.get("id")): row for row in found}


def _list(said: object, key: str) -> Iterator[Mapping[str, Any]]:
    listed = said.get(key) if isinstance(said, Mapping) else None
    for row in listed if isinstance(listed, list) else []:
        if isinstance(row, Mapping):
            yield row


def groups(workers: Sequence[Worker]) -> dict[str, tuple[str, ...]]:
    """The logger groups that the app declares, as its processes tell; empty where none does."""
    for worker in workers:
        said = worker.says.get("levels")
        told = said.get("groups") if isinstance(said, Mapping) else None
        if isinstance(told, Mapping):
            return {str(k): tuple(map(str, v)) for k, v in told.items() if isinstance(v, list)}
    return {}


def report(workers: Sequence[Worker], given: Sequence[LevelOrder], generation: int) -> dict[str, Any]:
    """All that is known of these orders, which were given together: a plain document for every face."""
    ids = {o.id for o in given}
    told = [_of_worker(w, ids, generation) for w in workers]
    first = given[0]
    return {
        "level": first.level,
        "logger": ", ".join(o.logger or "root" for o in given),
        **({"group": first.group} if first.group else {}),
        "until": wall(first.ends),
        "seconds": round(first.ends - first.given),
        "by": first.by,
        "sink": first.sink,
        "budget": first.budget,
        "reached": sum(row["acknowledged"] for row in told),
        "expected": len(told),
        "emitted": sum(row["emitted"] for row in told),
        "dropped": sum(row["dropped"] for row in told),
        "workers": told,
        "will_not_emit": _muted(workers, ids),
        "reverts": f"by itself at {wall(first.ends)}, in every process, to what each logger had before",
    }


def _of_worker(worker: Worker, ids: Collection[str], generation: int) -> dict[str, Any]:
    known = rows(worker)
    mine = [known[i] for i in ids if i in known]
    return {
        "pid": worker.pid,
        "role": worker.role,
        "acknowledged": worker.generation >= generation and len(mine) == len(ids),
        "was": ", ".join(sorted({str(row.get("was")) for row in mine})),
        "now": ", ".join(sorted({str(row.get("now")) for row in mine})),
        "emits": any(row.get("emits") for row in mine),
        "emitted": sum(int(row.get("emitted", 0)) for row in mine),
        "dropped": sum(int(row.get("dropped", 0)) for row in mine),
    }


def _muted(workers: Sequence[Worker], ids: Collection[str]) -> list[dict[str, Any]]:
    """Which loggers will not emit and why, each once, with the number of processes that say so."""
    counts: dict[tuple[str, str], int] = {}
    for worker in workers:
        said = {
            (str(m.get("logger")), str(m.get("why")))
            for i, row in rows(worker).items()
            if i in ids
            for m in _list(row, "muted")
        }
        for one in said:
            counts[one] = counts.get(one, 0) + 1
    return [{"logger": logger, "why": why, "workers": n} for (logger, why), n in sorted(counts.items())]


def wall(ends: float) -> str:
    """A moment that counts from boot, as RFC 3339."""
    moment = datetime.now(timezone.utc) + timedelta(seconds=ends - orders.now())
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def together(levels: Sequence[LevelOrder]) -> list[list[LevelOrder]]:
    """Orders by the wish they came from: those of one group that were given at the same moment."""
    found: dict[object, list[LevelOrder]] = {}
    for order in levels:
        found.setdefault((order.group, order.given) if order.group else order.logger, []).append(order)
    return list(found.values())


def ended(workers: Sequence[Worker], loggers: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Orders that ended lately, for these loggers or for all, with what they added over all processes."""
    found: dict[str, dict[str, Any]] = {}
    for worker in workers:
        for row in _list(worker.says.get("levels"), "ended"):
            if loggers is not None and row.get("logger") not in loggers:
                continue
            one = found.setdefault(
                str(row.get("id")), {**row, "logger": row.get("logger") or "root", "emitted": 0, "dropped": 0}
            )
            for key in ("emitted", "dropped"):
                one[key] += int(row.get(key, 0))
    return list(found.values())


def taken_back(workers: Sequence[Worker], generation: int, loggers: Sequence[str] | None) -> dict[str, Any]:
    """What became of orders that were ended before their time."""
    told = [{"pid": w.pid, "role": w.role, "acknowledged": w.generation >= generation} for w in workers]
    return {
        "level": None,
        "logger": "all" if loggers is None else ", ".join(name or "root" for name in loggers),
        "reached": sum(bool(row["acknowledged"]) for row in told),
        "expected": len(told),
        "workers": told,
        "ended": ended(workers, loggers),
    }
