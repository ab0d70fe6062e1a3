"""One site: an app on its server, what it needs, a declaration, and `farhand isolate` run there."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import need_tool
from tests.embed.servers import free_port
from tests.lab import pki
from tests.lab.servers import gateways

ROOT = Path(__file__).parents[2]
APPS = Path(__file__).parent / "apps"
PYTHON = sys.executable
PATIENCE = 30.0


@dataclass
class Climbed:
    """What `farhand isolate --json` gave."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        made: dict[str, Any] = json.loads(self.out)
        return made

    def rung(self, name: str) -> dict[str, Any]:
        return next(r for r in self.document["rungs"] if r["rung"] == name)

    @property
    def roots(self) -> list[str]:
        return [c["id"] for c in self.document["causes"] if c["role"] == "root"]


@dataclass
class Site:
    """A folder with a declaration and an environment."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)  # for Farhand itself
    wrap: tuple[str, ...] = ()  # what Farhand is started through: another network namespace

    def declare(self, text: str) -> None:
        (self.folder / "farhand.toml").write_text(text, "utf-8")
        lines = "".join(f"{k}={v}\n" for k, v in self.env.items())
        (self.folder / "app.env").write_text(lines, "utf-8")

    def words(self, *options: str) -> list[str]:
        return [*self.wrap, PYTHON, "-m", "farhand", "isolate", "--env-file", "app.env", *options]

    @property
    def environ(self) -> dict[str, str]:
        own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "HOME": str(self.folder)}
        return {**own, **self.more}

    def climb(self, *options: str, timeout: float = 120.0) -> Climbed:
        done = subprocess.run(
            self.words("--json", *options), cwd=self.folder, env=self.environ, capture_output=True, text=True,
            timeout=timeout,
        )  # fmt: skip
        assert done.returncode not in (2, 70), done.stderr
        return Climbed(done.returncode, done.stdout, done.stderr)


@contextmanager
def serving(
    site: Site, server: Sequence[str], port: int, wrap: Sequence[str] = (), **env: str
) -> Iterator[subprocess.Popen[bytes]]:
    """The app of `apps/` on a real server. `server`: the words after `python -m`, with {port} in them."""
    words = [*wrap, PYTHON, "-m", *(w.replace("{port}", str(port)) for w in server)]
    environ = {**site.environ, "PYTHONPATH": str(APPS), **site.env, **env}
    with (site.folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            words, cwd=site.folder, env=environ, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _until_live(port, process, site.folder / "server.log")
        yield process
    finally:
        _stop(process)


@contextmanager
def fronted(site: Site, behind: int, port: int) -> Iterator[str]:
    """nginx with a certificate of our own in front of the app. Gives its address; the app trusts it.

    As at most hosts, the site is chosen by the name that TLS asks for: without it there is another one.
    """
    authority = pki.authority("Shop Authority")
    pki.write(site.folder, "authority", authority)
    cert, key = pki.write(site.folder, "front", pki.leaf(("localhost",), authority))
    other = pki.write(site.folder, "other", pki.leaf(("other.lab.test",), authority))
    pairs = {"default_server": other, "": (cert, key)}
    served = {"default_server": "return 421;", "": f"location / {{ proxy_pass http://127.0.0.1:{behind}; }}"}
    rows = [
        f"server {{ listen {port} ssl {word}; server_name {'other' if word else 'localhost'}; "
        f"ssl_certificate {pair[0]}; ssl_certificate_key {pair[1]}; {served[word]} }}"
        for word, pair in pairs.items()
    ]
    conf = site.folder / "nginx.conf"
    conf.write_text(gateways.NGINX.format(folder=site.folder, servers="\n".join(rows)))
    site.env["SSL_CERT_FILE"] = str(site.folder / "authority.pem")
    words = [
        need_tool("nginx"),
        "-p",
        str(site.folder),
        "-c",
        str(conf),
        "-e",
        str(site.folder / "error.log"),
    ]
    process = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _until_open(port, process, site.folder / "error.log")
        yield f"https://localhost:{port}"
    finally:
        _stop(process)


def _until_open(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"nginx does not start:\n{log.read_text()}") from None
            time.sleep(0.05)


def _until_live(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=5).read()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the app does not start:\n{log.read_text()}") from None
            time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """The session that `serving` made, and nothing else."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait(5)


def gunicorn(workers: int = 1, threads: int = 1, backlog: int = 64, app: str = "shop:app") -> list[str]:
    """`threads` of 1 is the sync worker."""
    kind = ["--worker-class", "gthread", "--threads", str(threads)] if threads > 1 else []
    return ["gunicorn", app, "-b", "127.0.0.1:{port}", "-w", str(workers), *kind, "--backlog", str(backlog)]


def declaration(port: int, path: str = "/ping", ceiling: int = 20, more: str = "", isolate: str = "") -> str:
    return f"""
[app]
name = "shop"

{more}
[isolate]
request = {{url = "http://127.0.0.1:{port}{path}", expect = 200}}
load_ceiling = {ceiling}
{isolate}
"""


def database(kind: str = "postgres", extra: str = "") -> str:
    return f"""
[env.DATABASE_URL]
required = true
secret = true
format = "url"

[dependencies.database]
kind = "{kind}"
url = "${{DATABASE_URL}}"
{extra}
"""


__all__ = [
    "APPS",
    "Climbed",
    "Site",
    "database",
    "declaration",
    "free_port",
    "fronted",
    "gunicorn",
    "serving",
    "shutil",
]
