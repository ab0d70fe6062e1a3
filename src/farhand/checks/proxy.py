"""Is there a proxy on the way, does the app use it, and does it let the app through?

First version of the door: `route()` reads the environment and tells which way the app takes.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from farhand import proxyenv
from farhand.look import Look
from farhand.model import FAIL, PASS, Facts, Finding, Seen, Verdict
from farhand.target import Target
from farhand.wire.proxy import Route, way

STAGES = ("proxy",)
ALWAYS = True
#: Settings that a dependency gets by going through this door.
SETTINGS = ("proxy", "client")


def route(look: Look, target: Target) -> Generator[Seen, None, Route | None]:
    """Which way the app takes to `target`; yields the `proxy` stage. None: nothing gets through."""
    port = target.port or proxyenv.PORTS.get(target.scheme, 0)
    setting = str(look.need.settings.get("proxy", "env"))
    values = look.env.values if look.env else {}
    if setting == "env":
        choice = proxyenv.choose(values, f"{target.scheme}://{target.host}:{port}/")
    else:
        choice = proxyenv.Choice("", "" if setting == "none" else setting, "proxy", "declared")
    if not choice.value:
        yield Seen("proxy", {"not_applicable": "no proxy is set for it"})
        return Route(target.scheme, target.host, port)
    look.secrets.update(proxyenv.secrets_of(choice.value))
    address, _ = proxyenv.read_address(choice.value)
    if address is None:
        yield Seen("proxy", {"variable": choice.variable, "problem": "no host"})
        return None
    made = Route(target.scheme, target.host, port, address)
    answer = way(made, look.stage())
    yield Seen("proxy", {"variable": choice.variable, "proxy": address.shown, "answer": answer.facts()})
    return made if answer.ok else None


def probe(look: Look) -> Iterator[Seen]:
    yield Seen("proxy", {"not_applicable": "looked at with each dependency"})


def judge(stage: str, facts: Facts) -> Verdict:
    if facts.get("answer", {}).get("ok"):
        return Verdict(PASS, f"through {facts['proxy']}")
    params = {"proxy": facts.get("proxy", "")}
    finding = Finding("proxy.unreachable", 0.5, params=params)
    return Verdict(FAIL, "the proxy does not let it through", (finding,))
