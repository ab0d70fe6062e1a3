"""A server that does one thing wrong: `python odd_server.py '{"port": 8443, ...}'`, standard library only.

ip, port                where it listens; "ready": a file written as soon as it does
cert, key               speak TLS with these; client_ca: ask for a client certificate of that CA
low, high, ciphers      protocol versions ("TLSv1_1") and cipher list
names                   names it knows by SNI; others get the unrecognized_name alert
on_hello                instead of a handshake: "reset", "close", "mute", or text to answer
bad_names               do `on_hello` for these names only, TLS for all others
proxy                   true: answer a CONNECT first, as a proxy does
answer                  text sent after a request's head has come; default: 200 with {"ok": true}
then                    after the answer: "close", "mute" or "reset"
"""

from __future__ import annotations

import json
import pathlib
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from typing import Any


def answer(status: str, body: str = "", headers: dict[str, str] | None = None) -> str:
    """A whole answer with its length: `status` is "404 Not Found"."""
    rows = [f"HTTP/1.1 {status}", *(f"{k}: {v}" for k, v in (headers or {}).items())]
    return "\r\n".join([*rows, f"Content-Length: {len(body)}", "Connection: close", "", body])


GOOD = answer("200 OK", '{"ok": true}', {"Content-Type": "application/json"})


def start(lab: Any, **options: Any) -> None:
    """Run it in the service's namespace of a lab, until it listens."""
    ready = pathlib.Path(lab.tmp) / f"odd-{options['port']}.ready"
    words = {"ip": lab.SVC, "ready": str(ready), **options}
    lab.svc.start([sys.executable, __file__, json.dumps(words)])
    end = time.monotonic() + 10
    while not ready.exists():
        assert time.monotonic() < end, "the odd server did not start"
        time.sleep(0.02)


def serve(options: dict[str, Any]) -> None:
    listener = socket.create_server((options.get("ip", "127.0.0.1"), options["port"]), backlog=64)
    if options.get("ready"):
        pathlib.Path(options["ready"]).write_text(str(listener.getsockname()[1]))
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=_guarded, args=(sock, options), daemon=True).start()


def _guarded(sock: socket.socket, options: dict[str, Any]) -> None:
    try:
        _talk(sock, options)
    except OSError:
        pass
    finally:
        sock.close()


def _talk(sock: socket.socket, options: dict[str, Any]) -> None:
    sock.settimeout(20)
    if "on_hello" in options:
        hello = sock.recv(4096, socket.MSG_PEEK)
        bad = options.get("bad_names")
        if bad is None or any(name.encode() in hello for name in bad):
            return _end(sock, options["on_hello"])
    if options.get("proxy"):
        sock.recv(65536)
        sock.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    if options.get("cert"):
        sock = _context(options).wrap_socket(sock, server_side=True)
    head = b""
    while b"\r\n\r\n" not in head:
        piece = sock.recv(65536)
        if not piece:
            return None
        head += piece
    sock.sendall(options.get("answer", GOOD).encode("latin-1"))
    return _end(sock, options.get("then", "close"))


def _end(sock: socket.socket, how: str) -> None:
    if how == "mute":
        time.sleep(20)
    elif how == "reset":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    elif how != "close":
        sock.recv(65536)
        sock.sendall(how.encode("latin-1"))
    else:
        _drop(sock)


def _drop(sock: socket.socket) -> None:
    """Take what has come already: closing with unread data would be a reset."""
    sock.setblocking(False)
    try:
        sock.recv(65536)
    except (OSError, ssl.SSLError):
        pass


def _context(options: dict[str, Any]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(options.get("ciphers", "DEFAULT:@SECLEVEL=0"))
    if options.get("low"):
        context.minimum_version = ssl.TLSVersion[options["low"]]
    if options.get("high"):
        context.maximum_version = ssl.TLSVersion[options["high"]]
    if options.get("client_ca"):
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(options["client_ca"])
    if options.get("names"):
        unknown = ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        context.sni_callback = lambda _s, name, _c: None if name in options["names"] else unknown
    context.load_cert_chain(options["cert"], options["key"])
    return context


def local(options: dict[str, Any]) -> tuple[int, subprocess.Popen[bytes]]:
    """For unit tests: one of these on a free port of 127.0.0.1; the caller ends it by `terminate`."""
    probe = socket.create_server(("127.0.0.1", 0))
    port = int(probe.getsockname()[1])
    probe.close()
    process = subprocess.Popen([sys.executable, __file__, json.dumps({"port": port, **options})])
    end = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return port, process
        except OSError:
            assert time.monotonic() < end, "the odd server did not start"
            time.sleep(0.02)


if __name__ == "__main__":
    serve(json.loads(sys.argv[1]))
