"""What was seen on the way through a proxy, or past it, means.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks._proxy import fix as _proxy_fix
from farhand.checks._proxy.answers import BEHIND, gets_through, is_resolver, won
from farhand.checks._proxy.site import DEAD, site
from farhand.model import FAIL, NOTHING, PASS, UNKNOWN, WARN, Facts, Finding, Verdict

#: Answers to CONNECT that a proxy does not give: this is a web server.
_NO_PROXY_SERVER = (200, 400, 404, 405, 501)
_DIRECT = {
    "unresolved": "the name does not resolve here",
    "refused": "the direct connection is refused",
    "silent": "there is no answer",
    "reset": "the direct connection is reset",
    "closed": "the direct connection is closed",
    "unreachable": "the direct connection is rejected",
}


def judge(stage: str, facts: Facts) -> Verdict:
    """The `proxy` stage of a dependency, or of the site's own settings."""
    if facts.get("site"):
        return site(facts)
    if facts.get("flaws") or facts.get("answer") or facts.get("reach"):
        return _through(facts)
    return _past(facts)


def _through(facts: Facts) -> Verdict:
    stops = [f for f in facts.get("flaws", ()) if f["stops"]]
    if stops:
        return _malformed(facts, stops)
    if "reach" in facts:
        return _other_protocol(facts)
    if gets_through(facts):
        return _open(facts)
    if _wants_no_proxy(facts):
        return _inside(facts)
    return _closed(facts)


def _open(facts: Facts) -> Verdict:
    says = f"{_target(facts)} is reached through {facts['proxy']}{_from(facts)}"
    slow = facts["answer"].get("ms", 0) > 3000
    says += f", which took {facts['answer']['ms'] / 1000:.1f} s" if slow else ""
    flaws = facts.get("flaws", ())
    if not flaws:
        return Verdict(PASS, says)
    why = f"the value of {_variable(facts)} works with some libraries only: {flaws[0]['says']}"
    return Verdict(WARN, f"{says}; {why}", (_finding("misconfigured", 0.5, why, facts),))


def _malformed(facts: Facts, flaws: list[Mapping[str, Any]]) -> Verdict:
    why = f"the value of {_variable(facts)} is malformed: {'; '.join(f['says'] for f in flaws)}"
    return Verdict(FAIL, why, (_finding("misconfigured", 0.95, why, facts),))


def _other_protocol(facts: Facts) -> Verdict:
    """A SOCKS proxy: it is looked at only so far that it is there."""
    reach = facts["reach"]
    if reach.get("ok"):
        return Verdict(UNKNOWN, f"could not look beyond {facts['proxy']}: only HTTP proxies are spoken to")
    why = f"{DEAD.get(reach['result'], 'the proxy cannot be reached')}: {facts['proxy']}"
    return Verdict(FAIL, why, (_finding("unreachable", 0.9, why, facts),))


def _wants_no_proxy(facts: Facts) -> bool:
    """The proxy does not serve it, the direct way is open, and it is an inside host."""
    answer = facts["answer"]
    if not facts.get("direct", NOTHING).get("ok") or facts.get("setting") == "url":
        return False
    if facts.get("meant"):
        return True
    if answer["at"] != "ask" or answer.get("status", 0) in (0, 407) or _not_http(facts):
        return False
    inside = facts.get("inside")
    return inside == "sure" or (inside == "maybe" and facts.get("run_by") == "customer")


def _inside(facts: Facts) -> Verdict:
    meant = facts.get("meant")
    says = f"{facts['host']} is sent to the proxy {facts['proxy']}, {_outcome(facts)}; the direct way is open"
    if meant:
        why = (
            f"{says}. The entry {meant} of NO_PROXY is meant for it, but {_who(facts)} does not understand it"
        )
    else:
        why = f"{says}, and NO_PROXY has no entry for it"
    return Verdict(FAIL, why, (_finding("no_proxy", 0.92 if meant else 0.8, why, facts),))


def _outcome(facts: Facts) -> str:
    answer = facts["answer"]
    return f"which answers {_status(answer)}" if answer.get("status") else "which does not let it through"


def _who(facts: Facts) -> str:
    return str(facts.get("client") or "the library")


def _closed(facts: Facts) -> Verdict:
    answer = facts["answer"]
    if answer["at"] in ("resolve", "connect"):
        return _dead(facts)
    if answer["at"] == "tls":
        return _secured(facts)
    if answer["at"] == "after":
        return _tunnel(facts)
    if answer["result"] == "garbage":
        return _fail("misconfigured", 0.85, f"what answers at {facts['proxy']} does not speak HTTP", facts)
    if answer["result"] != "answered":
        return _no_answer(facts)
    return _refused(facts)


