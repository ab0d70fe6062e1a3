"""A process that adds entries is killed at any moment: what was accepted is there, and the file is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from farhand.case import Case

#: Ten rounds each: a hundred in the full run.
PARTS = 10 if os.environ.get("FARHAND_ALL") == "1" else 1
#: Says the number of each entry once `add` has returned: from then on it is accepted.
WRITES = """
import sys
from pathlib import Path
from farhand.case import Case
case = Case(Path(sys.argv[1]), "ann", create=True)
for number in range(100_000):
    entry = case.add("note", {"says": "x" * (number * 37 % 5000)})
    sys.stdout.write(f"{entry.seq}\\n")
    sys.stdout.flush()
"""


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_that_was_accepted_is_lost(tmp_path: Path, part: int) -> None:
    chance = random.Random(part)
    accepted = 0
    for _ in range(10):
        accepted = max(accepted, _killed(tmp_path, chance.randint(1, 60), chance.uniform(0, 0.01)))
        with Case(tmp_path, "reader") as case:
            found = [e.seq for e in case.entries()]  # proves the chain
        assert found == list(range(1, len(found) + 1))
        assert accepted <= len(found) <= accepted + 1  # one may be on the disk that was not told yet
        accepted = len(found)


def _killed(folder: Path, after: int, more: float) -> int:
    """Start one, kill it a moment after it has accepted so many; the last number that it told."""
    argv = [sys.executable, "-c", WRITES, str(folder)]
    writing = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    assert writing.stdout
    told = [writing.stdout.readline() for _ in range(after)]
    try:
        writing.wait(more)
    except subprocess.TimeoutExpired:
        pass
    writing.send_signal(signal.SIGKILL)
    told += writing.stdout.read().splitlines(keepends=True)
    assert writing.wait(10) == -signal.SIGKILL
    writing.stdout.close()
    return int([line for line in told if line.endswith("\n")][-1])
