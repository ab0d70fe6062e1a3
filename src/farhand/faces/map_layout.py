"""Where the boxes of a map stand: columns from callers to the services, few crossings.

The layout is that of `fast-sugiyama` (`farhand[workbench]`), which works offline and needs no other program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from farhand.errors import Mistake
from farhand.topology.model import Map

Point = tuple[float, float]

NEEDS = (
    "this format needs a package for layouts: pip install 'farhand[workbench]'; "
    "text, Mermaid and JSON need none"
)


@dataclass(frozen=True)
class Layout:
    """Column and row of each component, and of the points that a long link passes. The first are 0."""

    places: Mapping[str, Point]
    paths: Mapping[tuple[str, str], Sequence[Point]]


def of(drawn: Map) -> Layout:
    """Raises Mistake where the package for it is not installed."""
    ids = [component.id for component in drawn.components]
    number = {name: n for n, name in enumerate(ids)}
    edges = [(number[link.begin], number[link.end]) for link in drawn.links if link.begin != link.end]
    if not edges:
        return Layout({name: (0.0, float(n)) for n, name in enumerate(ids)}, {})
    points, hops = _laid_out(edges)
    places = {name: points[n] for name, n in number.items() if n in points}
    rest = [name for name in ids if name not in places]
    low = max(row for _, row in points.values())
    places |= {name: (0.0, low + 1.0 + n) for n, name in enumerate(rest)}
    paths = {(ids[a], ids[b]): _between(a, b, hops, points) for a, b in edges}
    return Layout(places, paths)


def _laid_out(edges: Sequence[tuple[int, int]]) -> tuple[dict[int, Point], dict[int, list[int]]]:
    """Places by number, also of the points on long edges, and what follows each."""
    try:
        from fast_sugiyama import from_edges
    except ImportError:
        raise Mistake(NEEDS) from None
    points: dict[int, Point] = {}
    hops: dict[int, list[int]] = {}
    below = 0.0
    for found, _, _, follows in from_edges(
        sorted(set(edges)), minimum_length=1, vertex_spacing=1, dummy_vertices=True, dummy_size=0.5
    ):
        deepest, last = max(y for _, (_, y) in found), max(x for _, (x, _) in found)
        # The package counts from the other end: what is declared first is to stand first.
        places = {int(n): (float(deepest - y), float(last - x) + below) for n, (x, y) in found}
        below = max(row for _, row in places.values()) + 1.0
        points |= places
        for a, b in follows or ():
            hops.setdefault(int(a), []).append(int(b))
    return points, hops


def _between(
    begin: int, end: int, hops: Mapping[int, Sequence[int]], points: Mapping[int, Point]
) -> list[Point]:
    """The points that an edge passes on its way; none where it leads straight to its end."""
    if end in hops.get(begin, ()):
        return []
    real = len(points)
    for first in hops.get(begin, ()):
        path: list[Point] = []
        at = first
        while at != end and len(path) < real and len(hops.get(at, ())) == 1:
            path.append(points[at])
            at = hops[at][0]
        if at == end and path:
            return path
    return []
