"""The HTTP service must answer as declared: in time, whole, with the right status and kind of body.

A status alone names no owner: 403 may be the API's or a firewall's, 502 the vendor's or the customer's
gateway, and 200 may be a block page. So the answer is looked at with who gave it (Server, Via), what kind
of body it has, how long each phase took, and which redirects led there.
"""

from __future__ import annotations

import base64
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Optional
from urllib.parse import urlsplit

from farhand.checks import _sections as sections
from farhand.checks import config, dns, proxy, tcp, tls
from farhand.checks._http import paste, script
from farhand.checks._http.examples import EXAMPLES
from farhand.checks._http.facts import answer_facts
from farhand.checks._http.meaning import expected, meaning
from farhand.checks._http.urls import following_request, leads_to, path_of, shown
from farhand.checks._proxy.answers import is_resolver
from farhand.checks._proxy.judge import judge as judge_of_proxy
from farhand.checks._settled import Settled, settled
from farhand.look import Look
from farhand.model import FAIL, Command, Facts, Seen, Verdict
from farhand.target import Target, shell
from farhand.wire import http as wire
from farhand.wire import tls as wire_tls
from farhand.wire import tls_try
from farhand.wire.http import Answer, BadRequest, Request
from farhand.wire.proxy import Route
from farhand.wire.proxy_answer import Stopped
from farhand.wire.speaker import who_else
from farhand.wire.tcp import Conn
from farhand.wire.tls_try import Way
from farhand.wire.together import together

__all__ = ["EXAMPLES", "STAGES", "command", "judge", "probe", "read"]

#: The first and the last line of what the command prints, by which a raw output is seen to be whole.
STAGES = ("config", "proxy", "dns", "tcp", "tls", "http")
#: expect: a status or a list; expect_body: text that must be in it; expect_json: it must be JSON.
SETTINGS = (
    *("method", "headers", "body", "expect", "expect_body", "expect_json", "follow"),
    *proxy.SETTINGS, *tls.SETTINGS,
)  # fmt: skip

#: Settings that an engineer's request may change for one look, each with its harmless choices.
PARAMETERS = {"proxy": ("env", "none")}

#: Redirects that are followed at most.
HOPS = 5
#: Seconds for the questions after an answer that failed.
AGAIN = 2.0


