"""How full the pools of every worker are, and the numbers that would fit the servers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from farhand.embed import pools
from farhand.embed.fits import allowed, fit, full
from farhand.embed.health.looking import Flights
from farhand.embed.health.state import Pool
from farhand.embed.process import Process
from farhand.embed.sections import Row
from farhand.embed.workers import expected


def told(process: Process) -> dict[str, Any]:
    rows, limits = [], {}
    for one in pools.places(process):
        server = one.dependency.name if one.dependency else one.place.says()
        rows.append({**asdict(one.pool), "server": process.redactor.text(server), "says": full(one.pool)})
        if one.dependency is not None:
            limits[server] = limit(process, one.dependency.name, one.dependency.kind)
    return {"rows": rows, "limits": limits, "expected": expected(process)[0]}


def limit(process: Process, name: str, kind: str) -> list[Any]:
    """What the server allows and by which limit, as the last look has seen; [0, ""] where it has not."""
    _, sight = process.of(Flights).last.get(name, (0.0, None))
    facts = next((r.facts for r in sight.results if r.stage == "capacity"), {}) if sight else {}
    return list(allowed(kind, facts))


def merged(rows: Sequence[Row]) -> dict[str, Any]:
    shown = [{"worker": pid, **row} for pid, part in rows for row in part["rows"]]
    limits: dict[str, Any] = {}
    for _, part in rows:
        limits.update(
            {name: found for name, found in part["limits"].items() if found[0] or name not in limits}
        )
    count = max([len(rows), *(part["expected"] or 0 for _, part in rows)])
    fits = [
        asdict(fit(name, each, count, *limits[name]))
        for name, each in _largest(rows).items()
        if name in limits
    ]
    return {"rows": shown, "fits": fits}


def _largest(rows: Sequence[Row]) -> dict[str, list[Pool]]:
    """By server, the pools of the worker that may open most: the others may still make theirs."""
    found: dict[str, list[Pool]] = {}
    for _, part in rows:
        here: dict[str, list[Pool]] = defaultdict(list)
        for row in part["rows"]:
            here[row["server"]].append(Pool(**{k: row[k] for k in Pool.__dataclass_fields__}))
        for server, each in here.items():
            if _most(each) > _most(found.get(server, [])):
                found[server] = each
    return found


def _most(each: Sequence[Pool]) -> float:
    return sum((pool.most or pool.size or 10**6) for pool in each) if each else -1
