"""The run folder: private to one user, one per app on a host, and never a link.  I/O.

It holds the socket, one file per worker and the orders to all of them. Both ends check that it belongs to
the user it is named after and that nobody else may enter; what fails the check is not used.
"""

from __future__ import annotations

import json
import os
import re
import stat
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from farhand.errors import Mistake

#: Places in which a run folder may be, best first. A read-only root still has /dev/shm, and a unit of
#: systemd with PrivateTmp has another /tmp than its administrator, but the same /dev/shm.
PLACES = ("/dev/shm", "/tmp", "/var/tmp")
#: Bytes of one file here.
MOST = 1 << 20
#: A socket's path has at most 107 bytes (unix(7)).
_LONGEST_NAME = 40


def slug(app: str) -> str:
    """The app's name as the name of a folder."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", app).strip(".-")[:_LONGEST_NAME] or "app"


def candidates(app: str, told: str = "", uid: int | None = None) -> list[Path]:
    """Where the run folder of this app may be: as told, by FARHAND_RUN, else in the places above."""
    told = told or os.environ.get("FARHAND_RUN", "")
    if told:
        return [Path(told) / slug(app)]
    return [Path(place, f"farhand-{os.getuid() if uid is None else uid}", slug(app)) for place in PLACES]


def make(app: str, told: str = "") -> Path:
    """The run folder, made where it is missing. Raises Mistake, saying why no place will do."""
    reasons = []
    for path in candidates(app, told):
        try:
            _private(path.parent)
            _private(path)
        except (OSError, Mistake) as error:
            reasons.append(f"{path}: {getattr(error, 'strerror', None) or error}")
        else:
            return path
    raise Mistake(f"there is no place for a run folder; set FARHAND_RUN to one ({'; '.join(reasons)})")


def find(app: str, told: str = "") -> Iterator[Path]:
    """The run folders of this app that are there and can be trusted: root's search goes over all users."""
    for path in _all_candidates(app, told):
        try:
            check(path, os.lstat(path).st_uid if os.getuid() == 0 else os.getuid())
        except (OSError, Mistake):
            continue
        yield path


def _all_candidates(app: str, told: str) -> list[Path]:
    if os.getuid() != 0 or told or os.environ.get("FARHAND_RUN"):
        return candidates(app, told)
    return [found for place in PLACES for found in sorted(Path(place).glob(f"farhand-*/{slug(app)}"))]


def check(path: Path, uid: int) -> None:
    """Raises Mistake unless this is a real folder of that user which nobody else may enter."""
    info = os.lstat(path)
    if not stat.S_ISDIR(info.st_mode):
        raise Mistake("it is not a folder")
    if info.st_uid != uid:
        raise Mistake(f"it belongs to user {info.st_uid}, not to user {uid}")
    if info.st_mode & 0o077:
        raise Mistake(f"others may enter it (mode {info.st_mode & 0o777:o}, wanted 700)")


def _private(path: Path) -> None:
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        pass
    check(path, os.getuid())


def write(path: Path, document: Mapping[str, Any], indent: int | None = None) -> None:
    """Put a JSON document there in one step: a reader sees the old one or the new one. Raises OSError.

    `indent` is for what people read and quote by line.
    """
    made = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident():x}")
    drop(made)
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            _hand_over(handle, path.parent)
            file.write(json.dumps(document, indent=indent, default=str).encode())
        os.replace(made, path)
    except BaseException:
        drop(made)
        raise


def _hand_over(handle: int, place: Path) -> None:
    """What root writes into a user's folder is that user's: else the app could not read it."""
    owner = os.stat(place)
    if os.getuid() == 0 and owner.st_uid != 0:
        os.fchown(handle, owner.st_uid, owner.st_gid)


def read(path: Path) -> dict[str, Any] | None:
    """The JSON document there; None where there is none, or none that can be read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return None
            document = json.loads(file.read(MOST))
    except (OSError, ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def drop(path: Path) -> None:
    """Remove a file if it is there."""
    try:
        os.unlink(path)
    except OSError:
        pass
