"""A real app on its real server, in processes of its own, with a run folder of its own.

with serve(tmp_path, "flask", workers=4) as app:
    assert app.get("/livez").status == 200
    assert app.ask("GET", "/health").status == 200      # over the socket
    assert len(app.workers()) == 4
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from farhand.control import census, tokens
from farhand.wire import local
from tests.embed.apps.kinds import KINDS, Kind

ROOT = Path(__file__).parents[3]
#: Seconds until something that must happen has happened; a machine under load is slow.
PATIENCE = 40.0
TOML = '[app]\nname = "app"\nversion = "1.2.3"\n'


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Served:
    """The running app."""

    folder: Path  # in which it runs: site_app.py, farhand.toml, server.log
    port: int
    run: Path  # its run folder: sockets and census
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket(self) -> str:
        return str(self.run / "farhand.sock")

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text("utf-8", "replace")

    def get(self, path: str, token: str | None = None, **more: Any) -> Reply:
        """GET (or another `method`, with `body` and `headers`) on the app's own port."""
        return request(self.port, path, token, **more)

    def post(self, path: str, body: bytes = b"", token: str | None = None) -> Reply:
        return request(self.port, path, token, method="POST", body=body)

    def ask(self, method: str, path: str, body: bytes | Mapping[str, Any] = b"") -> Reply:
        """The same over the app's socket."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return Reply(*local.ask(self.socket, method, path, sent, timeout=PATIENCE))

    def workers(self) -> list[census.Worker]:
        """Who has signed in and is alive."""
        return census.workers(self.run, clean=False)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End the server as its supervisor would; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)  # the session that `serve` made, and nothing else
            return self.process.wait(15)


def request(
    port: int,
    path: str,
    token: str | None = None,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    sent = {**(headers or {}), **({"Authorization": f"Bearer {token}"} if token else {})}
    try:
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        named = {k.lower(): v for k, v in answer.getheaders()}
        return Reply(answer.status, answer.read(), named)
    finally:
        connection.close()


@contextmanager
def serve(
    tmp_path: Path,
    kind: str | Kind,
    workers: int = 1,
    toml: str = TOML,
    env: Mapping[str, str] | None = None,
    source: str = "",
    flags: Sequence[str] = (),
    command: Sequence[str] = (),
    expect: int | None = None,
) -> Iterator[Served]:
    """Start the app of that kind and wait until it answers and all its workers have signed in.

    `source` replaces the kind's app, `command` its command line; `flags` are put at the end of that. `expect`
    is how many processes sign in, where that is not `workers` (0: do not wait for any).
    """
    chosen = KINDS[kind] if isinstance(kind, str) else kind
    (tmp_path / "site_app.py").write_text(source or chosen.source, "utf-8")
    (tmp_path / "farhand.toml").write_text(toml, "utf-8")
    run = Path(tempfile.mkdtemp(prefix="fh-"))  # short: a socket's path has at most 107 bytes
    port = free_port()
    words = [w.format(port=port, workers=workers) for w in (*(command or chosen.command), *flags)]
    served = Served(tmp_path, port, run / "app", _started(words, tmp_path, run, env or {}))
    try:
        wait_for(lambda: _up(served, chosen, workers if expect is None else expect), served)
        yield served
    finally:
        served.stop()
        shutil.rmtree(run, ignore_errors=True)


def _started(
    words: Sequence[str], folder: Path, run: Path, env: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(ROOT / "src"), str(folder)])
    whole = {**os.environ, "PYTHONPATH": path, "FARHAND_RUN": str(run), "PYTHONUNBUFFERED": "1", **env}
    whole.pop("FARHAND_CONFIG", None)
    with open(folder / "server.log", "wb") as log:
        return subprocess.Popen(words, cwd=folder, env=whole, stdout=log, stderr=log, start_new_session=True)


def _up(served: Served, kind: Kind, workers: int) -> bool:
    if served.process.poll() is not None:
        raise AssertionError(f"it ended with {served.process.returncode}:\n{served.log}")
    if kind.http and not _answers(served.port):
        return False
    return not workers or (
        len([w for w in served.workers() if w.socket]) >= workers and os.path.exists(served.socket)
    )


def _answers(port: int) -> bool:
    try:
        return request(port, "/").status > 0
    except OSError:
        return False


def wait_for(true: Callable[[], object], served: Served | None = None, seconds: float = PATIENCE) -> None:
    """Wait until something holds; fails after `seconds`, with the server's log."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError(served.log if served else "it did not happen in time")
        time.sleep(0.05)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def token(scope: str, name: str = "test") -> tuple[str, str]:
    """A token of that scope, and its entry for FARHAND_TOKENS."""
    made, entry = tokens.new(name, scope, "2999-12-31")
    return made, str(entry)