@dataclass
class Visit:
    """The way to one origin, and what is asked there."""

    scheme: str
    host: str
    port: int
    way: Way
    route: Route

    @property
    def authority(self) -> str:
        """The Host header: the port only where it is not the usual one."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == {"http": 80, "https": 443}.get(self.scheme) else f"{name}:{self.port}"


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    visit = yield from way_to(look, target)
    if visit is None:
        return
    settings = tls.filled(look)
    request = _request(look, target, visit, settings)
    conn = yield from open_at(look, visit, settings, request)
    if conn is None:
        return
    yield Seen("http", answered(look, visit, conn, request, settings)[0])
    yield from tcp.lost(look, visit.host, visit.way.address, visit.port, conn)


def judge(stage: str, facts: Facts) -> Verdict:
    return meaning(facts)


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    return sections.command(
        "http", settings, shell.blur(settings), proxy.known(settings), proxy.PART, *tcp.PARTS[:2], tls.PART,
        script.part(settings),
        proxy.CALL, script.CALL, *tcp.PARTS[2:], script.DIRECT,
        why="makes the app's own request once, and tells where on the way it ends",
        seconds=120, hides="headers, the login and the body that are sent",
        prints="addresses, certificates, the head of the answer and the beginning of its body",
        connects=(sections.place(settings), "resolver", "proxy"),
    )  # fmt: skip


def read(text: str) -> Iterator[Seen]:
    found = settled(text)
    if found is None or found.target is None:
        yield from found.seen if found else ()
        return
    parts = sections.sections(text)
    url = (parts.get("proxy") or [""])[0].strip()
    if not url:
        yield from tcp.reached(text)
        return
    run_by = str(found.settings.get("run_by", ""))
    seen, asked, choice = proxy.read_part(parts["proxy"], url, found.settings, run_by)
    yield from (*found.seen, seen)
    if choice.value and is_resolver(seen.facts.get("answer", {"at": "", "result": ""})):
        yield from dns.read_part(text)
    if judge_of_proxy("proxy", seen.facts).outcome == FAIL:
        return
    yield from (
        _direct(text, parts, found)
        if not choice.value
        else _by_proxy(text, parts, found, asked, choice.value)
    )


def _direct(text: str, parts: Mapping[str, list[str]], found: Settled) -> Iterator[Seen]:
    untried = "with nothing" in parts["proxy"]  # without curl nobody knows what a proxy would have done
    steps, reached = tcp.reached(text, False), None
    while True:
        try:
            seen = next(steps)
        except StopIteration as end:
            reached = end.value
            break
        yield replace(seen, facts={**seen.facts, "proxies_untried": True}) if untried else seen
    if reached:
        yield from _answered(text, parts, found, "direct", "")


def _by_proxy(
    text: str, parts: Mapping[str, list[str]], found: Settled, asked: str, value: str
) -> Iterator[Seen]:
    for stage in ("dns", "tcp"):
        yield Seen(stage, {"not_applicable": "the proxy does it"})
    yield from _answered(text, parts, found, asked, proxy.shown(value))


def _answered(
    text: str, parts: Mapping[str, list[str]], found: Settled, asked: str, via: str
) -> Iterator[Seen]:
    """The stages `tls` and `http`, as far as the output has them."""
    secure = bool(found.target and found.target.scheme == "https")
    if secure:
        rows = list(tls.read_part(text, found.settings, "http", via))
        yield from rows
    else:
        yield Seen("tls", {"not_applicable": "plain http"})
    lines = parts.get("http", [])
    if lines and lines[0].split()[-1:] != [asked] and via:
        yield Seen("http", {}, unknown="it was asked on another way than the app's library takes")
        return
    yield from paste.read_part(lines, found.settings, via)


def way_to(look: Look, target: Target) -> Generator[Seen, None, Optional[Visit]]:
    """proxy, dns and tcp: how connections to the service are opened. None: there is no way."""
    scheme = target.scheme if target.scheme in ("http", "https") else "http"
    port = target.port or {"http": 80, "https": 443}[scheme]
    route = yield from proxy.route(look, target)
    if route is None:
        return None
    if not route.direct:
        for stage in ("dns", "tcp"):
            yield Seen(stage, {"not_applicable": "the proxy does it"})
        return Visit(scheme, target.host, port, Way(route.open, port=port), route)
    addresses = yield from dns.resolve(look, target.host)
    opened = (yield from tcp.connect(look, target.host, addresses, port)) if addresses else []
    if not opened:
        return None
    return Visit(scheme, target.host, port, tls_try.direct(opened[0], port), route)


def _request(look: Look, target: Target, visit: Visit, settings: Mapping[str, Any]) -> Request:
    """The request as declared. A user and password in the URL are sent as a Basic login."""
    values = look.env.values if look.env else {}
    declared = look.need.settings.get("headers")
    declared = declared if isinstance(declared, Mapping) else {}
    headers = {str(name): str(config.fill(value, dict(values))) for name, value in declared.items()}
    if target.user and "authorization" not in {k.lower() for k in headers}:
        pair = base64.b64encode(f"{target.user}:{target.password}".encode()).decode()
        headers["Authorization"] = f"Basic {pair}"
    for name, value in headers.items():
        if name.lower() in ("authorization", "cookie") or "${" in str(declared[name]):
            look.secrets.update(word for word in (value, value.rpartition(" ")[2]) if len(word) > 5)
    return Request(
        target=visit.route.request_target(path_of(target.url)),
        host=visit.authority,
        method=str(settings.get("method", "GET")).upper(),
        headers={**headers, **visit.route.headers()},
        body=str(settings.get("body") or "").encode(),
    )


def open_at(look: Look, visit: Visit, settings: Mapping[str, Any], request: Request) -> tls.Secured:
    """The connection over which is asked; yields the `tls` stage."""
    if visit.scheme == "https":
        made = yield from tls.secure(
            look, visit.way, visit.host, settings, via=visit.route.via_proxy, confirm=False,
            date_of=lambda conn: clock_of(look, wire.exchange(conn, _bare(request))),
            beside=None if visit.route.direct else Way(replace(visit.route, proxy=None).open),
        )  # fmt: skip
        return made
    yield Seen("tls", {"not_applicable": "plain http"})
    try:
        return visit.way.open(look.stage())
    except ConnectionResetError:  # cut in the moment in which it stands
        where = {"host": visit.host, "port": visit.port, "scheme": visit.scheme, "kind": "http"}
        yield Seen("http", {**where, "problem": "reset", "untouched": "reset"})
        return None
    except (OSError, ValueError) as error:
        yield Seen("http", {}, unknown=f"the connection could not be opened again: {type(error).__name__}")
        return None


def _bare(request: Request) -> Request:
    """The same place, asked without any credential and without effect."""
    return replace(request, method="HEAD", headers={}, body=b"")


def clock_of(look: Look, answer: Answer) -> dict[str, Any]:
    """How far this host's clock is from the peer's, as a fact for the clock check."""
    offset = wire.date_offset(answer)
    return {"peer_clock": {"peer": look.need.name, **offset}} if offset else {}


def answered(
    look: Look, visit: Visit, conn: Conn, request: Request, settings: Mapping[str, Any]
) -> tuple[dict[str, Any], Answer]:
    """Ask, follow redirects, and where it went wrong ask once more in another way: facts and last answer."""
    facts = about(look, visit, request, settings)
    conn.deadline = look.stage()
    try:
        with conn:
            answer = wire.exchange(conn, request)
    except BadRequest as bad:
        return {**facts, "problem": "bad_request", "bad_request": str(bad)}, Answer()
    facts["hops"], answer = _follow(look, visit, request, answer, facts, settings)
    facts.update(answer_facts(answer, str(settings.get("expect_body") or "")), **clock_of(look, answer))
    facts.update(again(look, visit, request, answer, settings))
    return facts, answer


def about(look: Look, visit: Visit, request: Request, settings: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked, of whom, and what is expected."""
    return {
        "host": visit.host, "port": visit.port, "scheme": visit.scheme, "kind": "http",
        "method": request.method, "path": urlsplit(request.target).path or "/", "via": visit.route.via_proxy,
        "run_by": look.need.run_by, "expect": _listed(settings.get("expect")),
        "expect_body": bool(settings.get("expect_body")), "timeout_ms": look.need.timeout * 1000,
        "wants_json": _wants_json(settings, request), "sent_login": _credentials(request) != {},
    }  # fmt: skip