def _dead(facts: Facts) -> Verdict:
    answer = facts["answer"]
    where = facts["proxy"] + _from(facts)
    unsure = is_resolver(answer)
    why = f"{DEAD.get(answer['result'], DEAD['unreachable'])}: {where}"
    if unsure:
        why = f"the name of the proxy cannot be looked up now: {where}"
    return _fail("unreachable", 0.6 if unsure else 0.93, why, facts)


def _secured(facts: Facts) -> Verdict:
    if facts.get("alive", NOTHING).get("status"):
        why = f"{_variable(facts)} says https://, but {facts['proxy'].partition('://')[2]} speaks plain HTTP"
        return _fail("misconfigured", 0.93, why, facts)
    if facts["answer"]["result"] == "untrusted":
        return _fail(
            "misconfigured", 0.6, f"the certificate of the proxy {facts['proxy']} is not trusted here", facts
        )
    return _fail("unreachable", 0.8, f"the proxy {facts['proxy']} does not answer to TLS", facts)


def _tunnel(facts: Facts) -> Verdict:
    if facts["answer"]["result"] == "garbage":
        why = f"the proxy {facts['proxy']} answers inside the tunnel itself, with a page instead of TLS"
        return _fail("blocked", 0.85, why, facts)
    how = (
        "nothing comes through it"
        if facts["answer"]["result"] == "silent"
        else "it is cut at the first packet"
    )
    direct = ", while the direct way works" if facts.get("direct", NOTHING).get("ok") else ""
    why = f"the proxy {facts['proxy']} opens the tunnel to {_target(facts)}, and then {how}{direct}"
    return _fail("unreachable", 0.85 if direct else 0.7, why, facts, behind=True)


def _no_answer(facts: Facts) -> Verdict:
    """Connected, asked, and no answer: is it the proxy, or what is behind it?"""
    result, proxy = facts["answer"]["result"], facts["proxy"]
    if result != "silent":
        word = "resets the connection" if result == "reset" else "closes the connection"
        return _fail(
            "unreachable", 0.85, f"the proxy {proxy} {word} when it is asked for {_target(facts)}", facts
        )
    if facts.get("alive", NOTHING).get("status"):
        why = f"the proxy {proxy} is alive, but does not get through to {_target(facts)}"
        return _fail("unreachable", 0.8, why, facts, behind=True)
    return _fail("unreachable", 0.9, f"the proxy {proxy} accepts connections and never answers", facts)


def _refused(facts: Facts) -> Verdict:
    answer, proxy = facts["answer"], facts["proxy"]
    status = answer["status"]
    if status == 407:
        return _login(facts)
    if _not_http(facts):
        why = f"what answers at {proxy} is no proxy: it answers {_status(answer)} to a tunnel"
        return _fail("misconfigured", 0.8, why, facts)
    if status in BEHIND:
        return _behind(facts)
    why = f"the proxy {proxy} does not allow {_target(facts)}: {_status(answer)}"
    return _fail("blocked", 0.92 if status in (403, 451) else 0.7, why, facts)


def _not_http(facts: Facts) -> bool:
    return facts["scheme"] == "https" and facts["answer"].get("status", 0) in _NO_PROXY_SERVER


def _behind(facts: Facts) -> Verdict:
    answer = facts["answer"]
    word = (
        "resolve" if "DNS" in " ".join(answer.get("headers", NOTHING).get("x-squid-error", ())) else "reach"
    )
    why = f"the proxy {facts['proxy']} is alive, but cannot {word} {_target(facts)}: {_status(answer)}"
    direct = facts.get("direct", NOTHING)
    if direct.get("ok"):
        why += "; the direct way is open"
    elif direct.get("result") in _DIRECT:
        why += f"; past the proxy, {_DIRECT[direct['result']]}"
    return _fail("unreachable", 0.88, why, facts, behind=True)


def _login(facts: Facts) -> Verdict:
    offered = facts["answer"].get("headers", NOTHING).get("proxy-authenticate", ())
    schemes = [row.split(" ")[0].split(",")[0] for row in offered]
    only = bool(schemes) and not {s.lower() for s in schemes} & {"basic"}
    if only:
        told = f"it takes {' and '.join(schemes)} only, which cannot be given in a variable"
    elif facts.get("login"):
        told = f"the login in {_variable(facts)} is not accepted"
    else:
        told = f"there is no login in {_variable(facts)}"
    why = f"the proxy {facts['proxy']} wants a login (407): {told}"
    return Verdict(
        FAIL,
        why,
        (
            _finding(
                "auth_required", 0.97, why, facts, fix=_proxy_fix.login(only, facts["proxy"], _target(facts))
            ),
        ),
    )


