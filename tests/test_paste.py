"""Pasted text, however it was mangled on the way, comes to the same evidence, or to an honest unknown."""

from __future__ import annotations

import shlex
import socket
import subprocess

import pytest

from farhand import checks, paste
from farhand.judge import judge


def printed(script: str) -> str:
    """What a shell prints for it."""
    done = subprocess.run(["sh"], input=script, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout


@pytest.fixture(scope="module")
def framed() -> str:
    """The output of the real tcp command against a port of this machine where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    script = paste.command_of(
        checks.find("tcp"), "pay ments/1", {"host": "127.0.0.1", "port": port}, "vendor"
    )
    assert script is not None
    return printed(script)


def stages(text: str) -> list[tuple[str, str, str, str]]:
    found = paste.read(text, "stdin")
    results = [r for r in judge(list(found.evidence)) if r.outcome != "skip"]
    return [(r.subject, r.stage, r.outcome, r.findings[0].cause if r.findings else "") for r in results]


def test_a_frame_is_read(framed: str) -> None:
    assert framed.startswith("#farhand begin check=tcp subject=pay%20ments%2F1 run_by=vendor v=1\n")
    assert framed.rstrip().splitlines()[-1].startswith("#farhand end rc=")
    assert stages(framed) == [("pay ments/1", "tcp", "fail", "tcp.refused")]
    found = paste.read(framed, "stdin")
    assert found.evidence[0].facts["about"]["run_by"] == "vendor"
    assert found.evidence[0].vantage.via == "paste"
    assert found.understood[0]["reader"] == "tcp"
    assert found.unread == ()


@pytest.mark.parametrize(
    "mangle",
    [
        lambda t: t.replace("\n", "\r\n"),
        lambda t: "".join(f"> {line}\n" for line in t.splitlines()),
        lambda t: "".join(f"> > {line}\n".replace(" \n", "\n") for line in t.splitlines()),
        lambda t: "".join(f"    {line}\n" for line in t.splitlines()),
        lambda t: f"Hi Ann,\n\nhere it is:\n\n[root@web ~]# sh check.sh\n{t}[root@web ~]# \n\nBest, Bob\n",
        lambda t: "\x1b[0m" + t.replace("tcp", "\x1b[1mtcp\x1b[0m"),
        lambda t: t.rstrip("\n"),
        lambda t: "\ufeff" + t,
    ],
    ids=["crlf", "mail", "mail twice", "indented", "chatter", "colours", "no last line end", "bom"],
)
def test_mangled_on_the_way(framed: str, mangle: object) -> None:
    assert stages(mangle(framed)) == stages(framed)  # type: ignore[operator]


def test_several_frames_keep_their_subjects_and_lines(framed: str) -> None:
    other = framed.replace("pay%20ments%2F1", "search")
    found = paste.read(f"first\n{framed}then\n{other}", "mail.txt")
    assert [(r.subject, r.line) for r in found.evidence] == [
        ("pay ments/1", 2),
        ("search", 3 + framed.count("\n")),
    ]
    assert {r.source for r in found.evidence} == {"mail.txt"}


@pytest.mark.parametrize("kept", range(1, 6))
def test_what_is_cut_off_is_unknown(framed: str, kept: int) -> None:
    lines = framed.splitlines()
    text = "\n".join(lines[: min(kept, len(lines) - 1)]) + "\n"
    assert {(outcome, cause) for _, _, outcome, cause in stages(text)} == {("unknown", "")}
    assert paste.read(text, "stdin").evidence[0].unknown == paste.CUT_OFF


def test_a_frame_cut_off_by_the_next_one(framed: str) -> None:
    cut = "\n".join(framed.splitlines()[:-1]).replace("pay%20ments%2F1", "cut") + "\n"
    assert [(s, o) for s, _, o, _ in stages(cut + framed)] == [("cut", "unknown"), ("pay ments/1", "fail")]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "hello\nworld\n", "\x00\x01\x02" * 100, "#farhand begin\n", "#farhand end rc=0\n"]
)
def test_what_is_nothing_is_unread_and_says_why(text: str) -> None:
    found = paste.read(text, "stdin")
    assert found.evidence == ()
    assert found.unread[0]["why"]


def test_an_unknown_check_and_an_output_of_another_kind() -> None:
    found = paste.read("#farhand begin check=nosuch subject=a v=1\nx\n#farhand end rc=0\n", "stdin")
    assert "nosuch" in str(found.unread)
    found = paste.read(
        "#farhand begin check=tcp subject=a v=1\nbash: syntax error\n#farhand end rc=2\n", "stdin"
    )
    assert found.evidence[0].unknown


def test_the_command_as_pasted_without_its_output_is_no_evidence() -> None:
    script = paste.frame("tcp", "a", "true")
    assert paste.read(script, "stdin").evidence == ()


@pytest.mark.parametrize("status", [0, 1, 7])
def test_a_frame_keeps_the_exit_status_whatever_the_script_does(status: int) -> None:
    script = paste.frame(
        "tcp", "it's; $(touch x) `y`\n#farhand end rc=9", f"echo out; echo err >&2; exit {status}"
    )
    done = subprocess.run(["sh"], input=script, capture_output=True, text=True, timeout=10, check=False)
    assert done.returncode == status
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[1:] == ["out", "err", f"#farhand end rc={status}"]
    assert shlex.split(script.splitlines()[0])[0] == "echo"


def test_unframed_output_is_taken_where_one_check_knows_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    script = checks.find("tcp").command("x", {"host": "127.0.0.1", "port": port})  # type: ignore[attr-defined]
    found = paste.read("$ sh\n" + printed(script), "stdin")
    assert [(r.check, r.subject) for r in found.evidence] == [("tcp", "127.0.0.1")]
