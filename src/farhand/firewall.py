"""The rules that a site's network team must allow, with the reason for each: outbound, and for calls from
outside inbound ones.  Pure.

Real hosts where the app's environment is visible, else the variable that gives them. Names need DNS, and
certificates and tokens a right clock, so both are part of the request.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from farhand import proxyenv
from farhand.checks import config
from farhand.checks._mongodb import named, spoken
from farhand.faces import escape
from farhand.look import Environment
from farhand.model import App, Dependency
from farhand.target import Target, is_loopback, read_target
from farhand.target.schemes import INBOUND, NETWORK, ON_DISK, OVER_TLS, PLACE_WORD, base
from farhand.words import _, marked, said

_PROTOCOL = {"dns": "UDP and TCP", "http": "TCP"}


@dataclass(frozen=True)
class Rule:
    """One connection that must be allowed: from the app's host outwards, or from `source` to the site."""

    name: str
    host: str
    port: str
    protocol: str
    purpose: str
    through: str = "direct"
    encrypted: str = ""
    optional: bool = False
    direction: str = "outbound"
    source: str = ""


def rules(app: App, env: Environment | None) -> list[Rule]:
    """One rule per address of every dependency that goes over the network, then the name and time servers."""
    found = [rule for need in app.dependencies if need.kind not in ON_DISK for rule in _of(app, need, env)]
    proxies = {rule.through for rule in found if rule.through != "direct"}
    found += [_of_proxy(proxy) for proxy in sorted(proxies)]
    return found + list(_of_site([rule for rule in found if rule.direction == "outbound"]))


def _of(app: App, need: Dependency, env: Environment | None) -> Iterator[Rule]:
    values = {v.name: v.default for v in app.env if v.default is not None} | dict(env.values if env else {})
    unset = [name for name in config.variables(need.settings) if not values.get(name)]
    settings = {key: config.fill(value, values) for key, value in need.settings.items()}
    target = read_target(settings, need.kind)
    if target.socket or (target.host and not unset and is_loopback(target.host)):
        return
    if need.kind in INBOUND:
        yield _inbound(need, settings, target, unset)
        return
    if unset or target.problems or not target.host:
        if (
            need.kind in NETWORK
            or need.kind == "dns"
            or need.settings.get("host")
            or need.settings.get(PLACE_WORD.get(need.kind, "host"))
            or need.settings.get("url")
        ):
            yield _unknown(need, settings, target, unset)
        return
    for host, port in target.hosts or ((target.host, target.port),):
        yield _rule(need, host, str(port or target.port or "?"), target, _through(need, settings, env))


def _inbound(need: Dependency, settings: Mapping[str, Any], target: Target, unset: Sequence[str]) -> Rule:
    """A call that others make: from the sender's addresses to the public name."""
    open_ = _unknown(need, settings, target, unset) if unset or target.problems or not target.host else None
    sender = settings.get("sender") or ""
    sender = ", ".join(map(str, sender)) if isinstance(sender, (list, tuple)) else str(sender)
    what = f"{settings.get('method') or 'POST'} {target.path.partition('?')[0] or '/'}"
    return Rule(
        need.name,
        open_.host if open_ else target.host,
        open_.port if open_ else str(target.port or "?"),
        "TCP",
        f"{_purpose(need)}: {what}",
        encrypted="" if open_ else _encrypted(need.kind, target),
        optional=not need.critical,
        direction="inbound",
        source=sender or "the sender (ask it for its addresses)",
    )


def _rule(need: Dependency, host: str, port: str, target: Target, through: str) -> Rule:
    return Rule(
        need.name,
        _by_record(need, host, target),
        port,
        _PROTOCOL.get(need.kind, "TCP"),
        _purpose(need),
        through,
        _encrypted(need.kind, target),
        not need.critical,
    )


def _by_record(need: Dependency, host: str, target: Target) -> str:
    """The host, or which record names the hosts: a cluster's own name is never connected to."""
    if need.kind != "mongodb" or not spoken.is_srv(target):
        return host
    return f"all hosts that the SRV record {named.record(target)} names"


def _unknown(need: Dependency, settings: Mapping[str, Any], target: Target, unset: Sequence[str]) -> Rule:
    """Which variable says it, where its value is not visible; what the declaration fixes is still told."""
    raw = {key: value for key, value in need.settings.items() if not config.variables(value)}
    fixed = read_target(raw, need.kind)
    host = (
        raw.get("host")
        or raw.get(PLACE_WORD.get(need.kind, "host"))
        or "as "
        + (", ".join(f"${{{n}}}" for n in _names(need, _place_words(need)) or unset) or "declared")
        + " says"
    )
    port = str(raw["port"]) if raw.get("port") else _port_words(need, fixed)
    return Rule(
        need.name,
        str(host),
        port,
        _PROTOCOL.get(need.kind, "TCP"),
        _purpose(need),
        _declared_proxy(settings),
        "",
        not need.critical,
    )


def _place_words(need: Dependency) -> tuple[str, ...]:
    return ("url", "host", *((PLACE_WORD[need.kind],) if need.kind in PLACE_WORD else ()))


def _names(need: Dependency, keys: Sequence[str]) -> list[str]:
    return [name for key in keys for name in config.variables(need.settings.get(key, ""))]


