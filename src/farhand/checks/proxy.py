"""Is there a proxy on the way, does the app use it, and does it let the app through?

"The shell reaches it, the app does not" is mostly a proxy: a variable in the wrong case, one that the
app's library does not read, a NO_PROXY form that nobody understands, or a proxy that wants a login. The
check has two parts: `route()` is the door through which an HTTP check learns its way and shows whether
it is open, and the check of the site looks at the settings themselves.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlsplit

from farhand import proxyenv
from farhand.checks import _proxy_known, config
from farhand.checks._proxy_examples import EXAMPLES
from farhand.checks._proxy_judge import judge, own
from farhand.checks._proxy_paste import command, read
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import FAIL, Seen
from farhand.proxyenv import Address, Choice
from farhand.target import Target
from farhand.wire import proxy as wire
from farhand.wire.proxy import Answer, Route

__all__ = ["EXAMPLES", "Route", "command", "judge", "probe", "read", "route"]

STAGES = ("proxy",)
ALWAYS = True
#: Settings that a dependency gets by going through this door.
SETTINGS = ("proxy", "client")

#: Other proxies that are tried at most, and the seconds for each.
TRIED, TRY_SECONDS = 3, 2.0
#: Seconds that a living proxy may need beyond the stage's time, and those kept for what comes after.
EXTRA, KEPT = 4.0, 2.0


def route(look: Look, target: Target) -> Generator[Seen, None, Route | None]:
    """Which way the app takes to `target`, and is it open? Yields the `proxy` stage.

    Returns the route, also the direct one; None where it ends before the target.
    """
    if look.env is None and _setting(look) == "env":
        yield Seen("proxy", {"not_applicable": "the app's environment is not visible: looked at directly"})
        return Route(target.scheme, target.host, _port(target))
    ask = _ask(look, target)
    made, facts = _through(ask) if ask.choice.value else _direct(ask)
    yield Seen("proxy", facts)
    return made if made and judge("proxy", facts).outcome != FAIL else None


@dataclass(frozen=True)
class _Ask:
    """One question: how does this app get to this URL?"""

    look: Look
    direct: Route
    path: str
    url: str
    client: str  # the library, "" where it is not declared
    choice: Choice

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
            "libraries": {lib: _shown(choice.value) or "direct" for lib, choice in ways.items()},
        }


def _ask(look: Look, target: Target) -> _Ask:
    port = _port(target)
    name = f"[{target.host}]" if ":" in target.host else target.host
    url = f"{target.scheme}://{name}:{port}/"
    client = str(look.need.settings.get("client", ""))
    client = client if client in proxyenv.LIBRARIES else ""
    env = look.env.values if look.env else {}
    setting = str(config.fill(_setting(look), dict(env)))
    if setting == "env":
        choice = proxyenv.choose(env, url, client or proxyenv.TYPICAL)
    else:
        choice = Choice(client, "" if setting in ("none", "", "False") else setting, "", "declared")
    look.secrets.update(proxyenv.secrets_of(choice.value))
    return _Ask(look, Route(target.scheme, target.host, port), _path(target), url, client, choice)


def _setting(look: Look) -> str:
    return str(look.need.settings.get("proxy", "env"))


def _port(target: Target) -> int:
    return target.port or proxyenv.PORTS.get(target.scheme, 0)


def _path(target: Target) -> str:
    parts = urlsplit(target.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return quote(path, safe="%/:=&?~+!$,;'@()*[]")


def _shown(value: str) -> str:
    address, _ = proxyenv.read_address(value) if value else (None, ())
    return address.shown if address else value and "a proxy"


def _through(ask: _Ask) -> tuple[Route | None, dict[str, Any]]:
    """The way through the proxy that the app takes; where it is closed, the others beside it."""
    address, flaws = proxyenv.read_address(ask.choice.value)
    rows = _flaws(flaws, ask.client)
    facts = {
        **ask.facts(),
        "proxy": address.shown if address else "",
        "flaws": rows,
        "login": bool(address and address.login),
    }
    if address is None or any(row["stops"] for row in rows):
        return None, facts
    if ask.client == "urllib":
        address = replace(address, scheme="http")  # it speaks plain HTTP to a proxy, whatever is written
    if address.scheme not in proxyenv.PORTS:
        facts["reach"] = wire.knock(address, ask.look.stage()).facts()
        return None, facts
    made = replace(ask.direct, proxy=address)
    answer = wire.way(made, ask.look.stage(), ask.path, lambda: _patience(ask.look, address))
    facts["answer"] = answer.facts()
    if not answer.ok and (answer.status == 0 or answer.status >= 300):
        facts.update(_beside(ask, made, address, answer))
    return made, facts


def _flaws(flaws: Sequence[proxyenv.Flaw], client: str) -> list[dict[str, Any]]:
    """The flaws that matter to the app's library; where it is not known, to a library of Python."""
    said = client or proxyenv.TYPICAL
    shown = [f for f in flaws if (client in f.breaks if client else set(f.breaks) - {"curl"})]
    return [{"code": f.code, "says": f.says, "stops": said in f.breaks} for f in shown]


def _patience(look: Look, address: Address) -> Deadline | None:
    """More time for a proxy that is alive: it may be slow to get through."""
    if not wire.alive(address, look.deadline.within(1.0)).status:
        return None
    more = min(EXTRA, look.deadline.left() - KEPT)
    return look.deadline.within(more) if more > 0 else None


