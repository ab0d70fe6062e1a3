"""Does a gRPC server answer in HTTP/2, let the app in, and say that its services serve?

A client library says UNAVAILABLE for nearly all that can be wrong: a port without TLS, a proxy that speaks
HTTP/1, a certificate, a backend that is gone. So the greeting of HTTP/2 is looked at by itself, and then the
standard's health service is asked, which servers of all languages have; other methods are never called.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.checks import _service, config, tcp
from farhand.checks._grpc import judge as means
from farhand.checks._grpc import look as see
from farhand.checks._grpc.command import command
from farhand.checks._grpc.examples import EXAMPLES
from farhand.checks._grpc.paste import read
from farhand.checks._grpc.spoken import SPOKEN, tls_wanted, wanted
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict
from farhand.wire.tcp import Conn

STAGES = ("config", "dns", "tcp", "tls", "hello", "health")
OWN = ("tls", "hello", "health")
#: services: names whose health is asked for; health = true: the server must have a health service, false: it
#: has none; token: sent as a bearer; headers: further ones; authority: the name that is called for;
#: tls = true: for an address without a scheme.
SETTINGS = (
    *("services", "health", "token", "headers", "authority", "tls"),
    *("ca_file", "cert_file", "key_file", "verify", "server_name", "client"),
)

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    settings = config.filled(look)
    want = wanted(settings)
    look.secrets.update(value for _, value in want.headers if value)
    look.secrets.update([str(settings["token"])] if settings.get("token") else [])
    secure = tls_wanted(target.scheme, settings)
    met = yield from _service.reach(look, target, SPOKEN, secure, {**settings, "alpn": ("h2",)})
    if met is None:
        return
    place, conn = met
    line = yield from see.hello(look, place, conn, _chosen(conn))
    if line:
        yield see.health(line, want, str(settings.get("authority") or ""))
    yield from tcp.lost(look, place.host, place.address, place.port, conn)


def _chosen(conn: Conn) -> str:
    """The protocol that was chosen inside TLS; "" without one."""
    tls: Any = getattr(conn.sock, "tls", None)
    return (tls.selected_alpn_protocol() or "") if tls else ""


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
