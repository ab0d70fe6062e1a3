"""What the facts of each stage of the webhook check mean.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from farhand.checks import config
from farhand.checks._http import status as by_status
from farhand.checks._http.meaning import expected, meaning
from farhand.checks._http.status import who
from farhand.checks._service_meaning import fail
from farhand.checks._webhook.arrived import arrivals
from farhand.checks._webhook.wanted import is_private
from farhand.model import FAIL, PASS, WARN, Facts, Finding, Verdict

#: What a route answers that is there, and does not take a question without a body or a signature.
_REFUSES = (400, 401, 403, 405, 406, 409, 411, 415, 422, 428)
_GATEWAYS, _SECURITY, _VENDORS = "customer-platform", "customer-security", "vendor-engineering"
_NOT_EXCLUDED = ("a route that answers 404 to all but POST: `probe_post = true` asks it with an empty POST",)


def secret(facts: Facts) -> Verdict:
    names = list(facts.get("variables") or [])
    if facts.get("set"):
        return Verdict(PASS, f"{', '.join(names)} is set")
    source = facts.get("source") or "the app's environment"
    why = f"{', '.join(names)} is not set ({source}): no call's signature can be checked"
    finding = config.unset(names, why, source, facts)
    return Verdict(FAIL if facts.get("certain", True) else WARN, why, (finding,))


def name(facts: Facts) -> Verdict:
    """Is it an address of this site, and one that a sender can call?"""
    host, addresses = facts.get("host"), ", ".join(facts.get("addresses") or [])
    if facts.get("strange"):
        strange, ours = ", ".join(facts["strange"]), ", ".join(facts.get("public") or [])
        why = f"{host} leads to {strange}, and the site's public address is {ours}"
        params = {"host": host, "name": host, "address": strange, "expected": ours, "port": facts.get("port")}
        return fail("dns.wrong_address", 0.9, why, params)
    senders = [str(s).partition("/")[0] for s in facts.get("sender") or []]
    outside = any(not is_private(s) for s in senders)
    if outside and all(is_private(a) for a in facts.get("addresses") or []):
        return Verdict(WARN, f"{host} leads to {addresses} here, which no sender outside can call: it must "
                             "lead to a public address there")  # fmt: skip
    return Verdict(PASS, f"{host} leads to {addresses}")


def listener(facts: Facts) -> Verdict:
    place = f"{facts.get('host')}:{facts.get('port')}"
    bound = ", ".join(facts.get("bound") or [])
    params = {**by_status.where(facts), "bound": bound}
    if facts.get("hidden"):
        why = f"the app listens on {bound} only: no other host reaches port {facts.get('port')}"
        return fail("tcp.refused", 0.93, why, params)
    if facts.get("result") == "refused":
        why = f"nothing listens at {place}, where the app takes the calls"
        return fail("tcp.refused", 0.93, f"{why}; it listens on {bound}" if bound else why, params)
    if facts.get("result"):
        cause = "tcp.backlog_full" if facts["result"] == "silent" else "tcp.no_route"
        return fail(cause, 0.6, f"{place}, where the app takes the calls: {facts['result']}", params)
    return _by_app(facts)


def _by_app(facts: Facts) -> Verdict:
    """The app's own answer."""
    status, path = facts.get("status"), facts.get("path")
    if facts.get("problem"):
        return meaning(facts)
    if _usual(facts):
        return Verdict(PASS, f"the app answers {status} to {facts.get('method')} {path}")
    if _redirects_to_itself(facts):
        return Verdict(PASS, f"the app redirects {path} to https, as it should be called")
    if status in (404, 410):
        if facts.get("taken"):
            return Verdict(PASS, f"{status} to {facts.get('method')} {path}, and calls are taken there")
        why = f"the app itself answers {status} for {path}: it has no such route"
        missing = fail("http.not_found", 0.8, why, by_status.where(facts), not_excluded=_NOT_EXCLUDED)
        return _whose(missing, _VENDORS, "the app's own routes do not have the path")
    return _whose(by_status.meaning(facts), _VENDORS, "the app itself answers so, without a gateway")


def _usual(facts: Facts) -> bool:
    """An answer that a route gives that is there."""
    status, post = int(facts.get("status") or 0), facts.get("method") == "POST"
    if facts.get("expect"):
        return expected(status, facts["expect"])
    if status in (404, 405) and "POST" in str(facts.get("allow", "")).upper() and not post:
        return True
    return 200 <= status < 300 or (status in _REFUSES and not (post and status == 405))


def _redirects_to_itself(facts: Facts) -> bool:
    to = str(facts.get("headers", {}).get("location", ""))
    return to.startswith("https://") and to.partition("?")[0].endswith(str(facts.get("path")))


def public(facts: Facts) -> Verdict:
    """What the public address answers, beside what the app itself answers (`local`)."""
    if facts.get("problem"):
        return meaning(facts)
    status, local = int(facts.get("status") or 0), facts.get("local")
    if facts.get("failed") == "listener" and (status in (502, 503, 504) or status == local):
        return Verdict(WARN, f"the gateway answers {status}: see the app's own listener")
    if facts.get("local_only") and status in (502, 503, 504):
        why = f"the gateway answers {status}: it is another host, and the app listens for its own host alone"
        return fail(
            "tcp.refused", 0.85, why, by_status.where(facts), not_excluded=("the gateway's own address",)
        )
    if facts.get("largest_status") == 413:
        why = f"413: a call of {facts.get('largest')} bytes, the largest there is, is refused; {who(facts)}"
        return _found(fail("http.too_large", 0.93, why, by_status.where(facts)))
    late = _clock(facts)
    if facts.get("expect") and expected(status, facts["expect"]):
        return late or Verdict(PASS, f"{status}, as declared")
    return _moved(facts) or _stopped(facts, status, local) or late or _end(facts, status, local)


