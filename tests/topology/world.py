"""A bank as real servers on loopback: a database that accepts, and a proxy that forbids the vendor's API.

The self-test that is mapped here is a real one of a real app's declaration.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from demo import world as demo

from farhand import declare
from farhand.case import Entry
from farhand.faces import map_form
from farhand.model import App
from farhand.reading import Source
from farhand.topology import form
from farhand.topology.questions import QUESTIONS
from farhand.words import _

DECLARATION = """
[app]
name = "billing"
version = "2.4.1"
contact = "support@vendor.example"

[deploy]
platform = "docker"
target = "billing-web"

[env.DATABASE_HOST]
required = true
example = "db.bank.example"

[env.DATABASE_PORT]
required = true
format = "port"

[dependencies.database]
kind = "tcp"
host = "${DATABASE_HOST}"
port = "${DATABASE_PORT}"
why = "all invoices"

[dependencies.our-api]
kind = "http"
url = "https://api.example.com/v1/ping"
run_by = "vendor"
why = "licences and updates"
"""

#: What the bank's operator writes into the form.
SAID = {
    "map.cloud": "on-prem",
    "map.orchestration": "docker",
    "map.network": "yes",
    "map.firewall": "edge",
    "map.proxy": "yes",
    "map.balancer": "front",
    "map.database": "on-prem",
    "map.compliance": "pci",
}


def app(folder: Path, text: str = DECLARATION) -> App:
    (folder / "farhand.toml").write_text(text)
    return declare.load(folder / "farhand.toml")


def source(name: str, text: str) -> Source:
    return Source(name, [text.encode("utf-8", "replace")], text)


def filled(said: dict[str, str], more: dict[str, str] | None = None) -> str:
    """The form as it comes back in a mail: quoted, with the answers typed into it."""
    lines, number = [], ""
    for line in map_form.text("billing 2.4.1").splitlines():
        number = next((ask.id for ask in QUESTIONS if f"[{ask.id}]" in line), number)
        if line.strip() == f"{_(form.ANSWER)}:":
            line += f" {said.get(number, '')}"
        elif line.strip() == f"{_(form.MORE)}:":
            line += f" {(more or {}).get(number, '')}"
        lines.append(f"> {line}")
    return "\n".join(["Hello, here it is.", "", *lines, "", "Best regards"])


@contextmanager
def bank() -> Iterator[dict[str, str]]:
    """The environment of the app in that site."""
    proxy = demo.Proxy(1)  # knows other names than the vendor's: CONNECT is answered with 403
    with socket.create_server(("127.0.0.1", 0)) as database:
        try:
            yield {
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
                "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
                "DATABASE_HOST": "127.0.0.1",
                "DATABASE_PORT": str(database.getsockname()[1]),
                "HTTPS_PROXY": f"http://svc-billing:Winter%40Harbor@127.0.0.1:{proxy.port}",
            }
        finally:
            proxy.stop()


def self_test(folder: Path, env: dict[str, str]) -> dict[str, Any]:
    """What `farhand self-test --json` prints there."""
    words = [sys.executable, "-m", "farhand", "self-test", "--here", "--json"]
    done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def entry(seq: int, kind: str, body: dict[str, Any], at: str = "2026-11-27T06:40:00.000Z") -> Entry:
    return Entry("vendor", seq, at, kind, body)
