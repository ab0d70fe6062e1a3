"""From all that is known to components, links and ways.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from farhand.model import PASS, App, Diagnosis, Evidence, Finding
from farhand.topology import contradictions, faults, gaps, places, states, ways
from farhand.topology.model import (
    FAILS,
    SITE,
    SITES,
    UNKNOWN,
    WORKS,
    Component,
    Fact,
    Fault,
    Knowledge,
    Known,
    Link,
    Map,
    Origin,
    Pair,
    Way,
)
from farhand.topology.ways import Hop, Surroundings

#: What is drawn of the app and of a dependency, in this order.
_OF_APP = (
    *("version", "platform", "orchestration", "platform seen", "target", "workload", "image", "container"),
    *("install", "cloud", "cloud words", "network", "network words", "seen from", "name server"),
    *("between", "between words", "residency", "residency words", "compliance", "compliance words"),
)
_OF_SERVICE = (
    *("place", "path", "share", "bucket", "version", "image", "role", "address", "name from", "leads to"),
    *("issuer", "TLS", "server", "via", "round trip", "hops", "hops seen", "way", "last hop seen", "answers"),
    *("calls", "sockets", "curl through", "network", "published port", "run by", "matters", "why"),
)
_OF_DATABASE = ("database", "database words")
#: Words that people added to what they told, by the kind of component they are about.
_WORDS = {
    "proxy": ("proxy words",),
    "firewall": ("firewall words",),
    "balancer": ("balancer words",),
    "inspection": ("inspection words",),
}


@dataclass
class _Drawn:
    """The map in the making."""

    hops: dict[str, Hop] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    states: dict[Pair, list[str]] = field(default_factory=dict)
    carries: dict[Pair, list[str]] = field(default_factory=dict)
    origins: dict[Pair, list[Origin]] = field(default_factory=dict)
    faults: dict[str | Pair, list[Fault]] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def add(self, of: str, hops: Sequence[Hop], found: Mapping[Pair, str], origins: Iterable[Origin]) -> None:
        self.hops |= {hop.id: hop for hop in hops if hop.id not in self.hops}
        self.ways.append(Way(of, tuple(hop.id for hop in hops)))
        said = {hop.id: [row.origin for row in hop.said] for hop in hops}
        for link, state in found.items():
            self.states.setdefault(link, []).append(state)
            self.carries.setdefault(link, []).append(of)
            # Of a link that nobody has looked at it is known only that its ends are there.
            there = said[link.end] or said[link.begin]
            self.origins.setdefault(link, []).extend(origins if state != UNKNOWN else there)


def draw(
    app: App | None,
    rows: Iterable[Known],
    evidence: Sequence[Evidence] = (),
    diagnosis: Diagnosis | None = None,
) -> Map:
    """The map of all this. `rows` and `evidence` are masked already; `app` is the reader's own."""
    known = Knowledge(rows)
    around = Surroundings(app, known, states.looked(evidence, known))
    causes = list(_causes(around, diagnosis))
    met = {finding.subject for finding in causes}
    drawn = _Drawn({SITE: ways.APP})
    inwards = ways.inwards(around)
    if inwards:
        drawn.add("", inwards, dict.fromkeys(map(Pair._make, zip(*_ends(inwards))), UNKNOWN), ())
    guards = {row.value for row in known.of(SITE, "policy")}
    for name in around.names():
        if around.is_used(name):
            _outwards(drawn, around, name, [f for f in causes if f.subject in (name, *guards)])
        else:
            hop = ways.service(around, name)
            drawn.hops[hop.id] = hop
    _elsewhere(drawn, [f for f in causes if f.subject not in (*around.names(), *guards)])
    components = tuple(_component(drawn, around, hop) for hop in drawn.hops.values())
    rest = diagnosis.unread if diagnosis else ()
    return Map(
        app.name if app else "the app",
        app.version if app else "",
        components,
        tuple(_link(drawn, pair) for pair in drawn.states),
        tuple(drawn.ways),
        tuple(contradictions.found(around)),
        tuple(dict.fromkeys([*drawn.open, *gaps.of(around, drawn.hops.values(), met)])),
        tuple(f"{row.get('source')}: {row.get('why')}" for row in rest),
    )


def _causes(around: Surroundings, diagnosis: Diagnosis | None) -> Iterator[Finding]:
    """Those that are drawn, each under the name of the dependency whose place it names."""
    there, names = places.whose(around.app, around.known.rows), around.names()
    for finding in diagnosis.causes if diagnosis else ():
        if not faults.is_drawn(finding):
            continue
        if finding.subject in (*names, *SITES):
            yield finding
            continue
        where = finding.subject.lower()
        quoted = places.quoted(there, " ".join(quote.text for quote in finding.evidence))
        name = there.get(where) or there.get(places.host_of(where)) or quoted or finding.subject
        yield replace(finding, subject=name)


