"""From a ticket to a signature of one's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import tomllib

from farhand import learning

LINES = [
    "2026-11-20 14:00:01,100 INFO  [main] starting",
    '2026-11-20 14:00:03,1 ERROR [seats] ledger 0x88aa1 out of step with node-7.acme.example:84: have 9 "x"',
    "",
]


def test_the_line_that_says_most_is_chosen_and_what_varies_is_a_gap() -> None:
    assert learning.decisive(LINES) == 1
    made = learning.signature(LINES[1])
    assert made.startswith("ledger .{1,120} out of step with .{1,120}: have ")
    assert "2026" not in made
    with pytest.raises(ValueError, match="nothing in it"):
        learning.decisive(["", " "])
    with pytest.raises(ValueError, match="no whole word"):
        learning.signature("12:00:01 17 0x12 10.1.2.3")


def test_an_entry_is_valid_toml_whatever_the_text_holds() -> None:
    for text in ('a "quoted" \\ back \t tab \x1b[31m red failed', "'''\"\"\" failed", "ünï failed \u202e"):
        made = tomllib.loads(learning.entry("acme.x_y", [text], "test", known=False))
        assert made["acme.x_y"]["hits"][0]["text"] == text
        assert made["acme.x_y"]["title"] == "X y"


def farhand(folder: Path, *words: str, data: str = "") -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("FARHAND")}
    command = [sys.executable, "-m", "farhand", "diagnose", *words]
    return subprocess.run(
        command, cwd=folder, input=data, capture_output=True, text=True, env=env, check=False
    )


def test_yesterdays_ticket_is_todays_signature(tmp_path: Path) -> None:
    (tmp_path / "farhand.toml").write_text('[app]\nname = "billing"\n')
    ticket = "\n".join(LINES).replace('"x"', "password=hunter22")
    assert farhand(tmp_path, "-", data=ticket).returncode == 4
    done = farhand(tmp_path, "--learn", "acme.seats", "-", data=ticket)
    assert done.returncode == 0, done.stderr
    assert "hunter22" not in (tmp_path / "causes" / "learned.toml").read_text()
    again = ticket.replace("node-7", "node-12").replace("0x88aa1", "0x1")
    done = farhand(tmp_path, "-", data=again)
    assert done.returncode == 1
    assert "acme.seats" in done.stdout
    assert (
        farhand(tmp_path, "--learn", "acme.seats", "-", data="seat ledger is locked: failed").returncode == 0
    )
    assert "acme.seats" in farhand(tmp_path, "-", data="seat ledger is locked: failed").stdout


def test_a_mistake_in_a_vendors_file_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "farhand.toml").write_text('[app]\nname = "billing"\n')
    (tmp_path / "causes").mkdir()
    (tmp_path / "causes" / "own.toml").write_text(
        '["acme.x"]\ntitle = "x"\nowner = "vendor-engineering"\nsignatures = [{re = "("}]\n'
    )
    done = farhand(tmp_path, "-", data="anything")
    assert done.returncode == 2
    assert "own.toml" in done.stderr
    assert "acme.x, signature 1" in done.stderr


def test_nowhere_to_learn_is_said(tmp_path: Path) -> None:
    done = farhand(tmp_path, "--learn", "acme.seats", "-", data="x failed")
    assert done.returncode == 2
    assert "farhand.toml" in done.stderr
