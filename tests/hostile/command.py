"""Runs the real command as a process under odd circumstances, and the laws that hold in all of them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FARHAND = [sys.executable, "-m", "farhand"]
CODES = (0, 1, 2, 3, 4, 130)

#: Every command that reads a declaration, with what it needs besides.
COMMANDS = (
    ("self-test", "--here", "--json"),
    ("self-test", "--plan"),
    ("validate",),
    ("validate", "--json"),
    ("env-template",),
    ("firewall-request", "--here"),
    ("redact", "--here"),
    ("bundle", "plan", "--here"),
    ("bundle", "create", "--here", "--plain", "--yes", "--only", "configuration", "--min-free", "0"),
)


@dataclass(frozen=True)
class Done:
    code: int
    out: bytes
    err: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.out.decode("utf-8", "replace")

    @property
    def said(self) -> str:
        return self.err.decode("utf-8", "replace")


def farhand(
    *words: str,
    cwd: Path | str | None = None,
    env: dict[str, str] | None = None,
    through: Sequence[str] = (),
    timeout: float = 40.0,
    **more: Any,
) -> Done:
    """One run; `through` is a program that starts the rest of its command line."""
    values = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(env or {})}
    begun = time.monotonic()
    if "input" not in more:
        more.setdefault("stdin", subprocess.DEVNULL)
    more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    done = subprocess.run(
        [*through, *FARHAND, *words], cwd=cwd, env=values, timeout=timeout, check=False, **more
    )
    return Done(done.returncode, done.stdout or b"", done.stderr or b"", time.monotonic() - begun)


def calm(done: Done, codes: Sequence[int] = CODES) -> Done:
    """No traceback, no fault of Farhand's own, no check that crashed, and one of these exit statuses."""
    for bad in (b"Traceback (most", b"Exception ignored", b"the check itself failed", b"could not be judged"):
        for output in (done.out, done.err):
            at = output.find(bad)
            assert at < 0, output[max(0, at - 300) : at + 300]
    assert done.code in codes, (done.code, done.said[-2000:])
    return done


def declare(folder: Path, rows: str, head: str = '[app]\nname = "x"\nversion = "1"\n') -> Path:
    path = folder / "farhand.toml"
    path.write_text(head + rows, "utf-8")
    return path
