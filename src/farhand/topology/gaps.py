"""What is not known of a site, as sentences: what to ask or to look at next.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from farhand.topology.model import AT, SITE
from farhand.topology.questions import QUESTIONS
from farhand.topology.ways import Hop, Surroundings

_WHY = {
    "cloud": "in which cloud or place the app runs",
    "orchestration": "how the app runs there",
    "firewall": "whether a firewall is in the way",
    "proxy": "whether there is a proxy",
    "inspection": "whether a device opens TLS connections",
    "balancer": "whether a load balancer stands before the app",
    "database": "where the database lives",
    "compliance": "which rules there are for the customer's data",
}


def of(around: Surroundings, hops: Iterable[Hop], found: Collection[str]) -> Iterator[str]:
    """Dependencies that nobody has looked at, and questions of the form without any answer.

    `found`: subjects of the causes that were found.
    """
    kinds = {hop.kind for hop in hops}
    if around.left_out:
        yield f"what else was seen: {around.left_out} more components, too many to be drawn"
    for name in around.names():
        if name not in around.looked and name not in found and not name.startswith(AT):
            yield f"whether {name} can be reached: nothing that was given has looked at it"
    for ask in QUESTIONS:
        name = ask.id.removeprefix("map.")
        if name in _WHY and not _is_known(around, name, kinds):
            yield f"{_WHY[name]} ({ask.id})"


def _is_known(around: Surroundings, name: str, kinds: set[str]) -> bool:
    """Told, or seen in another way."""
    also = {
        "orchestration": ("platform", "platform seen"),
        "proxy": ("proxy setting",),
        "balancer": ("balancer seen",),
    }
    seen = {"proxy": "proxy", "inspection": "inspection"}.get(name, "")
    if name == "database" and not kinds & {"postgres", "mysql", "mongodb"}:
        return True
    whats = (name, f"{name} words", *also.get(name, ()))
    return seen in kinds or any(True for _ in around.known.of(SITE, *whats))