def _ends(hops: Sequence[Hop]) -> tuple[list[str], list[str]]:
    return [hop.id for hop in hops[:-1]], [hop.id for hop in hops[1:]]


def _outwards(drawn: _Drawn, around: Surroundings, name: str, found: Sequence[Finding]) -> None:
    """The way to one dependency, with what is wrong on it."""
    hops = ways.outwards(around, name)
    seen = around.looked.get(name, states.Looked())
    links = [Pair(*ends) for ends in zip(*_ends(hops))]
    made = dict(zip(links, states.hops(seen, [hop.kind for hop in hops])))
    current = [f for f in found if not f.stage or seen.outcome(f.stage) != PASS]
    for finding in current:
        place = faults.place(finding, hops, made)
        if isinstance(place, Pair) and place != faults.NAMES:
            made = faults.moved(made, hops, place)
        drawn.faults.setdefault(place, []).append(faults.fault_of(finding))
    drawn.add(name, hops, made, seen.origins)
    if any(finding.cause.startswith("dns.") for finding in current):
        drawn.add(name, [ways.APP, ways.names(around)], {faults.NAMES: FAILS}, seen.origins)


def _elsewhere(drawn: _Drawn, found: Iterable[Finding]) -> None:
    """Causes of the site itself, and those of which it is not known whom they are about."""
    for finding in found:
        proxy = next((hop.id for hop in drawn.hops.values() if hop.kind == "proxy"), "")
        family = finding.cause.partition(".")[0]
        if family == "proxy" and proxy and faults.side(finding) != "client":
            drawn.faults.setdefault(proxy, []).append(faults.fault_of(finding))
        elif faults.side(finding) == "client" or finding.subject in SITES:
            drawn.faults.setdefault(SITE, []).append(faults.fault_of(finding))
        else:
            about = f" ({finding.subject})" if finding.subject else ""
            drawn.open.append(f"on which way {finding.cause}{about} sits")


def _link(drawn: _Drawn, pair: Pair) -> Link:
    found = drawn.states[pair]
    state = FAILS if FAILS in found else WORKS if WORKS in found else UNKNOWN
    return Link(
        pair.begin,
        pair.end,
        state,
        tuple(dict.fromkeys(filter(None, drawn.carries[pair]))),
        tuple(dict.fromkeys(drawn.origins[pair])),
        tuple(drawn.faults.get(pair, ())),
    )


def _component(drawn: _Drawn, around: Surroundings, hop: Hop) -> Component:
    known, kind = around.known, hop.kind
    name = hop.id.removeprefix("service:") if hop.id.startswith("service:") else SITE
    if hop.id == SITE:
        facts, origins = known.facts(SITE, _OF_APP), known.origins(SITE, "platform", "target", "version")
    elif name != SITE:
        facts, origins = known.facts(name, _OF_SERVICE), known.origins(name)
        facts += known.facts(SITE, _OF_DATABASE) if kind in ways.DATABASES else ()
    else:
        facts = known.facts(SITE, _WORDS.get(kind, ()))
        facts += _software(around, hop) if kind == "proxy" else ()
        origins = tuple(dict.fromkeys(row.origin for row in hop.said))
    wrong = tuple(drawn.faults.get(hop.id, ()))
    # What only follows from another fault may not have been reached: then the stages of checks decide.
    state = FAILS if any(f.role == "root" for f in wrong) else _state(drawn, around, hop, name)
    return Component(hop.id, kind, _named(around, hop), facts, origins, state, wrong)


def _named(around: Surroundings, hop: Hop) -> str:
    return (around.app.name if around.app else "the app") if hop.id == SITE else hop.name


def _software(around: Surroundings, hop: Hop) -> tuple[Fact, ...]:
    """What a proxy calls itself, and its address, as those saw it who go through it."""
    users = [row.of for row in hop.said if row.what == "proxy"]
    return tuple(
        fact for name in users[:1] for fact in around.known.facts(name, ("proxy software", "proxy address"))
    )


def _state(drawn: _Drawn, around: Surroundings, hop: Hop, name: str) -> str:
    """Of a service what its stages say; of what stands between, that something got through it."""
    if name != SITE:
        seen = around.looked.get(name)
        return states.service(seen, hop.kind) if seen else UNKNOWN
    passed = [pair for pair, found in drawn.states.items() if WORKS in found and hop.id in pair]
    return WORKS if passed and hop.id != SITE else UNKNOWN


def every_fault(drawn: Map) -> Iterator[tuple[Component | Link, Fault]]:
    """All faults with the part they sit at: roots first, then by how sure they are."""
    parts: list[Component | Link] = [*drawn.components, *drawn.links]
    found = [(part, fault) for part in parts for fault in part.faults]
    yield from sorted(found, key=lambda pair: (pair[1].role != "root", -pair[1].confidence))
