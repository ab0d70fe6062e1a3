"""What stages of checks saw, as things that are known.  Pure.

Each stage has its shape of facts (`farhand/checks/`); evidence may have been edited, so that nothing here
relies on one: what has another shape says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from farhand.model import Evidence
from farhand.readers._authorities import is_inspection
from farhand.topology import places
from farhand.topology.model import OBSERVED, SITE, SITES, Known, Origin
from farhand.topology.places import place, words

Said = Iterator[tuple[str, str]]


def known(rows: Iterable[Evidence]) -> Iterator[Known]:
    """Of all stages. What is of the site itself (clock, env, host, proxy) is known of SITE."""
    every = list(rows)
    settled = {row.subject for row in every if row.stage == "config" and _place(row.facts)}
    for row in every:
        origin = Origin(OBSERVED, row.source, row.at)
        where = "" if row.subject in settled and row.stage != "config" else _place(row.facts)
        said = [("place", where), *_common(row), *_of_stage(row)]
        yield from (Known(_whose(row), what, value, origin) for what, value in said if value)
        yield from (Known(SITE, what, value, origin) for what, value in _of_site(row) if value)


def _whose(row: Evidence) -> str:
    return SITE if row.subject == row.check in SITES else row.subject


def _of_stage(row: Evidence) -> Said:
    read = _STAGES.get(row.stage)
    return read(row.facts) if read else iter(())


def _common(row: Evidence) -> Said:
    about = _map(row.facts.get("about"))
    if _whose(row) != SITE:
        yield "kind", words(about.get("kind")) or row.check
        yield "run by", words(about.get("run_by"))
        yield "why", words(about.get("why"))
    version = row.facts.get("version")
    if isinstance(version, str) and row.stage not in ("tls", "config"):
        yield "version", version
    if row.facts.get("pooled") or row.facts.get("pooler"):
        yield "pooler", "yes"
    if row.facts.get("in_recovery") or row.facts.get("role") in ("slave", "replica"):
        yield "role", "replica"


def _of_site(row: Evidence) -> Said:
    """What a row says of the place that it was looked at from."""
    vantage = row.vantage
    if vantage.where in ("app", "container") or vantage.platform not in ("", "bare"):
        yield "platform seen", vantage.platform if vantage.platform != "bare" else ""
    yield "seen from", f"{vantage.where}, as {vantage.user}" if vantage.user else vantage.where
    if row.facts.get("in_container") is True:
        yield "container", "yes"
    if row.stage == "dns":
        for server in _list(row.facts.get("servers"))[:4]:
            yield "name server", words(server)
    for proxy in _rows(row.facts.get("proxies")):
        yield "proxy setting", places.of_proxy(words(proxy.get("proxy")))


def _place(facts: Mapping[str, Any]) -> str:
    """HOST:PORT, the path of a socket, or that of a folder or file."""
    host, port, path, socket = (words(facts.get(key)) for key in ("host", "port", "path", "socket"))
    if host or socket:
        return socket or place(host, port)
    return path if path.startswith("/") and "resolved" in facts else ""


def _dns(facts: Mapping[str, Any]) -> Said:
    for address in _list(facts.get("addresses"))[:8]:
        yield "address", words(address)
    if _list(facts.get("hosts")):
        yield "name from", "the hosts file"


def _proxy(facts: Mapping[str, Any]) -> Said:
    if "proxy" not in facts or facts.get("site"):
        return
    answer = _map(facts.get("answer"))
    yield "proxy", places.of_proxy(words(facts.get("proxy"))) or "none"
    yield "proxy address", words(answer.get("address"))
    headers = _map(answer.get("headers"))
    yield "proxy software", words(next(iter(_list(headers.get("server"))), ""))


def _tcp(facts: Mapping[str, Any]) -> Said:
    for row in _rows(facts.get("attempts"))[:8]:
        address = words(row.get("address"))
        yield "address", address
        if row.get("result") == "open":
            yield "direct", address
            yield "round trip", _ms(row.get("ms"))
        box = words(_map(row.get("icmp")).get("box"))
        if box and box not in (row.get("source"), address):
            yield "answered by", box
        rungs = [r for r in _rows(row.get("ladder")) if r.get("box")]
        if rungs:
            yield "last hop seen", words(rungs[-1].get("box"))
            yield "hops seen", words(rungs[-1].get("hops"))
        away = _map(row.get("reset")).get("out")
        yield "hops", words(away) if isinstance(away, int) else ""


def _tls(facts: Mapping[str, Any]) -> Said:
    chain = _rows(facts.get("chain"))
    issuers = [words(c.get("issuer_cn")) or words(c.get("issuer")) or words(c.get("issuer_o")) for c in chain]
    yield "issuer", issuers[0] if issuers else ""
    opened = next((words(c.get("issuer")) for c in chain if is_inspection(words(c.get("issuer")))), "")
    yield "inspection", places.common_name(opened)
    yield "TLS", words(facts.get("version"))


def _http(facts: Mapping[str, Any]) -> Said:
    headers = {str(key).lower(): words(value) for key, value in _map(facts.get("headers")).items()}
    yield "server", headers.get("server", "")
    yield "via", headers.get("via", "")
    status = facts.get("status")
    yield "answers", f"status {status}" if isinstance(status, int) and status else ""


def _bucket(facts: Mapping[str, Any]) -> Said:
    yield from _http(facts)
    yield "bucket", words(facts.get("bucket"))


def _env(facts: Mapping[str, Any]) -> Said:
    yield "platform seen", words(facts.get("platform"))


_STAGES: Mapping[str, Callable[[Mapping[str, Any]], Said]] = {
    "dns": _dns,
    "proxy": _proxy,
    "tcp": _tcp,
    "tls": _tls,
    "http": _http,
    "bucket": _bucket,
    "env": _env,
}


def _ms(value: Any) -> str:
    return f"{value:.1f} ms" if isinstance(value, (int, float)) and 0 <= value < 1e6 else ""


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in _list(value) if isinstance(row, Mapping)]


def tidy(version: str) -> str:
    """The number at the begin of a version, without what a distribution adds."""
    found = re.match(r"\d+(?:\.\d+){0,3}", version)
    return found[0] if found else version
