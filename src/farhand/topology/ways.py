"""Which components stand between the app and each dependency, and in front of the app.  Pure.

Only what is declared, was seen or was told stands on a way. Where a dependency is outside and nothing is
known of the way out, that is drawn as a gap, so that nobody takes silence for an open road.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from farhand.model import App
from farhand.target import is_loopback
from farhand.target.schemes import INBOUND, ON_DISK
from farhand.topology import places
from farhand.topology.model import AT, SITE, Knowledge, Known
from farhand.topology.states import Looked

#: Kinds that go through a proxy of the web, where there is one.
WEB = ("http", "s3", "oidc")
#: Components that are drawn, unless more are declared: a manifest may name thousands.
MOST = 100
#: Databases, of which the form asks where they live.
DATABASES = ("postgres", "mysql", "mongodb")


@dataclass(frozen=True)
class Hop:
    """A component on a way. `said`: what of the knowledge makes it be there."""

    id: str
    kind: str
    name: str
    said: tuple[Known, ...] = ()


APP = Hop(SITE, "app", "")


class Surroundings:
    """What is known of the site, asked for by those who draw ways."""

    def __init__(self, app: App | None, known: Knowledge, looked: dict[str, Looked]) -> None:
        self.app, self.known, self.looked = app, known, looked

    def told(self, name: str, *choices: str) -> tuple[Known, ...]:
        """What was told under this name, if it is one of these choices."""
        return tuple(row for row in self.known.of(SITE, name) if row.value in choices)

    @cached_property
    def _names(self) -> tuple[list[str], int]:
        """Those that are drawn, and how many are not."""
        declared = [need.name for need in self.app.dependencies] if self.app else []
        there = [r.of for r in self.known.rows if r.what in ("kind", "place", "service", "image")]
        found = [name for name in dict.fromkeys([*declared, *there]) if name != SITE]
        most = max(MOST, len(declared))
        return found[:most], len(found) - len(found[:most])

    def names(self) -> list[str]:
        """Dependencies in the order of the declaration, then others that were seen; at most MOST of these."""
        return self._names[0]

    @property
    def left_out(self) -> int:
        """Components that were seen and are too many to be drawn."""
        return self._names[1]

    def is_used(self, name: str) -> bool:
        """The app needs it, or calls it. What only stands beside the app in a manifest may be another's."""
        return not name.startswith(AT) or any(True for _ in self.known.of(name, "calls", "needed"))


def service(around: Surroundings, name: str) -> Hop:
    """The dependency itself."""
    known = around.known
    said = tuple(known.of(name, "kind", "place", "service"))
    return Hop(f"service:{name}", known.value(name, "kind") or "service", name.removeprefix(AT), said)


def outwards(around: Surroundings, name: str) -> list[Hop]:
    """From the app to a dependency, both included."""
    known, end = around.known, service(around, name)
    kind = known.value(name, "kind")
    if kind in ON_DISK or (known.value(name, "place").startswith("/") and kind != "nfs"):
        return [APP, end]
    host = places.host_of(known.value(name, "place"))
    proxied = known.value(name, "proxy") not in ("", "none")
    if is_loopback(host) and not proxied:
        return [APP, end]
    far = is_outside(around, name)
    between = [*_policy(around), *_proxy(around, name, far), *_walls(around, far), *_seen_boxes(around, name)]
    between += [*_internet(around, name, far, between), *_near(around, name, far)]
    return [APP, *_once(between), end]


def _once(hops: list[Hop]) -> Iterator[Hop]:
    yield from {hop.id: hop for hop in hops}.values()


def is_outside(around: Surroundings, name: str) -> bool:
    """Whether a dependency is reached through the internet, as far as can be told."""
    known = around.known
    kind, run_by = known.value(name, "kind"), known.value(name, "run by")
    if kind in DATABASES and around.told("database", "elsewhere"):
        return True
    addresses = [row.value for row in known.of(name, "address")]
    if run_by not in ("vendor", "third-party"):
        return False
    via = known.value(name, "proxy")
    return not addresses or via not in ("", "none") or not all(map(places.is_private, addresses))


def _policy(around: Surroundings) -> Iterator[Hop]:
    rows = tuple(around.known.of(SITE, "policy"))
    if rows:
        yield Hop("policy", "policy", rows[0].value if len(rows) == 1 else f"{len(rows)} policies", rows)


