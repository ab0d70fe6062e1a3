"""The words of a map that all its faces share: names, states, and how something is known.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from farhand.faces.escape import terminal
from farhand.topology.drawing import every_fault
from farhand.topology.model import AT, FAILS, KINDS, UNKNOWN, WORKS, Component, Fact, Fault, Link, Map, Origin
from farhand.topology.rows import tidy

#: Products and protocols as their makers write them; a kind that is not here is shown as it is.
PRODUCTS = {
    "postgres": "PostgreSQL", "mysql": "MySQL", "redis": "Redis", "amqp": "AMQP", "nats": "NATS",
    "mqtt": "MQTT", "kafka": "Kafka", "mongodb": "MongoDB", "http": "web service", "tcp": "TCP service",
    "tls": "TLS service", "dns": "DNS", "smtp": "mail server", "s3": "object store", "ldap": "LDAP",
    "sqlite": "SQLite file", "directory": "folder", "nfs": "network folder", "grpc": "gRPC service",
    "oidc": "login service", "webhook": "caller", "license": "licence",
}  # fmt: skip
STATES = {WORKS: "works", FAILS: "fails", UNKNOWN: "not known"}
_LABELS = {
    "network": "private network", "between": "VPN or tunnel to others", "cloud": "stands in",
    "database": "database lives", "residency": "data must stay in one place", "orchestration": "runs in",
    "install": "installed with", "compliance": "rules for data", "platform seen": "seen to run in",
}  # fmt: skip
_LONGEST = 90


def plain(text: str, longest: int = _LONGEST) -> str:
    """One harmless line, cut where it is too long."""
    line = " ".join(terminal(text).split())
    return line if len(line) <= longest else line[: max(0, longest - 3)] + "..."


def title(component: Component) -> str:
    """The first line of a box."""
    name = component.name.removeprefix(AT)
    if component.id.startswith("service:"):
        return plain(name)
    if component.kind == "app":
        return plain(name)
    kind = KINDS.get(component.kind, component.kind)
    return plain(f"{kind} {name}" if name and name != kind else kind)


def head(component: Component) -> str:
    """The first line of a box in a drawing, where the name of what stands between has a line of its own."""
    between = component.kind in KINDS and component.kind != "app"
    return KINDS[component.kind] if between else title(component)


def below(component: Component) -> list[str]:
    """The lines of a box below its first."""
    name = component.name if component.kind in KINDS and component.kind != "app" else ""
    name = "" if name == KINDS.get(component.kind) else plain(name)
    return [line for line in (what(component), where(component), name) if line]


def what(component: Component) -> str:
    """The kind of a service with its version, or the app's version; empty for all else."""
    version = tidy(component.value("version"))
    if component.kind == "app":
        return plain(version)
    if not component.id.startswith("service:"):
        return ""
    kind = PRODUCTS.get(component.kind, component.kind)
    return plain(f"{kind} {version}".strip())


def where(component: Component) -> str:
    """Where it is: a place, a path, or for the app what it runs in."""
    if component.kind == "app":
        names = ("platform seen", "platform", "orchestration")
        seen = next((value for name in names if (value := component.value(name))), "")
        target = component.value("workload") or component.value("target")
        return plain(" ".join(filter(None, (seen, target))))
    return plain(component.value("place") or component.value("path"))


def line(component: Component) -> str:
    """A box as one line: `database: PostgreSQL 14.2, db:5432`."""
    rest = ", ".join(filter(None, (what(component), where(component))))
    between = " " if component.kind == "app" else ": "
    return f"{title(component)}{between}{rest}" if rest else title(component)


def label(fact: Fact) -> str:
    """What a fact is of; answers in words stand beside the choice that was made."""
    about = fact.what.removesuffix(" words")
    name = _LABELS.get(about, about)
    return f"{name}, in their words" if about != fact.what else name


def ends(drawn: Map, part: Component | Link) -> str:
    """A component, or both ends of a link, in words."""
    if isinstance(part, Component):
        return title(part)
    return f"{title(drawn.component(part.begin))} -> {title(drawn.component(part.end))}"


def when(at: str) -> str:
    """A time to the minute; empty for what is none."""
    return f"{at[:10]} {at[11:16]}" if len(at) >= 16 and at[4] == at[7] == "-" else ""


def known(origins: Iterable[Origin]) -> str:
    """Who says it, and from when that is."""
    return plain("; ".join(dict.fromkeys(map(_origin, origins))), 160)


def _origin(origin: Origin) -> str:
    said = f"{origin.how} in {origin.where}" if origin.where else origin.how
    if origin.how == "told":
        said = f"told: {origin.where}" if origin.where else "told"
    time = when(origin.at)
    return f"{said}, {time} UTC" if time else said


def newest(drawn: Map) -> str:
    """A line that tells the time of the newest look or answer; empty where nothing has a time."""
    parts: list[Component | Link] = [*drawn.components, *drawn.links]
    times = [o.at for part in parts for o in part.origins]
    times += [o.at for component in drawn.components for fact in component.facts for o in fact.origins]
    last = max((time for time in map(when, times) if time), default="")
    return f"newest look or answer: {last} UTC" if last else ""


def faults(drawn: Map) -> Iterator[tuple[Component | Link, Fault, list[str]]]:
    """Each cause once, at the first part where it sits, with the dependencies that it stops."""
    met: dict[tuple[str, str], tuple[Component | Link, Fault, list[str]]] = {}
    for part, fault in every_fault(drawn):
        key = (ends(drawn, part), fault.cause)
        met.setdefault(key, (part, fault, []))[2].append(fault.subject)
    yield from met.values()
