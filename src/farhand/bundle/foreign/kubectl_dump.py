"""`kubectl cluster-info dump`: nodes, and for each namespace its events, workloads, pods and their logs.

With --output-directory it is a folder (nodes.json, NAMESPACE/pods.json, NAMESPACE/POD/logs.txt); without,
one text: JSON documents with logs between them. That text is recognised by `begins`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.bundle.foreign import _kubernetes

parts = _kubernetes.parts

_RANKS = (
    (re.compile(r"nodes\.json$"), 0),
    (re.compile(r"[\w.-]+/pods\.json$"), 0),
    (re.compile(r"[\w.-]+/events\.json$"), 1),
    (re.compile(r"[\w.-]+/[\w.-]+/(?:[\w.-]+/)?logs\.txt$"), 2),
    (re.compile(r"[\w.-]+/(?:deployments|daemonsets|statefulsets|replicasets|jobs)\.json$"), 3),
)
_BEGIN = re.compile(r"\s*\{\s*\"kind\": \"NodeList\",\s*\"apiVersion\": \"v1\"")


def begins(head: str) -> bool:
    """Whether a text begins as the dump on standard output does."""
    return bool(_BEGIN.match(head))


def recognise(names: Sequence[str]) -> bool:
    held = set(names)
    spaces = {n.split("/")[0] for n in held if n.count("/") == 1 and n.endswith("/pods.json")}
    return "nodes.json" in held and any(f"{space}/events.json" in held for space in spaces)


def rank(name: str) -> int | None:
    return next((rank for pattern, rank in _RANKS if pattern.match(name)), None)


def told(top: str, names: Sequence[str]) -> str:
    spaces = sorted({n.split("/")[0] for n in names if n.endswith("/pods.json")})
    few = ", ".join(spaces[:6]) + (", …" if len(spaces) > 6 else "")
    return f"a kubectl cluster-info dump of {len(spaces)} namespaces ({few})"


def lacks(names: Sequence[str]) -> Iterator[str]:
    if not any(name.endswith("/logs.txt") for name in names):
        yield "the logs of any pod"
    yield "the output of containers before their last restart (kubectl logs --previous)"
