"""One `.env`, four readers: docker keeps what a shell takes away."""

from __future__ import annotations

import os
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand import envfile


def read(raw: bytes, platform: str = "") -> dict[str, str]:
    return {row.name: row.value for row in envfile.parse(raw, ".env", platform)}


@pytest.mark.parametrize(
    ("line", "docker", "systemd", "shell"),
    [
        ('A="b c"', '"b c"', "b c", "b c"),
        ("A='b'", "'b'", "b", "b"),
        ("A=b # c", "b # c", "b # c", "b"),
        ("A=b ", "b ", "b", "b"),
        ("A=b#c", "b#c", "b#c", "b#c"),
        ("A=b=c", "b=c", "b=c", "b=c"),
        ("A=#b", "#b", "#b", "#b"),
        ("A= # b", " # b", "# b", ""),
        ("A=", "", "", ""),
        ("A=b\r", "b", "b", "b\r"),
    ],
)
def test_readers_differ(line: str, docker: str, systemd: str, shell: str) -> None:
    raw = f"{line}\n".encode()
    assert (read(raw, "docker")["A"], read(raw, "systemd")["A"], read(raw)["A"]) == (docker, systemd, shell)


@pytest.mark.parametrize(
    "line", ['A="b c"', "A='b # c'", "export A=b", "A=b # c", "A=b#c", "A=", 'A="b\\"c"', "A=b\r", "A='b'\r"]
)
def test_the_shell_reads_it_the_same(line: str) -> None:
    """The real one, as `. ./.env` does."""
    script = f"set -a\n{line}\nenv -0"
    done = subprocess.run(
        ["sh", "-c", script], capture_output=True, check=True, env={"PATH": os.environ["PATH"]}
    )
    real = dict(row.split("=", 1) for row in done.stdout.decode().split("\0") if "=" in row)
    assert read(f"{line}\n".encode())["A"] == real["A"]


def test_lines_and_duplicates_are_kept() -> None:
    rows = envfile.parse(b'# c\nA=1\n\nB="x\ny"\nexport A=2\nnonsense\n', ".env", "")
    assert [(row.name, row.value, row.line) for row in rows] == [
        ("A", "1", 2),
        ("B", "x\ny", 4),
        ("A", "2", 6),
    ]


def test_a_byte_order_mark_stays_in_the_name_but_for_docker_and_compose() -> None:
    raw = b"\xef\xbb\xbfA=1\nB=2\n"
    assert list(read(raw)) == ["\ufeffA", "B"]
    assert list(read(raw, "compose")) == list(read(raw, "docker")) == ["A", "B"]
    assert envfile.parse(raw, ".env", "docker")[0].note == "bom_of_file"


def test_docker_notes_the_line_ends_that_it_takes_away() -> None:
    assert [row.note for row in envfile.parse(b"A=1\r\nB=2\n", ".env", "docker")] == ["line_ends", ""]


def test_references_are_filled_in_by_a_shell_and_kept_by_docker() -> None:
    raw = b"H=db\nU=postgres://${H}/x\nD=${NO:-y}\nQ='${H}'\n"
    assert read(raw) == {"H": "db", "U": "postgres://db/x", "D": "y", "Q": "${H}"}
    assert read(raw, "docker")["U"] == "postgres://${H}/x"


def test_systemd_joins_lines_and_knows_no_export() -> None:
    assert read(b"A=1 \\\n2\n;c=d\nexport B=1\n", "systemd") == {"A": "1 2"}


@given(st.binary(max_size=300), st.sampled_from(["", "docker", "systemd", "compose", "kubernetes", "bare"]))
def test_any_bytes_can_be_read(raw: bytes, platform: str) -> None:
    for row in envfile.parse(raw, ".env", platform):
        assert row.name
        assert row.line >= 1
