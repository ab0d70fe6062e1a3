"""The app itself: one page, `GET /charge`, that needs the database, the data folder and the API."""

from __future__ import annotations

import os
import sqlite3
import urllib.request
from collections.abc import Callable, Iterable
from wsgiref.simple_server import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The demo shows what the customer sees, which is not this log."""


def charge() -> str:
    """Charge one card and file the receipt."""
    with sqlite3.connect(os.environ["LEDGER_DATABASE"]) as ledger:
        ledger.execute("create table if not exists invoice (id integer primary key, paid text)")
        ledger.execute("insert into invoice (paid) values (datetime('now'))")
    request = urllib.request.Request(os.environ["PAYMENTS_URL"])
    request.add_header("Authorization", "Bearer " + os.environ["PAYMENTS_TOKEN"])
    with urllib.request.urlopen(request, timeout=5) as answer:
        answer.read()
    with open(os.path.join(os.environ["LEDGER_DATA"], "receipt.txt"), "w") as receipt:
        receipt.write("paid\n")
    return "charged"


def app(environ: dict[str, object], start: Callable[..., object]) -> Iterable[bytes]:
    """As so many apps do, it tells its customers nothing of why it failed."""
    try:
        body, status = charge(), "200 OK"
    except Exception:
        body, status = "Something went wrong. Please try again later.", "500 Internal Server Error"
    start(status, [("Content-Type", "text/plain")])
    return [body.encode() + b"\n"]


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    print(server.server_port, flush=True)
    server.serve_forever()
