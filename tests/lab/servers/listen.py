"""A listening socket whose connections are each served in a thread of their own."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable
from typing import Any, Union

Handler = Callable[[socket.socket], Any]
#: A context, (certificate, key), or options: see `tls_context`.
Tls = Union[ssl.SSLContext, tuple, dict, None]


def listen(ip: str, port: int, backlog: int = 128) -> socket.socket:
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    server = socket.socket(family, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((ip, port))
    server.listen(backlog)
    return server


def serve(server: socket.socket, handler: Handler) -> None:
    """For ever: accept, and give each connection to the handler."""
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            continue
        threading.Thread(target=_one, args=(handler, connection), daemon=True).start()


def _one(handler: Handler, connection: socket.socket) -> None:
    try:
        handler(connection)
    except OSError:
        pass
    finally:
        try:
            connection.close()
        except OSError:
            pass


def with_tls(handler: Handler, tls: Tls) -> Handler:
    """The same handler behind TLS."""
    if tls is None:
        return handler
    context = tls_context(tls)

    def handle(connection: socket.socket) -> None:
        connection.settimeout(20)
        with context.wrap_socket(connection, server_side=True) as secure:
            handler(secure)
            try:
                secure.unwrap()
            except (OSError, ValueError):
                pass

    return handle


def tls_context(tls: Tls) -> ssl.SSLContext:
    """A server's context. Options: cert, key, min and max (ssl.TLSVersion), ciphers, alpn (list),
    client_ca (a file: a client certificate is required), sni_alert (True: any name is refused),
    weak (True: old versions and ciphers are allowed)."""
    if isinstance(tls, ssl.SSLContext):
        return tls
    options = {"cert": tls[0], "key": tls[1]} if isinstance(tls, tuple) else dict(tls or {})
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if options.get("weak"):
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.load_cert_chain(options["cert"], options["key"])
    _limit(context, options)
    return context


def _limit(context: ssl.SSLContext, options: dict[str, Any]) -> None:
    if options.get("ciphers"):
        context.set_ciphers(options["ciphers"])
    if options.get("min"):
        context.minimum_version = options["min"]
    if options.get("max"):
        context.maximum_version = options["max"]
    if options.get("client_ca"):
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(options["client_ca"])
    if options.get("alpn"):
        context.set_alpn_protocols(options["alpn"])
    if options.get("sni_alert"):
        context.sni_callback = lambda *_: ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME


def reset(connection: socket.socket) -> None:
    """Close with RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
