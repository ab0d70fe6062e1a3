"""Real programs whose log messages come with their format strings: what a template miner is measured against.

One module per program, found by listing; each has `run(folder: Path) -> None`, which puts the program to
work. It runs in a process of its own (`python -m tests.logs.truth NAME FILE`) in which every record is taken
down with its format string. A message belongs to its format string. Left out is what shows none: format
strings without a letter (`%s`), and places that log many texts without arguments, for these were put
together before they were logged.
"""

from __future__ import annotations

import json
import os
import pkgutil
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[3]
_HOLE = re.compile(r"%(?:\(\w+\))?[-#0 +]*[\d*]*(?:\.\d+)?[a-zA-Z%]")
#: Programs that wait for something never to come are ended after this many seconds.
LONGEST = 120

Pair = tuple[str, str]


def names() -> list[str]:
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))


def pairs(name: str) -> list[Pair]:
    """(format string, first line of the message) of every record, in order."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records"
        command = [sys.executable, "-m", "tests.logs.truth", name, str(file)]
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, timeout=LONGEST
        )
        if not file.exists() or done.returncode:
            raise RuntimeError(f"{name} did not run through: {done.stderr.decode(errors='replace')[-2000:]}")
        return judged([json.loads(line) for line in file.read_text("utf-8").splitlines()])


def judged(records: list[tuple[str, str, bool, str]]) -> list[Pair]:
    """From (place, format string, has arguments, message), the pairs whose format string can be known."""
    texts = defaultdict(set)
    for place, form, filled, _ in records:
        if not filled:
            texts[place].add(form)
    kept = []
    for place, form, filled, message in records:
        known = filled or len(texts[place]) == 1
        if known and re.search("[A-Za-z]", _HOLE.sub("", form)):
            kept.append((form, (message.splitlines() or [""])[0]))
    return kept
