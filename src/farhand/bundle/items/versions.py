"""Which versions: system, Python, Farhand, and the packages of the app's own environment.

They are told by their folders' names, nothing is imported and no program is run: a package that breaks on
import is named all the same.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from farhand import __version__
from farhand.bundle.items._json import document
from farhand.bundle.model import MADE, Item
from farhand.bundle.site import Site
from farhand.hostfacts import read

ORDER = 60
MAKES = ("versions.json",)
SCHEMA = "farhand.versions/1"
_FOLDER = re.compile(r"(?P<name>[A-Za-z0-9._]+?)-(?P<version>[^-]+)\.(?:dist|egg)-info")
MOST = 3000


def plan(site: Site) -> Iterator[Item]:
    places = ", ".join(map(str, _places(site))) or "none found"
    says = f"versions of system, Python and Farhand; names of the folders *.dist-info in {places}"
    yield Item(MAKES[0], MADE, says, "whether a version is at fault")


def make(site: Site, item: Item) -> bytes:
    release = dict(line.split("=", 1) for line in _release() if "=" in line)
    return document(
        SCHEMA,
        farhand=__version__,
        farhand_python=sys.version.split()[0],
        system={"kernel": platform.release(), "machine": platform.machine(), "release": release},
        app={"name": site.app.name, "version": site.app.version, "program": _program(site)},
        packages={str(place): _packages(place) for place in _places(site)},
    )


def _release() -> list[str]:
    text = read.text("/etc/os-release", 8192) or ""
    return [line.replace('"', "") for line in text.splitlines()]


def _program(site: Site) -> str:
    """The path of what the app's process runs; empty where it is not known."""
    try:
        return os.readlink(f"/proc/{site.env.pid if site.env else ''}/exe")
    except OSError:
        return ""


def _places(site: Site) -> list[Path]:
    """Where the packages of the app's Python lie: of its virtual environment, else beside its program."""
    if not site.env:
        return []
    root = site.env.files or ""
    told, program = site.env.values.get("VIRTUAL_ENV", ""), _program(site)
    prefixes = [Path(told)] if told.startswith("/") else []
    prefixes += [Path(program).parent.parent] if program else []
    found = [
        p for prefix in prefixes for p in sorted(Path(f"{root}{prefix}").glob("lib/python3*/*-packages"))
    ]
    return list(dict.fromkeys(found))[:4]


def _packages(place: Path) -> dict[str, str]:
    try:
        names = sorted(os.listdir(place))
    except OSError:
        return {}
    found = filter(None, (_FOLDER.fullmatch(name) for name in names[: MOST * 4]))
    return dict([(m["name"], m["version"]) for m in found][:MOST])
