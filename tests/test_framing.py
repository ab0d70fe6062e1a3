"""A frame says the same in every shell, and its seal is what the reader computes."""

from __future__ import annotations

import subprocess
import types

import pytest

from farhand import commands, framing
from tests.conftest import need_tool

SHELLS = (["sh"], ["bash"], ["busybox", "sh"])


@pytest.mark.parametrize("shell", SHELLS, ids=" ".join)
@pytest.mark.parametrize(
    ("script", "rc"),
    [
        ("echo hällo; echo '  two  blanks '; echo; printf 'no line feed'; exit 3", 3),
        ("true", 0),
        ("echo to the other side >&2; false", 1),
        ("cat <<'FARHAND'\n$HOME `id`\nFARHAND", 0),
    ],
)
def test_the_seal_is_what_the_reader_computes(shell: list[str], script: str, rc: int) -> None:
    need_tool(shell[0])
    about = framing.words("tcp", "a b", "vendor")
    text = framing.typed(framing.frame(about, script), f"{' '.join(shell)} -s")
    ran = subprocess.run([*shell, "-c", text], capture_output=True)
    *lines, end, last = ran.stdout.decode("utf-8", "surrogateescape").split("\n")
    assert (ran.returncode, last) == (rc, "")
    assert lines[0].startswith("#farhand begin check=tcp subject=a%20b run_by=vendor v=2 host=")
    assert f" sum={framing.seal(lines)} lines={','.join(str(len(line.encode())) for line in lines)}" in end


def test_a_body_is_bounded_and_says_so() -> None:
    ran = subprocess.run(
        ["sh", "-c", framing.frame("check=x v=2", "yes | head -c 200000")], capture_output=True, text=True
    )
    assert len(ran.stdout) < framing.BOUND * 2 + 300
    assert "#farhand rc=" not in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("#farhand end at=")


def test_the_status_of_a_command_is_kept_behind_its_last_line() -> None:
    asked = commands.of(types.SimpleNamespace(command=lambda *_: "echo seen; false"), "x", {})  # type: ignore[arg-type]
    assert asked
    ran = subprocess.run(
        ["sh", "-c", framing.frame("check=x v=2", asked.script)], capture_output=True, text=True
    )
    assert ran.returncode == 1
    assert ran.stdout.split("\n")[1:5] == ["seen", commands.END, "", "#farhand rc=1"]
