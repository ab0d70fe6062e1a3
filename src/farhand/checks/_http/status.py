"""What a status that was not expected means, and who gave it.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from farhand.model import FAIL, Facts, Finding, Verdict

#: Words of an answer that refuses because of the time.
_CLOCK = re.compile(
    r"RequestTimeTooSkewed|RequestExpired|SignatureDoesNotMatch.*(?:expired|skew)|request has expired"
    r"|clock skew|timestamp.{0,40}(?:expired|old|skew|future|range|window)|not yet valid|used before issued"
    r"|token.{0,20}expired|expired.{0,20}token|\biat\b|\bnbf\b",
    re.IGNORECASE,
)
_SURE_CLOCK = re.compile(r"RequestTimeTooSkewed|clock skew", re.IGNORECASE)
_TLS_PORT = re.compile(r"plain HTTP request was sent to HTTPS|HTTP request to an HTTPS server"
                       r"|speaking plain HTTP to an SSL-enabled|requires TLS", re.IGNORECASE)  # fmt: skip
#: Gateways that take the handshake and refuse in HTTP: nginx (400), IIS (403.7, 403.16); also 495 and 496.
_CERTIFICATE = re.compile(
    r"required SSL certificate|SSL certificate (?:error|required)|requires? (?:a |an SSL )?client certificate"
    r"|client certificate.{0,30}(?:required|missing|untrusted|invalid|expired|not (?:sent|valid|trusted))",
    re.IGNORECASE,
)
_TOO_LARGE = re.compile(r"(?:header|cookie|body|entity|payload|request).{0,20}too (?:large|big|long)", re.I)
_LICENCE = re.compile(r"licen[cs]e|subscription|entitlement", re.IGNORECASE)
_LIMIT = re.compile(r"rate ?limit|quota|throttl|too many requests|slow ?down", re.IGNORECASE)
_PROXY = re.compile(r"squid|tinyproxy|bluecoat|zscaler|forcepoint|mcafee|fortigate|web ?gateway", re.I)
_NO_RULE = re.compile(r"default backend|no (?:such )?(?:route|app|host)|unknown (?:host|domain)", re.I)
_WAF = (("cf-ray", "Cloudflare"), ("x-iinfo", "Imperva"), ("x-sucuri-id", "Sucuri"),
        ("x-akamai-transformed", "Akamai"))  # fmt: skip
#: Seconds by which a clock must be off before it explains a refused token.
TOKEN_SKEW = 60.0


def fails(
    says: str, facts: Facts, cause: str, confidence: float, why: str, *others: str, **more: Any
) -> Verdict:  # fmt: skip
    """A failed stage with one finding."""
    return Verdict(FAIL, says, (Finding(cause, confidence, why, {**where(facts), **more}, others or None),))


def where(facts: Facts) -> dict[str, Any]:
    """What the fixes' templates may name."""
    url = f"{facts.get('scheme', 'http')}://{facts.get('host')}:{facts.get('port')}{facts.get('path', '/')}"
    keys = ("host", "port", "path", "method", "status", "via")
    return {**{k: facts.get(k, "") for k in keys}, "url": url,
            "server": answered_by(facts) or "its headers do not say who",
            "retry_after": facts.get("headers", {}).get("retry-after", ""),
            "seconds": facts.get("timeout_ms", 0) / 1000}  # fmt: skip


def who(facts: Facts) -> str:
    """Who gave the answer, as far as its headers tell."""
    named = answered_by(facts)
    return f"answered by {named}" if named else "the answer does not say by whom"


def answered_by(facts: Facts) -> str:
    """The Server header and, if there is one, the gateway it came through."""
    headers = facts.get("headers", {})
    return " through ".join(headers[key] for key in ("server", "via") if headers.get(key))


