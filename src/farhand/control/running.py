"""Which apps with Farhand inside run on this host, as far as this user may see.  I/O."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from farhand.control import census, folder
from farhand.errors import Mistake


def places(app: str = "", told: str = "") -> list[Path]:
    """The run folders in which processes are alive. `told` is one of them, or the folder in which they are.

    Without the app's name: of all apps.
    """
    return [path for path in _candidates(app, told) if _can_be_trusted(path) and census.workers(path)]


def looked_at(app: str = "", told: str = "") -> list[str]:
    """Where `places` looks, for a message."""
    told = told or os.environ.get("FARHAND_RUN", "")
    return [told] if told else [f"{path}/{folder.slug(app) if app else '*'}" for path in _homes()]


def _candidates(app: str, told: str) -> Iterator[Path]:
    told = told or os.environ.get("FARHAND_RUN", "")
    for home in [told] if told else _homes():
        if told:
            yield Path(told)
        yield from sorted(Path(home).glob(folder.slug(app) if app else "*"))


def _homes() -> list[str]:
    user = "*" if os.getuid() == 0 else str(os.getuid())
    if user != "*":
        return [f"{place}/farhand-{user}" for place in folder.PLACES]
    return [str(path) for place in folder.PLACES for path in sorted(Path(place).glob("farhand-*"))]


def _can_be_trusted(path: Path) -> bool:
    try:
        folder.check(path, os.lstat(path).st_uid if os.getuid() == 0 else os.getuid())
    except (OSError, Mistake):
        return False
    return True


def one(app: str = "", told: str = "") -> Path:
    """The run folder of the one app that runs. Raises Mistake: none, or several, and what to do."""
    found = places(app, told)
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(map(str, found))
        raise Mistake(f"more than one app runs here; give --run-dir with one of: {names}")
    where = ", ".join(looked_at(app, told)) or " and ".join(f"{p}/farhand-*" for p in folder.PLACES)
    raise Mistake(
        f"no process with Farhand inside was found; looked in {where}. Run this as the user that the app "
        "runs as, or as root, on its host or in its container; give --run-dir if the app sets FARHAND_RUN or "
        "[embed] run_dir; and see that the app calls farhand.install()"
    )
