"""Questions in HTTP to a service of the room `_service`: etcd and others that answer programs.

answer = ask(look, place, conn, Request("/version", authority(place)), {})     # raises what is in BROKEN

The way to it, its TLS and what else may answer are in `_service`; the protocol is in `farhand.wire.http`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Optional

from farhand.checks import tls
from farhand.checks._service import Place
from farhand.look import Look
from farhand.wire import http
from farhand.wire import tls as wire_tls
from farhand.wire.http import Answer, Request
from farhand.wire.speaker import OtherProtocol
from farhand.wire.tcp import Closed, Conn, Late

#: errno of a connection that is reset.
_RESET = 104


def authority(place: Place) -> str:
    """The Host header."""
    name = f"[{place.host}]" if ":" in place.host else place.host
    return f"{name}:{place.port}"


def post(path: str, place: Place, body: Mapping[str, Any], headers: Mapping[str, str]) -> Request:
    """A question in JSON."""
    told = {"Content-Type": "application/json", **headers}
    return Request(path, authority(place), "POST", told, json.dumps(body).encode())


def ask(
    look: Look, place: Place, conn: Optional[Conn], request: Request, settings: Mapping[str, Any]
) -> Answer:
    """One question, over `conn` or a connection of its own. Raises what is in `_service.BROKEN`."""
    open_ = conn or fresh(look, place, settings)
    open_.deadline = look.stage()
    with open_:
        answer = http.exchange(open_, request)
    if answer.status:
        return answer
    raise error_of(answer)


def fresh(look: Look, place: Place, settings: Mapping[str, Any]) -> Conn:
    """Another connection to the same place; its certificate has been judged before. Raises OSError."""
    conn = place.open(look.stage())
    if not place.tls:
        return conn
    name = str(settings.get("server_name") or place.host).rstrip(".")
    made = wire_tls.shake(conn, tls.plan_of(look, name, settings))
    if made.conn is None:
        raise ConnectionResetError(_RESET, "the handshake failed")
    return made.conn


def error_of(answer: Answer) -> Exception:
    """What an answer that is none says, in the errors of `_service.BROKEN`."""
    if answer.problem in ("silent", "late"):
        return Late(answer.first)
    if answer.problem in ("garbage", "too_much"):
        return OtherProtocol(answer.first)
    return Closed() if answer.problem == "closed" else ConnectionResetError(_RESET, answer.problem)


def document(answer: Answer) -> dict[str, Any]:
    """The body where it is a JSON object; else {}."""
    try:
        found = json.loads(answer.body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