def meaning(facts: Facts) -> Verdict:
    """The verdict on a status that was not expected."""
    status = int(facts.get("status") or 0)
    special = _special(facts, status)
    if special:
        return special
    rows: dict[int, Callable[[Facts], Verdict]] = {
        401: _unauthorized, 402: _licence, 403: _forbidden, 404: _not_found, 407: _proxy_login,
        405: _wrong_place, 408: _slow, 410: _not_found, 413: _too_large, 414: _too_large, 421: _not_found,
        426: _upgrade, 429: _limited, 431: _too_large, 494: _too_large, 511: _portal, 505: _upgrade,
    }  # fmt: skip
    if status in rows:
        return rows[status](facts)
    if status in (502, 503, 504) or 520 <= status <= 530:
        return _gateway(facts)
    return _server_error(facts) if status >= 500 else _other(facts)


def _special(facts: Facts, status: int) -> Verdict | None:
    """What the text says, where it is surer than the status."""
    said = _said(facts)
    if status == 400 and _TLS_PORT.search(said):
        says = "the port speaks TLS, and http:// was asked"
        return fails(says, facts, "tls.not_tls", 0.95, f"{says}: {facts.get('title') or facts.get('text')}")
    if status in (495, 496) or (status in (400, 401, 403) and _CERTIFICATE.search(said)):
        return _certificate(facts)
    if status in (400, 401, 403) and _CLOCK.search(said):
        return _clock(facts, said)
    if status == 400 and _TOO_LARGE.search(said):
        return _too_large(facts)
    if _by_proxy(facts) and status in (403, 502, 503, 504):
        cause = "proxy.blocked" if status == 403 else "proxy.unreachable"
        says = f"the proxy answers {status} itself"
        return fails(says, facts, cause, 0.85, f"{says}; {who(facts)}")
    return None


def _certificate(facts: Facts) -> Verdict:
    page = facts.get("title") or str(facts.get("text", ""))[:80]
    says = f"the server does not let this client in without a client certificate that it trusts: {page}"
    return fails(says, facts, "tls.client_cert", 0.93, f"{says}; {who(facts)}")


def _said(facts: Facts) -> str:
    headers = facts.get("headers", {})
    return " ".join([str(facts.get("title", "")), str(facts.get("text", "")),
                     headers.get("www-authenticate", ""), headers.get("x-amzn-errortype", "")])  # fmt: skip


def _by_proxy(facts: Facts) -> bool:
    """Plain http through a proxy: the proxy's own page, not the service's answer."""
    headers = facts.get("headers", {})
    if not facts.get("via") or facts.get("scheme") != "http":
        return False
    return bool(headers.get("x-squid-error") or _PROXY.search(headers.get("server", "")))


def _clock(facts: Facts, said: str) -> Verdict | None:
    """Refused because of the time: the clock, if it is known to be off; else the token is really old."""
    offset = facts.get("peer_clock", {}).get("offset_s")
    sure = bool(_SURE_CLOCK.search(said))
    if not sure and (offset is None or abs(offset) < TOKEN_SKEW):
        return None
    off = ""
    if offset and abs(offset) >= TOKEN_SKEW:
        off = f"; this host's clock is {abs(offset):.0f} s {'ahead of' if offset > 0 else 'behind'} its own"
    says = f"the request is refused because of its time{off}"
    return fails(says, facts, "clock.skew", 0.93 if off else 0.75, says, "http.unauthorized",
                 offset=f"{offset:+.0f}" if offset is not None else "")  # fmt: skip


def _unauthorized(facts: Facts) -> Verdict:
    challenge = facts.get("headers", {}).get("www-authenticate", "")
    sent = "the credential is not accepted" if facts.get("sent_login") else "no credential is sent"
    says = f"401: {sent}" + (f" ({challenge[:80]})" if challenge else "")
    return fails(says, facts, "http.unauthorized", 0.93, f"{says}; {who(facts)}")


def _forbidden(facts: Facts) -> Verdict:
    headers = facts.get("headers", {})
    wall = next((name for header, name in _WAF if headers.get(header)), "")
    if facts.get("body_kind") == "html" or wall:
        by = wall or "a page, not the API"
        says = f"403 from {by}: an allow-list or firewall before the service refuses this site's address"
        return fails(says, facts, "http.forbidden", 0.88, f"{says}; {who(facts)}", "proxy.blocked")
    if _LICENCE.search(_said(facts)) and re.search(r"expired|invalid|exceed", _said(facts), re.I):
        return _licence(facts)
    login = facts.get("sent_login")
    says = "403: the credential is known, but has not the right" if login else "403: not allowed"
    return fails(says, facts, "http.forbidden", 0.9, f"{says}; {who(facts)}", "http.unauthorized")


