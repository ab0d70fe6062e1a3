"""Programs that end with this process, however it ends: each has a keeper and a lifeline."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from farhand.mirror.run import keeper

_KEEPER = keeper.__file__
#: What a server finds in its environment: nothing of this machine's own settings.
CLEAN = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/",
}


@dataclass(frozen=True)
class Program:
    """What to start. Without `log` its output goes to this process's."""

    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=lambda: CLEAN)
    cwd: str = "/"
    log: str = ""
    stop: int = signal.SIGTERM
    grace_s: float = 5.0
    groups: Mapping[str, int] = field(default_factory=dict)  # memory, cpu, pids, as the keeper has them
    limits: Mapping[str, int] = field(default_factory=dict)
    remove: str = ""  # a folder that goes when the program has ended


class Kept:
    """A program that runs. `pid` is its keeper's."""

    def __init__(self, program: Program, stdout: int | IO[bytes] | None = None) -> None:
        self.program = program
        read, self._lifeline = os.pipe()
        try:
            self._popen = subprocess.Popen(
                [sys.executable, "-I", "-S", _KEEPER, _spec(program, read)],
                stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.STDOUT if stdout else None,
                env=CLEAN, pass_fds=(read,), start_new_session=True,
            )  # fmt: skip
        except BaseException:
            os.close(self._lifeline)
            raise
        finally:
            os.close(read)
        self.pid = self._popen.pid

    def ended(self) -> int | None:
        """The program's exit status; None while it runs."""
        return self._popen.poll()

    def wait(self, seconds: float | None = None) -> int:
        """The program's exit status. Raises subprocess.TimeoutExpired."""
        return self._popen.wait(seconds)

    def stop(self) -> int:
        """End it, all that it has started with it, and wait; does nothing the second time."""
        self.let_go()
        return self._popen.wait()

    def let_go(self) -> None:
        """Begin the end without waiting for it."""
        if self._lifeline >= 0:
            os.close(self._lifeline)
            self._lifeline = -1

    def says(self, most: int = 2000) -> str:
        """The end of its log."""
        try:
            return Path(self.program.log).read_bytes()[-most:].decode("utf-8", "replace")
        except OSError:
            return ""


def _spec(program: Program, lifeline: int) -> str:
    return json.dumps(
        {
            "argv": list(program.argv), "env": dict(program.env), "cwd": program.cwd, "log": program.log,
            "stop": int(program.stop), "grace": program.grace_s, "lifeline": lifeline,
            "groups": dict(program.groups), "limits": dict(program.limits), "remove": program.remove,
        }
    )  # fmt: skip


def until(ready: object, programs: Sequence[Kept], seconds: float) -> bool:
    """Whether `ready()` came true in time, while all the programs ran."""
    assert callable(ready)
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end or any(one.ended() is not None for one in programs):
            return bool(ready())
        time.sleep(0.02)
    return True
