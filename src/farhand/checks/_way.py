"""The way to a file or directory that the app needs: shared by `directory` and `sqlite`.

Every look may hang, and is given up in time. What the facts mean is in `_way_meaning`.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from farhand.hostfacts import files, mounts, who
from farhand.hostfacts.patience import Hangs, patiently
from farhand.look import Look

T = TypeVar("T")


@dataclass
class Way:
    """What was seen on the way. `prefix` is put before a path to see it as the app does."""

    path: str
    prefix: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)
    mount: mounts.Mount | None = None
    hung: bool = False
    uid: int = 0
    same: bool = True
    who: dict[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> str:
        """The path without links, as the app sees it."""
        return str(self.rows[-1]["path"]) if self.rows else self.path

    @property
    def seen_from_here(self) -> str:
        return self.prefix + self.end

    def facts(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "resolved": self.end,
            "parts": self.rows,
            "hung": self.hung,
            "who": self.who,
            "looked_as": self.uid,
            "same_user": self.same,
            "mount": self.mount.facts() if self.mount else None,
        }


def walk(look: Look, path: str) -> Way | str:
    """Walk to the path within the stage's time. Returns a sentence where it cannot be looked at at all."""
    env = look.env
    prefix = env.files if env else ""
    if prefix is None:
        return f"the files of {env.source if env else 'the app'} cannot be seen by this user"
    try:
        whole = path if path.startswith("/") else os.path.join((env.cwd if env else "") or os.getcwd(), path)
    except OSError:
        return "it is a relative path, and the folder that it begins in is gone or closed to this user"
    way = Way(whole, prefix, **_who(look))
    pid = env.pid if env and env.pid and prefix else None
    try:
        patiently(lambda: _walk(way), look.stage().left())
    except Hangs:
        way.hung = True
    way.mount = _mount(way, mounts.mounts(pid or "self"))
    return way


def _mount(way: Way, there: list[mounts.Mount]) -> mounts.Mount | None:
    """The mount that the way ends on. What holds a walk up may be the mount point itself, which is no row
    yet: then the path as it is written counts, where it leads further down."""
    found = mounts.mount_of(way.end, there)
    if way.hung or (way.rows and "errno" in way.rows[-1]):
        written = mounts.mount_of(os.path.normpath(way.path), there)
        if written and (found is None or len(written.point) > len(found.point)):
            return written
    return found


def _walk(way: Way) -> None:
    """The rows arrive one by one, so that a hang shows where; a part that is met twice is shown once."""
    for row in files.walk(way.path, way.prefix):
        way.rows = [*(r for r in way.rows if r["path"] != row["path"]), row]
        if len(way.rows) > 200:
            return


def _who(look: Look) -> dict[str, Any]:
    """As whom the app runs, and whether that is as whom we look."""
    ours, env = who.us(), look.env
    if env is None or (env.uid is None and env.pid is None):
        from_file = bool(env and env.source.startswith("file"))
        return {
            "uid": ours.uid,
            "same": not (from_file and ours.uid == 0),
            "who": {**ours.facts(), "certain": not from_file},
        }
    theirs = who.of_process(env.pid) if env.pid else None
    found = theirs or who.Who(env.uid if env.uid is not None else ours.uid, -1, known=False)
    same = found.uid == ours.uid if theirs is None else found == ours
    return {
        "uid": ours.uid,
        "same": same,
        "who": {**(ours if same and theirs is None else found).facts(), "certain": True},
    }


def attempt(look: Look, act: Callable[[], T]) -> tuple[T | None, dict[str, Any]]:
    """Do something with a file that may fail or hang: its result, and {"errno"} or {"hung"} where it did."""
    try:
        return patiently(act, look.stage().left()), {}
    except Hangs:
        return None, {"hung": True}
    except OSError as error:
        return None, {"errno": error.errno or errno.EIO}


def kernel_says(way: Way) -> dict[str, bool]:
    """access(2) with the effective user, for reading, writing and passing."""
    effective = os.access in os.supports_effective_ids
    modes = {"r": os.R_OK, "w": os.W_OK, "x": os.X_OK}
    return {
        letter: os.access(way.seen_from_here, mode, effective_ids=effective) for letter, mode in modes.items()
    }


def limits_of(way: Way, look: Look) -> dict[str, Any]:
    """What may deny although owner and mode allow: flags, labels, confinement."""
    pid = look.env.pid if look.env and look.env.pid else "self"
    return {
        "flags": files.flags(way.seen_from_here),
        "label": files.label(way.seen_from_here),
        "confinement": who.confinement(pid),
    }