def _moved(facts: Facts) -> Verdict | None:
    status = int(facts.get("status") or 0)
    if not 300 <= status < 400 or facts.get("taken"):
        return None
    to = facts.get("headers", {}).get("location", "")
    why = f"{status}: calls are redirected to {to or 'another place'}; senders stop there or lose the body"
    return fail(
        "http.redirected",
        0.93,
        why,
        {**by_status.where(facts), "location": to},
        fix=_give_the_last(facts, to),
    )


def _stopped(facts: Facts, status: int, local: Any) -> Verdict | None:
    """Refused by what is before the app."""
    alone = local is None
    challenge = facts.get("headers", {}).get("www-authenticate", "")
    if local == status or facts.get("taken"):  # what lets only the sender in refuses this host rightly
        return None
    if status == 403 and (not alone or facts.get("body_kind") == "html"):
        why = (
            f"403 before the app: an allow-list or a firewall for web requests refuses the call; {who(facts)}"
        )
        walled = fail("http.forbidden", 0.88, why, by_status.where(facts), fix=_let_in(facts))
        return _whose(walled, _SECURITY, "what stands before the app refuses the call")
    if status == 401 and (not alone or challenge.lower().startswith(("basic", "digest", "negotiate"))):
        return _whose(by_status.meaning(facts), _GATEWAYS, "the gateway wants a login, and the app does not")
    if status in (404, 410) and not alone and not _usual(facts):
        why = (
            f"the gateway answers {status} for {facts.get('path')}, and the app itself {local}: the path is "
        )
        why += f"changed on the way, or leads elsewhere; {who(facts)}"
        return _found(fail("http.not_found", 0.9, why, by_status.where(facts), fix=_route(facts)))
    if 200 <= status < 300 and not alone and not 200 <= int(local or 0) < 300 and not facts.get("options"):
        why = f"the public address answers {status}, and the app itself {local}: another service answers"
        return _found(fail("http.wrong_backend", 0.85, f"{why}; {who(facts)}", by_status.where(facts)))
    return None


def _end(facts: Facts, status: int, local: Any) -> Verdict:
    if local and status == local:
        return Verdict(PASS, f"{status}, as the app itself answers")
    if _usual(facts) and not (local is None and 200 <= status < 300):
        return Verdict(PASS, f"{status} to {facts.get('method')}: somebody takes calls there")
    if status < 500 and facts.get("taken"):
        return Verdict(PASS, f"{status} to {facts.get('method')} from here, and calls are taken there")
    if status in (404, 410):
        why = f"{status} for {facts.get('path')}; {who(facts)}"
        return fail("http.not_found", 0.75, why, by_status.where(facts), not_excluded=_NOT_EXCLUDED)
    return meaning(facts)


def _clock(facts: Facts) -> Verdict | None:
    """Another clock at the gateway, where the signature's age is looked at."""
    seen, most = facts.get("peer_clock") or {}, facts.get("tolerance_s")
    offset = seen.get("offset_s")
    if most is None or offset is None or abs(offset) - seen.get("error_s", 0.0) <= most:
        return None
    way = "ahead of" if offset > 0 else "behind"
    why = f"this host's clock is {abs(offset):.0f} s {way} the gateway's; a signature is good for {most:g} s"
    return fail("clock.skew", 0.85, why, {**by_status.where(facts), "offset": f"{offset:+.0f}"})


def _whose(verdict: Verdict, owner: str, because: str) -> Verdict:
    """The same verdict, with the owner that is seen from here."""
    owned = tuple(_owned(finding, owner, because) for finding in verdict.findings)
    return Verdict(verdict.outcome, verdict.says, owned)


def _owned(finding: Finding, owner: str, because: str) -> Finding:
    return Finding(finding.cause, finding.confidence, finding.why, finding.params, finding.not_excluded,
                   owner, because, finding.fix)  # fmt: skip


def _found(verdict: Verdict) -> Verdict:
    return _whose(verdict, _GATEWAYS, "what stands before the app answers so")


def _give_the_last(facts: Facts, to: str) -> tuple[str, ...]:
    return (
        f"Give the sender the address that the redirect leads to, to the letter: {to or 'see the answer'}",
        "Or let the gateway pass this path on instead of redirecting it.",
        f"Check it: curl -sS -i -m 10 {by_status.where(facts)['url']} | head -5   (no 3xx)",
    )


def _let_in(facts: Facts) -> tuple[str, ...]:
    return (
        "Have the sender's addresses and this path let through by the firewall for web requests (its log "
        "names the rule), and by the allow-list: farhand firewall-request",
        _SAME.format(url=by_status.where(facts)["url"]),
    )


def _route(facts: Facts) -> tuple[str, ...]:
    return (
        "Compare the gateway's rule for this path with the app's own: nginx takes the location's path away "
        "where proxy_pass ends with a slash; an ingress does so by rewrite-target, Traefik by StripPrefix.",
        _SAME.format(url=by_status.where(facts)["url"]),
    )


_SAME = "Check it: curl -sS -i -m 10 {url} | head -5   (the same status as from the app itself)"

JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {
    "secret": secret, "name": name, "listener": listener, "public": public, "arrivals": arrivals,
}  # fmt: skip
