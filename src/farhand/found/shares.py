"""Volumes of manifests that are network file systems: server, export and type.  Pure."""

from __future__ import annotations

import re
from typing import Any

_TYPES = ("nfs", "nfs4", "cifs", "smb3")
_PLACE = re.compile(r"[\w.:${}\[\]-]{1,200}")


def of_compose(volumes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Named volumes with `driver_opts: {type: nfs, o: "addr=SERVER,...", device: ":/export"}`, by name."""
    found = {}
    for name, row in list(volumes.items())[:500]:
        told = row.get("driver_opts") if isinstance(row, dict) else None
        if isinstance(told, dict) and str(told.get("type")) in _TYPES:
            found[str(name)] = _of_options(told)
    return found


def _of_options(told: dict[str, Any]) -> dict[str, Any]:
    device = str(told.get("device", ""))
    fstype = "nfs" if str(told["type"]).startswith("nfs") else "cifs"
    words = dict(word.partition("=")[::2] for word in str(told.get("o", "")).split(","))
    if fstype == "cifs":
        server, _, folder = device.lstrip("/").partition("/")
        folder = f"/{folder}"
    else:
        server, _, folder = device.rpartition(":")
    return _share(words.get("addr") or server, folder, fstype)


def of_kubernetes(told: dict[str, Any]) -> dict[str, Any] | None:
    """`nfs: {server: ..., path: ...}` of a volume; None where it is none."""
    return _share(str(told.get("server", "")), str(told.get("path", "")), "nfs") if told else None


def _share(server: str, folder: str, fstype: str) -> dict[str, Any]:
    known = {"server": server, "export": folder} if _PLACE.fullmatch(server) and folder else {}
    return {"kind": "nfs", **known, "fstype": fstype}
