"""The customer's Python packages: an environment of its own for each world, of what pip can get.

A package comes from the index that pip is set up to use here, as a wheel: nothing of it is run while it is
installed. It is fetched on an explicit yes only, and kept, so that a search fetches each version once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from farhand.mirror.run import programs
from farhand.mirror.run.nouns import CannotRun, Given, Place

_SITES = "import sys; print('\\n'.join(p for p in sys.path if p.endswith('-packages')))"
_TAG = "import sys, sysconfig; print('%d.%d-' % sys.version_info[:2] + sysconfig.get_platform())"
#: Names in one note.
_FEW = 20


def environment(spot: Place, folder: str, given: Given, fetch: bool) -> tuple[str, tuple[str, ...]]:
    """Its folder and what could not be had, in words; no folder where none of the packages is there."""
    if not spot.packages:
        return "", ()
    python = programs.python(spot.python, given) if spot.python else programs.any_python()
    store, found = _store(python), {}
    missing, why = [], ""
    for name, versions in sorted(spot.packages.items()):
        place, said = _first(python, store, name, versions, fetch)
        found.update({name: place} if place else {})
        missing += [f"{name} {versions[0] or '(absent)'}"] if said else []
        why = why or said
    notes = (_note(missing, why),) if missing else ()
    if not any(found.values()):
        return "", notes
    return _made(python, f"{folder}/venv", found.values(), bool(missing) and not spot.python), notes


def _note(missing: Sequence[str], why: str) -> str:
    more = f" and {len(missing) - _FEW} more" if len(missing) > _FEW else ""
    return f"these Python packages could not be mirrored: {', '.join(missing[:_FEW])}{more}: {why}"


def _store(python: str) -> Path:
    """Where wheels are kept unpacked, by the Python that they are for."""
    return programs.cache() / "python" / _asked(python, _TAG)


def _asked(python: str, script: str) -> str:
    try:
        done = subprocess.run([python, "-c", script], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotRun(f"{python} does not run: {str(error)[:200]}") from None
    return done.stdout.strip()


def _first(
    python: str, store: Path, name: str, versions: Sequence[str], fetch: bool
) -> tuple[Path | None, str]:
    """The first version that can be had, and why that is not the wanted one."""
    why = ""
    for version in versions:
        if not version:
            return None, why  # it is not there, as is wanted
        place = store / f"{name}-{version}"
        said = "" if place.is_dir() else _fetched(python, place, f"{name}=={version}", fetch)
        if not said:
            return place, why
        why = why or said
    return None, why


@cache
def _fetched(python: str, place: Path, wanted: str, fetch: bool) -> str:
    """Empty where it is there now, else why not; asked once, so that a search does not wait for each run."""
    if not fetch:
        return "add --fetch to have pip get them"
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".new-") as new:
        target = f"{new}/{place.name}"
        words = [*_pip(python), "--no-deps", "--only-binary", ":all:", "--target", target, "--", wanted]
        try:
            done = subprocess.run(
                words, capture_output=True, text=True, errors="replace", timeout=300, check=False
            )
        except (OSError, subprocess.SubprocessError) as error:
            return f"pip did not run: {str(error)[:200]}"
        if done.returncode:
            return f"pip: {_last_error(done.stderr)}"
        subprocess.run(["chmod", "-R", "a+rX", target], check=False)
        os.rename(target, place)
    return ""


def _pip(python: str) -> list[str]:
    """That of the wanted Python, else our own, told which one it is for."""
    quiet = ["install", "-q", "--retries", "1", "--disable-pip-version-check", "--root-user-action=ignore"]
    has = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, timeout=60, check=False)
    if has.returncode == 0:
        return [python, "-m", "pip", *quiet]
    version, _, _ = _asked(python, _TAG).partition("-")
    return [sys.executable, "-m", "pip", *quiet, "--python-version", version]


def _last_error(text: str) -> str:
    errors = [line for line in text.splitlines() if line.startswith("ERROR")]
    return (errors or text.strip().splitlines() or ["it failed"])[-1].removeprefix("ERROR: ")[:200]


def _made(python: str, venv: str, places: Iterable[Path], with_mine: bool) -> str:
    """An environment with these packages, and with the vendor's own behind them where one is missing."""
    done = subprocess.run(
        [python, "-m", "venv", "--without-pip", venv], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotRun(f"{python} makes no virtual environment: {done.stderr.strip()[-200:]}")
    site = next(Path(venv).glob("lib/python*/site-packages"))
    for place in places:
        shutil.copytree(place, site, symlinks=True, dirs_exist_ok=True, copy_function=_linked)
    _scripts(site / "bin", Path(venv, "bin"))
    if with_mine:
        (site / "zz-own.pth").write_text(_asked(programs.any_python(), _SITES) + "\n", "utf-8")
    subprocess.run(["chmod", "-R", "a+rX", venv], check=False)
    return venv


def _linked(source: str, target: str) -> str:
    """A link where the file system has both: a search makes many environments."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _scripts(made: Path, place: Path) -> None:
    """Programs of packages begin with the Python that they were installed by."""
    for file in made.iterdir() if made.is_dir() else ():
        head, _, rest = file.read_bytes().partition(b"\n")
        if head.startswith(b"#!") and b"python" in head:
            (place / file.name).write_bytes(f"#!{place}/python\n".encode() + rest)
            (place / file.name).chmod(0o755)
