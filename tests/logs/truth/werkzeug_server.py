"""Werkzeug's development server under Flask, with errors."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from tests.logs.truth._web import PATHS

app = Flask(__name__)


@app.route("/orders/<number>")
@app.route("/users/<number>/profile")
def order(number: str) -> str:
    return number


@app.route("/x/500")
def broken() -> str:
    raise KeyError("order")


def run(folder: Path) -> None:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for path in PATHS * 4:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{path}", timeout=5).read()
        except urllib.error.HTTPError:
            pass
    server.shutdown()