def _beside(ask: _Ask, made: Route, address: Address, answer: Answer) -> dict[str, Any]:
    """What else there is to know where the proxy's answer is not the service's own."""
    look = ask.look
    found: dict[str, Any] = {}
    plain = replace(address, scheme="http")
    if answer.at in ("tls", "ask", "after"):
        found["alive"] = wire.alive(plain, look.deadline.within(1.0)).facts()
    if answer.result == "answered" and not made.tunnels and not own(answer.facts(), found.get("alive", {})):
        return found
    if answer.at == "ask" and answer.result == "silent" and not made.tunnels and found["alive"].get("status"):
        tunnelled = replace(made, scheme="https")
        found["tunnel"] = wire.reach(tunnelled, look.deadline.within(TRY_SECONDS)).facts()
    if answer.status == 407 and not _no_proxy(ask):
        return found
    direct = wire.way(ask.direct, look.stage(), ask.path)
    found["direct"] = direct.facts()
    found["inside"] = _inside(ask, direct)
    found["meant"] = _meant(ask, direct)
    if not direct.ok:
        found["others"] = _others(ask, address)
    return found


def _inside(ask: _Ask, direct: Answer) -> bool:
    """A name without a dot, or an address that exists only inside."""
    if "." not in ask.direct.host and ":" not in ask.direct.host:
        return True
    try:
        return ipaddress.ip_address(direct.address).is_private
    except ValueError:
        return False


def _meant(ask: _Ask, direct: Answer) -> str:
    return proxyenv.meant(_no_proxy(ask), ask.url, [direct.address] if direct.address else [])


def _no_proxy(ask: _Ask) -> str:
    env = ask.look.env.values if ask.look.env else {}
    return proxyenv.no_proxy(env, ask.client or proxyenv.TYPICAL)


def _direct(ask: _Ask) -> tuple[Route, dict[str, Any]]:
    """The direct way. It is looked at only where there are proxies that might be needed."""
    facts = {**ask.facts(), "proxy": ""}
    if next(_candidates(ask, None), None) is None:
        return ask.direct, facts
    direct = wire.way(ask.direct, ask.look.stage(), ask.path)
    facts["direct"] = direct.facts()
    if not direct.ok:
        facts["others"] = _others(ask, None)
    return ask.direct, facts


def _candidates(ask: _Ask, used: Address | None) -> Iterator[tuple[_proxy_known.Known, Address]]:
    """Other proxies of this site, each once."""
    there = {used.shown} if used else set()
    for known in _proxy_known.proxies(ask.look):
        address, _ = proxyenv.read_address(known.value)
        if address and address.shown not in there and address.scheme in proxyenv.PORTS:
            there.add(address.shown)
            ask.look.secrets.update(proxyenv.secrets_of(known.value))
            yield known, address


def _others(ask: _Ask, used: Address | None) -> list[dict[str, Any]]:
    """Does another proxy of this site get through? In the time that is left."""
    rows: list[dict[str, Any]] = []
    for known, address in _candidates(ask, used):
        left = ask.look.deadline.left() - 0.5
        if len(rows) == TRIED or left <= 0:
            break
        tried = replace(ask.direct, proxy=address)
        answer = wire.way(tried, ask.look.deadline.within(min(TRY_SECONDS, left)), ask.path)
        row = {"kind": known.kind, "where": known.where, "proxy": address.shown, "answer": answer.facts()}
        rows.append(row)
        if answer.ok or (answer.status and not own(answer.facts(), {})):
            break
    return rows


def probe(look: Look) -> Iterator[Seen]:
    """The settings themselves: each proxy once, and what the libraries make of NO_PROXY."""
    if look.env is None:
        yield Seen("proxy", {"not_applicable": f"the app's environment is not visible: {look.env_hint}"})
        return
    env = look.env.values
    rows = [_row(look, name) for name in proxyenv.variables(env)]
    yield Seen("proxy", {"site": True, "proxies": rows, "disagree": _disagreements(look)})


def _row(look: Look, name: str) -> dict[str, Any]:
    value = look.env.values[name] if look.env else ""
    look.secrets.update(proxyenv.secrets_of(value))
    address, flaws = proxyenv.read_address(value)
    rows = _flaws(flaws, "")
    reach = wire.knock(address, look.stage()).facts() if address else {}
    needed = [n for n, url, client in _urls(look) if _uses(look, url, client, name)]
    return {
        "variable": name,
        "proxy": address.shown if address else "",
        "flaws": rows,
        "reach": reach,
        "needed_by": needed,
    }


def _uses(look: Look, url: str, client: str, variable: str) -> bool:
    env = look.env.values if look.env else {}
    return proxyenv.choose(env, url, client or proxyenv.TYPICAL).variable == variable


def _urls(look: Look) -> Iterator[tuple[str, str, str]]:
    """Name, URL and library of every dependency that the app reaches by HTTP and by its environment."""
    env = look.env.values if look.env else {}
    for need in look.app.dependencies:
        url = str(config.fill(str(need.settings.get("url", "")), dict(env)))
        if need.settings.get("proxy", "env") == "env" and url.startswith(("http://", "https://")):
            client = str(need.settings.get("client", ""))
            if _readable(url):
                yield need.name, url, client if client in proxyenv.LIBRARIES else ""


def _readable(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname) and urlsplit(url).port != 0
    except ValueError:
        return False


def _disagreements(look: Look) -> list[dict[str, Any]]:
    """Dependencies to which the libraries of Python take different ways, where the app's is not declared."""
    env = look.env.values if look.env else {}
    rows = []
    for name, url, client in _urls(look):
        ways = {lib: _shown(proxyenv.choose(env, url, lib).value) or "direct" for lib in proxyenv.READERS}
        if not client and len({way for lib, way in ways.items() if lib != "curl"}) > 1:
            rows.append({"dependency": name, "ways": ways})
    return rows