def _past(facts: Facts) -> Verdict:
    """The app goes direct."""
    direct = facts.get("direct", NOTHING)
    winner = next((row for row in facts.get("others", ()) if won(row)), None)
    if not direct or direct.get("ok") or winner is None:
        return _elsewhere(facts) if _matters(facts) else Verdict(PASS, _direct_says(facts))
    closed = f"{_target(facts)} is tried directly, and {_DIRECT.get(direct['result'], 'that fails')}"
    why = f"{closed}; through {winner['proxy']} ({winner['where']}) it is reached"
    if facts.get("because") == "no_proxy":
        why += f". The entry {facts['entry']} of {facts['variable']} keeps it off the proxy"
        return Verdict(FAIL, why, (_finding("no_proxy", 0.9, why, facts, winner),))
    if winner["kind"] in ("variable", "shell"):
        why += f". {_why_not(facts, winner)}"
        return Verdict(FAIL, why, (_finding("not_used", 0.9, why, facts, winner),))
    return Verdict(FAIL, why, (_finding("required", 0.9, why, facts, winner),))


def _matters(facts: Facts) -> bool:
    """Other libraries would go to the proxy, which is closed for it, while the direct way is open."""
    return (
        "elsewhere" in facts and facts.get("direct", NOTHING).get("ok", False) and not won(facts["elsewhere"])
    )


def _elsewhere(facts: Facts) -> Verdict:
    other = facts["elsewhere"]
    libraries = ", ".join(name.replace("-trust-env", "") for name in other["libraries"])
    why = (
        f"{_direct_says(facts)}; but {libraries} do not understand that entry and would go to "
        f"{other['proxy']}, which does not let it through"
    )
    return Verdict(WARN, why, (_finding("no_proxy", 0.5, why, facts, other),))


def _why_not(facts: Facts, winner: Mapping[str, Any]) -> str:
    if winner["kind"] == "shell":
        return "The app's own environment does not have that variable"
    if facts.get("because") == "declared":
        return "The app is declared to go past the proxy"
    if facts.get("client"):
        return f"{facts['client']} does not read that variable for {facts['scheme']}://"
    return f"Clients do not use that variable for {facts['scheme']}://"


def _direct_says(facts: Facts) -> str:
    if facts.get("because") == "no_proxy":
        return f"direct: the entry {facts['entry']} of {facts['variable']} leads past the proxy"
    if facts.get("because") == "declared":
        return "direct, as declared"
    if facts.get("because") == "not_read":
        return f"direct: {facts['client']} does not read the proxy variables"
    return "direct: no proxy is set for it"


def _fail(name: str, confidence: float, why: str, facts: Facts, behind: bool = False) -> Verdict:
    other = next((row for row in facts.get("others", ()) if won(row)), None)
    why += f". Through {other['proxy']} ({other['where']}) it is reached" if other else ""
    return Verdict(FAIL, why, (_finding(name, confidence, why, facts, behind=behind),))


def _finding(
    name: str, confidence: float, why: str, facts: Facts, winner: Mapping[str, Any] = NOTHING,
    behind: bool = False, fix: tuple[str, ...] = (),
) -> Finding:  # fmt: skip
    proxy = str(winner.get("proxy") or facts.get("proxy") or "")
    host, _, port = proxy.partition("://")[2].rpartition(":")
    params = {
        "url": f"{facts.get('scheme')}://{_target(facts)}",
        "scheme": facts.get("scheme"),
        "host": facts.get("host"),
        "port": facts.get("port"),
        "proxy": proxy,
        "proxy_host": host,
        "proxy_port": port,
        "variable": facts.get("variable") or _usual(facts),
        "usual": _usual(facts),
        "entry": facts.get("entry", ""),
        "where": winner.get("where", ""),
        "resolve": facts.get("answer", NOTHING).get("at") == "resolve",
        "behind": behind,
    }
    return Finding(f"proxy.{name}", confidence, why, params, fix=fix or _steps(name, params, facts))


def _steps(name: str, params: Mapping[str, Any], facts: Facts) -> tuple[str, ...]:
    if name == "no_proxy" and facts.get("because") == "no_proxy" and not facts.get("elsewhere"):
        return _proxy_fix.outside(params)
    if name == "no_proxy":
        return _proxy_fix.inside(params, str(facts.get("meant") or facts.get("entry") or ""))
    if name == "unreachable" and params["behind"]:
        return _proxy_fix.behind(params)
    return _proxy_fix.dead(params) if name == "unreachable" else ()


def _usual(facts: Facts) -> str:
    return "http_proxy" if facts.get("scheme") == "http" else "HTTPS_PROXY"


def _variable(facts: Facts) -> str:
    return str(facts.get("variable") or "the setting proxy")


def _from(facts: Facts) -> str:
    return f" (from {facts['variable']})" if facts.get("variable") else ""


def _target(facts: Facts) -> str:
    host = str(facts.get("host", ""))
    return f"[{host}]:{facts.get('port')}" if ":" in host else f"{host}:{facts.get('port')}"


def _status(answer: Mapping[str, Any]) -> str:
    reason = answer.get("reason") or answer.get("title") or ""
    return f"{answer['status']} {reason}".strip()
