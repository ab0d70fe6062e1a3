"""The workbench as a process of its own on a private port, ended by its number."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass
class Server:
    """One process; `kill` ends it as a power cut would."""

    process: subprocess.Popen[str]
    port: int

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def browser(self, token: str = "") -> httpx.Client:
        """`token`: that of a session."""
        cookies = {"farhand": token} if token else {}
        return httpx.Client(
            base_url=self.base, cookies=cookies, headers={"accept": "text/html"}, timeout=60, trust_env=False
        )

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> str:
        """End it in peace; what it said."""
        if self.process.poll() is None:
            self.process.terminate()
        assert self.process.stderr
        if self.process.stderr.closed:
            return ""
        said = self.process.stderr.read()
        self.process.wait(30)
        self.process.stderr.close()
        return said


def start(folder: Path, port: int = 0, *options: str) -> Server:
    port = port or free_port()
    words = [sys.executable, "-m", "farhand", "case", "serve", str(folder), "--port", str(port), *options]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    line = process.stderr.readline()
    if "nobody may log in yet" in line:
        line = process.stderr.readline()
    assert "farhand case serve: http" in line, line + process.stderr.read()
    return Server(process, port)


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Server]:
    server = start(folder, 0, *options)
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