def _listed(expect: Any) -> list[Any]:
    return [] if expect in (None, "") else list(expect) if isinstance(expect, (list, tuple)) else [expect]


def _wants_json(settings: Mapping[str, Any], request: Request) -> bool:
    accept = next((v for k, v in request.headers.items() if k.lower() == "accept"), "")
    return bool(settings.get("expect_json")) or "json" in accept.lower()


def _credentials(request: Request) -> dict[str, str]:
    return {k: v for k, v in request.headers.items() if k.lower() in ("authorization", "cookie")}


def _follow(
    look: Look, visit: Visit, request: Request, answer: Answer, facts: Mapping[str, Any],
    settings: Mapping[str, Any],
) -> tuple[list[dict[str, Any]], Answer]:  # fmt: skip
    """Redirects, by hand: a declared header never goes to another host, nor from https to http."""
    hops: list[dict[str, Any]] = []
    url = f"{visit.scheme}://{visit.authority}{path_of(request.target)}"
    if "://" in request.target:
        url = request.target
    seen = {url}
    while answer.status in (301, 302, 303, 307, 308) and not answer.problem:
        if settings.get("follow") is False or expected(answer.status, facts["expect"], strict=True):
            break
        place = answer.header("location")
        following = leads_to(url, place)
        hop = {"status": answer.status, "from": shown(url), "to": shown(following) if following else ""}
        hops.append(hop)
        if not following:
            hop["problem"] = "nowhere"
            break
        if following in seen or len(hops) > HOPS:
            hop["problem"] = "loop"
            break
        seen.add(following)
        request = following_request(request, url, following, answer.status)
        hop["dropped_login"] = not _credentials(request) and facts["sent_login"]
        hop["method"] = request.method
        problem, next_answer, secured = visited(look, visit, following, request, settings)
        if next_answer is None:
            hop.update({"problem": problem, "tls": secured} if secured else {"problem": problem})
            break
        url, answer = following, next_answer
    return hops, answer


