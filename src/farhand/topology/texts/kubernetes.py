"""Kubernetes objects: workloads and their images, services, ingresses, policies for outgoing connections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.model import App
from farhand.readers import _documents, _env, kubernetes_object
from farhand.readers._documents import dig, mapping, rows
from farhand.readers._manifests import WORKLOADS, name_of, pod_spec
from farhand.topology.model import AT, SITE
from farhand.topology.texts import Said, _images, _variables

WORDS = ("apiVersion",)
Object = Mapping[str, Any]


def see(lines: Sequence[str], app: App | None) -> Iterator[Said]:
    objects = [
        thing
        for begin, end in kubernetes_object.find(lines)
        for _, document in _documents.documents(lines[begin:end])
        for thing in kubernetes_object.objects(document)
    ]
    if objects:
        yield Said(SITE, "platform seen", "kubernetes")
    workloads = [o for o in objects if o.get("kind") in WORKLOADS]
    mine = _own(workloads, app)
    maps = {name_of(o): mapping(o.get("data")) for o in objects if o.get("kind") == "ConfigMap"}
    for thing in objects:
        yield from _app(thing, maps, app) if thing is mine else _of(thing)


def _own(workloads: Sequence[Object], app: App | None) -> Object | None:
    """The app's own workload: as declared, of its name, else one that is of no known product."""
    target = app.target.rpartition("/")[2] if app else ""
    wanted = [o for o in workloads if app and name_of(o) in (target, app.name)]
    other = [o for o in workloads if not any(_kind(image) for image in _pictures(o))]
    return next(iter(wanted or other), None)


def _kind(image: str) -> str:
    return dict(_images.said(image)).get("kind", "")


def _pictures(thing: Object) -> list[str]:
    return [str(c.get("image") or "") for c in rows(pod_spec(thing).get("containers"))]


def _app(thing: Object, maps: Mapping[str, Object], app: App | None) -> Iterator[Said]:
    name, space = name_of(thing), str(dig(thing, "metadata", "namespace") or "")
    yield Said(SITE, "workload", f"{space}/{name}" if space else name)
    for image in _pictures(thing):
        yield Said(SITE, "image", _images.short(image))
    for container in rows(pod_spec(thing).get("containers")):
        values: dict[str, str] = {}
        for source in rows(container.get("envFrom")):
            data = maps.get(str(dig(source, "configMapRef", "name")), {})
            values |= {str(key): str(value) for key, value in data.items()}
        values |= dict(_env.pairs(container.get("env")))
        yield from _variables.said(values, app)


def _of(thing: Object) -> Iterator[Said]:
    kind, name = str(thing.get("kind")), name_of(thing)
    if kind in WORKLOADS:
        yield Said(AT + name, "service", name)
        for image in _pictures(thing):
            yield from (Said(AT + name, *pair) for pair in _images.said(image))
    elif kind == "Ingress":
        hosts = [str(rule.get("host")) for rule in rows(dig(thing, "spec", "rules")) if rule.get("host")]
        yield Said(SITE, "balancer seen", f"ingress {name}" + (f" for {hosts[0]}" if hosts else ""))
    elif kind == "Service" and dig(thing, "spec", "type") == "LoadBalancer":
        yield Said(SITE, "balancer seen", f"service {name}, type LoadBalancer")
    elif kind == "Service" and dig(thing, "spec", "type") == "ExternalName":
        yield Said(AT + name, "leads to", str(dig(thing, "spec", "externalName") or ""))
    elif kind == "NetworkPolicy" and _guards_the_way_out(thing):
        yield Said(SITE, "policy", name)


def _guards_the_way_out(thing: Object) -> bool:
    types = dig(thing, "spec", "policyTypes")
    return "Egress" in types if isinstance(types, list) else bool(rows(dig(thing, "spec", "egress")))