def _licence(facts: Facts) -> Verdict:
    says = f"{facts.get('status')}: {facts.get('text', '')[:80] or 'payment or licence required'}"
    return fails(says, facts, "app.license", 0.75, says, "http.forbidden")


def _not_found(facts: Facts) -> Verdict:
    says = f"{facts.get('status')} for {facts.get('path')}"
    if _NO_RULE.search(_said(facts)):
        says += f": the gateway has no rule for {facts.get('host')}"
    doubled = re.search(r"(/[^/]+)\1(?:/|$)", str(facts.get("path", "")))
    if doubled:
        says += f": {doubled.group(1)} is in it twice"
    return fails(says, facts, "http.not_found", 0.9, f"{says}; {who(facts)}", "http.wrong_backend")


def _wrong_place(facts: Facts) -> Verdict:
    allow = facts.get("headers", {}).get("allow", "")
    says = f"405: {facts.get('method')} is not taken at {facts.get('path')}"
    says += f" (only {allow})" if allow else ""
    return fails(says, facts, "http.not_found", 0.7, f"{says}; {who(facts)}", "http.redirected")


def _proxy_login(facts: Facts) -> Verdict:
    says = "407: the proxy wants a login"
    return fails(says, facts, "proxy.auth_required", 0.93, f"{says}; {who(facts)}")


def _slow(facts: Facts) -> Verdict:
    says = "408: the server waited too long for the request"
    return fails(says, facts, "http.timeout", 0.6, f"{says}; {who(facts)}", "tcp.loss")


def _too_large(facts: Facts) -> Verdict:
    part = "the headers are" if facts.get("status") in (400, 431, 494) else "the request is"
    says = f"{facts.get('status')}: {part} larger than the server takes"
    return fails(says, facts, "http.too_large", 0.93, f"{says}; {who(facts)}")


def _upgrade(facts: Facts) -> Verdict:
    says = f"{facts.get('status')}: the server wants another protocol"
    return fails(says, facts, "http.wrong_backend", 0.7, f"{says}; {who(facts)}", "http.not_found")


def _limited(facts: Facts) -> Verdict:
    after = facts.get("headers", {}).get("retry-after", "")
    says = "429: too many requests" + (f"; the server asks to wait {after[:40]} s" if after.isdigit() else "")
    return fails(says, facts, "http.rate_limited", 0.95, f"{says}; {who(facts)}")


def _portal(facts: Facts) -> Verdict:
    says = "511: the network wants a login before it lets anything through"
    return fails(says, facts, "http.unexpected_body", 0.9, f"{says}; {who(facts)}")


def _gateway(facts: Facts) -> Verdict:
    if facts.get("status") == 503 and _LIMIT.search(_said(facts)):
        return _limited({**facts, "status": 503})
    says = f"{facts.get('status')}: a gateway has no backend that answers"
    return fails(says, facts, "http.bad_gateway", 0.92, f"{says}; {who(facts)}", "http.server_error")


def _server_error(facts: Facts) -> Verdict:
    request = facts.get("headers", {}).get("x-request-id", "")
    says = f"{facts.get('status')}: the service fails by itself"
    says += f" (request {request[:60]})" if request else ""
    return fails(says, facts, "http.server_error", 0.93, f"{says}; {who(facts)}")


def _other(facts: Facts) -> Verdict:
    """A status that the protocol allows and nobody expected."""
    wanted = ", ".join(map(str, facts.get("expect", []))) or "a 2xx"
    says = f"{facts.get('status')} instead of {wanted} for {facts.get('path')}"
    if 200 <= int(facts.get("status") or 0) < 300:
        return fails(says, facts, "http.unexpected_body", 0.6, f"{says}; {who(facts)}", "http.not_found")
    return fails(says, facts, "http.not_found", 0.5, f"{says}; {who(facts)}", "http.unexpected_body")
