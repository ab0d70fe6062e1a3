"""`kubectl describe` of services and of their pods: whether the target port is one that the pods have.

A service with endpoints may still lead to a port on which nothing listens. The ports that a container
declares are no proof of that, but a target port that none of the chosen pods declares is mostly a misprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign, _describe, _policies
from farhand.readers._describe import Described

WORDS = ("TargetPort:",)

_PORTS = re.compile(r"\s+Ports?:\s+(?P<ports>\d+/\w+(?:, \d+/\w+)*)")
_TARGET = re.compile(r"TargetPort:\s+(?P<target>[\w-]+)/\w+")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From the first to the last of the objects, where there are both kinds."""
    runs = [
        (begin, end)
        for begin, end in _describe.find(lines)
        if any(_TARGET.match(line) or line.startswith("Containers:") for line in lines[begin:end])
    ]
    words = [line for begin, end in runs for line in lines[begin:end]]
    if any(map(_TARGET.match, words)) and any(line.startswith("Containers:") for line in words):
        yield runs[0][0], runs[-1][1]


#: The labels of a pod, and the ports that its containers declare.
_Pod = tuple[Mapping[str, str], set[str]]


def read(part: Part) -> Iterator[Sign]:
    things = [
        (begin, thing)
        for begin, end in _describe.find(part.lines)
        for thing in _describe.parse(part.lines[begin:end])
    ]
    # Of what is there twice by name the last counts, so that a long text of one pod is read once.
    found = (thing for _, thing in things if thing.containers and "Status" in thing.fields)
    pods = {pod.name: (_describe.labels(pod), _ports(pod)) for pod in found}
    services = {thing.name: (begin, thing) for begin, thing in things if "TargetPort" in thing.fields}
    for begin, service in services.values():
        yield from _targets(begin, service, list(pods.values()))


def _targets(begin: int, service: Described, pods: Sequence[_Pod]) -> Iterator[Sign]:
    wanted: Mapping[str, str] = _describe.wanted(service.get("Selector"))
    has = [ports for labels, ports in pods if wanted and _policies.selects(wanted, labels)]
    for at, line in enumerate(service.lines):
        found = _TARGET.match(line)
        if found and found["target"].isdigit() and has and all(h and found["target"] not in h for h in has):
            why = f"service {service.name} leads to port {found['target']}, but its pods have"
            why += f" {', '.join(sorted({p for h in has for p in h}))}"
            yield Sign(begin + service.first + at, "container.no_endpoints", 0.8, why, service.name)


def _ports(pod: Described) -> set[str]:
    """The ports that a pod's containers declare."""
    at = next((n for n, line in enumerate(pod.lines) if line.startswith("Containers:")), 0)
    if any(re.match(r"\s+Ports?:\s+<none>", line) for line in pod.lines[at:]):
        return set()  # one of them does not say what it listens on
    rows = (found["ports"] for line in pod.lines if (found := _PORTS.match(line)))
    return {port.partition("/")[0] for row in rows for port in row.split(", ")} - {"0"}


_BOTH = """\
$ kubectl describe pods
Name:             web-6fb4698858-tj8lr
Namespace:        shop
Node:             node-1/10.79.0.1
Labels:           app=web
                  pod-template-hash=6fb4698858
Status:           Running
IP:               10.79.0.19
Containers:
  web:
    Image:          app:1
    Port:           8080/TCP
    Host Port:      0/TCP
    State:          Running
      Started:      Thu, 26 Nov 2026 22:25:40 +0000
    Ready:          True
    Restart Count:  0
$ kubectl describe services
Name:              web
Namespace:         shop
Labels:            <none>
Selector:          app=web
Type:              ClusterIP
Port:              <unset>  80/TCP
TargetPort:        {target}/TCP
Endpoints:         10.79.0.19:{target}
Events:            <none>
"""
_FROM = "recorded from a real cluster, Kubernetes 1.20.2, 2026-11-26; shortened"
EXAMPLES = (
    Example(
        "a target port that no pod has",
        pasted=_BOTH.format(target=9090),
        finds=("container.no_endpoints",),
        source=_FROM,
    ),
    Example("the right one", pasted=_BOTH.format(target=8080), outcome="healthy", source=_FROM),
)
