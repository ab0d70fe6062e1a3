"""What is mounted there, what should be, and what the host would mount: as facts.  Pure.

No file system is touched: all comes from mountinfo, mountstats and fstab, in the probe and in a paste.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Optional

from farhand.hostfacts.mounts import REMOTE, Mount, plain

#: File systems of one family, by the word that a declaration or an fstab has for it.
_FAMILIES = (("nfs", "nfs4"), ("cifs", "smb", "smb2", "smb3", "smbfs"), ("sshfs", "fuse.sshfs"))
#: The port of a family's server.
PORTS = {"nfs": 2049, "cifs": 445, "sshfs": 22}
#: Options of a mount that are told, of the many that the kernel shows.
_TOLD = ("vers", "addr", "sec", "proto", "port", "timeo", "retrans", "soft", "hard", "softerr")
#: Users to whom an owner is mapped that is not known here (RFC 8881, 5.9).
NOBODY = (65534, 4294967294)


def family(fstype: str) -> str:
    """nfs, cifs, sshfs, or the word itself."""
    return next((names[0] for names in _FAMILIES if fstype in names), fstype)


def is_of(fstype: str, wanted: str) -> bool:
    """Is a mounted file system of the wanted kind? An empty wish takes all that come over a network."""
    if not wanted:
        return fstype.startswith(REMOTE)
    return family(fstype) == family(wanted) or fstype == f"fuse.{wanted}"


def family_names(fstype: str) -> tuple[str, ...]:
    """All names of the types that are as good as this one, as patterns of sh; none where any may come."""
    if not fstype:
        return ()
    if not fstype.replace(".", "").isalnum():  # a variable: only the site knows
        return ("*",)
    names = next((names for names in _FAMILIES if fstype in names), (fstype,))
    return (*names, f"fuse.{fstype}")


def share(mount: Optional[Mount]) -> dict[str, Any]:
    """What is told of a mount beside `Mount.facts()`: the folder of the share, and its options."""
    if mount is None:
        return {}
    told: dict[str, str] = {}
    for option in mount.super_options:
        name, _, value = option.partition("=")
        if name in _TOLD:
            told[name] = value
    return {"root": mount.root, "told": told}


def apart(source: str) -> tuple[str, str]:
    """Server and folder of a source: `server:/export`, `[::1]:/export`, `//server/share`, `user@host:dir`."""
    if source.startswith("//"):
        server, _, folder = source[2:].partition("/")
        return server, f"/{folder}"
    if source.startswith("["):
        server, _, folder = source[1:].partition("]:")
        return server, folder
    server, colon, folder = source.partition(":")
    return (server.rpartition("@")[2], folder) if colon else ("", source)


def entry(lines: Iterable[str], path: str) -> Optional[dict[str, Any]]:
    """The line of fstab(5) for the share on which the path would lie; None where there is none."""
    best: Optional[dict[str, Any]] = None
    for line in lines:
        words = line.split()
        if len(words) < 3 or line.lstrip().startswith("#") or not words[2].startswith((*REMOTE, "sshfs")):
            continue
        point = os.path.normpath(plain(words[1]))
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and (best is None or len(point) >= len(best["point"])):
            options = words[3].split(",") if len(words) > 3 else []
            kept = [o for o in options if not o.startswith(("password", "pass=", "user", "cred"))]
            best = {"source": plain(words[0]), "point": point, "type": words[2], "options": kept[:30]}
    return best


def version_in(options: Iterable[str]) -> str:
    """The version of NFS that options of a mount ask for; empty where they leave it open."""
    for option in options:
        name, _, value = option.partition("=")
        if name in ("vers", "nfsvers"):
            return value
        if name in ("nfsvers3", "v3"):
            return "3"
    return ""


def counted(lines: Sequence[str], point: str) -> dict[str, int]:
    """Of mountstats, for one mount: its age in seconds, calls, calls sent again, calls that timed out.

    Per call the kernel shows: calls, transmissions, major timeouts (net/sunrpc/stats.c, rpc_print_iostats).
    """
    found = {"age_s": 0, "calls": 0, "again": 0, "timeouts": 0}
    inside = per_call = False
    for line in lines:
        words = line.split()
        if line.startswith("device "):
            inside = len(words) > 4 and plain(words[4]) == point
            per_call = False
        elif inside and words[:1] == ["age:"]:
            found["age_s"] = int(words[1]) if words[1:] and words[1].isdigit() else 0
        elif inside and words[:1] == ["per-op"]:
            per_call = True
        elif inside and per_call and len(words) > 3 and all(word.isdigit() for word in words[1:4]):
            calls, sent, late = map(int, words[1:4])
            found["calls"] += calls
            found["again"] += max(0, sent - calls)
            found["timeouts"] += late
    return found if found["age_s"] or found["calls"] else {}


def wanted(settings: Mapping[str, Any]) -> dict[str, str]:
    """What is declared of the share, as texts; `url` may be nfs://server/export."""
    url = str(settings.get("url") or "")
    server, _, folder = url.partition("://")[2].partition("/")
    return {
        "server": str(settings.get("server") or settings.get("host") or server.partition(":")[0]),
        "export": str(settings.get("export") or (f"/{folder}" if folder else "")),
        "fstype": str(settings.get("fstype") or ""),
        "version": str(settings.get("version") or ""),
        "port": str(settings.get("port") or ""),
    }


def is_mounted(facts: Mapping[str, Any]) -> bool:
    """True where the path lies on a file system of the wanted kind."""
    mount = facts.get("mount") or {}
    return bool(mount) and is_of(str(mount["type"]), facts["wanted"]["fstype"])


def port(facts: Mapping[str, Any], kind: str) -> int:
    """Of the server: as it is mounted, as declared, or the usual one; 0 where none is known."""
    told = (facts.get("mount") or {}).get("told") or {}
    named = str(told.get("port") or facts["wanted"].get("port") or "")
    return int(named) if named.isdigit() and int(named) < 65536 else PORTS.get(kind, 0)


def sought(facts: Mapping[str, Any]) -> dict[str, str]:
    """Of which server the share should come: as declared, else as it is mounted, else as fstab has it."""
    want, mount, line = facts["wanted"], facts.get("mount") or {}, facts.get("fstab") or {}
    known: Mapping[str, Any] = mount if is_mounted(facts) else line
    server, folder = apart(str(known.get("source", ""))) if known else ("", "")
    kind = family(want["fstype"] or str(known.get("type", "")) or "nfs")
    version = want["version"] or version_in(line.get("options", ()))
    if is_mounted(facts):
        version = (mount.get("told") or {}).get("vers") or version
    return {
        "server": want["server"] or server,
        "export": want["export"] or folder,
        "kind": kind,
        "version": version,
    }