def _port_words(need: Dependency, fixed: Target) -> str:
    names = _names(need, ("port",))
    if names:
        return f"as ${{{names[0]}}} says"
    usual = "443 or 80" if need.kind == "http" else fixed.port
    return f"usually {usual}" if usual else "as the address says"


def _purpose(need: Dependency) -> str:
    whose = {"customer": "", "vendor": ", run by the vendor", "third-party": ", run by a third party"}[
        need.run_by
    ]
    return f"{need.why or f'{need.kind} dependency {need.name}'}{whose}"


def _encrypted(kind: str, target: Target) -> str:
    mode = target.query.get("sslmode", "")
    if kind == "mongodb":
        return "TLS" if spoken.tls_asked(target, spoken.options(target.query)) else ""
    if (
        base(target.scheme) in OVER_TLS
        or kind in ("tls", "s3")
        or mode in ("require", "verify-ca", "verify-full")
    ):
        return "TLS"
    return "" if mode not in ("disable",) else "no"


def _through(need: Dependency, settings: Mapping[str, Any], env: Environment | None) -> str:
    """The proxy that the app would take, as it may be shown."""
    declared = _declared_proxy(settings)
    asks = need.kind in ("http", "s3") and settings.get("proxy") != "none"
    if not asks or declared != "direct" or env is None:
        return declared
    url = str(settings.get("url") or f"https://{settings.get('host', '')}/")
    choice = proxyenv.choose(env.values, url)
    return _shown(choice.value) if choice.value else "direct"


def _declared_proxy(settings: Mapping[str, Any]) -> str:
    value = settings.get("proxy")
    return _shown(value) if isinstance(value, str) and value not in ("env", "none", "") else "direct"


def _shown(value: str) -> str:
    """A proxy without its login."""
    target = read_target({"url": value if "://" in value else f"http://{value}"}, "http")
    return (
        f"{target.host}:{target.port}"
        if target.host and not target.problems
        else "the proxy in the environment"
    )


def _of_proxy(place: str) -> Rule:
    host, _, port = place.rpartition(":")
    return Rule(
        "proxy",
        host or place,
        port if host else "?",
        "TCP",
        "the way out to the hosts above that go through it",
    )


def _of_site(found: Sequence[Rule]) -> Iterator[Rule]:
    if any(not _is_literal(rule.host) for rule in found):
        yield Rule(
            "names",
            "the site's own name servers",
            "53",
            "UDP and TCP",
            "to resolve the names above; TCP for long answers",
        )
    if found:
        yield Rule(
            "time",
            "the site's own time server",
            "123",
            "UDP",
            "certificates and tokens need a right clock (NTP)",
            optional=True,
        )


def _is_literal(host: str) -> bool:
    from farhand.target.hosts import is_address

    return is_address(host)


def text(app: App, found: Sequence[Rule], markdown: bool) -> str:
    """The request as a mail's text or as a Markdown table."""
    inbound = any(rule.direction == "inbound" for rule in found)
    version = f" {app.version}" if app.version else ""
    head = _("Connections that {app} needs") if inbound else _("Outbound connections that {app} needs")
    head = head.format(app=f"{app.name}{version}")
    lines = list(_table(found) if markdown else _plain(found))
    foot = _("All connections begin at the host that runs the app. Nothing inbound is asked for.")
    if inbound:
        foot = _(
            "Outbound connections begin at the host that runs the app; inbound ones at their sender, outside."
        )
    if not found:
        lines, foot = [_("None: nothing that the app needs goes over the network.")], ""
    contact = f"{_('Questions:')} {app.contact}" if app.contact else ""
    title = f"## {escape.markdown(head)}" if markdown else head
    return (
        "\n".join(
            part for part in (title, "", *lines, "", foot, escape.markdown(contact) if markdown else contact)
        ).rstrip()
        + "\n"
    )


COLUMNS = (
    marked("For"),
    marked("Direction"),
    marked("Host"),
    marked("Port"),
    marked("Protocol"),
    marked("Through"),
    marked("Reason"),
)
_DIRECTIONS = {"outbound": marked("outbound"), "inbound": marked("inbound")}


def _cells(rule: Rule) -> tuple[str, ...]:
    protocol = f"{rule.protocol}, TLS" if rule.encrypted == "TLS" else rule.protocol
    reason = f"{said(rule.purpose)} ({_('optional')})" if rule.optional else said(rule.purpose)
    host = f"{said(rule.source)} {_('to')} {said(rule.host)}" if rule.source else said(rule.host)
    return (
        rule.name,
        _(_DIRECTIONS[rule.direction]),
        host,
        said(rule.port),
        said(protocol),
        said(rule.through),
        reason,
    )


def _table(found: Sequence[Rule]) -> Iterator[str]:
    yield f"| {' | '.join(map(_, COLUMNS))} |"
    yield f"|{'---|' * len(COLUMNS)}"
    for rule in found:
        yield f"| {' | '.join(escape.markdown(c) for c in _cells(rule))} |"


def _plain(found: Sequence[Rule]) -> Iterator[str]:
    rows = [
        tuple("".join(c if c.isprintable() else " " for c in cell) for cell in _cells(rule)) for rule in found
    ]
    head = tuple(map(_, COLUMNS))
    widths = [max(len(row[i]) for row in (*rows, head)) for i in range(len(head))]
    for row in (head, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