def _proxy(around: Surroundings, name: str, far: bool) -> Iterator[Hop]:
    """The proxy that was seen to be used, that is declared, or that was told of."""
    known = around.known
    used = known.first(name, "proxy")
    if used:
        rows = tuple(row for row in known.of(name, "proxy") if row.value == used.value)
        yield from () if used.value == "none" else (Hop(f"proxy:{used.value}", "proxy", used.value, rows),)
        return
    if not far or known.value(name, "kind") not in WEB or _is_direct(around, name):
        return
    settings = tuple(known.of(SITE, "proxy setting"))
    settings = settings or tuple(row for row in known.of(name, "curl through") if row.value != "none")
    if settings:
        yield Hop(f"proxy:{settings[0].value}", "proxy", settings[0].value, settings)
    elif told := around.told("proxy", "yes"):
        where = known.value(SITE, "proxy place")
        yield Hop(f"proxy:{where}", "proxy", where, (*told, *known.of(SITE, "proxy place")))


def _is_direct(around: Surroundings, name: str) -> bool:
    """A connection past any proxy was seen to stand."""
    return any(True for _ in around.known.of(name, "direct"))


def _walls(around: Surroundings, far: bool) -> Iterator[Hop]:
    edge, inside = around.told("firewall", "edge", "both"), around.told("firewall", "inside", "both")
    if far and edge:
        yield Hop("firewall", "firewall", "at the edge", edge)
    if not far and inside:
        yield Hop("firewall-inside", "firewall", "inside the network", inside)


def _seen_boxes(around: Surroundings, name: str) -> Iterator[Hop]:
    """Devices that answered in the place of the service, or that put their own certificate in between."""
    for row in around.known.of(name, "answered by"):
        yield Hop(f"box:{row.value}", "box", row.value, (row,))
    for row in around.known.of(name, "inspection"):
        yield Hop(f"inspection:{row.value}", "inspection", row.value, (row,))


def _internet(around: Surroundings, name: str, far: bool, between: list[Hop]) -> Iterator[Hop]:
    if not far:
        return
    why = tuple(around.known.of(name, "run by", "database"))
    if not between and not _is_open(around, name):
        yield Hop("gap", "gap", "way out", why)
    yield Hop("internet", "internet", "internet", why)


def _is_open(around: Surroundings, name: str) -> bool:
    """It is known how connections get out: directly, or because somebody said that nothing is in the way."""
    seen = around.looked.get(name)
    said = around.told("proxy", "no") and around.told("firewall", "no", "inside")
    return bool(said) or _is_direct(around, name) or bool(seen and seen.reached)


def _near(around: Surroundings, name: str, far: bool) -> Iterator[Hop]:
    """What stands right in front of a service inside."""
    if around.known.value(name, "pooler"):
        yield Hop(f"pooler:{name}", "pooler", "", tuple(around.known.of(name, "pooler")))
    told = around.told("balancer", "between", "both")
    if not far and told and around.known.value(name, "kind") not in DATABASES:
        yield Hop("balancer-between", "balancer", "to services", told)


def names(around: Surroundings) -> Hop:
    """The name servers of the site, as one."""
    rows = tuple(around.known.of(SITE, "name server"))
    return Hop("names", "names", ", ".join(dict.fromkeys(row.value for row in rows)), rows)


def inwards(around: Surroundings) -> list[Hop]:
    """From the callers to the app; empty where nothing is known of it."""
    known = around.known
    told, seen = around.told("balancer", "front", "both"), tuple(known.of(SITE, "balancer seen"))
    senders = [n for n in around.names() if known.value(n, "kind") in INBOUND]
    wall = around.told("firewall", "edge", "both")
    if not (told or seen or senders):
        return []
    called = tuple(row for name in senders for row in known.of(name, "kind"))
    hops = [Hop("callers", "callers", "callers", (*told, *seen, *called))]
    # A box of its own: a map in which calls in and out cross in one box is a knot.
    hops += [Hop("firewall-in", "firewall", "at the edge", wall)] if wall else []
    if told or seen:
        name = seen[0].value if seen else known.value(SITE, "balancer place")
        hops.append(Hop("balancer", "balancer", name, (*told, *seen)))
    return [*hops, APP]
