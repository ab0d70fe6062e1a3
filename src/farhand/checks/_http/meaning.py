"""What an HTTP answer means.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from farhand.checks._http import status as by_status
from farhand.checks._http.status import fails, where, who
from farhand.checks._tls import meaning as _tls_meaning
from farhand.model import FAIL, PASS, Facts, Finding, Verdict

_BLOCKED = re.compile(
    r"blocked|access (?:is |has been )?denied|not permitted by|policy|web ?filter|content filter|captive"
    r"|accept (?:the )?terms|guest (?:network|wi-?fi)|hotspot|internet access|virus|malware|category",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"log[ -]?in|sign[ -]?in|sso\b|single sign|authenticate|password|anmelde", re.IGNORECASE)
_DEFAULT = re.compile(
    r"welcome to nginx|apache2? .*default page|it works!|iis windows|test page for|default web site"
    r"|congratulations.*working|site not found|under construction|parked",
    re.IGNORECASE,
)
_API = re.compile(r"(?:^|[./])(?:api|rest|rpc|graphql|v\d{1,2}|ping)(?:[./-]|$)|\.json$", re.IGNORECASE)


def expected(status: int, wanted: Sequence[Any], strict: bool = False) -> bool:
    """Is it a status that was declared? Nothing declared: any 2xx, or with `strict` none."""
    if not wanted:
        return not strict and 200 <= status < 300
    return any(_matches(status, word) for word in wanted)


def _matches(status: int, word: Any) -> bool:
    text = str(word).lower()
    if text.endswith("xx"):
        return text[:1] == str(status)[:1]
    low, dash, high = text.partition("-")
    if dash and low.isdigit() and high.isdigit():
        return int(low) <= status <= int(high)
    return text == str(status)


def meaning(facts: Facts) -> Verdict:
    """The verdict on one `http` stage."""
    problem = facts.get("problem")
    if problem:
        kinds: dict[str, Callable[[Facts], Verdict]] = {
            "silent": _silent, "late": _late, "truncated": _truncated, "garbage": _garbage, "alert": _alert,
            "closed": _cut, "reset": _cut, "too_much": _garbage, "bad_request": _bad_request,
        }  # fmt: skip
        return kinds.get(str(problem), _cut)(facts)
    broken = _redirects(facts)
    if broken:
        return broken
    if not expected(facts.get("status", 0), facts.get("expect", [])):
        return by_status.meaning(facts)
    return _body(facts)


def _body(facts: Facts) -> Verdict:
    """The status is right. Is it the service's own answer?"""
    kind, page = facts.get("body_kind"), facts.get("title") or str(facts.get("text", ""))[:60]
    status = facts.get("status", 0)
    # Where another status is allowed beside the good one, its page is what was to be expected.
    usual = 200 <= status < 300 or len(facts.get("expect", [])) == 1
    if kind == "packed":
        usual = False
    if facts.get("wants_json") and usual and kind != "json" and status not in (204, 304):
        says = f"the answer is {_called(str(kind))} instead of JSON{_titled(page)}"
        return _unexpected(facts, says, 0.9 if kind == "html" else 0.8)
    if facts.get("has_wanted") is False:
        says = f"the answer does not hold the text that was declared{_titled(page)}"
        return _unexpected(facts, says, 0.85)
    if kind == "html" and 200 <= status < 300 and not facts.get("expect_body"):
        odd = _odd_page(facts)
        if odd:
            return odd
    return Verdict(PASS, f"{facts.get('status')} in {facts.get('total_ms', 0):.0f} ms{_after(facts)}")


