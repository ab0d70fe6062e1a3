"""Lines whose words are names and data: specs of manifests, tables of containers, fields of systemd.

A container's arguments, labels and variables hold words such as "timeout", "error" and "refused" and mean
nothing by them. The readers for these texts judge them by their form; this one only says where no message
stands. The same holds for the events of a pod that has become ready since: they are past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import (
    Part,
    Sign,
    _describe,
    docker_inspect,
    docker_ps,
    kubectl_describe,
    kubectl_get,
    kubernetes_object,
    systemctl_status,
)

WORDS = (
    "apiVersion",
    "containerStatuses",
    "lastState",
    "kind:",
    'kind":',
    "kind':",
    "items:",
    'items":',
    "OOMKilled",
    "ExitCode",
    "NAME",
    "SEEN",
    "0/",
    "1/",
    "2/",
    "3/",
    "4/",
    "5/",
    "6/",
    "7/",
    "8/",
    "9/",
    "CONTAINER",
    "Command",
    "Exited",
    "exited",
    "Restarting",
    "restarting",
    "Dead",
    "Created",
    " Up ",
    "running",
    "Exit ",
    "Active:",
    "loaded",
    "UNIT",
    "Name:",
    "Containers:",
    "State:",
    "Events:",
    "Reason",
    "FirstSeen",
)
QUIET = True

#: Keys under which messages stand, in manifests and in `docker inspect`.
_LOUD = re.compile(
    r"(?P<pad>\s*)(?:- )?[\"']?(?:status|State|message|note|reason|containerStatuses|lastState|waiting"
    r"|terminated)[\"']?:"
)
_SETTINGS = re.compile(
    r"(?P<pad>\s*)(?:Labels|Annotations|Command|Args|Environment|Environment Variables|Mounts|Volumes"
    r"|Tolerations|Node-Selectors|Liveness|Readiness|Startup|Limits|Requests"
    r"|Pod Template|Capacity|Allocatable|Default backend):"
)


#: What a document in one line must hold to be settings and not only a state.
_SETS = re.compile(r"\"(?:Args|Env|Labels|Cmd|Annotations)\":")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for reader in (kubernetes_object, docker_inspect):
        for begin, end in reader.find(lines):
            if end == begin + 1 and '"State":' in lines[begin] and not _SETS.search(lines[begin]):
                continue
            yield from _but_blocks(lines, begin, end, _LOUD)
    for begin, end in kubectl_get.find(lines):
        if "SEEN" not in lines[begin]:
            yield begin, end
    yield from docker_ps.find(lines)
    for begin, end in systemctl_status.find(lines):
        yield begin, systemctl_status.fields(lines, begin, end)
    for begin, end in _describe.find(lines):
        yield from _of_describe(lines, begin, end)


def read(part: Part) -> Iterator[Sign]:
    yield from ()


def _of_describe(lines: Sequence[str], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """All of an object that works; else only the blocks of settings."""
    for thing in _describe.parse(lines[begin:end]):
        first, last = begin + thing.first, begin + thing.last + 1
        if kubectl_describe.over(thing):
            yield first, last
        else:
            yield from _blocks(lines, first, last, _SETTINGS)


def _blocks(lines: Sequence[str], begin: int, end: int, key: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Each line with such a key, and what stands deeper below it."""
    at = begin
    while at < end:
        found = key.match(lines[at])
        stop = at + 1
        if found:
            while stop < end and _is_deeper(lines[stop], len(found["pad"])):
                stop += 1
            yield at, stop
        at = stop


def _but_blocks(
    lines: Sequence[str], begin: int, end: int, key: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    at = begin
    for first, last in _blocks(lines, begin, end, key):
        if first > at:
            yield at, first
        at = last
    if end > at:
        yield at, end


def _is_deeper(line: str, pad: int) -> bool:
    return not line.strip() or len(line) - len(line.lstrip()) > pad


EXAMPLES = (
    Example(
        "words in arguments are no messages",
        pasted="apiVersion: v1\nkind: Pod\nmetadata:\n  name: probe\n"
        "spec:\n  containers:\n  - name: probe\n    image: busybox\n"
        '    args: ["sh", "-c", "nc -z db 5432 || echo connection refused; exit 1"]\n',
        outcome="undecided",
        source="made after the manifest of a pod",
    ),
    Example(
        "what a status says is a message",
        pasted="apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"
        "  labels:\n    note: out-of-memory\nstatus:\n  phase: Pending\n"
        "  containerStatuses:\n  - name: web\n    state:\n      waiting:\n        reason: ErrImagePull\n"
        "        message: manifest unknown\n",
        finds=("container.image_pull",),
        source="made after kubectl get pod -o yaml",
    ),
)
