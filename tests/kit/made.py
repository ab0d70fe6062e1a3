"""Kits of given scripts, run in a shell, and what they print taken apart and proven."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from farhand import framing, kit
from farhand.commands import Asked
from farhand.model import App, Command, Dependency, Variable

#: Shells that are /bin/sh somewhere; and the awks of today's systems.
SHELLS = ("dash", "bash", "busybox sh", "ksh93", "mksh")
AWKS = ("gawk", "mawk", "busybox awk")
APP = App(
    "billing",
    "2.4.1",
    contact="support@vendor.example",
    env=(Variable("DATABASE_URL", secret=True), Variable("API_TOKEN", secret=True), Variable("REGION")),
)


@dataclass(frozen=True)
class Frame:
    """One frame: the words of its begin line, and its body without the `rc` line."""

    words: Mapping[str, str]
    body: str
    rc: int | None  # None: it was cut
    sound: bool  # the seal is right


def text(scripts: Mapping[str, str], seconds: float = 10, platform: str = "bare", target: str = "") -> str:
    asked = [
        Asked(name, "tcp", Command(script, f"why {name} is asked", seconds), Dependency(name, "tcp"))
        for name, script in scripts.items()
    ]
    return kit.kit(APP, asked, platform, target)


def write(folder: Path, scripts: Mapping[str, str], **told: object) -> Path:
    path = folder / "kit.sh"
    path.write_text(text(scripts, **told), "utf-8")  # type: ignore[arg-type]
    return path


def words(shell: str) -> list[str]:
    first, *rest = shell.split()
    return [shutil.which(first) or first, *rest]


def with_awk(folder: Path, awk: str) -> str:
    """A PATH on which `awk` is this one."""
    place = folder / awk.replace(" ", "-")
    place.mkdir(exist_ok=True)
    link = place / "awk"
    if not link.exists():
        link.symlink_to(shutil.which(awk.split()[0]) or "/nowhere")
    return f"{place}:{os.environ['PATH']}"


def run(
    path: Path, *options: str, shell: str = "dash", env: Mapping[str, str] | None = None, path_var: str = ""
) -> subprocess.CompletedProcess[bytes]:
    surroundings = {"PATH": path_var or os.environ["PATH"], "HOME": "/nonexistent", **(env or {})}
    return subprocess.run(
        [*words(shell), str(path), *options], capture_output=True, env=surroundings, timeout=90, check=False
    )


def frames(output: bytes) -> list[Frame]:
    found, lines = [], []
    for line in output.decode("utf-8", "surrogateescape").split("\n"):
        if line.startswith("#farhand begin "):
            lines = [line]
        elif line.startswith("#farhand end ") and lines:
            found.append(_frame(lines, line))
            lines = []
        elif lines:
            lines.append(line)
    return found


def _frame(lines: Sequence[str], end: str) -> Frame:
    told = dict(re.findall(r"(\w+)=(\S*)", lines[0]))
    last = re.fullmatch(r"#farhand rc=(\d+)", lines[-1])
    lengths = ",".join(str(len(line.encode("utf-8", "surrogateescape"))) for line in lines)
    sound = f" sum={framing.seal(list(lines))} lines={lengths}" in end
    body = list(lines[1:-1] if last else lines[1:])
    if last and body and body[-1] == "":
        body.pop()
    return Frame(told, "\n".join(body), int(last[1]) if last else None, sound)


def same(frame: Frame) -> tuple[object, ...]:
    """A frame without the moment it was made at."""
    return ({k: v for k, v in frame.words.items() if k != "at"}, frame.body, frame.rc, frame.sound)
