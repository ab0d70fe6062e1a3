"""Closed, full and broken streams, odd encodings and terminals: the exit status stays true."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.command import FARHAND, calm, declare, farhand
from tests.hostile.loopback import closed, silent

WORDS = {"text": ("self-test", "--here"), "json": ("self-test", "--here", "--json")}


@pytest.fixture(params=["well", "ill"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A site that is well (exit status 0) or ill (1)."""
    with silent() as port:
        number = port if request.param == "well" else closed()
        declare(tmp_path, f'[dependencies."é✓"]\nkind = "tcp"\nhost = "127.0.0.1"\nport = {number}\n')
        yield tmp_path, 0 if request.param == "well" else 1


@pytest.mark.matrix(2)
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_full_disk_is_told_and_is_never_0(folder: tuple[Path, int], words: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = calm(farhand(*words, cwd=folder[0], stdout=full))
    assert done.code == (folder[1] or 2)
    assert "could not be written: No space left" in done.said


@pytest.mark.matrix(3)
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("closing", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_closed_streams_change_no_exit_status(
    folder: tuple[Path, int], words: tuple[str, ...], closing: str
) -> None:
    done = calm(farhand("-c", f'exec "$@" {closing}', "sh", *FARHAND, *words, cwd=folder[0], through=SHELL))
    assert done.code == folder[1]


#: Stands in front, so that `farhand` above becomes the arguments of a shell.
SHELL = ("sh", "-c", 'shift 3; exec sh "$@"', "sh")


@pytest.mark.matrix(2)
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_reader_that_goes_away_changes_no_exit_status(
    folder: tuple[Path, int], words: tuple[str, ...]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = calm(farhand(*words, cwd=folder[0], stdout=writing))
    os.close(writing)
    assert done.code == folder[1]
    assert done.err == b""


OTHERS = ("--help", "--version", "explain", "explain dns.nxdomain", "validate", "env-template",
          "self-test --plan", "init -o -", "self-test --help")  # fmt: skip


@pytest.mark.matrix(2)
@pytest.mark.parametrize("command", OTHERS)
def test_other_commands_on_a_full_disk(folder: tuple[Path, int], command: str) -> None:
    with open("/dev/full", "wb") as full:
        done = calm(farhand(*command.split(), cwd=folder[0], stdout=full), (2,))
    assert "could not be written" in done.said
    assert done.said.count("\n") == 1


def test_nothing_to_read_is_undecided(tmp_path: Path) -> None:
    assert calm(farhand("diagnose", cwd=tmp_path)).code == 4
    closed_stdin = farhand("-c", 'exec "$@" <&-', "sh", *FARHAND, "diagnose", cwd=tmp_path, through=SHELL)
    assert calm(closed_stdin).code == 4


LOCALES = {
    "C": {"LC_ALL": "C"},
    "ascii": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "latin1": {"PYTHONIOENCODING": "latin-1"},
    "koi8": {"PYTHONIOENCODING": "koi8-r:strict"},
    "utf16": {"PYTHONIOENCODING": "utf-16"},
    "none": {"LANG": ""},
    "unknown": {"LC_ALL": "xx_YY.nothing"},
}


@pytest.mark.matrix(3)
@pytest.mark.parametrize("name", LOCALES)
def test_any_encoding_of_the_terminal(folder: tuple[Path, int], name: str) -> None:
    for words in (*WORDS.values(), ("explain", "dns.nxdomain"), ("self-test", "--plan")):
        done = calm(farhand(*words, cwd=folder[0], env=LOCALES[name]))
        assert done.code == (folder[1] if words[0] == "self-test" and "--plan" not in words else 0)
        assert done.out
        if "--json" in words and name != "utf16":
            assert json.loads(done.out)["results"]


@pytest.mark.matrix(2)
@pytest.mark.parametrize("columns", ["1", "20", "0", "-5", "abc", "100000"])
def test_any_width_of_the_terminal_keeps_the_words_whole(folder: tuple[Path, int], columns: str) -> None:
    done = calm(farhand("self-test", "--here", cwd=folder[0], env={"COLUMNS": columns}))
    assert "Self-test of x" in done.text
    assert max(map(len, done.text.splitlines())) <= 100_000
    assert ("Healthy" if folder[1] == 0 else "Root cause") in done.text


@pytest.mark.matrix(2)
@pytest.mark.parametrize("env", [{"FORCE_COLOR": "1"}, {"TERM": "xterm-256color"}, {"NO_COLOR": "1"}])
def test_no_escape_sequence_outside_of_a_terminal(folder: tuple[Path, int], env: dict[str, str]) -> None:
    done = calm(farhand("self-test", "--here", cwd=folder[0], env=env))
    assert b"\x1b" not in done.out + done.err


def test_standard_output_is_never_a_connection(tmp_path: Path) -> None:
    """With the streams closed, the first socket must not get the number that reports are written to."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        declare(tmp_path, f'[dependencies.q]\nkind = "tcp"\nhost = "127.0.0.1"\nport = {port}\n')
        process = subprocess.Popen(
            ["sh", "-c", 'exec "$@" >&- 2>&- <&-', "sh", *FARHAND, "self-test", "--here", "--json"],
            cwd=tmp_path,
        )
        peer, _ = server.accept()
        peer.settimeout(20)
        assert b"farhand.report" not in peer.recv(65536)
        assert process.wait(timeout=30) == 0
