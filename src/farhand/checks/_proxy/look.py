"""How a dependency's way is looked at: the one that the app takes; where it is closed, the others, too."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlsplit

from farhand import proxyenv
from farhand.checks import config
from farhand.checks._proxy import known as _proxy_known
from farhand.checks._proxy.answers import is_block_page, own, won
from farhand.checks._proxy.ways import flaws_for as flaws_for
from farhand.checks._proxy.ways import inside_of
from farhand.checks._proxy.ways import shown as shown
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.proxyenv import Address, Choice
from farhand.target import Target
from farhand.wire import proxy as wire
from farhand.wire.proxy import Route
from farhand.wire.proxy_answer import Answer

#: Other proxies that are tried at most, and the seconds for them.
TRIED, TRY_SECONDS = 3, 2.0
#: Seconds that the direct way has before other proxies are tried beside it.
HEAD_START = 0.5
#: Seconds that a living proxy may need beyond the stage's time, and those kept for what comes after.
EXTRA, KEPT = 4.0, 2.0


@dataclass(frozen=True)
class Ask:
    """One question: how does this app get to this URL?"""

    look: Look
    direct: Route
    path: str
    url: str
    client: str  # the library, "" where it is not declared
    choice: Choice
    lives: dict[str, Answer] = field(default_factory=dict)  # what proxies said when asked for themselves

    def alive(self, proxy: Address) -> Answer:
        """Does the proxy itself answer? Asked once."""
        if proxy.shown not in self.lives:
            self.lives[proxy.shown] = wire.alive(proxy, self.look.deadline.within(1.0))
        return self.lives[proxy.shown]

    def facts(self) -> dict[str, Any]:
        env = self.look.env.values if self.look.env else {}
        ways = {lib: proxyenv.choose(env, self.url, lib) for lib in proxyenv.LIBRARIES}
        return {
            "scheme": self.direct.scheme,
            "host": self.direct.host,
            "port": self.direct.port,
            "setting": "url" if self.choice.because == "declared" and self.choice.value else "",
            "client": self.client,
            "run_by": self.look.need.run_by,
            "variable": self.choice.variable,
            "because": self.choice.because,
            "entry": self.choice.entry,
            "libraries": {lib: shown(choice.value) or "direct" for lib, choice in ways.items()},
        }


def ask(look: Look, target: Target) -> Ask:
    """The question for a dependency, with the way that its library takes."""
    port = port_of(target)
    name = f"[{target.host}]" if ":" in target.host else target.host
    url = f"{target.scheme}://{name}:{port}/"
    client = str(look.need.settings.get("client", ""))
    client = client if client in proxyenv.LIBRARIES else ""
    env = look.env.values if look.env else {}
    setting = str(config.fill(setting_of(look), dict(env)))
    if setting == "env":
        choice = proxyenv.choose(env, url, client or proxyenv.TYPICAL)
    else:
        choice = Choice(client, "" if setting in ("none", "", "False") else setting, "", "declared")
    look.secrets.update(proxyenv.secrets_of(choice.value))
    return Ask(look, Route(target.scheme, target.host, port), _path(target), url, client, choice)


def setting_of(look: Look) -> str:
    return str(look.need.settings.get("proxy", "env"))


def port_of(target: Target) -> int:
    return target.port or proxyenv.PORTS.get(target.scheme, 0)


def _path(target: Target) -> str:
    parts = urlsplit(target.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return quote(path, safe="%/:=&?~+!$,;'@()*[]")


def through(ask: Ask) -> tuple[Route | None, dict[str, Any]]:
    """The way through the proxy that the app takes."""
    address, flaws = proxyenv.read_address(ask.choice.value)
    rows = flaws_for(flaws, ask.client)
    login = bool(address and address.login)
    facts = {**ask.facts(), "proxy": address.shown if address else "", "flaws": rows, "login": login}
    if address is None or any(row["stops"] for row in rows):
        return None, facts
    if ask.client == "urllib":
        address = replace(address, scheme="http")  # it speaks plain HTTP to a proxy, whatever is written
    if address.scheme not in proxyenv.PORTS:
        facts["reach"] = wire.knock(address, ask.look.stage()).facts()
        return None, facts
    made = replace(ask.direct, proxy=address)
    answer = wire.way(made, ask.look.stage(), ask.path, lambda: _patience(ask, address))
    facts["answer"] = answer.facts()
    if not answer.ok and (not 200 <= answer.status < 300 or made.tunnels or is_block_page(answer.facts())):
        facts.update(_beside(ask, made, address, answer))
    return made, facts


def _patience(ask: Ask, address: Address) -> Deadline | None:
    """More time for a proxy that is alive: it may be slow to get through."""
    if not ask.alive(address).status:
        return None
    more = min(EXTRA, ask.look.deadline.left() - KEPT)
    return ask.look.deadline.within(more) if more > 0 else None


def _beside(ask: Ask, made: Route, address: Address, answer: Answer) -> dict[str, Any]:
    """What else there is to know where the proxy's answer is not the service's own."""
    found: dict[str, Any] = {}
    if answer.at in ("tls", "ask", "after"):
        found["alive"] = ask.alive(replace(address, scheme="http")).facts()
    if answer.result == "answered" and not made.tunnels and not own(answer.facts(), found["alive"]):
        return found
    if answer.at == "ask" and answer.result == "silent" and not made.tunnels and found["alive"].get("status"):
        tunnelled = replace(made, scheme="https")
        found["tunnel"] = wire.reach(tunnelled, ask.look.deadline.within(TRY_SECONDS)).facts()
    if answer.status == 407 and not no_proxy(ask):
        return found
    direct, others = side_by_side(ask, address, deep=True)
    return {**found, "direct": direct.facts(), "inside": _inside(ask, direct), "meant": _meant(ask, direct),
            "others": others}  # fmt: skip


def _inside(ask: Ask, direct: Answer) -> str:
    return inside_of(ask.direct.host, direct.address)


def _meant(ask: Ask, direct: Answer) -> str:
    return proxyenv.meant(no_proxy(ask), ask.url, [direct.address] if direct.address else [])


def no_proxy(ask: Ask) -> str:
    env = ask.look.env.values if ask.look.env else {}
    return proxyenv.no_proxy(env, ask.client or proxyenv.TYPICAL)


def past(ask: Ask) -> tuple[Route, dict[str, Any]]:
    """The direct way. It is looked at only where there are proxies that might be needed."""
    facts = {**ask.facts(), "proxy": ""}
    if next(_candidates(ask, None), None) is not None:
        direct, others = side_by_side(ask, None, deep=False)
        facts.update(direct=direct.facts(), others=others)
    if ask.choice.because == "no_proxy" and not ask.client:
        facts.update(_elsewhere(ask))
    return ask.direct, facts


def _elsewhere(ask: Ask) -> dict[str, Any]:
    """What happens to the libraries of Python that read NO_PROXY in another way and would go to the proxy."""
    env = ask.look.env.values if ask.look.env else {}
    values = {
        lib: proxyenv.choose(env, ask.url, lib).value for lib in ("httpx", "urllib", "aiohttp-trust-env")
    }
    libraries = [lib for lib, value in values.items() if value]
    address, _ = proxyenv.read_address(values[libraries[0]]) if libraries else (None, ())
    if address is None or address.scheme not in proxyenv.PORTS:
        return {}
    limit = ask.look.deadline.within(TRY_SECONDS)
    answer = wire.way(replace(ask.direct, proxy=address), limit, ask.path)
    return {"elsewhere": {"libraries": libraries, "proxy": address.shown, "answer": answer.facts()}}


def side_by_side(ask: Ask, used: Address | None, deep: bool) -> tuple[Answer, list[dict[str, Any]]]:
    """The direct way; and where it is not open at once, other proxies of this site at the same time."""
    box: list[Answer] = []
    limit = ask.look.stage()
    waiting = threading.Thread(
        target=lambda: box.append(wire.way(ask.direct, limit, ask.path, deep=deep)), daemon=True
    )
    waiting.start()
    waiting.join(HEAD_START)
    others = [] if box and box[0].ok else _others(ask, used)
    waiting.join(limit.left() + 0.2)
    direct = box[0] if box else Answer("connect", "silent")
    return direct, [] if direct.ok else others


def _candidates(ask: Ask, used: Address | None) -> Iterator[tuple[_proxy_known.Known, Address]]:
    """Other proxies of this site, each once."""
    there = {used.shown} if used else set()
    for known in _proxy_known.proxies(ask.look):
        address, _ = proxyenv.read_address(known.value)
        if address and address.shown not in there and address.scheme in proxyenv.PORTS:
            there.add(address.shown)
            ask.look.secrets.update(proxyenv.secrets_of(known.value))
            yield known, address


def _others(ask: Ask, used: Address | None) -> list[dict[str, Any]]:
    """Does another proxy of this site get through? At most a few, at the same time; nearest first."""
    chosen = [pair for pair, _ in zip(_candidates(ask, used), range(TRIED))]
    limit = ask.look.deadline.within(TRY_SECONDS)
    rows: dict[int, dict[str, Any]] = {}
    threads = [threading.Thread(target=_try, args=(ask, pair, limit, rows, i), daemon=True)
               for i, pair in enumerate(chosen)]  # fmt: skip
    for thread in threads:
        thread.start()
    for i, thread in enumerate(threads):
        thread.join(limit.left() + 0.2)
        if i in rows and won(rows[i]):
            break
    return [rows[i] for i in sorted(rows)]


def _try(
    ask: Ask,
    pair: tuple[_proxy_known.Known, Address],
    limit: Deadline,
    rows: dict[int, dict[str, Any]],
    i: int,
) -> None:
    """In a thread of its own: one other proxy."""
    known, address = pair
    answer = wire.way(replace(ask.direct, proxy=address), limit, ask.path)
    rows[i] = {"kind": known.kind, "where": known.where, "proxy": address.shown, "answer": answer.facts()}