def visited(
    look: Look, visit: Visit, url: str, request: Request, settings: Mapping[str, Any]
) -> tuple[str, Optional[Answer], dict[str, Any]]:
    """Ask at another place, to which a redirect or an answer leads.

    Returns a word for what went wrong before HTTP, or the answer; and what TLS saw of a certificate that is
    refused.
    """
    parts = urlsplit(url)
    try:
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        route = Route(parts.scheme, parts.hostname or "", port, visit.route.proxy)
        headers = {**request.headers, **route.headers()}
        request = replace(request, target=route.request_target(request.target), headers=headers)
        conn = route.open(look.stage())
        if parts.scheme == "https":
            plan = tls.plan_of(look, parts.hostname or "", settings)
            plan = replace(plan, cert_file="", key_file="")
            made = wire_tls.shake(conn, plan)
            if made.conn is None:
                base = tls.about(look, plan.name, port, visit.route.via_proxy)
                seen = {**base, **made.facts, **tls.trust(plan)} if look.env else {}
                result = made.facts["result"]
                return f"tls: {result}", None, seen if result == "untrusted" else {}
            conn = made.conn
        with conn:
            return "", wire.exchange(conn, request), {}
    except Stopped as stopped:
        return stopped.answer.result, None, {}
    except (OSError, ValueError) as error:
        return type(error).__name__, None, {}


def again(
    look: Look, visit: Visit, request: Request, answer: Answer, settings: Mapping[str, Any]
) -> dict[str, Any]:
    """Where no proper answer came: is it this path, the size of the packets, or no HTTP at all?"""
    deadline = look.stage(AGAIN)
    way = visit.way
    if answer.problem in ("silent", "late"):
        jobs = {"simple": lambda: _ask(look, visit, way.open, replace(_bare(request), target="/"), settings)}
        clamped = way.clamped
        if clamped is not None:
            jobs["small_segments"] = lambda: _ask(look, visit, clamped, request, settings)
        return together(jobs, deadline) if request.method in ("GET", "HEAD") else {}
    if answer.problem in ("closed", "reset", "garbage") and visit.scheme == "http" and visit.route.direct:
        plan = replace(tls.plan_of(look, visit.host, settings), verify=False, broad=True)
        more = {
            "tls_there": lambda: tls_try.outcome(way.open, plan, deadline),
            "untouched": lambda: tls_try.untouched(way, deadline),
            "speaks": lambda: who_else(way.address, way.port, deadline),
        }
        return together(more, deadline)
    return {}


def _ask(look: Look, visit: Visit, open_: tls_try.Open, request: Request, settings: Mapping[str, Any]) -> str:
    """One more request in one word: the status, or the problem."""
    conn: Conn = open_(look.stage(AGAIN))
    if visit.scheme == "https":
        made = wire_tls.shake(conn, replace(tls.plan_of(look, visit.host, settings), verify=False))
        if made.conn is None:
            return str(made.facts["result"])
        conn = made.conn
    with conn:
        answer = wire.exchange(conn, request)
    return answer.problem or str(answer.status)
