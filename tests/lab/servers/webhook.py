"""An app that takes signed calls, behind a real nginx, and the sender of these calls.

    sender 10.77.1.1 ----> nginx 10.77.2.2 ----> the app 10.77.1.2:8080

The calls are real ones: signed by HMAC over the body, as most senders do it, and logged by nginx.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.lab.servers.gateways import nginx

NAME, PATH, PORT = "app.lab.test", "/hooks/payments", 8080
SECRET = "whsec-lab-Quiet-Harbour-41"
_LOGGED = re.compile(r"\[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d) ")
_WRITTEN = "%d/%b/%Y:%H:%M:%S"

#: What the app's route answers: (method, headers, body) -> status, body, headers.
Route = Callable[[str, Mapping[str, str], bytes], Any]


@dataclass
class Receiver:
    """The running site. `log` is the gateway's access log."""

    lab: Any
    log: Path
    port: int
    secure: bool

    def call(
        self,
        count: int = 1,
        secret: str = SECRET,
        size: int = 40,
        patience: float = 5.0,
        path: str = PATH,
        agent: str = "Sender/1.0",
    ) -> None:
        """The sender calls, and gives up after `patience` seconds each time."""

        def run(ready: Callable[[], None]) -> None:
            for number in range(count):
                body = (b'{"event": %d, "more": "' % number).ljust(size - 2, b".") + b'"}'
                signed = {"X-Signature": sign(secret, body), "Content-Type": "application/json"}
                _post(self, path, body, {**signed, "User-Agent": agent}, patience)
            ready()
            time.sleep(3600)

        self.lab.fw.fork("sender", run).stop()

    def age(self, hours: float) -> None:
        """What is in the log was so long ago."""

        def older(found: re.Match[str]) -> str:
            return f"[{(datetime.strptime(found[1], _WRITTEN) - timedelta(hours=hours)).strftime(_WRITTEN)} "

        text = _LOGGED.sub(older, self.log.read_text())
        with self.log.open("r+") as file:  # nginx goes on appending to the same file
            file.truncate()
            file.write(text)


def sign(secret: str, body: bytes) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def start(
    lab: Any,
    folder: Path,
    *,
    listen: str = "",
    tls: tuple[str, str] | None = None,
    port: int = 0,
    path: str = PATH,
    route: Route | None = None,
    inside: str = "",
    rest: str = "",
    delay: float = 0.0,
    date_offset: float = 0.0,
) -> Receiver:
    """App and gateway. `listen`: the app's address, "no" for none; `path`, `route`: what it takes.

    `inside`: what nginx does at `/` instead of passing on; `rest`: more of its server.
    """
    if listen != "no":
        asked = route or takes()
        routes = {path: lambda method, path, headers, body: asked(method, headers, body)}
        lab.http(PORT, ip=listen or lab.APP, namespace=lab.app, status=404, body='{"error": "no such page"}',
                 routes=routes, delay=delay, date_offset=date_offset)  # fmt: skip
    port = port or (8443 if tls else 8081)
    log = folder / "access.log"
    log.touch(mode=0o644)
    log.chmod(0o644)
    passed = inside or f"proxy_pass http://{lab.APP}:{PORT};"
    secure = f" ssl; ssl_certificate {tls[0]}; ssl_certificate_key {tls[1]}" if tls else ""
    headers = "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme;"
    server = f"server {{ listen {lab.SVC}:{port}{secure}; access_log {log} combined; {headers} {rest}"
    nginx(lab, port, server + f" location / {{ {passed} }} }}\n", ip=lab.SVC)
    return Receiver(lab, log, port, bool(tls))


def takes(secret: str = SECRET, get: int = 405, options: int = 200) -> Route:
    """A route for POST alone that refuses what is not signed with this secret."""

    def route(method: str, headers: Mapping[str, str], body: bytes) -> Any:
        if method == "POST":
            good = hmac.compare_digest(headers.get("x-signature", ""), sign(secret, body))
            return (200, '{"received": true}') if good else (401, '{"error": "bad signature"}')
        if method == "OPTIONS":
            return options, "", {"Allow": "POST, OPTIONS"} if options < 400 else {}
        return get, '{"error": "not here"}', {"Allow": "POST, OPTIONS"} if get == 405 else {}

    return route


def _post(site: Receiver, path: str, body: bytes, headers: Mapping[str, str], patience: float) -> None:
    if site.secure:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        conn: Any = http.client.HTTPSConnection(site.lab.SVC, site.port, timeout=patience, context=context)
    else:
        conn = http.client.HTTPConnection(site.lab.SVC, site.port, timeout=patience)
    try:
        conn.request("POST", path, body, dict(headers))
        conn.getresponse().read()
    except OSError:
        return
    finally:
        conn.close()