def _odd_page(facts: Facts) -> Verdict | None:
    """A page of somebody else, given with status 200: a block page, a portal, a server's default page."""
    page = f"{facts.get('title', '')} {facts.get('text', '')}"
    path = str(facts.get("path", "/"))
    api = _API.search(f"{facts.get('host', '')}{path}" if path != "/" else "")
    titled = _titled(facts.get("title") or str(facts.get("text", ""))[:60])
    if _BLOCKED.search(page) and (api or _BLOCKED.search(str(facts.get("title", "")))):
        return _unexpected(facts, f"a page that blocks the request is answered{titled}", 0.88)
    if api and (_LOGIN.search(page) or _DEFAULT.search(page)):
        return _unexpected(facts, f"a page of something else is answered{titled}", 0.8)
    if api:
        return _unexpected(facts, f"a web page is answered where an API is expected{titled}", 0.6)
    return None


def _unexpected(facts: Facts, says: str, confidence: float) -> Verdict:
    why = f"{says}; {who(facts)}"
    return fails(says, facts, "http.unexpected_body", confidence, why, "http.wrong_backend")


def _called(kind: str) -> str:
    return {"html": "a web page", "xml": "XML", "text": "plain text", "empty": "empty"}.get(kind, kind)


def _titled(page: Any) -> str:
    return f": “{page}”" if page else ""


def _after(facts: Facts) -> str:
    hops = facts.get("hops") or []
    return f", after a redirect to {hops[-1].get('to')}" if hops else ""


def _redirects(facts: Facts) -> Verdict | None:
    """A redirect that leads nowhere, in a circle, to a login page, or loses what the request needs."""
    hops = facts.get("hops") or []
    if not hops:
        status = facts.get("status", 0)
        lost = 300 <= status < 400 and status != 304 and not expected(status, facts.get("expect", []))
        return _redirected(facts, f"it answers {status} and is not followed") if lost else None
    last = hops[-1]
    if last.get("tls"):
        refused = _tls_meaning.meaning(last["tls"])
        says = f"after the redirect to {last.get('to')}: {refused.says}"
        return Verdict(refused.outcome, says, refused.findings)
    if last.get("problem"):
        words = {"loop": "leads back to where it was", "nowhere": "names no place to go to"}
        how = words.get(last["problem"], f"leads to a place that cannot be reached ({last['problem']})")
        return _redirected(facts, f"the redirect from {last.get('from')} {how}")
    if expected(facts.get("status", 0), facts.get("expect", [])):
        login = _LOGIN.search(last.get("to", "")) or (
            facts.get("body_kind") == "html" and _LOGIN.search(f"{facts.get('title')} {facts.get('text')}")
        )
        return _redirected(facts, f"it redirects to a login page, {last.get('to')}") if login else None
    return _lost(facts, hops)


def _lost(facts: Facts, hops: Sequence[Any]) -> Verdict | None:
    status, last = facts.get("status"), hops[-1]
    if status in (401, 403) and any(hop.get("dropped_login") for hop in hops):
        return _redirected(facts, f"the redirect to {last.get('to')} loses the login: {status}")
    if status in (401, 403) and _LOGIN.search(last.get("to", "")):
        return _redirected(facts, f"it redirects to a login page, {last.get('to')}: {status}")
    if status == 405 or any(hop.get("method") != facts.get("method") for hop in hops):
        return _redirected(facts, f"the redirect to {last.get('to')} changes the method: {status}")
    return None


def _redirected(facts: Facts, says: str) -> Verdict:
    hops = facts.get("hops") or [{}]
    place = hops[-1].get("to") or facts.get("headers", {}).get("location", "")
    return fails(says, facts, "http.redirected", 0.9, says, location=place)


def _silent(facts: Facts) -> Verdict:
    """The connection works and no byte comes."""
    if facts.get("small_segments", "silent")[:1].isdigit():
        says = "no answer comes with packets of full size; with small ones it does"
        return fails(says, facts, "tcp.mtu", 0.93, says)
    waited = f"{facts.get('timeout_ms', 0) / 1000:g} s"
    if facts.get("simple", "silent")[:1].isdigit():
        says = f"no answer in {waited}, while the same server answers a simple request at once"
        return fails(says, facts, "http.timeout", 0.93, says)
    says = f"the connection works, but no answer comes in {waited}"
    return fails(says, facts, "http.timeout", 0.8, says, "tcp.mute", "tcp.mtu")


