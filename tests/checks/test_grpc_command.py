"""The command of the grpc check in every shell, against a real server: one verdict, and no token printed."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from farhand.checks import grpc
from farhand.judge import verdict_of
from farhand.model import Evidence
from tests.conftest import need

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "t0ken/%s'x$y"
SHELLS = (["dash"], ["bash"], ["ksh"], ["mksh"], ["busybox", "sh"])

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server that wants a token, with one service that does not serve."""
    need(find_spec("grpc_health"), "grpcio-health-checking is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = int(free.getsockname()[1])
    ready = tmp_path_factory.mktemp("grpc") / "ready"
    told = {"ip": "127.0.0.1", "port": number, "services": {"": "SERVING", "a.B": "NOT_SERVING"},
            "health": True, "token": TOKEN, "ready": str(ready)}  # fmt: skip
    argv = [sys.executable, "-m", "tests.lab.servers.grpc_server", json.dumps(told)]
    with subprocess.Popen(argv, cwd=ROOT) as server:
        try:
            while not ready.exists():
                assert server.poll() is None
                time.sleep(0.02)
            yield number
        finally:
            server.kill()


def printed(shell: list[str], token: str, port: int, **settings: Any) -> str:
    told = {"url": f"grpc://127.0.0.1:{port}", "token": "${TOK}", **settings}
    done = subprocess.run(
        [*shell, "-s"], input=grpc.command("orders", told).script.encode(), capture_output=True,
        env={"PATH": os.environ["PATH"], "TOK": token}, timeout=60, check=False,
    )  # fmt: skip
    return done.stdout.decode()


def last(text: str) -> tuple[str, list[str]]:
    """Outcome and causes of the last stage."""
    seen = list(grpc.read(text))[-1]
    verdict = verdict_of(Evidence("grpc", "orders", seen.stage, seen.facts, seen.unknown))
    return verdict.outcome, [finding.cause for finding in verdict.findings]


def test_every_shell_shows_the_same(port: int) -> None:
    there = [shell for shell in SHELLS if shutil.which(shell[0])]
    need(there, "there is no shell")
    with ThreadPoolExecutor(len(there)) as pool:
        texts = list(pool.map(lambda shell: printed(shell, TOKEN, port, services=["a.B", ""]), there))
    for shell, text in zip(there, texts, strict=True):
        assert last(text) == ("fail", ["http.server_error"]), shell
        assert "t0ken" not in text, shell


def test_tokens_as_they_are_set_at_a_site(port: int) -> None:
    given = (f"Bearer {TOKEN}", "other", "", "a\nb")
    with ThreadPoolExecutor(len(given)) as pool:
        texts = list(pool.map(lambda token: printed(["sh"], token, port), given))
    assert [last(text) for text in texts] == [
        ("pass", []),
        ("fail", ["http.unauthorized"]),
        ("fail", ["http.unauthorized"]),
        ("fail", ["config.value_malformed"]),
    ]
    assert "Bearer" not in texts[0]
