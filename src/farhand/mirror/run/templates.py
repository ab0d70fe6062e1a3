"""Fresh data of a server, made once and copied for every later world of a search."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence

from farhand.mirror.run.kept import Kept, Program
from farhand.mirror.run.servers._start import Step


class Templates:
    """Data folders by what made them. They go when this process does, or with `close`."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="farhand-mirror-data-")
        self._holder = Kept(Program(["sleep", "infinity"], remove=self._folder))

    def into(self, folder: str, steps: Sequence[Step], make: Callable[[], None]) -> None:
        """`folder`/data as the steps make it: by running them the first time, as a copy afterwards."""
        kept = f"{self._folder}/{_key(folder, steps)}"
        if os.path.isdir(kept):
            _copy(kept, f"{folder}/data")
            return
        make()
        if os.path.isdir(f"{folder}/data"):
            _copy(f"{folder}/data", f"{kept}.new")
            os.rename(f"{kept}.new", kept)

    def close(self) -> None:
        self._holder.stop()


def _key(folder: str, steps: Sequence[Step]) -> str:
    """The same for the same steps in another folder."""
    words = json.dumps([[list(step.argv), step.stdin] for step in steps])
    return hashlib.sha256(words.replace(folder, "").encode()).hexdigest()[:24]


def _copy(source: str, target: str) -> None:
    """With owners and modes, and without copying blocks where the file system can share them."""
    subprocess.run(["cp", "-a", "--reflink=auto", "--", source, target], check=True, stdin=subprocess.DEVNULL)
