"""A site to make bundles of: a folder with a declaration and a log, and the real command run in it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FARHAND = [sys.executable, "-m", "farhand"]
SOURCE = str(Path(__file__).parents[2] / "src")
#: Planted at the site; none of them may be seen in a bundle or anywhere else on the disk.
SENTINELS = ("sentinel-db-4471x", "sentinel-log-8823x", "sentinel-file-1190x", "sentinel-name-5566x")

DECLARATION = """
[app]
name = "billing"
version = "2.4.1"
[env.DATABASE_PASSWORD]
secret = true
example = "PASSWORD"
[dependencies.local]
kind = "tcp"
host = "127.0.0.1"
port = {port}
timeout = "1s"
[logs]
source = "app.log"
"""
LOG = "2026-11-20T14:00:00Z ERROR login failed password=sentinel-log-8823x user=app\nsecond line\n"


def declare(folder: Path, more: str = "", port: int = 9, log: str = LOG) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "farhand.toml").write_text(DECLARATION.format(port=port) + more)
    (folder / "app.log").write_text(log)
    return folder


def env_of(folder: Path) -> dict[str, str]:
    run = folder.parent / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": SOURCE,
        "PYTHONDONTWRITEBYTECODE": "1",
        "FARHAND_RUN": str(run),
        "DATABASE_PASSWORD": SENTINELS[0],
        "LANG": "C.UTF-8",
    }


def bundle(
    folder: Path, *words: str, through: Sequence[str] = (), **more: Any
) -> subprocess.CompletedProcess[str]:
    """`farhand bundle …` in that folder, with nobody to be asked."""
    more.setdefault("env", env_of(folder))
    return subprocess.run(
        [*through, *FARHAND, "bundle", *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **more,
    )


CREATE = ("create", "--here", "--plain", "--yes", "--min-free", "0", "-o", "out.tar.gz")


def create(folder: Path, *words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return bundle(folder, *CREATE, *words, **more)


def members(path: Path) -> dict[str, bytes]:
    """The files in a bundle by name, as the system's own tar would unpack them."""
    found = {}
    with tarfile.open(fileobj=io.BytesIO(path.read_bytes())) as tar:
        for member in tar:
            source = tar.extractfile(member)
            assert source is not None
            assert member.isreg()
            found[member.name.partition("/")[2]] = source.read()
    return found
