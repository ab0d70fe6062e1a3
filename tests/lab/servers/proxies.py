"""Forward proxies: squid and tinyproxy as they are, and one that opens TLS on the way."""

from __future__ import annotations

import select
import socket
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.lab.namespaces import tool
from tests.lab.servers.listen import listen, serve


def squid_conf(folder: Path, ip: str, port: int, user: str | None, password: str | None, extra: str) -> Path:
    """Writes squid's configuration and returns its path. `extra` comes before the rule that allows all."""
    auth = ""
    if user:
        argv = [tool("openssl"), "passwd", "-apr1", password or ""]
        secret = subprocess.run(argv, capture_output=True, text=True, check=True).stdout.strip()
        (folder / "users").write_text(f"{user}:{secret}\n")
        auth = (
            f"auth_param basic program /usr/lib/squid/basic_ncsa_auth {folder}/users\n"
            "auth_param basic realm corp\nacl known proxy_auth REQUIRED\nhttp_access deny !known\n"
        )
    conf = folder / "squid.conf"
    conf.write_text(
        f"http_port {ip}:{port}\n{auth}{extra}\nhttp_access allow all\n"
        "cache deny all\npid_filename none\naccess_log none\ncache_log /dev/null\ncache_store_log none\n"
        "netdb_filename none\nshutdown_lifetime 0 seconds\n"
        "dns_nameservers 10.77.2.2\npositive_dns_ttl 1 second\nnegative_dns_ttl 1 second\n"
        "connect_timeout 3 seconds\nvisible_hostname proxy.corp.test\npinger_enable off\n"
    )
    return conf


def tinyproxy_conf(
    folder: Path, ip: str, port: int, user: str | None, password: str | None, extra: str
) -> Path:
    conf = folder / f"tinyproxy-{port}.conf"
    auth = f"BasicAuth {user} {password}\n" if user else ""
    conf.write_text(
        f"Port {port}\nListen {ip}\nTimeout 10\nMaxClients 50\nLogLevel Critical\n{auth}{extra}\n"
    )
    return conf


def intercept(ip: str, port: int, ca: Any, folder: Path) -> Callable[[Callable[[], None]], None]:
    """A proxy that answers CONNECT with a certificate of its own (company TLS inspection)."""

    def handle(client: socket.socket) -> None:
        head = _head(client)
        words = head.split(b" ")
        if words[0] != b"CONNECT":
            client.sendall(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n")
            return
        host, _, number = words[1].decode().rpartition(":")
        try:
            upstream = socket.create_connection((host.strip("[]"), int(number)), 5)
        except OSError:
            client.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
            return
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with (
            _server_side(ca, host).wrap_socket(client, server_side=True) as inside,
            _client_side().wrap_socket(upstream, server_hostname=host) as outside,
        ):
            _pump(inside, outside)

    def run(ready: Callable[[], None]) -> None:
        server = listen(ip, port)
        ready()
        serve(server, handle)

    return run


def _head(client: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        data = client.recv(65536)
        if not data:
            break
        head += data
    return head


def _server_side(ca: Any, host: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(host).configure_cert(context)
    return context


def _client_side() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _pump(a: ssl.SSLSocket, b: ssl.SSLSocket) -> None:
    """Both ways until one side ends."""
    other = {a: b, b: a}
    while True:
        ready = [s for s in (a, b) if s.pending()] or select.select([a, b], [], [], 30)[0]
        if not ready:
            return
        for side in ready:
            data = _read(side)
            if data == b"":
                return
            other[side].sendall(data or b"")


def _read(side: ssl.SSLSocket) -> bytes | None:
    """What has come, or None: a session ticket makes the socket readable and holds nothing for us."""
    side.settimeout(0.02)
    try:
        return side.recv(65536)
    except TimeoutError:
        return None
    finally:
        side.settimeout(10)
