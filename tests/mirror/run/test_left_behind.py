"""Nothing of a mirror is left behind, however the one who runs it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from farhand.mirror.model import Difference, Plan, Recipe, as_json
from farhand.mirror.run.kept import Kept, Program
from tests.conftest import need_tool

#: A program that starts another one in a session of its own, as daemons do, and writes both numbers.
DAEMON = (
    "import os, subprocess, sys, time\n"
    "one = subprocess.Popen(['sleep', '300'], start_new_session=True)\n"
    "print(os.getpid(), one.pid, flush=True)\n"
    "time.sleep(300)\n"
)
CACHE = (Recipe("version", "redis:cache"),)


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def daemon(tmp_path: Path) -> tuple[Kept, list[int]]:
    log = tmp_path / "log"
    log.touch()
    kept = Kept(Program([sys.executable, "-c", DAEMON], log=str(log), remove=str(tmp_path / "data")))
    (tmp_path / "data").mkdir()
    assert until(lambda: len(log.read_text().split()) == 2)
    return kept, [int(word) for word in log.read_text().split()]


def test_a_stop_ends_what_the_program_has_started_too(tmp_path: Path) -> None:
    kept, pids = daemon(tmp_path)
    assert kept.stop() == 128 + signal.SIGTERM
    assert all(map(gone, pids))
    assert not (tmp_path / "data").exists()


def test_the_keepers_own_death_is_the_programs(tmp_path: Path) -> None:
    kept, pids = daemon(tmp_path)
    os.kill(kept.pid, signal.SIGKILL)
    kept.wait(10)
    assert until(lambda: gone(pids[0]))
    os.kill(pids[1], signal.SIGKILL)  # the one case in which a daemon of a daemon stays
    kept.let_go()


def test_a_program_that_does_not_exist_says_so(tmp_path: Path) -> None:
    kept = Kept(Program(["/nowhere/server"], log=str(tmp_path / "log")))
    assert kept.wait(10) == 127
    assert "/nowhere/server" in kept.says()
    kept.let_go()


@pytest.fixture
def open_path() -> Iterator[Path]:
    """A folder that a server's user may walk through, as pytest's own may not be."""
    with tempfile.TemporaryDirectory(prefix="farhand-up-", dir="/tmp") as name:
        os.chmod(name, 0o711)
        yield Path(name)


def up(tmp_path: Path) -> tuple[subprocess.Popen[str], dict[str, object]]:
    """`farhand mirror up` as a person starts it, and what it said."""
    plan = Plan("app", (), (), CACHE)
    (tmp_path / "mirror.json").write_text(json.dumps(as_json(plan)))
    words = [sys.executable, "-m", "farhand", "mirror", "up", str(tmp_path), "--json"]
    process = subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        cwd=tmp_path,
    )
    assert process.stdout
    return process, json.loads(process.stdout.readline())


def below(folder: Path) -> list[int]:
    """Processes that work in a folder or name it on their command line."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            words = Path(f"/proc/{name}/cmdline").read_bytes()
            place = os.readlink(f"/proc/{name}/cwd")
        except OSError:
            continue
        if (str(folder).encode() in words or place.startswith(str(folder))) and not gone(int(name)):
            found.append(int(name))
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_up_leaves_neither_processes_nor_files(number: int, open_path: Path) -> None:
    need_tool("redis-server")
    (open_path / "tmp").mkdir(mode=0o711)
    process, said = up(open_path)
    assert said["addresses"][0]["service"] == "cache"  # type: ignore[index]
    assert below(open_path / "tmp")
    process.send_signal(number)
    code = process.wait(30)
    assert code in (0, -signal.SIGKILL)
    assert until(lambda: not below(open_path / "tmp"))
    assert until(lambda: not list((open_path / "tmp").iterdir()))


def test_a_plan_with_a_difference_is_run_with_it(tmp_path: Path) -> None:
    need_tool("redis-server")
    recipes = (
        Recipe("setting", "redis:cache", "maxclients", "7"),
        Recipe("setting", "redis:cache", "maxclients", "9"),
    )
    plan = Plan(
        "app", (Difference("clients", "redis:cache", "maxclients", "7", "9", 1.0, "", *recipes),), (), CACHE
    )
    (tmp_path / "mirror.json").write_text(json.dumps(as_json(plan)))
    ask = "import os, redis; print(redis.Redis.from_url(os.environ['REDIS_URL']).config_get('maxclients'))"
    words = [sys.executable, "-m", "farhand", "mirror", "test", str(tmp_path), "--output", "--json", "--"]
    done = subprocess.run([*words, sys.executable, "-c", ask], capture_output=True, text=True, cwd=tmp_path)
    found = json.loads(done.stdout)
    assert (done.returncode, found["verdict"]) == (1, "reproduced")
    assert ("7" in found["runs"]["mirror"]["output"], "9" in found["runs"]["baseline"]["output"]) == (
        True,
        True,
    )
