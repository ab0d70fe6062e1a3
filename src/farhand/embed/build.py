"""Which build of the app this is: the commit, from the environment or from `.git`, which is only read."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from farhand.embed.process import Process
from farhand.hostfacts import read

#: What build systems and platforms set, the app's own first.
NAMES = (
    "FARHAND_GIT_SHA",
    "GIT_SHA",
    "GIT_COMMIT",
    "COMMIT_SHA",
    "SOURCE_VERSION",  # Heroku, OpenShift
    "CODEBUILD_RESOLVED_SOURCE_VERSION",
    "CI_COMMIT_SHA",  # GitLab
    "GITHUB_SHA",
    "HEROKU_SLUG_COMMIT",
    "RENDER_GIT_COMMIT",
    "RAILWAY_GIT_COMMIT_SHA",
    "VERCEL_GIT_COMMIT_SHA",
)
_SHA = re.compile(r"[0-9a-f]{7,64}", re.IGNORECASE)
#: Build numbers and times that are no commit.
_MORE = {"build": ("BUILD_ID", "BUILD_NUMBER", "CI_PIPELINE_ID"), "built": ("BUILD_DATE", "BUILD_TIME")}


def of_process(process: Process) -> tuple[str, str]:
    """The commit and where it stands, looked for beside the declaration, else where the app runs."""
    try:
        folder = process.settings.path.resolve().parent if process.settings.path else Path.cwd()
    except OSError:
        folder = Path("/")
    return commit(process.environment, folder)


def commit(values: Mapping[str, str], folder: Path) -> tuple[str, str]:
    """The commit and where it stands; ("", "") where it is not told."""
    for name in NAMES:
        if _SHA.fullmatch(values.get(name, "").strip()):
            return values[name].strip().lower(), name
    for place in (folder, *list(folder.parents)[:6]):
        said = (read.text(str(place / "REVISION"), 100) or "").strip()  # Capistrano
        if _SHA.fullmatch(said):
            return said.lower(), str(place / "REVISION")
        if os.path.lexists(place / ".git"):
            return of_git(place / ".git")
    return "", ""


def more(values: Mapping[str, str]) -> dict[str, str]:
    """Number and time of the build, where a plain one is set."""
    found = {key: next((values[n] for n in names if values.get(n)), "") for key, names in _MORE.items()}
    return {key: value for key, value in found.items() if re.fullmatch(r"[\w.:+/ -]{1,60}", value)}


def of_git(git: Path) -> tuple[str, str]:
    """What HEAD points at (gitrepository-layout(5)); a work tree has a file `.git` that names its folder."""
    pointer = (read.text(str(git), 4096) or "").strip()
    folder = (git.parent / pointer[8:]) if pointer.startswith("gitdir: ") else git
    head = (read.text(str(folder / "HEAD"), 4096) or "").strip()
    if not head.startswith("ref: "):
        return (head, str(folder / "HEAD")) if _SHA.fullmatch(head) else ("", "")
    name = head[5:]
    shared = (read.text(str(folder / "commondir"), 4096) or "").strip()
    for place in (folder, folder / shared) if shared else (folder,):
        said = (read.text(str(place / name), 100) or "").strip() if ".." not in name else ""
        said = said or _packed(read.text(str(place / "packed-refs")) or "", name)
        if _SHA.fullmatch(said):
            return said.lower(), str(git)
    return "", ""


def _packed(text: str, name: str) -> str:
    rows = (line.split() for line in text.splitlines() if not line.startswith(("#", "^")))
    return next((row[0] for row in rows if len(row) == 2 and row[1] == name), "")
