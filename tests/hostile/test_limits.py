"""Few descriptors, no threads, little memory: what works is called working, the rest not looked at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.conftest import need_tool
from tests.hostile.command import Done, calm, declare, farhand
from tests.hostile.loopback import serving

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Thirty dependencies that are well."""
    with serving(lambda peer: peer.recv(65536) and peer.sendall(OK)) as port:
        kinds = (
            f'kind = "http"\nurl = "http://127.0.0.1:{port}/"',
            f'kind = "tcp"\nhost = "127.0.0.1"\nport = {port}',
            'kind = "dns"\nhost = "localhost"',
        )
        declare(tmp_path, "".join(f"[dependencies.d{n}]\n{kinds[n % 3]}\n" for n in range(30)))
        yield tmp_path


def limited(folder: Path, *limits: str) -> Done:
    through = [need_tool("prlimit"), *limits, "--"]
    return farhand("self-test", "--here", "--json", cwd=folder, through=through)


def rows(done: Done) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in json.loads(done.out)["results"]:
        found.setdefault(row["subject"], set()).add(row["outcome"])
    return found


@pytest.mark.parametrize("number", [12, 16, 20, 24, 32, 64, 128])
def test_few_descriptors(folder: Path, number: int) -> None:
    """Farhand's own haste uses none up: each dependency is looked at, and is well."""
    found = rows(calm(limited(folder, f"--nofile={number}:{number}"), (0, 1, 3, 4)))
    if number >= 16:
        assert {name for name, outcomes in found.items() if "fail" in outcomes} <= {"host"}
        assert all("unknown" not in found[f"d{n}"] for n in range(30))


@pytest.mark.parametrize("megabytes", [150, 250, 400, 1000])
def test_little_memory(folder: Path, megabytes: int) -> None:
    done = calm(limited(folder, f"--as={megabytes << 20}:{megabytes << 20}"), (0, 1, 2, 3, 4))
    if done.out:
        found = rows(done)
        assert {name for name, outcomes in found.items() if "fail" in outcomes} <= {"host"}
    else:
        assert "memory" in done.said


def test_no_threads_at_all(folder: Path) -> None:
    """One step after the other, in the one thread there is; Ctrl-C and deadlines are tested elsewhere."""
    code = (
        "import threading, sys\n"
        'def none(self): raise RuntimeError("can\'t start new thread")\n'
        "threading.Thread.start = none\n"
        "from farhand.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "self-test", "--here", "--json"],
        cwd=folder, env={"PATH": os.environ["PATH"]}, capture_output=True, timeout=40, check=False,
    )  # fmt: skip
    found = rows(calm(Done(done.returncode, done.stdout, done.stderr, 0.0), (0, 1, 3, 4)))
    assert not {name for name, outcomes in found.items() if name != "host" and "fail" in outcomes}


def test_a_small_stack(folder: Path) -> None:
    calm(limited(folder, "--stack=131072:131072"), (0, 3, 4))


def test_no_file_may_grow(folder: Path) -> None:
    """`ulimit -f 0`: even a report to a file is refused, by a signal that must not kill us silently."""
    with (folder / "out.json").open("wb") as out:
        through = [need_tool("prlimit"), "--fsize=0:0", "--"]
        done = farhand("self-test", "--here", "--json", cwd=folder, through=through, stdout=out)
    assert calm(done).code in (1, 2)
    assert "could not be written" in done.said


#: Starts Farhand, which has then no descriptor left at all; as where the whole host has none.
NONE_LEFT = """
import resource, sys
from farhand import cli
from farhand.cli import _process
if sys.argv[1:2] == ["late"]:  # when the command's own modules are there already
    from farhand.cli import self_test
resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
sys.argv = ["farhand", "self-test", "--here"]
cli.main()
"""


@pytest.mark.parametrize("when", ["early", "late"])
def test_where_no_file_can_be_opened_that_is_said(folder: Path, when: str) -> None:
    words = [sys.executable, "-c", NONE_LEFT, when]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=40, check=False)
    assert done.returncode in (1, 4), done.stderr
    assert "no further file can be opened" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert "fault of Farhand" not in done.stderr
