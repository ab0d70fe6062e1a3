"""The app's log as `[logs] source` says: a file with its rotated siblings, a journal, a container's output.

Bounded in the command itself, and to the time around the failure where one is known: a log of a busy day is
longer than anybody reads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from farhand import places, platforms
from farhand.bundle.items import _commands, _files
from farhand.bundle.model import Item
from farhand.bundle.site import Site
from farhand.hostfacts.patience import Hangs, patiently
from farhand.model import NOTHING
from farhand.platforms import Wanted, between
from farhand.when import Window, seconds

ORDER = 40
WHY = "what failed first, in the app's own words"
#: Bytes of one log, lines that a command is asked for, rotated siblings.
LIMIT, LINES, SIBLINGS = 5 << 20, 20000, 4
SECONDS = 30.0


def plan(site: Site) -> Iterator[Item]:
    source = str(site.app.sections.get("logs", NOTHING).get("source") or "")
    live = platforms.of_source(source)
    if live:
        yield from _of_platform(*live, site.window)
    elif source:
        yield from _of_path(site, Path(site.app.source).parent / source)
    elif site.target and site.platform in platforms.names():
        platform = platforms.find(site.platform)
        if platform.SOURCE:  # what is read here, not at a cloud
            yield from _of_platform(platform, site.target, site.window)


def _of_platform(platform: platforms.Platform, target: str, window: Window) -> Iterator[Item]:
    wanted = Wanted(between(window.since, window.until), LINES, LIMIT, seconds=25)
    for one in platform.log(target, wanted):
        argv = _commands.together(one.words) if one.both else one.words
        yield _commands.item(
            f"logs/{one.name}.log", argv, WHY, one.program, limit=LIMIT, seconds=SECONDS, **asdict(window)
        )


def _of_path(site: Site, path: Path) -> Iterator[Item]:
    """A file here; or, where it is not here and the app runs in a container, the end of the one in there."""
    inside = _INSIDE.get(site.platform)
    if inside and site.target and not path.exists():
        words = [*inside(site.target), "tail", "-c", str(LIMIT), "--", str(path)]
        yield _commands.item(
            f"logs/{path.name}", words, WHY, limit=LIMIT, seconds=SECONDS, **asdict(site.window)
        )
    else:
        yield from _of_file(path, site.window)


def _in_pod(target: str) -> list[str]:
    space, pod = places.pod("[deploy] target", target)
    return ["kubectl", *space, "exec", "--request-timeout=25s", pod, "--"]


#: What runs a program inside of the app's container. On compose the target is a service.
_INSIDE: dict[str, Callable[[str], list[str]]] = {
    "docker": lambda target: ["docker", "exec", places.plain("[deploy] target", target)],
    "compose": lambda target: ["docker", "compose", "exec", "-T", places.plain("[deploy] target", target)],
    "kubernetes": _in_pod,
}


def _of_file(path: Path, window: Window) -> Iterator[Item]:
    for one in [path, *_siblings(path, window)]:
        name = one.name.removesuffix(".gz").removesuffix(".bz2").removesuffix(".xz")
        yield _files.item(f"logs/{name}", one, WHY, limit=LIMIT, seconds=SECONDS, **asdict(window))


def _siblings(path: Path, window: Window) -> list[Path]:
    """app.log.1, app.log-20261120.gz: the newest ones, but for those that end before the window begins."""
    start = seconds(window.since) if window.since else 0.0
    try:
        found = patiently(lambda: _listed(path), _files.PATIENCE)
    except (OSError, Hangs):
        return []
    return [one for time, one in sorted(found, reverse=True)[:SIBLINGS] if time >= start]


def _listed(path: Path) -> list[tuple[float, Path]]:
    names = sorted(n for n in os.listdir(path.parent)[:20000] if n != path.name and _is_rotated(n, path.name))
    return [(os.stat(path.parent / name).st_mtime, path.parent / name) for name in names]


def _is_rotated(name: str, log: str) -> bool:
    """By what follows the log's name, or stands before its ending: app.log.1, app-20261120.log."""
    stem, dot, end = log.rpartition(".")
    rest = name.removeprefix(log) if name.startswith(log) else ""
    if not rest and dot and name.startswith(stem) and name.endswith(f".{end}"):
        rest = name[len(stem) : -len(end) - 1]
    return rest[:1] in (".", "-", "_") and rest[1:2].isdigit()
