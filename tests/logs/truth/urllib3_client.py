"""urllib3: pools, redirects, retries, a server that is gone."""

from __future__ import annotations

from pathlib import Path

import urllib3

from tests.logs.truth._web import PATHS, server


def run(folder: Path) -> None:
    with server() as port:
        _ask(port)
    pool = urllib3.PoolManager(retries=urllib3.Retry(3, backoff_factor=0.001), timeout=0.2)
    for path in PATHS[:4]:
        try:
            pool.request("GET", f"http://127.0.0.1:{port}{path}")
        except urllib3.exceptions.HTTPError:
            pass


def _ask(port: int) -> None:
    pool = urllib3.PoolManager(
        2, maxsize=1, retries=urllib3.Retry(3, status_forcelist=[500], backoff_factor=0.001)
    )
    for host in ("127.0.0.1", "localhost"):
        for method in ("GET", "POST", "DELETE"):
            for path in PATHS:
                try:
                    pool.request(method, f"http://{host}:{port}{path}?page={len(path)}")
                except urllib3.exceptions.HTTPError:
                    pass
