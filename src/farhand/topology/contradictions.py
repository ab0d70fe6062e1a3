"""Where two say different things of one matter: what was told against what was seen, or declared.  Pure.

A contradiction is worth more than either side: people describe the network that they believe in. Each rule
is a function; it yields only where both sides are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from farhand.target import is_loopback
from farhand.topology import places
from farhand.topology.model import AT, OBSERVED, SITE, TOLD, Contradiction, Fact, Known
from farhand.topology.questions import find
from farhand.topology.rows import tidy
from farhand.topology.ways import DATABASES, Surroundings, is_outside

#: What a platform is called by those who see it and by those who tell of it.
_SAME = {"docker": {"docker", "compose"}, "compose": {"docker", "compose"}, "bare": {"bare", "systemd"}}


def found(around: Surroundings) -> Iterator[Contradiction]:
    """Of all rules, in the order in which they stand here."""
    for rule in (_no_proxy, _always_proxy, _platform, _inspection, _firewall, _closed, _version, _database,
                 _balancer, _place):  # fmt: skip
        yield from rule(around)


def _against(about: str, said: Iterable[Known], seen: Iterable[tuple[str, Known]]) -> Iterator[Contradiction]:
    """One contradiction of all that was said with all that was seen; a sentence stands for each sight."""
    one = [Fact(row.what.removesuffix(" words"), _words(row), (row.origin,)) for row in said]
    other: dict[str, list[Known]] = {}
    for says, row in seen:
        other.setdefault(says, []).append(row)
    if one and other:
        seen_by = {says: tuple(dict.fromkeys(r.origin for r in rows)) for says, rows in other.items()}
        facts = [Fact(about, says, origins) for says, origins in seen_by.items()]
        yield Contradiction(about, (*one, *facts))


def _words(row: Known) -> str:
    """What was told, in the words of the question's choice."""
    ask = find(f"map.{row.what}") if row.origin.how == TOLD else None
    plain = {"no": f"there is no {row.what}", "yes": f"there is a {row.what}"}
    return plain.get(row.value) or (ask.choices.get(row.value) if ask else None) or row.value


def _no_proxy(around: Surroundings) -> Iterator[Contradiction]:
    known = around.known
    used = [r for r in known.rows if r.what == "proxy" and r.value != "none" and r.origin.how == OBSERVED]
    curled = [r for r in known.rows if r.what == "curl through" and r.value != "none"]
    seen = [(f"connections to {_name(r)} go through {r.value}", r) for r in used]
    seen += [(f"curl to {_name(r)} went through {r.value}", r) for r in curled]
    seen += [(f"the environment names the proxy {r.value}", r) for r in known.of(SITE, "proxy setting")]
    yield from _against("proxy", around.told("proxy", "no"), seen if used or curled else seen[:1])


def _always_proxy(around: Surroundings) -> Iterator[Contradiction]:
    """All connections to the internet were told to need a proxy, and one stands without it."""
    known = around.known
    direct = [r for r in known.rows if r.what == "direct" and is_outside(around, r.of)]
    rows = [r for r in direct if not places.is_private(r.value)]
    seen = [(f"a direct connection to {_name(r)} at {r.value} stands", r) for r in rows]
    yield from _against("proxy", around.told("proxy", "yes"), seen)


def _platform(around: Surroundings) -> Iterator[Contradiction]:
    known = around.known
    said = [r for r in known.of(SITE, "orchestration", "platform") if r.value != "serverless"]
    seen = [r for r in known.of(SITE, "platform seen") if r.value != "bare"]
    for one in said:
        differs = [r for r in (*seen, *said) if not _alike(one.value, r.value) and r.origin != one.origin]
        if differs:
            yield from _against("platform", [one], [(f"{r.value}", r) for r in differs])
            return


def _alike(one: str, other: str) -> bool:
    return one == other or other in _SAME.get(one, set())


def _inspection(around: Surroundings) -> Iterator[Contradiction]:
    rows = [r for r in around.known.rows if r.what == "inspection" and r.of != SITE]
    seen = [(f"the certificate of {_name(r)} is issued by {r.value}", r) for r in rows]
    yield from _against("inspection", around.told("inspection", "no"), seen)


def _firewall(around: Surroundings) -> Iterator[Contradiction]:
    rows = [r for r in around.known.rows if r.what == "answered by"]
    seen = [(f"{r.value} turns connections to {_name(r)} away", r) for r in rows]
    seen += [(f"network policy {r.value} limits what goes out", r) for r in around.known.of(SITE, "policy")]
    yield from _against("firewall", around.told("firewall", "no"), seen)


def _closed(around: Surroundings) -> Iterator[Contradiction]:
    """Nothing may leave the network, and a connection to a public address stands."""
    rows = [r for r in around.known.rows if r.what == "direct" and places.is_public(r.value)]
    seen = [(f"a direct connection to {_name(r)} at {r.value} stands", r) for r in rows]
    said = (*around.told("network", "closed"), *around.told("cloud", "air-gapped"))
    yield from _against("network", said, seen)


def _version(around: Surroundings) -> Iterator[Contradiction]:
    """A manifest's image says another version than the server itself; the shorter of two decides."""
    for name in around.names():
        rows = list(around.known.of(name, "version"))
        for row in rows[1:]:
            if not _agree(tidy(rows[0].value), tidy(row.value)):
                yield from _against(f"version of {_name(row)}", [rows[0]], [(row.value, row)])
                break


def _agree(one: str, other: str) -> bool:
    return all(a == b for a, b in zip(one.split("."), other.split(".")))


def _database(around: Surroundings) -> Iterator[Contradiction]:
    known = around.known
    rows = [
        r for n in around.names() if known.value(n, "kind") in DATABASES
        for r in known.of(n, "place", "address") if r.origin.how != TOLD
    ]  # fmt: skip
    own = around.told("database", "same machine", "same network", "on-prem")
    cloud = [(f"{_name(r)} is at {r.value}", r) for r in rows if _leaves(r.value)]
    yield from _against("database", own, cloud)
    far = [(f"{_name(r)} is at {r.value}", r) for r in rows if not _is_here(r.value)]
    yield from _against("database", around.told("database", "same machine"), far if not cloud else ())


def _leaves(where: str) -> bool:
    host = places.host_of(where)
    return places.is_managed(host) or places.is_public(host)


def _is_here(where: str) -> bool:
    host = places.host_of(where)
    return where.startswith("/") or is_loopback(host)


def _balancer(around: Surroundings) -> Iterator[Contradiction]:
    seen = [(r.value, r) for r in around.known.of(SITE, "balancer seen")]
    yield from _against("balancer", around.told("balancer", "no"), seen)


def _place(around: Surroundings) -> Iterator[Contradiction]:
    """A dependency is declared at one host, and the site's own settings or looks say another one."""
    for name in around.names():
        rows = list(around.known.of(name, "place"))
        hosts = _hosts(rows)
        if len(hosts) > 1:
            first, *others = hosts.values()
            seen = [(row.value, row) for row in others]
            yield from _against(f"place of {_name(first)}", [first], seen)


def _hosts(rows: Sequence[Known]) -> dict[str, Known]:
    """The first row for each host; an address is not compared with a name."""
    hosts = [r for r in rows if not r.value.startswith("/")]
    named = [r for r in hosts if not places.is_address(places.host_of(r.value))]
    found: dict[str, Known] = {}
    for row in named:
        found.setdefault(places.host_of(row.value).lower().rstrip("."), row)
    return found


def _name(row: Known) -> str:
    return row.of.removeprefix(AT)
