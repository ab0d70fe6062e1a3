"""How the webhook check looks: at the app's own listener, and at the public address as a sender would.

Nothing is asked that an app could take for a call: GET and OPTIONS, or where it is declared an empty POST
without a signature, which a right app refuses.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from typing import Any, Optional

from farhand.checks import config, dns, http, tcp, tls
from farhand.checks._http.facts import answer_facts
from farhand.checks._webhook.wanted import EVERY_ADDRESS, Listen, Wanted, is_loopback
from farhand.look import Look
from farhand.model import Seen
from farhand.wire import http as wire
from farhand.wire import tables, tls_try
from farhand.wire.http import Answer, Request
from farhand.wire.proxy import Route
from farhand.wire.tcp import open_tcp

#: Where the app listens at every address, it is asked here.
_HERE = "127.0.0.1"


def secret(look: Look) -> Seen:
    """Is there something that calls are checked with? Its form is a matter of `config`."""
    declared = str(look.need.settings.get("secret") or "")
    names = config.variables(declared)
    if not names:
        return Seen("secret", {"not_applicable": "no secret that signs the calls is declared"})
    if look.env is None:
        why = f"the app's environment is not visible: {look.env_hint}"
        return Seen("secret", {"variables": names}, unknown=why)
    values = config.filled(look)
    return Seen(
        "secret", secret_facts(names, str(values.get("secret") or ""), look.env.source, look.env.certain)
    )


def secret_facts(names: list[str], value: str, source: str, certain: bool) -> dict[str, Any]:
    return {"variables": names, "set": bool(value.strip()), "source": source, "certain": certain}


def listener(look: Look, want: Wanted) -> Seen:
    """Who listens where the app takes the calls, and does it know the path?"""
    if want.listen is None:
        return Seen("listener", {"not_applicable": "where the app itself listens is not declared"})
    if config.in_container(look) and look.vantage.where == "host":
        return Seen("listener", unknown="the app listens in its container, and this was run outside of it")
    bound = tables.listeners(want.listen.port)
    at = asked_at(want.listen, bound)
    result, answer = _ask(look, at, want.listen.port, request(want, want.asks))
    facts = listener_facts(want, at, bound, result)
    if not result:
        facts.update(answer_facts(answer, ""))
    if not result and answer.status in (404, 405):
        _, more = _ask(look, at, want.listen.port, request(want, "OPTIONS"))
        facts.update(options(more))
    return Seen("listener", {**facts, "timeout_ms": look.need.timeout * 1000})


def asked_at(listen: Listen, bound: list[str]) -> str:
    """The address at which the app is asked: the declared one, else this host's own."""
    if listen.host not in EVERY_ADDRESS:
        return _HERE if listen.host == "localhost" else listen.host
    open_here = not bound or any(a in EVERY_ADDRESS or a == _HERE for a in bound)
    return _HERE if open_here else bound[0]


def listener_facts(want: Wanted, at: str, bound: list[str], result: str) -> dict[str, Any]:
    assert want.listen is not None
    return {
        "host": at, "port": want.listen.port, "scheme": "http", "kind": "http", "method": want.asks,
        "path": want.listen.path.partition("?")[0], "expect": list(want.expect), "bound": bound,
        "result": result,
        **_only_here(want.listen, bound),
    }  # fmt: skip


def _only_here(listen: Listen, bound: list[str]) -> dict[str, bool]:
    """Only this host can call the app. That is `hidden` where it was declared otherwise: where no address was
    declared, a gateway on this host may be all that is to call it."""
    alone = bool(bound) and all(map(is_loopback, bound))
    return {"local_only": alone, "hidden": alone and bool(listen.host) and not listen.loopback}


def options(answer: Answer) -> dict[str, Any]:
    """What OPTIONS told: frameworks name the methods of a route that does not take GET."""
    return {"options": answer.status, "allow": answer.header("allow")[:100]}


def request(want: Wanted, method: str) -> Request:
    """A question at the app itself, as the gateway would pass it on: else it would redirect to https."""
    path = want.listen.path if want.listen else want.path
    return Request(path, want.authority, method, {"X-Forwarded-Proto": want.scheme})


def _ask(look: Look, address: str, port: int, asked: Request) -> tuple[str, Answer]:
    """An answer, or one word for why the connection did not come about."""
    try:
        conn = open_tcp(address, port, look.stage())
    except ConnectionRefusedError:
        return "refused", Answer()
    except TimeoutError:
        return "silent", Answer()
    except OSError:
        return "unreachable", Answer()
    with conn:
        return "", wire.exchange(conn, asked)


Public = Generator[Seen, None, None]


def public(look: Look, want: Wanted) -> Public:
    """dns, name, tcp, tls and public: the way of a sender, gone from inside and never through a proxy."""
    addresses = yield from dns.resolve(look, want.host)
    if not addresses:
        return
    name = name_facts(want, list(addresses))
    yield Seen("name", name)
    if name["strange"]:
        return
    opened = yield from tcp.connect(look, want.host, addresses, want.port)
    if opened:
        yield from _answered(look, want, opened[0])


def name_facts(want: Wanted, addresses: list[str]) -> dict[str, Any]:
    """The addresses beside those that the name must have."""
    strange = [a for a in addresses if want.public and a not in want.public]
    return {"host": want.host, "port": want.port, "addresses": addresses, "public": list(want.public),
            "strange": strange, "sender": list(want.senders)}  # fmt: skip


def _answered(look: Look, want: Wanted, address: str) -> Iterator[Seen]:
    route = Route(want.scheme, want.host, want.port)
    visit = http.Visit(want.scheme, want.host, want.port, tls_try.direct(address, want.port), route)
    asked = Request(want.path, visit.authority, want.asks)
    settings = {**tls.filled(look), "follow": False, "expect": list(want.expect)}
    steps = http.open_at(look, visit, settings, asked)
    conn = None
    while True:
        try:
            seen = next(steps)
        except StopIteration as end:
            conn = end.value
            break
        yield replace(seen, stage="public") if seen.stage == "http" else seen
    if conn is None:
        return
    facts, answer = http.answered(look, visit, conn, asked, settings)
    if answer.status == 404:
        facts.update(options(_again(look, visit, replace(asked, method="OPTIONS"), settings)))
    if want.largest and want.asks == "POST" and not answer.problem:
        facts.update(announced(want, _again(look, visit, large(asked, want.largest), settings)))
    yield Seen("public", {**facts, "hops": [], "tolerance_s": want.tolerance})
    yield from tcp.lost(look, want.host, address, want.port, conn)


def _again(look: Look, visit: http.Visit, asked: Request, settings: Mapping[str, Any]) -> Answer:
    """One more question to the same place."""
    url = f"{visit.scheme}://{visit.authority}{asked.target}"
    told: Optional[Answer] = http.visited(look, visit, url, asked, settings)[1]
    return told or Answer()


def large(asked: Request, size: int) -> Request:
    """The head of a call of that size: who takes it says so before the body is sent (RFC 9110, 10.1.1), and
    none is ever sent."""
    return replace(asked, method="POST", headers={"Expect": "100-continue"}, promised=size)


def announced(want: Wanted, answer: Answer) -> dict[str, Any]:
    """What was said to the announced length; nothing is heard where the body is waited for."""
    return {"largest": want.largest, "largest_status": answer.status}
