"""Requests and limits of a container, in a manifest, in helm values, or as `kubectl describe` prints them.

Memory without a unit is a number of bytes, and with `m` of thousandths of a byte; a container with that has
no room for a single page. A CPU limit of a hundredth of a core stops a process 99 % of the time:
https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign

WORDS = ("limits:", "Limits:", "requests:", "Requests:")
_HEAD = re.compile(r"(?P<pad>\s*)(?P<kind>[Ll]imits|[Rr]equests):\s*$")
_ROW = re.compile(r"(?P<pad>\s*)(?P<what>cpu|memory):\s*[\"']?(?P<number>\d+)(?P<unit>m?)[\"']?\s*$")
_IN_MEMORY = re.compile(
    r"(?:kubernetes\.io~(?:projected|secret|configmap)|kube-api-access|\.\.\d{4}(?:_\d\d){5}\.)"
    r".*no space left on device"
)
#: Bytes that no program starts with; thousandths of a core that are next to nothing.
_BYTES, _CORES = 1_000_000, 10
#: Rows of one list that are looked at.
_ROWS = 6


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    if next(_rows(lines), None):
        yield 0, len(lines)


def read(part: Part) -> Iterator[Sign]:
    bare = False
    for at, kind, what, number, unit in _rows(part.lines):
        if what == "memory" and (unit or 0 < number < _BYTES):
            bare = True
            given = f"{number}{unit}"
            what_it_is = "thousandths of a byte" if unit else "bytes"
            why = f"memory of {given} is {what_it_is}: it lacks its unit, as in {number}Mi"
            yield Sign(at, "config.value_malformed", 0.97, why, params={"value": given})
        elif what == "cpu" and kind == "limits" and unit and 0 < number <= _CORES:
            why = f"a CPU limit of {number}m is {number / 10:g} % of one core"
            yield Sign(at, "limits.cpu", 0.5, why)
    yield from (Sign(place, moot=("fs.full",)) for place in _no_room(part.lines) if bare)


def _no_room(lines: Sequence[str]) -> Iterator[int]:
    """Where a volume in memory found no room: it counts against that limit, and the disk is not full."""
    yield from (at for at, line in enumerate(lines) if _IN_MEMORY.search(line))


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, str, str, int, str]]:
    """Line, limits or requests, cpu or memory, the number and its unit."""
    for at, line in enumerate(lines):
        if not (head := _HEAD.match(line)):
            continue
        for place in range(at + 1, min(len(lines), at + 1 + _ROWS)):
            row = _ROW.match(lines[place])
            if len(lines[place]) - len(lines[place].lstrip()) <= len(head["pad"]):
                break
            if row:
                yield place, head["kind"].lower(), row["what"], int(row["number"]), row["unit"]


_DOC = "doc: Kubernetes, Resource Management for Pods and Containers"
EXAMPLES = (
    Example(
        "a limit of 512 bytes",
        pasted="resources:\n  limits:\n    cpu: 500m\n    memory: 512\n",
        finds=("config.value_malformed",),
        source=_DOC,
    ),
    Example(
        "thousandths of a byte, and what comes of it",
        pasted="    Limits:\n      memory:  400m\n    Requests:\n      memory:  400m\n"
        'MountVolume.SetUp failed for volume "kube-api-access": write ca.crt: no space left on device\n',
        finds=("config.value_malformed",),
        source="doc: imroc/kubernetes-guide, no space left on device",
    ),
    Example(
        "a hundredth of a core",
        pasted="    Command:\n      stress\n    Limits:\n      cpu:     10m\n      memory:  64Mi\n",
        finds=("limits.cpu",),
        source="doc: robusta-dev/holmesgpt, CPU throttling",
    ),
    Example(
        "as they should be",
        pasted="resources:\n  limits:\n    cpu: 500m\n    memory: 134217728\n"
        "  requests:\n    cpu: 100m\n    memory: 64Mi\n",
        source=_DOC,
    ),
)
