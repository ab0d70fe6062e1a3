"""Without the extra nothing is believed, and it says what to install. A real interpreter that lacks it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import sqlalchemy
import typing_extensions

from tests.bundle.places import SOURCE
from tests.request.exchange import Sides


def _database(folder: Path) -> Path:
    """A folder that holds SQLAlchemy and what it needs, and nothing else."""
    folder.mkdir(exist_ok=True)
    for module in (sqlalchemy, typing_extensions):
        found = Path(str(module.__file__))
        found = found.parent if found.name == "__init__.py" else found
        if not (folder / found.name).exists():
            (folder / found.name).symlink_to(found)
    return folder


def test_without_the_database_it_says_what_to_install(pair: Sides) -> None:
    code = "import sys; from farhand import cli; sys.exit(cli.main(['case', 'new', 'x']))"
    argv = [sys.executable, "-S", "-c", code]
    told = subprocess.run(
        argv, cwd=pair.customer, env={"PYTHONPATH": SOURCE}, capture_output=True, text=True, check=False
    )
    assert told.returncode == 2, told.stderr
    assert "a case needs the package sqlalchemy: pip install 'farhand'" in told.stderr


def bare(pair: Sides, *words: str) -> subprocess.CompletedProcess[str]:
    """The standard library and what keeps the record of requests: no cryptography, no age."""
    code = "import sys; from farhand import cli; sys.exit(cli.main(sys.argv[1:]))"
    env = {
        "PYTHONPATH": f"{SOURCE}:{_database(pair.folder / 'packages')}",
        "PATH": os.environ["PATH"],
        "FARHAND_EXCHANGE": str(pair.state),
    }
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
