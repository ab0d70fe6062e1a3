"""What can be told to be wrong from manifests alone: two parts of one paste that contradict each other.

Only what both sides show counts: a service and the workload of its name, an ingress and the service that
it names, one environment that says two things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.readers import Sign, _env, _policies
from farhand.readers._documents import at_of, dig, mapping, rows

Object = Mapping[str, Any]
WORKLOADS = (
    "Deployment",
    "StatefulSet",
    "DaemonSet",
    "ReplicaSet",
    "Pod",
    "Job",
    "CronJob",
    "DeploymentConfig",
)


def contradictions(objects: Sequence[tuple[int, Object]], lines: Sequence[str]) -> Iterator[Sign]:
    """Signs of all objects together; each comes with the line where its object begins."""
    for begin, thing in objects:
        if thing.get("kind") in WORKLOADS:
            yield from _environment(begin, thing, lines)
    services = [
        (at, o) for at, o in objects if o.get("kind") == "Service" and mapping(dig(o, "spec", "selector"))
    ]
    workloads = [o for _, o in objects if o.get("kind") in WORKLOADS and labels(o)]
    for begin, service in services:
        yield from _service(begin, service, workloads, len(services), lines)
    policies = [p for at, o in objects if o.get("kind") == "NetworkPolicy" for p in _policy(at, o, lines)]
    yield from _policies.signs(policies, [labels(workload) for workload in workloads])
    for begin, thing in objects:
        if thing.get("kind") == "Ingress":
            yield from _ingress(begin, thing, [s for _, s in objects if s.get("kind") == "Service"], lines)


def name_of(thing: Object) -> str:
    return str(dig(thing, "metadata", "name") or "")


def pod_spec(thing: Object) -> Object:
    kind = thing.get("kind")
    path = {"Pod": ("spec",), "CronJob": ("spec", "jobTemplate", "spec", "template", "spec")}
    return mapping(dig(thing, *path.get(str(kind), ("spec", "template", "spec"))))


def labels(thing: Object) -> Object:
    return mapping(
        dig(thing, "metadata", "labels")
        if thing.get("kind") == "Pod"
        else dig(thing, "spec", "template", "metadata", "labels")
    )


def _environment(begin: int, thing: Object, lines: Sequence[str]) -> Iterator[Sign]:
    spec = pod_spec(thing)
    containers = rows(spec.get("containers"))
    alone = len(containers) == 1 and not spec.get("hostNetwork")
    alone = alone and not any(c.get("restartPolicy") for c in rows(spec.get("initContainers")))
    for container in containers:
        pairs = _env.pairs(container.get("env"))
        who = f"{name_of(thing)}/{container.get('name', '')}"
        for name, first, last in _env.twice(pairs):
            at = at_of(lines, name, at_of(lines, name, begin) + 1)
            why = f"{name} is defined twice in {who} with different values; the last one wins"
            yield Sign(
                at,
                cause="config.env_shadowed",
                weight=0.88 if first and last else 0.8,
                why=why,
                subject=name,
                params={"name": name},
            )
        for name, value in pairs if alone else ():
            if _env.local_dependency(name, value):
                why = f"{name} of {who} points at localhost, which is the container itself"
                yield Sign(
                    at_of(lines, name, begin),
                    "config.localhost_in_container",
                    0.75,
                    why,
                    name,
                    params={"name": name},
                )


def _policy(begin: int, thing: Object, lines: Sequence[str]) -> Iterator[_policies.Policy]:
    """What a policy says of egress; without `policyTypes` it does so only where it has such rules."""
    spec = mapping(thing.get("spec"))
    types = spec.get("policyTypes")
    if "Egress" in types if isinstance(types, list) else rows(spec.get("egress")):
        selector = mapping(spec.get("podSelector"))
        simple = None if selector.get("matchExpressions") else mapping(selector.get("matchLabels"))
        at = at_of(lines, "Egress", begin)
        yield _policies.Policy(
            name_of(thing), simple, at, not isinstance(spec.get("egress"), list) or not spec["egress"]
        )


def _service(
    begin: int, service: Object, workloads: Sequence[Object], services: int, lines: Sequence[str]
) -> Iterator[Sign]:
    selector, name = mapping(dig(service, "spec", "selector")), name_of(service)
    near = [w for w in workloads if dig(w, "metadata", "namespace") == dig(service, "metadata", "namespace")]
    chosen = [w for w in near if all(labels(w).get(k) == v for k, v in selector.items())]
    meant = [w for w in near if _same_name(name, name_of(w))] or (near if len(near) == services == 1 else [])
    if not chosen and meant:
        wanted = ", ".join(f"{k}={v}" for k, v in selector.items())
        has = ", ".join(f"{k}={v}" for k, v in labels(meant[0]).items())
        why = f"service {name} selects {wanted}, but {name_of(meant[0])} has the labels {has}"
        at = at_of(lines, "selector", begin)
        yield Sign(at, cause="container.no_endpoints", weight=0.85, why=why, subject=name)
    elif chosen:
        yield from _ports(begin, service, chosen, lines)


def _same_name(a: str, b: str) -> bool:
    return bool(a and b) and (a == b or a.startswith(b + "-") or b.startswith(a + "-"))


def _ports(begin: int, service: Object, chosen: Sequence[Object], lines: Sequence[str]) -> Iterator[Sign]:
    """A target port that no container of the chosen workloads has."""
    offered = [p for w in chosen for c in rows(pod_spec(w).get("containers")) for p in rows(c.get("ports"))]
    known = {str(p.get("containerPort")) for p in offered} | {str(p.get("name")) for p in offered}
    silent = any(not c.get("ports") for w in chosen for c in rows(pod_spec(w).get("containers")))
    for port in rows(dig(service, "spec", "ports")):
        target = str(port.get("targetPort", port.get("port")))
        if target in known or not offered or (silent and target.isdigit()):
            continue
        why = f"service {name_of(service)} leads to port {target}, but the containers have"
        why += f" {', '.join(sorted(known - {'None'}))}"
        at = at_of(lines, target, at_of(lines, "targetPort", begin))
        yield Sign(
            at,
            cause="container.no_endpoints",
            weight=0.78 if target.isdigit() else 0.9,
            why=why,
            subject=name_of(service),
        )


def _ingress(begin: int, thing: Object, services: Sequence[Object], lines: Sequence[str]) -> Iterator[Sign]:
    by_name = {name_of(s): s for s in services}
    for rule in rows(dig(thing, "spec", "rules")):
        for path in rows(dig(rule, "http", "paths")):
            name = str(dig(path, "backend", "service", "name") or dig(path, "backend", "serviceName") or "")
            number = dig(path, "backend", "service", "port", "number") or dig(path, "backend", "servicePort")
            ports = {
                str(v)
                for p in rows(dig(by_name.get(name), "spec", "ports"))
                for v in (p.get("port"), p.get("name"))
            }
            if ports and number is not None and str(number) not in ports:
                why = f"the ingress leads to port {number} of service {name}, which has"
                why += f" {', '.join(sorted(ports - {'None'}))}"
                yield Sign(
                    at_of(lines, str(number), begin),
                    cause="container.no_endpoints",
                    weight=0.85,
                    why=why,
                    subject=name,
                )
