"""gunicorn: an arbiter with two workers, one of them killed, access log on."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.logs.truth._web import PATHS

#: Set by the one who runs this: gunicorn's loggers do not hand on to the root.
TAKE: logging.Handler = logging.NullHandler()


def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"].endswith("500"):
        raise ValueError("broken")
    start("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def run(folder: Path) -> None:
    from gunicorn.app.base import BaseApplication

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    class App(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("bind", f"127.0.0.1:{port}")
            self.cfg.set("workers", 2)
            self.cfg.set("accesslog", "/dev/null")
            self.cfg.set("loglevel", "debug")
            self.cfg.set(
                "control_socket_disable", True
            ) if "control_socket_disable" in self.cfg.settings else None
            self.cfg.set("when_ready", _listen)

        def load(self) -> Any:
            return app

    threading.Thread(target=_ask, args=(port, os.getpid()), daemon=True).start()
    try:
        App().run()
    except SystemExit:
        pass


def _listen(_: Any) -> None:
    for name in ("gunicorn.error", "gunicorn.access"):
        logging.getLogger(name).addHandler(TAKE)


def _ask(port: int, arbiter: int) -> None:
    for path in ("/", *PATHS * 3):
        for _ in range(50):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).read()
            except urllib.error.HTTPError:
                pass
            except OSError:
                time.sleep(0.1)
                continue
            break
    for one in (signal.SIGTTIN, signal.SIGHUP, signal.SIGTTOU, signal.SIGTERM):
        time.sleep(0.7)
        os.kill(arbiter, one)
