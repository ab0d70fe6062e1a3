"""The nouns of a map: what is known, who says so, and what is drawn of it.  Pure data.

Everything that goes into a map is a `Known`: one value, of one thing, with its origin. Components, links and
ways are made of these and keep the origins, so that every part of a drawing can say how it is known and
from when that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from farhand.words import marked

DECLARED, OBSERVED, TOLD = "declared", "observed", "told"
#: States of links and components. Nothing works that nobody has seen to work.
WORKS, FAILS, UNKNOWN = "works", "fails", "unknown"
#: What is known of the whole site is known of this; it is also the id of the app's own component.
SITE = "app"
#: Subjects of checks that are of the site itself.
SITES = ("clock", "env", "host", "proxy")
#: In front of a place (HOST or HOST:PORT) of which it is not yet known whose it is.
AT = "@"


@dataclass(frozen=True)
class Origin:
    """Who says something."""

    how: str  # declared, observed, told
    where: str = ""  # a file, or the id of a question
    at: str = ""  # RFC 3339, UTC; empty where nobody says when


@dataclass(frozen=True)
class Known:
    """One value: `what` of `of`, which is a dependency's name, SITE, or AT and a place."""

    of: str
    what: str
    value: str
    origin: Origin


@dataclass(frozen=True)
class Fact:
    """One value as it is drawn, with all that say it."""

    what: str
    value: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True)
class Fault:
    """A cause of the diagnosis, and what it says."""

    cause: str
    says: str
    owner: str
    subject: str
    confidence: float
    role: str = "root"  # root or symptom


@dataclass(frozen=True)
class Component:
    """A box. `kind` is the kind of a dependency, or one of KINDS."""

    id: str
    kind: str
    name: str
    facts: tuple[Fact, ...] = ()
    origins: tuple[Origin, ...] = ()
    state: str = UNKNOWN
    faults: tuple[Fault, ...] = ()

    def value(self, what: str) -> str:
        return next((fact.value for fact in self.facts if fact.what == what), "")


@dataclass(frozen=True)
class Link:
    """An arrow from one component to the next, and for which dependencies it is gone along."""

    begin: str
    end: str
    state: str = UNKNOWN
    carries: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Way:
    """The components from the app to a dependency, or from callers to the app, in order."""

    of: str
    through: tuple[str, ...]

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        return tuple(zip(self.through, self.through[1:]))


@dataclass(frozen=True)
class Contradiction:
    """Two that say different things of one matter."""

    about: str
    sides: tuple[Fact, ...]


@dataclass(frozen=True)
class Map:
    """All that is drawn."""

    app: str
    version: str
    components: tuple[Component, ...]
    links: tuple[Link, ...]
    ways: tuple[Way, ...]
    contradictions: tuple[Contradiction, ...] = ()
    open: tuple[str, ...] = ()  # what is not known, as sentences
    unread: tuple[str, ...] = ()  # evidence that nothing could be made of

    def component(self, name: str) -> Component:
        return next(c for c in self.components if c.id == name)

    def link(self, begin: str, end: str) -> Link:
        return next(link for link in self.links if (link.begin, link.end) == (begin, end))


#: Kinds of components that are no dependency.
KINDS = {
    "app": marked("the app"),
    "callers": marked("callers"),
    "balancer": marked("load balancer"),
    "firewall": marked("firewall"),
    "policy": marked("network policy"),
    "proxy": marked("proxy"),
    "inspection": marked("TLS inspection"),
    "box": marked("network device"),
    "pooler": marked("connection pooler"),
    "names": marked("name server"),
    "internet": marked("internet"),
    "gap": marked("not known"),
}


class Pair(NamedTuple):
    """The two ends of a link."""

    begin: str
    end: str


class Knowledge:
    """All that is known, in the order in which it was said."""

    def __init__(self, rows: Iterable[Known]) -> None:
        self.rows = tuple(dict.fromkeys(rows))
        self._of: dict[str, list[Known]] = {}
        for row in self.rows:
            self._of.setdefault(row.of, []).append(row)

    def of(self, name: str, *whats: str) -> Iterator[Known]:
        """What is known of one thing; all of it, or these."""
        return (row for row in self._of.get(name, ()) if not whats or row.what in whats)

    def first(self, name: str, *whats: str) -> Known | None:
        """What was seen goes before what was declared, and that before what was told; the newest of these."""
        return max(self.of(name, *whats), key=_weight, default=None)

    def value(self, name: str, *whats: str) -> str:
        found = self.first(name, *whats)
        return found.value if found else ""

    def facts(self, name: str, whats: Iterable[str]) -> tuple[Fact, ...]:
        """A fact for each different value, the weightiest first within each `what`."""
        return tuple(fact for what in whats for fact in self._facts(name, what))

    def _facts(self, name: str, what: str) -> Iterator[Fact]:
        rows = sorted(self.of(name, what), key=_weight, reverse=True)
        for value in dict.fromkeys(row.value for row in rows):
            yield Fact(what, value, tuple(dict.fromkeys(r.origin for r in rows if r.value == value)))

    def origins(self, name: str, *whats: str) -> tuple[Origin, ...]:
        return tuple(dict.fromkeys(row.origin for row in self.of(name, *whats)))


def _weight(row: Known) -> tuple[int, str]:
    return ({OBSERVED: 2, DECLARED: 1}.get(row.origin.how, 0), row.origin.at)
