"""Without the extra nothing is believed, and it says what to install. A real interpreter that has nothing."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.bundle.places import SOURCE
from tests.request.exchange import Sides


def bare(pair: Sides, *words: str) -> subprocess.CompletedProcess[str]:
    """Only the standard library: no cryptography, no age."""
    code = "import sys; from farhand import cli; sys.exit(cli.main(sys.argv[1:]))"
    env = {"PYTHONPATH": SOURCE, "PATH": os.environ["PATH"], "FARHAND_EXCHANGE": str(pair.state)}
    return subprocess.run(
        [sys.executable, "-S", "-c", code, "request", *words],
        cwd=pair.customer, env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_it_can_be_read_but_neither_written_nor_run_nor_opened(pair: Sides) -> None:
    request = pair.new("r.txt")
    assert pair.run(request).code == 0
    shown = bare(pair, "show", str(request))
    assert shown.returncode == 0, shown.stderr
    assert "could not be looked at" in shown.stdout
    new = ("new", "--purpose", "x", "--check", "queue", "--key", str(pair.vendor_key), "-o", "n.txt")
    for words in (new, ("run", str(request), "--yes", "--plain", "-o", "x.txt"), ("open", "answer.txt")):
        told = bare(pair, *words)
        assert told.returncode == 2, told.stderr
        assert "pip install 'farhand[sign]'" in told.stderr
    assert not (pair.customer / "x.txt").exists()
