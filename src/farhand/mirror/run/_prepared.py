"""What is made on this machine before a world starts: files, links and owners."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from functools import cache
from pathlib import Path

from farhand.mirror.run import authority, place, programs
from farhand.mirror.run.nouns import CannotRun, Given, Place
from farhand.mirror.run.place import Here

#: Servers refuse to run as root; this user owns nothing.
NOBODY = 65534
_FAKETIME = ("/usr/lib/*/faketime/libfaketime.so.1", "/usr/lib*/faketime/libfaketime.so.1")


def here_of(spot: Place, folder: str, given: Given, network: int) -> Here:
    """Raises CannotRun where a tool is missing."""
    clock = faketime() if spot.clock_s else ""
    found = programs.python(spot.python, given) if spot.python else ""
    return Here(folder, clock, found, "", network)


def faketime() -> str:
    """The library that gives a program another clock. Raises CannotRun."""
    for pattern in _FAKETIME:
        for found in sorted(Path("/").glob(pattern.lstrip("/"))):
            return str(found)
    raise CannotRun("another clock needs libfaketime: apt-get install libfaketime")


def made_files(spot: Place, here: Here) -> None:
    """The files that the place's variables name."""
    for name, text in place.files(spot).items():
        write(f"{here.folder}/{name}", text)
    if spot.trust:
        write(f"{here.folder}/ca.pem", authority.certificate())
        os.mkdir(f"{here.folder}/none", 0o755)
    if spot.python:
        os.mkdir(f"{here.folder}/python", 0o755)
        for name in ("python", "python3"):
            # No link: beside a link a virtual environment would not be found.
            line = f'exec {shlex.quote(here.python)} "$@"'
            write(f"{here.folder}/python/{name}", f"#!/bin/sh\n{line}\n", 0o755)


def write(path: str, text: str, mode: int = 0o644) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), mode)  # whatever the person's umask is: another user may have to read it
        file.write(text)


def user_of_servers(folder: str) -> list[str]:
    """The beginning of a server's command line; the folder and what is in it become that user's."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise CannotRun("servers are not run as root, and setpriv (util-linux) is missing")
    os.chown(folder, NOBODY, NOBODY)
    for entry in os.scandir(folder):
        os.chown(entry.path, NOBODY, NOBODY)
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--pdeathsig=KILL", "--"]


@cache
def locales() -> frozenset[str]:
    """Those of this host, as `locale -a` has them, in small letters and without hyphens."""
    try:
        done = subprocess.run(["locale", "-a"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset({"c", "posix"})
    return frozenset({"c", "posix", *(name.lower().replace("-", "") for name in done.stdout.split())})
