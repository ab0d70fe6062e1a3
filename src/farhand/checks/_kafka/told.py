"""What a broker's answers come to, as facts: the same for the probe and for a command's output.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Optional

from farhand.checks import _advertised
from farhand.checks._kafka.spoken import Wanted
from farhand.model import Seen
from farhand.wire import kafka

#: Advertised addresses that are tried at most.
MOST = 12


def hello(data: bytes) -> dict[str, Any]:
    """Facts of ApiVersions. Raises ValueError."""
    told = kafka.versions(data)
    if told.error and not told.ranges:
        return {"answer": "error", "code": told.error}
    low, high = told.ranges.get(kafka.METADATA, (0, -1))
    return {
        "answer": "ok",
        "release": kafka.release(told.ranges),
        "metadata": [low, high],
        "groups": kafka.DESCRIBE_GROUPS in told.ranges and told.ranges[kafka.DESCRIBE_GROUPS][0] == 0,
    }


def metadata_version(facts: Mapping[str, Any]) -> int:
    """The version of Metadata to ask with; -1 where none is common."""
    low, high = facts.get("metadata") or (0, -1)
    found = min(int(high), kafka.WITH_RIGHTS)
    return found if found >= low else -1


def handshake(data: bytes, asked: Wanted) -> dict[str, Any]:
    """Facts of SaslHandshake. Raises ValueError."""
    code, offered = kafka.mechanisms(data)
    facts: dict[str, Any] = {"asked": "SaslHandshake", "code": code, "mechanisms": offered[:20]}
    return {**facts, "answer": "error" if code else "ok"}


def offers(code: int, offered: Sequence[str]) -> dict[str, Any]:
    """Facts of SaslHandshake where the app has no login. Some brokers answer it on every listener."""
    return {"answer": "ok", "offers": list(offered)[:20]} if code in (0, 33) and offered else {"answer": "ok"}


def refused(data: bytes) -> dict[str, Any]:
    """Facts of SaslAuthenticate where it says no, else {}. Raises ValueError."""
    code, message, _ = kafka.authenticated(data)
    return (
        {"answer": "error", "asked": "SaslAuthenticate", "code": code, "message": message[:200]}
        if code
        else {}
    )


def advertised(brokers: Sequence[kafka.Broker], here: tuple[str, int]) -> list[kafka.Broker]:
    """Those that must be tried: not the place that answers now, each place once."""
    places: dict[tuple[str, int], kafka.Broker] = {}
    for one in brokers:
        if (one.host.lower().rstrip("."), one.port) != (here[0].lower().rstrip("."), here[1]):
            places.setdefault((one.host, one.port), one)
    return list(places.values())[:MOST]


def outcome(broker: kafka.Broker, rows: Sequence[Seen]) -> dict[str, Any]:
    """One advertised address, from its `dns` and `tcp` stages, and `tls`."""
    return _advertised.outcome({"id": broker.id, "host": broker.host, "port": broker.port}, rows)


def cluster(found: kafka.Metadata, tried: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Facts of the `brokers` stage."""
    facts: dict[str, Any] = {"brokers": len(found.brokers), "tried": list(tried)}
    return facts if found.controller is None else {**facts, "controller": found.controller}


def topics(found: kafka.Metadata, asked: Wanted, group: Optional[int]) -> dict[str, Any]:
    """Facts of the `topics` stage."""
    facts: dict[str, Any] = {
        "user": asked.user, "topics": list(_topics(found, asked)), "min_in_sync": asked.min_in_sync,
    }  # fmt: skip
    return facts if group is None else {**facts, "group": asked.group, "group_code": group}


def _topics(found: kafka.Metadata, asked: Wanted) -> Iterator[dict[str, Any]]:
    there = {topic.name: topic for topic in found.topics}
    for name in asked.topics:
        topic = there.get(name, kafka.Topic(name, 3))
        row: dict[str, Any] = {"name": name, "code": topic.error, "partitions": len(topic.partitions)}
        row["no_leader"] = sum(leader < 0 or error in (5, 9) for error, leader, _, _ in topic.partitions)
        row["behind"] = sum(in_sync < replicas for _, _, replicas, in_sync in topic.partitions)
        row["least_in_sync"] = min((in_sync for _, _, _, in_sync in topic.partitions), default=0)
        if topic.may is not None:
            row["may_not"] = list(_may_not(topic, asked))
        yield row


def _may_not(topic: kafka.Topic, asked: Wanted) -> Iterator[str]:
    may = topic.may or 0
    if topic.name in asked.produces and not may & kafka.WRITE:
        yield "write"
    if topic.name in asked.consumes and not may & kafka.READ:
        yield "read"
