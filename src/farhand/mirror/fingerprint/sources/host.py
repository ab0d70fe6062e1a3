"""The host and the app's process as the self-test saw them: limits, user, mounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from farhand.mirror.fingerprint.known import Known
from farhand.mirror.model import Fact
from farhand.model import Result


def rows(row: Result, known: Known) -> Iterator[Fact]:
    read = {"memory": _memory, "limits": _limits, "cpu": _cpu, "disk": _disk}.get(row.stage)
    if row.check == "host" and read:
        yield from read(row.facts)
    if row.check == "directory" and row.stage == "path":
        yield from _place(str(row.facts.get("path") or ""), row.facts)
        yield from _user(row.facts.get("who") or {})
    if row.vantage.where == "container":
        platform = row.vantage.platform
        yield Fact("os", "container", platform if platform in ("docker", "kubernetes") else "yes")


def _memory(facts: Mapping[str, Any]) -> Iterator[Fact]:
    group = facts.get("group") or {}
    if group:
        yield Fact("limits", "memory", str(group.get("limit") or "unlimited"))
    yield Fact("os", "memory", str(facts.get("total") or ""))


def _limits(facts: Mapping[str, Any]) -> Iterator[Fact]:
    for name, own in (("files", "files"), ("processes", "processes")):
        limit = (facts.get(name) or {}).get("limit")
        if limit:
            yield Fact("limits", own, str(limit))
    if facts.get("file_size"):
        yield Fact("limits", "file_size", str(facts["file_size"]))


def _cpu(facts: Mapping[str, Any]) -> Iterator[Fact]:
    yield Fact("os", "cpus", str(facts.get("cpus") or ""))
    cores = (facts.get("group") or {}).get("cores")
    if cores:
        yield Fact("limits", "cpus", f"{float(cores):g}")


def _disk(facts: Mapping[str, Any]) -> Iterator[Fact]:
    yield from _user(facts.get("who") or {})
    for place in facts.get("places") or ():
        yield from _place(str(place.get("path") or ""), place)


def _user(who: Mapping[str, Any]) -> Iterator[Fact]:
    if isinstance(who.get("uid"), int):
        yield Fact("os", "uid", str(who["uid"]))


def _place(path: str, facts: Mapping[str, Any]) -> Iterator[Fact]:
    options = (facts.get("mount") or {}).get("options") or ()
    if path.startswith("/") and options:
        yield Fact("disk", path, "read-only" if "ro" in options else "writable")
