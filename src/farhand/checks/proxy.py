"""Is there a proxy on the way, does the app use it, and does it let the app through?

"The shell reaches it, the app does not" is mostly a proxy: a variable in the wrong case, one that the
app's library does not read, a NO_PROXY form that nobody understands, or a proxy that wants a login. The
check has two parts: `route()` is the door through which an HTTP check learns its way and shows whether
it is open, and the check of the site looks at the settings themselves.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from farhand import proxyenv
from farhand.checks import _sections as sections
from farhand.checks import config, dns
from farhand.checks._proxy import look as _proxy_look
from farhand.checks._proxy import script
from farhand.checks._proxy.answers import is_resolver
from farhand.checks._proxy.examples import EXAMPLES
from farhand.checks._proxy.judge import judge
from farhand.checks._proxy.paste import read_part as read_part
from farhand.checks._proxy.paste import read_site
from farhand.checks._proxy.script import known as known
from farhand.checks._proxy.ways import shown as shown
from farhand.look import Look
from farhand.model import FAIL, Command, Seen
from farhand.target import Target, shell
from farhand.wire import proxy as wire
from farhand.wire.proxy import Route

__all__ = ["EXAMPLES", "Route", "command", "judge", "probe", "read", "route"]

STAGES = ("proxy",)
ALWAYS = True
#: Settings that a dependency gets by going through this door.
SETTINGS = ("proxy", "client")


def route(look: Look, target: Target) -> Generator[Seen, None, Route | None]:
    """Which way the app takes to `target`, and is it open? Yields the `proxy` stage.

    Returns the route, also the direct one; None where it ends before the target.
    """
    if look.env is None and _proxy_look.setting_of(look) == "env":
        yield Seen("proxy", {"not_applicable": "the app's environment is not visible: looked at directly"})
        return Route(target.scheme, target.host, _proxy_look.port_of(target))
    ask = _proxy_look.ask(look, target)
    made, facts = _proxy_look.through(ask) if ask.choice.value else _proxy_look.past(ask)
    yield Seen("proxy", facts)
    if made and made.proxy and is_resolver(facts.get("answer", {"at": "", "result": ""})):
        yield from dns.resolve(look, made.proxy.host)  # which resolver is silent, and why
    return made if made and judge("proxy", facts).outcome != FAIL else None


def probe(look: Look) -> Iterator[Seen]:
    """The settings themselves: each proxy once, and what the libraries make of NO_PROXY."""
    if look.env is None:
        yield Seen("proxy", {"not_applicable": f"the app's environment is not visible: {look.env_hint}"})
        return
    knocks: dict[str, dict[str, Any]] = {}
    rows = [_row(look, name, knocks) for name in proxyenv.variables(look.env.values)]
    yield Seen("proxy", {"site": True, "proxies": rows, "disagree": _disagreements(look)})


#: What a command begins with that asks a web service, and the call that tries every way to it.
PART, CALL = script.part(), script.CALL
_SHOW = "echo '-- proxies'; fh_variables"


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    text = shell.script(
        [shell.settle("proxy", {}, needs_place=False), sections.WATCH, shell.blur({}), PART, _SHOW]
    )
    return Command(text, why="shows which proxies are set for programs here, and whether they can be read",
                   seconds=5, prints="the proxy variables", hides="logins in them")  # fmt: skip


def read(text: str) -> Iterator[Seen]:
    if "-- proxies" in text:
        yield from read_site(text)


def _row(look: Look, name: str, knocks: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """One variable; each proxy is knocked at once."""
    value = look.env.values[name] if look.env else ""
    look.secrets.update(proxyenv.secrets_of(value))
    address, flaws = proxyenv.read_address(value)
    if address and address.shown not in knocks:
        knocks[address.shown] = wire.knock(address, look.stage()).facts()
    return {
        "variable": name,
        "proxy": address.shown if address else "",
        "flaws": _proxy_look.flaws_for(flaws, ""),
        "reach": knocks[address.shown] if address else {},
        "needed_by": [n for n, url, client in _urls(look) if _uses(look, url, client, name)],
    }


def _uses(look: Look, url: str, client: str, variable: str) -> bool:
    env = look.env.values if look.env else {}
    choice = proxyenv.choose(env, url, client or proxyenv.TYPICAL)
    return bool(choice.value) and choice.variable == variable


def _urls(look: Look) -> Iterator[tuple[str, str, str]]:
    """Name, URL and library of every dependency that the app reaches by HTTP and by its environment."""
    env = look.env.values if look.env else {}
    for need in look.app.dependencies:
        url = str(config.fill(str(need.settings.get("url", "")), dict(env)))
        if need.settings.get("proxy", "env") == "env" and _readable(url):
            client = str(need.settings.get("client", ""))
            yield need.name, url, client if client in proxyenv.LIBRARIES else ""


def _readable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in proxyenv.PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _disagreements(look: Look) -> list[dict[str, Any]]:
    """Dependencies to which the libraries of Python take different ways, where the app's is not declared."""
    env = look.env.values if look.env else {}
    rows = []
    for name, url, client in _urls(look):
        choices = {lib: proxyenv.choose(env, url, lib) for lib in proxyenv.READERS}
        ways = {lib: _proxy_look.shown(choice.value) or "direct" for lib, choice in choices.items()}
        if not client and len({way for lib, way in ways.items() if lib != "curl"}) > 1:
            rows.append({"dependency": name, "ways": ways})
    return rows
