"""What is asked of the server of a share, and its answers as facts: for the probe and the paste.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from farhand.wire import rpc
from farhand.wire.rpc import Reply

#: The numbers of the calls, by which the answers are known again.
NULL4, NULL3, WAY, PORT, LIST = 4, 3, 5, 6, 7
#: Exports that are shown at most.
SHOWN = 20


def null(version: int) -> bytes:
    """Is this version of NFS spoken? The call's number is the version's."""
    return rpc.call(version, rpc.NFS, version, rpc.NULL)


def way(export: str, uid: int) -> bytes:
    """Does the way to this folder exist for us? In version 4, where all exports hang below one root."""
    return rpc.call(WAY, rpc.NFS, 4, rpc.COMPOUND, rpc.way_to(parts(export)), uid)


def parts(export: str) -> list[str]:
    return [part for part in export.split("/") if part]


def where_mountd() -> bytes:
    return rpc.call(PORT, rpc.PORTMAP, 2, rpc.GETPORT, rpc.port_of(rpc.MOUNT, 3))


def list_exports() -> bytes:
    return rpc.call(LIST, rpc.MOUNT, 3, rpc.EXPORT)


def spoken(four: Optional[Reply], three: Optional[Reply]) -> dict[str, Any]:
    """The versions that the server speaks, of 3 and 4, and how it refuses."""
    rows = [(4, four), (3, three)]
    versions = [version for version, said in rows if said is not None and said.how == "ok"]
    hows = [said.how for _, said in rows if said is not None]
    return {"answer": "ok", "versions": sorted(versions), "refused": "" if versions else (hows or [""])[0]}


def by_root(said: Optional[Reply], export: str) -> dict[str, Any]:
    """What the way down from the root of version 4 came to: `state` is the number of RFC 7530, 13.1."""
    how = said.how if said else "mute"
    state = rpc.number(said.data) if said and said.how == "ok" else -1
    return {"export": export, "by": "root", "how": how, "state": state}


def by_list(said: Optional[Reply], export: str, portmap: str) -> dict[str, Any]:
    """What mountd's list says. `portmap`: how port 111, and mountd behind it, could be asked."""
    rows = rpc.exports(said.data) if said and said.how == "ok" else []
    told = [{"folder": folder, "for": groups[:SHOWN]} for folder, groups in rows[:SHOWN]]
    listed = any(is_below(export, folder) for folder, _ in rows)
    state = portmap if said is None or said.how != "ok" else "listed" if listed else "not listed"
    return {"export": export, "by": "list", "state": state, "given": told, "exports": len(rows)}


def is_below(export: str, folder: str) -> bool:
    """A folder below an export may be mounted, too."""
    there, whole = folder.rstrip("/"), export.rstrip("/")
    return whole == there or whole.startswith(f"{there}/")


def asks_list(versions: list[int], version: str) -> bool:
    """Is the folder looked for in mountd's list? So do mounts of version 3, and those without 4."""
    return 3 in versions and (version.startswith("3") or 4 not in versions)


def facts_of(place: Mapping[str, Any], sought: Mapping[str, str]) -> dict[str, Any]:
    return {**place, "version": sought["version"]}
