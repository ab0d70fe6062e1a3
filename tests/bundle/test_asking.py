"""A person at a terminal is shown what would leave, and decides: yes, no, or without this one."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

from tests.bundle.places import FARHAND, declare, env_of, members


def answered(folder: Path, *answers: str) -> tuple[int, str]:
    """Exit status and what the terminal showed, where these lines were typed."""
    ours, theirs = pty.openpty()
    words = [*FARHAND, "bundle", "create", "--here", "--plain", "--min-free", "0", "-o", "out.tar.gz"]
    more = ["--skip", "self-test"]
    process = subprocess.Popen(
        [*words, *more], cwd=folder, env=env_of(folder), stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    os.write(ours, "".join(f"{line}\n" for line in answers).encode())
    shown = bytearray()
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return process.wait(60), shown.decode("utf-8", "replace")


def outcomes(folder: Path) -> dict[str, str]:
    rows = json.loads(members(folder / "out.tar.gz")["manifest.json"])["rows"]
    return {row["name"]: row["outcome"] for row in rows}


def test_yes_writes_it(tmp_path: Path) -> None:
    folder = declare(tmp_path / "site")
    code, shown = answered(folder, "yes")
    assert (code, outcomes(folder)["logs/app.log"]) == (0, "ok"), shown
    assert "logs/app.log" in shown


def test_no_writes_nothing_and_is_no_success(tmp_path: Path) -> None:
    folder = declare(tmp_path / "site")
    code, shown = answered(folder, "what?", "no")
    assert (code, (folder / "out.tar.gz").exists()) == (4, False)
    assert "nothing was written" in shown


def test_one_item_is_struck_out_and_the_rest_written(tmp_path: Path) -> None:
    folder = declare(tmp_path / "site")
    code, shown = answered(folder, "strike no/such", "strike logs/*", "y")
    assert code == 0, shown
    assert outcomes(folder)["logs/app.log"] == "struck out"
    assert "logs/app.log" not in members(folder / "out.tar.gz")
    assert "no item is called no/such" in shown
