"""The words of a map that all its faces share: names, states, and how something is known.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from farhand import causes
from farhand.faces import cause_words
from farhand.faces.escape import terminal
from farhand.topology.drawing import every_fault
from farhand.topology.form import spoken
from farhand.topology.model import (
    AT,
    DECLARED,
    FAILS,
    KINDS,
    OBSERVED,
    TOLD,
    UNKNOWN,
    WORKS,
    Component,
    Contradiction,
    Fact,
    Fault,
    Link,
    Map,
    Origin,
)  # fmt: skip
from farhand.topology.questions import find
from farhand.topology.rows import tidy
from farhand.words import _, marked, said

#: Products and protocols as their makers write them; a kind that is not here is shown as it is.
PRODUCTS = {
    "postgres": "PostgreSQL", "mysql": "MySQL", "redis": "Redis", "amqp": "AMQP", "nats": "NATS",
    "mqtt": "MQTT", "kafka": "Kafka", "mongodb": "MongoDB", "http": marked("web service"),
    "tcp": marked("TCP service"), "tls": marked("TLS service"), "dns": "DNS", "smtp": marked("mail server"),
    "s3": marked("object store"), "ldap": "LDAP", "sqlite": marked("SQLite file"),
    "directory": marked("folder"), "nfs": marked("network folder"), "grpc": marked("gRPC service"),
    "oidc": marked("login service"), "webhook": marked("caller"), "license": marked("licence"),
    "service": marked("service"),
}  # fmt: skip
STATES = {WORKS: marked("works"), FAILS: marked("fails"), UNKNOWN: marked("not known")}
#: Names that a map gives itself to what stands between.
_NAMES = (
    marked("at the edge"), marked("inside the network"), marked("to services"), marked("way out"),
    marked("callers"), marked("internet"),
)  # fmt: skip
#: What a fact is of; what is not here is shown as it is.
_LABELS = {
    "version": marked("version"), "platform": marked("declared to run in"), "target": marked("as"),
    "orchestration": marked("runs in"), "platform seen": marked("seen to run in"),
    "workload": marked("workload"), "image": marked("image"), "container": marked("in a container"),
    "install": marked("installed with"), "cloud": marked("stands in"), "network": marked("private network"),
    "seen from": marked("looked at from"), "name server": marked("name server"),
    "between": marked("VPN or tunnel to others"), "residency": marked("data must stay in one place"),
    "compliance": marked("rules for data"), "place": marked("place"), "path": marked("path"),
    "share": marked("share"), "bucket": marked("bucket"), "role": marked("role"),
    "address": marked("address"), "name from": marked("name from"), "leads to": marked("leads to"),
    "issuer": marked("certificate issued by"), "TLS": "TLS", "server": marked("server calls itself"),
    "via": marked("passed through"), "round trip": marked("round trip"),
    "hops": marked("routers on the way"), "hops seen": marked("routers seen"),
    "way": marked("hop by hop"),
    "last hop seen": marked("last router seen"), "answers": marked("answers"), "calls": marked("calls"),
    "sockets": marked("sockets of the host"), "curl through": marked("curl went through"),
    "published port": marked("published port"), "run by": marked("run by"), "matters": marked("matters"),
    "database": marked("database lives"), "proxy software": marked("proxy calls itself"),
    "proxy address": marked("address of the proxy"), "proxy": marked("proxy"),
    "firewall": marked("firewall"), "balancer": marked("load balancer"),
    "inspection": marked("TLS inspection"),
}  # fmt: skip
_HOWS = {
    DECLARED: marked("declared"), OBSERVED: marked("observed"), TOLD: marked("told"),
    "assumed": marked("assumed"),
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
    kind, shown = kind_of(component), _(name) if name in _NAMES else name
    return plain(f"{kind} {shown}" if shown and shown != kind else kind)


def kind_of(component: Component) -> str:
    """What stands between, in a word."""
    return _(KINDS[component.kind]) if component.kind in KINDS else plain(component.kind)


def head(component: Component) -> str:
    """The first line of a box in a drawing, where the name of what stands between has a line of its own."""
    between = component.kind in KINDS and component.kind != "app"
    return kind_of(component) if between else title(component)


def below(component: Component) -> list[str]:
    """The lines of a box below its first."""
    name = component.name if component.kind in KINDS and component.kind != "app" else ""
    name = "" if name == KINDS.get(component.kind) else plain(_(name) if name in _NAMES else name)
    return [line for line in (what(component), where(component), name) if line]


def what(component: Component) -> str:
    """The kind of a service with its version, or the app's version; empty for all else."""
    version = tidy(component.value("version"))
    if component.kind == "app":
        return plain(version)
    if not component.id.startswith("service:"):
        return ""
    kind = _(PRODUCTS[component.kind]) if component.kind in PRODUCTS else component.kind
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
    name = _(_LABELS[about]) if about in _LABELS else plain(about)
    return _("{name}, in their words").format(name=name) if about != fact.what else name


def value(fact: Fact, longest: int = 120) -> str:
    """What is known, choices of the form in the reader's language."""
    if fact.what == "run by":
        return plain(said(fact.value), longest)
    return plain(spoken(fact.value) if find(f"map.{fact.what}") else fact.value, longest)


def says(fault: Fault) -> str:
    """The sentence of a fault; where it is the title of its cause, that in the reader's language."""
    named = fault.says == causes.get(fault.cause).title
    return plain(cause_words.title(fault.cause) if named else said(fault.says), 200)


def state(component: Component | Link) -> str:
    return _(STATES[component.state])


def how(name: str) -> str:
    """declared, observed, told or assumed."""
    return _(_HOWS[name]) if name in _HOWS else name


def about(one: Contradiction) -> str:
    """What a contradiction is about."""
    return _(_LABELS[one.about]) if one.about in _LABELS else said(one.about)


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
    told = _("told: {where}") if origin.how == TOLD else _("{how} in {where}")
    source = told.format(how=how(origin.how), where=origin.where) if origin.where else how(origin.how)
    time = when(origin.at)
    return f"{source}, {time} UTC" if time else source


def newest(drawn: Map) -> str:
    """A line that tells the time of the newest look or answer; empty where nothing has a time."""
    parts: list[Component | Link] = [*drawn.components, *drawn.links]
    times = [o.at for part in parts for o in part.origins]
    times += [o.at for component in drawn.components for fact in component.facts for o in fact.origins]
    last = max((time for time in map(when, times) if time), default="")
    return _("newest look or answer: {time} UTC").format(time=last) if last else ""


def faults(drawn: Map) -> Iterator[tuple[Component | Link, Fault, list[str]]]:
    """Each cause once, at the first part where it sits, with the dependencies that it stops."""
    met: dict[tuple[str, str], tuple[Component | Link, Fault, list[str]]] = {}
    for part, fault in every_fault(drawn):
        key = (ends(drawn, part), fault.cause)
        met.setdefault(key, (part, fault, []))[2].append(fault.subject)
    yield from met.values()
