"""A map as data: `farhand.map/1`.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from farhand.topology.model import Component, Fact, Fault, Link, Map, Origin

SCHEMA = "farhand.map/1"


def as_json(drawn: Map) -> dict[str, Any]:
    """The document that `farhand map --format json` prints."""
    return {
        "schema": SCHEMA,
        "app": {"name": drawn.app, "version": drawn.version},
        "components": [_component(component) for component in drawn.components],
        "links": [_link(link) for link in drawn.links],
        "ways": [{"for": way.of, "through": list(way.through)} for way in drawn.ways],
        "contradictions": [
            {"about": one.about, "sides": [_fact(side) for side in one.sides]} for one in drawn.contradictions
        ],
        "open": list(drawn.open),
        "unread": list(drawn.unread),
    }


def _component(component: Component) -> dict[str, Any]:
    return {
        "id": component.id,
        "kind": component.kind,
        "name": component.name,
        "state": component.state,
        "facts": [_fact(fact) for fact in component.facts],
        "sources": _origins(component.origins),
        "faults": [_fault(fault) for fault in component.faults],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "from": link.begin,
        "to": link.end,
        "state": link.state,
        "for": list(link.carries),
        "sources": _origins(link.origins),
        "faults": [_fault(fault) for fault in link.faults],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {"what": fact.what, "value": fact.value, "sources": _origins(fact.origins)}


def _fault(fault: Fault) -> dict[str, Any]:
    return {**asdict(fault), "confidence": round(fault.confidence, 3)}


def _origins(origins: Iterable[Origin]) -> list[dict[str, str]]:
    return [{"how": o.how, "where": o.where, "at": o.at} for o in origins]
