"""What two outputs of `kubectl` say together: events of pods that work now, a service that has endpoints.

`kubectl get events` keeps for an hour what a pod met while it started; where the same text shows that pod
ready and never started again, it is past. And `kubectl describe service` of a newer program asks an older
cluster for EndpointSlices that are not there, and prints `<none>`, while `kubectl get endpoints` shows the
addresses (client and server may differ by one minor version only: kubernetes.io, "Version Skew Policy").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign, _describe, kubectl_describe, kubectl_get

WORDS = ("SEEN", "Endpoints:")

_READY = re.compile(r"(?:pods?/)?(?P<name>[\w.-]+)\s+(?P<ready>\d+)/(?P<of>\d+)\s+Running\s+0\s")
_OBJECT = re.compile(r"\bpod/(?P<name>[\w.-]+)\s")
_ADDRESSES = re.compile(
    r"(?:endpoints/)?(?P<name>[\w.-]+)\s+\d[\d.:,a-f]{0,300}:\d{1,5}(?: \+ \d+ more\.\.\.)?\s+\S+\s*$"
)


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    tables = [(begin, end) for begin, end in kubectl_get.find(lines)]
    things = [
        (begin, thing) for begin, end in _describe.find(lines) for thing in _describe.parse(lines[begin:end])
    ]
    yield from _past(lines, tables, things)
    led = {m["name"] for begin, end in tables for line in lines[begin:end] if (m := _ADDRESSES.match(line))}
    for begin, thing in things:
        at, ends = thing.fields.get("Endpoints", (0, "-"))
        if ends in ("<none>", "") and thing.name in led:
            yield begin + at, begin + at + 1


def _past(
    lines: Sequence[str],
    tables: Sequence[tuple[int, int]],
    things: Sequence[tuple[int, _describe.Described]],
) -> Iterator[tuple[int, int]]:
    """Events of pods that the same text shows to work."""
    events = [(begin, end) for begin, end in tables if "SEEN" in lines[begin]]
    rows = (line for begin, end in tables if (begin, end) not in events for line in lines[begin:end])
    works = {m["name"] for line in rows if (m := _READY.match(line)) and m["ready"] == m["of"]}
    for _, thing in things:
        if thing.containers and thing.get("Status"):
            (works.add if kubectl_describe.over(thing) else works.discard)(thing.name)
    for begin, end in events:
        for at in range(begin, end):
            found = _OBJECT.search(lines[at])
            if found and found["name"] in works:
                yield at, at + 1


def read(part: Part) -> Iterator[Sign]:
    service = "Endpoints:" in part.lines[0]
    yield Sign(0, moot=("container.no_endpoints",) if service else ("*",))


_STARTED = """\
$ kubectl get pods
NAME                   READY   STATUS    RESTARTS   AGE
web-549b57bc5d-jhd69   1/1     Running   0          89s
$ kubectl get events
LAST SEEN   TYPE      REASON      OBJECT                     MESSAGE
89s         Normal    Scheduled   pod/web-549b57bc5d-jhd69   Successfully assigned shop/web-549b57bc5d-jhd69 to node-1
81s         Warning   Unhealthy   pod/web-549b57bc5d-jhd69   Readiness probe failed: Get "http://10.79.0.8:8080/health": dial tcp 10.79.0.8:8080: connect: connection refused
"""  # noqa: E501
_SKEW = """\
$ kubectl get endpoints
NAME   ENDPOINTS        AGE
web    10.79.0.7:8080   78s
$ kubectl describe service web
Name:              web
Namespace:         shop
Labels:            <none>
Selector:          app=web
Type:              ClusterIP
Port:              <unset>  80/TCP
TargetPort:        8080/TCP
Endpoints:         {ends}
Events:            <none>
"""
_FROM = "recorded from a real cluster, Kubernetes 1.20.2 with kubectl 1.32, 2026-11-26"
EXAMPLES = (
    Example("what a pod met while it started", pasted=_STARTED, outcome="healthy", source=_FROM),
    Example(
        "another copy is not ready yet",
        pasted=_STARTED.replace("1/1", "0/1").replace("jhd69", "k7k2x").replace("89s\n$", "9m\n$") + _STARTED,
        finds=("container.probe",),
        source=f"{_FROM}; changed by hand",
    ),
    Example(
        "endpoints that only the table shows",
        pasted=_SKEW.format(ends="<none>"),
        outcome="healthy",
        source=_FROM,
    ),
)
