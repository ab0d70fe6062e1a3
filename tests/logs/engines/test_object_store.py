"""Logs in a real object store (moto's server): the same summary as of the files that were put there."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.logs import engines
from farhand.logs.engines import Settings, Watch, work
from farhand.logs.mining.saved import to_bytes
from tests import made_logs
from tests.conftest import need
from tests.logs.engines.serving import moto

KEYS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "app.log"
    made_logs.write(path, 3_000_000)
    return path


@pytest.fixture(scope="module")
def store(log: Path) -> Iterator[dict[str, str]]:
    """The environment in which s3://logs/day/ holds the log, and a compressed half of it."""
    need(importlib.util.find_spec("obstore"), "obstore (farhand[dask]) is not installed")
    need(importlib.util.find_spec("moto"), "moto is not installed")
    with moto() as url:
        env = {**os.environ, **KEYS, "AWS_ENDPOINT_URL": url}
        data = log.read_bytes()
        with pytest.MonkeyPatch.context() as patch:
            for name in (*KEYS, "AWS_ENDPOINT_URL"):
                patch.setenv(name, env[name])
            import boto3

            files = boto3.client("s3", endpoint_url=url)
            files.create_bucket(Bucket="logs")
            files.put_object(Bucket="logs", Key="day/app.log", Body=data)
            half = gzip.compress(data[: data.find(b"\n2026", 1_000_000) + 1])
            files.put_object(Bucket="logs", Key="day/app.log.1.gz", Body=half)
        yield env


@pytest.fixture
def here(store: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*KEYS, "AWS_ENDPOINT_URL"):
        monkeypatch.setenv(name, store[name])


@pytest.mark.usefixtures("here")
def test_pieces_of_an_object_by_processes_of_this_machine(log: Path) -> None:
    there = work.pieces(["s3://logs/day/app.log"], Settings(), 700_000)
    assert len(there) > 3
    told = engines.summary_of(there, Settings(), "local", Watch(), workers=2)
    file = engines.summary_of(work.pieces([str(log)], Settings()), Settings(), "local", Watch())
    assert to_bytes(told.summary).replace(b"s3://logs/day/app.log", str(log).encode()) == to_bytes(
        file.summary
    )


def farhand(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "farhand", *words], env=env, capture_output=True, timeout=120
    )


def test_a_prefix_on_the_command_line(store: dict[str, str]) -> None:
    ran = farhand(store, "logs", "triage", "s3://logs/day", "--json")
    told = json.loads(ran.stdout)
    assert [row["source"] for row in told["sources"]] == [
        "s3://logs/day/app.log",
        "s3://logs/day/app.log.1.gz",
    ]
    assert told["causes"][0]["id"] == "tcp.refused"
    assert ran.returncode == 1


def test_a_window_out_of_an_object(store: dict[str, str], log: Path) -> None:
    words = ("--since", "2026-11-01T00:02:00Z", "--until", "2026-11-01T00:03:00Z")
    there = farhand(store, "logs", "slice", "s3://logs/day/app.log", *words)
    assert there.returncode == 0
    assert there.stdout
    assert there.stdout == farhand(store, "logs", "slice", str(log), *words).stdout


def test_what_is_not_there(store: dict[str, str]) -> None:
    ran = farhand(store, "logs", "triage", "s3://logs/none/")
    assert ran.returncode == 2
    assert b"s3://logs/none" in ran.stderr
