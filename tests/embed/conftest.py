"""A process with Farhand in it, made for one test: its run folder is private, and nothing of it stays."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from farhand.embed import life
from farhand.embed import process as processes
from farhand.embed.process import Process
from tests.embed import servers

Make = Callable[..., Process]


@pytest.fixture(autouse=True, scope="module")
def settled() -> None:
    """What other files have left stays there: no test here walks through it to collect its own."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    """No thread and no process object for the next test: a fork of that one would begin again with it."""
    yield
    process = processes.current()
    if process is not None:
        life.end(process)
    processes._Held.process = None


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """make(toml, folder=True) gives the process object of a declaration, without a thread."""
    before = processes.current()

    def made(toml: str = "", folder: bool = True) -> Process:
        config = tmp_path / "farhand.toml"
        config.write_text(toml or '[app]\nname = "shop"\nversion = "1.2"\n')
        monkeypatch.setenv("FARHAND_RUN", str(tmp_path / "run"))
        (tmp_path / "run").mkdir(mode=0o700, exist_ok=True)
        process = processes.begin(Process(str(config), "test"))
        if folder:
            from farhand.control import folder as places

            process.folder = places.make(process.settings.name)
        return process

    yield made
    processes._Held.process = before
    gc.collect()  # engines and clients that a test has left would be found by the next


@pytest.fixture(scope="module")
def postgres() -> Iterator[servers.Postgres]:
    with servers.postgres() as made:
        yield made


@pytest.fixture(scope="module")
def redis_port() -> Iterator[int]:
    with servers.redis_server() as port:
        yield port
