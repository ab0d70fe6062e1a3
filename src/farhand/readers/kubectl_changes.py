"""The table of `kubernetes.outside`: when settings were changed, and since when the pod that reads them runs.

Variables are taken over at the start: a pod that has been running since before the last change of a config
map or secret that it takes variables from still holds the old values (kubernetes.io, "ConfigMaps": "consumed
as environment variables are not updated automatically and require a pod restart"). Two things show it: the
time of the change, which an older cluster (seen with 1.20) does not renew, and the version of the object, which
counts all changes of a cluster upwards (etcd's revision; kubernetes.io, "API Concepts", "Resource versions"). A pod's
version grows whenever its state changes, so a version that is lower than the pod's proves nothing.
"""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from farhand.model import Example
from farhand.readers import Part, Sign

WORDS = ("CHANGED",)
#: Names and times; a name may be any word.
QUIET = True

_HEAD = re.compile(r"KIND\s+NAME\s+VERSION\s+CHANGED\s+STARTED\s+FROM\s+KEYS\s*$")
_ROW = re.compile(
    r"(?P<kind>Pod|ConfigMap|Secret)\s+(?P<name>[\w.-]+)\s+(?P<version>\S+)\s+(?P<changed>\S+)"
    r"\s+(?P<started>\S+)\s+(?P<from>\S+)\s+(?P<keys>\S+)\s*$"
)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")


@dataclass(frozen=True)
class _Object:
    """A row. Times are RFC 3339 in UTC, which sort as text; `version` is -1 where it is no number."""

    at: int
    kind: str
    name: str
    version: int
    changed: str
    started: str
    reads: frozenset[str]


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for at, line in enumerate(lines):
        if "CHANGED" in line and _HEAD.match(line):
            end = at + 1
            while end < len(lines) and _ROW.match(lines[end]):
                end += 1
            yield at, end


def read(part: Part) -> Iterator[Sign]:
    rows = [_object(at, found) for at, line in enumerate(part.lines) if (found := _ROW.match(line))]
    settings = {row.name: row for row in rows if row.kind != "Pod"}
    for pod in rows:
        if pod.kind == "Pod" and pod.started:
            yield from _stale(pod, settings)


def _object(at: int, row: re.Match[str]) -> _Object:
    version = int(row["version"]) if row["version"].isascii() and row["version"].isdigit() else -1
    reads = frozenset(f"{row['from']},{row['keys']}".split(","))
    changed, started = _times(row["changed"]), _times(row["started"])
    return _Object(
        at, row["kind"], row["name"], version, max(changed, default=""), min(started, default=""), reads
    )


def _stale(pod: _Object, settings: Mapping[str, _Object]) -> Iterator[Sign]:
    for name in sorted(pod.reads & settings.keys()):
        held = settings[name]
        later = held.changed > pod.started
        if later or -1 < pod.version < held.version:
            when = f"at {held.changed}" if later else f"(version {held.version})"
            since = f"since {pod.started}" if later else f"since {pod.started} (version {pod.version})"
            why = (
                f"{name} was changed {when}, but {pod.name} runs {since} and takes its variables at the start"
            )
            yield Sign(held.at, "config.env_stale", 0.8, why, name, also=(pod.at,))


def _times(text: str) -> list[str]:
    return [time for time in text.split(",") if _TIME.match(time)]


_TABLE = """\
KIND   NAME                  VERSION   CHANGED                                     STARTED                FROM           KEYS
Pod    web-c6f589986-crlzh   612       2026-11-26T22:25:15Z,2026-11-26T22:25:21Z   2026-11-26T22:25:20Z   web-settings   <none>
ConfigMap   web-settings   {version}   {changed}   <none>   <none>   <none>
"""
_FROM = "recorded from a real cluster, Kubernetes 1.20.2, 2026-11-26; shortened"
EXAMPLES = (
    Example(
        "changed after the start",
        pasted=_TABLE.format(version=590, changed="2026-11-26T22:25:14Z,2026-11-26T22:26:02Z"),
        finds=("config.env_stale",),
        source=_FROM,
    ),
    Example(
        "an older cluster, whose version alone shows it",
        pasted=_TABLE.format(version=803, changed="2026-11-26T22:25:14Z"),
        finds=("config.env_stale",),
        source=_FROM,
    ),
    Example(
        "changed before the start",
        pasted=_TABLE.format(version=590, changed="2026-11-26T22:25:14Z"),
        source=_FROM,
    ),
)
