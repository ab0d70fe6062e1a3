"""A real Dask cluster of two workers on this machine: the same bytes as here, one killed or not."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.errors import Mistake
from farhand.logs import engines
from farhand.logs.engines import Settings, Watch, work
from farhand.logs.mining.saved import to_bytes
from tests import made_logs
from tests.conftest import need

SRC = Path(__file__).parents[3] / "src"


class Cluster:
    """A scheduler and two workers of one thread each, all on a free port of 127.0.0.1."""

    def __init__(self, folder: Path) -> None:
        path = os.pathsep.join([str(SRC), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._env = {**os.environ, "PYTHONPATH": path, "DASK_LOGGING__DISTRIBUTED": "info"}
        self._folder = folder
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._said(self.scheduler, r"Scheduler at:\s+(tcp://\S+)")
        self.workers = [self._worker() for _ in range(2)]
        for worker in self.workers:
            self._said(worker, r"(Registered to)")

    def _worker(self) -> subprocess.Popen[str]:
        words = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        return self._start("worker", self.address, *words, "--local-directory", str(self._folder))

    def _start(self, what: str, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + what, *words]
        if what == "worker":
            command[2] = "distributed.cli.dask_worker"
        return subprocess.Popen(command, env=self._env, stderr=subprocess.PIPE, text=True)

    def _said(self, process: subprocess.Popen[str], pattern: str) -> str:
        assert process.stderr
        lines = []
        for line in process.stderr:
            lines.append(line)
            found = re.search(pattern, line)
            if found:
                return found[1]
        raise AssertionError("".join(lines))

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    need(importlib.util.find_spec("distributed"), "distributed (farhand[dask]) is not installed")
    found = Cluster(tmp_path_factory.mktemp("dask"))
    yield found
    found.stop()


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "app.log"
    made_logs.write(path, 12_000_000)
    return path


class Killing(Watch):
    """Kills a worker when a third is done."""

    def __init__(self, victim: subprocess.Popen[str], after: int) -> None:
        super().__init__()
        self._victim, self._left = victim, after

    def read(self, count: int) -> None:
        self._left -= count
        if self._left < 0 and self._victim.poll() is None:
            self._victim.kill()
            self._victim.wait()


def test_the_command_prints_the_same(cluster: Cluster, log: Path) -> None:
    printed = []
    for words in (["--workers", "1"], ["--engine", "dask", "--scheduler", cluster.address]):
        command = [sys.executable, "-m", "farhand", "logs", "triage", str(log), "--json", *words]
        printed.append(subprocess.run(command, capture_output=True, timeout=120).stdout)
    assert printed[0] == printed[1] != b""


def test_two_workers_and_one_killed_halfway(cluster: Cluster, log: Path) -> None:
    pieces = work.pieces([str(log)], Settings(), 500_000)
    here = to_bytes(engines.summary_of(pieces, Settings(), "local", Watch(), workers=1).summary)
    both = engines.summary_of(pieces, Settings(), "dask", Watch(), scheduler=cluster.address)
    assert to_bytes(both.summary) == here
    assert not both.unread
    watch = Killing(cluster.workers[0], log.stat().st_size // 3)
    less = engines.summary_of(pieces, Settings(), "dask", watch, scheduler=cluster.address)
    assert cluster.workers[0].poll() is not None
    assert to_bytes(less.summary) == here
    assert not less.unread


def test_no_scheduler_is_a_mistake(cluster: Cluster, log: Path) -> None:
    pieces = work.pieces([str(log)], Settings())
    with pytest.raises(Mistake, match="--scheduler ADDRESS"):
        engines.summary_of(pieces, Settings(), "dask", Watch())
    with pytest.raises(Mistake, match="there is none of that name"):
        engines.summary_of(pieces, Settings(), "spark", Watch())