def _late(facts: Facts) -> Verdict:
    """The answer has begun and does not end in time."""
    if facts.get("small_segments", "late")[:1].isdigit() and facts.get("simple", "late")[:1].isdigit():
        says = "the answer stops in the middle with packets of full size; with small ones it comes whole"
        return fails(says, facts, "tcp.mtu", 0.85, says, "http.timeout")
    came = f"{facts.get('body_bytes', 0)} bytes of the body"
    says = f"the answer begins and is not complete after {facts.get('timeout_ms', 0) / 1000:g} s ({came})"
    return fails(says, facts, "http.timeout", 0.75, says, "http.truncated", "tcp.mtu")


def _truncated(facts: Facts) -> Verdict:
    promised = facts.get("expected_bytes")
    came = f"{facts.get('body_bytes', 0)} of {promised} bytes" if promised else "a part of the body"
    says = f"the answer ends too early: {came}"
    return fails(says, facts, "http.truncated", 0.92, f"{says}; {who(facts)}")


def _garbage(facts: Facts) -> Verdict:
    """Something answers, and it is not HTTP."""
    first, protocol = str(facts.get("first", "")), str(facts.get("protocol", ""))
    if protocol == "tls" or _tls_there(facts):
        return _not_tls(facts, "the port speaks TLS, and http:// was asked")
    if facts.get("http2"):
        says = "the port speaks only HTTP/2, as gRPC does"
        return fails(says, facts, "http.wrong_backend", 0.75, says, "tcp.wrong_service")
    name = protocol.upper() if protocol else "something that is not HTTP"
    says = f"{name} answers on port {facts.get('port')}: {first[:60]}"
    return fails(says, facts, "tcp.wrong_service", 0.93 if protocol else 0.75, says, answer=first[:60])


def _tls_there(facts: Facts) -> bool:
    nothing = (None, "silent", "reset", "closed", "unreachable", "not_tls", "error")
    return facts.get("tls_there") not in nothing


def _not_tls(facts: Facts, says: str) -> Verdict:
    return fails(says, facts, "tls.not_tls", 0.93, says)


def _alert(facts: Facts) -> Verdict:
    """TLS ends the exchange after the handshake: a client certificate, as a rule."""
    seen = {**facts.get("tls", {}), **{k: facts.get(k) for k in ("host", "port", "via", "run_by", "kind")}}
    return _tls_meaning.meaning(seen)


def _cut(facts: Facts) -> Verdict:
    """Closed or reset before a byte of an answer."""
    if facts.get("tls", {}).get("alert"):
        return _alert(facts)
    if _tls_there(facts):
        return _not_tls(facts, "the port speaks TLS, and http:// was asked")
    speaks = facts.get("speaks")
    if speaks and speaks not in ("HTTP", "TLS"):
        says = f"{speaks} answers on port {facts.get('port')}, and HTTP was asked"
        return fails(says, facts, "tcp.wrong_service", 0.93, says, answer=speaks)
    how = "closed" if facts.get("problem") == "closed" else "reset"
    quiet = str(facts.get("untouched", ""))
    if facts.get("tls", {}).get("asked_client_cert"):
        says = f"the server asks for a client certificate and the connection is {how} without one"
        return fails(says, facts, "tls.client_cert", 0.7, says, "tcp.reset")
    if quiet in ("closed", "reset"):
        says = f"the connection is accepted and at once {quiet}, before anything is asked"
        return fails(says, facts, "tcp.reset", 0.9, says)
    says = f"the connection is {how} as soon as the request is sent"
    return fails(says, facts, "tcp.reset", 0.8, says, "http.bad_gateway", "tls.not_tls")


def _bad_request(facts: Facts) -> Verdict:
    says = str(facts.get("bad_request"))
    finding = Finding("config.value_malformed", 0.9, says, where(facts))
    return Verdict(FAIL, says, (finding,))
