"""What the calls in the log mean.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from farhand.checks._service_meaning import fail
from farhand.checks._webhook.calls import age, quiet, taken_lately, trailing
from farhand.checks._webhook.wanted import is_private, within
from farhand.model import PASS, UNKNOWN, WARN, Facts, Finding, Verdict

_GATEWAYS, _SECURITY, _VENDORS = "customer-platform", "customer-security", "vendor-engineering"
#: What a sender's call was answered, as the log has it: cause, owner, what it says.
_MEANS: Mapping[int, tuple[str, str, str]] = {
    400: ("http.unauthorized", _GATEWAYS, "the signature or the form is not accepted"),
    401: (
        "http.unauthorized",
        _GATEWAYS,
        "the signature is not accepted: app and sender differ in the secret",
    ),
    403: ("http.forbidden", _SECURITY, "the call is not let in"),
    404: ("http.not_found", _GATEWAYS, "the path is not known"),
    405: ("http.not_found", _VENDORS, "the path does not take calls"),
    408: ("http.timeout", _VENDORS, "the call was not read in time"),
    410: ("http.not_found", _GATEWAYS, "the path is gone"),
    413: ("http.too_large", _GATEWAYS, "the call is larger than the gateway takes"),
    429: ("http.rate_limited", _GATEWAYS, "there are too many at once"),
    499: ("http.timeout", _VENDORS, "the sender gave up before there was an answer"),
    502: ("http.bad_gateway", _GATEWAYS, "the gateway found no app behind it"),
    503: ("http.bad_gateway", _GATEWAYS, "the gateway found no app behind it"),
    504: ("http.timeout", _VENDORS, "the app did not answer the gateway in time"),
}
_SIGNED = (
    "Compare the app's secret with the sender's page for this very endpoint: each endpoint has its own, and "
    "the test system's differs from the live one's.",
    "If they are the same: the body must be checked as it came, byte for byte, before it is parsed; and the "
    "clock must be right.",
)
_QUIET = (
    "Look at the sender's own log of deliveries: an attempt that timed out is a firewall; none at all means "
    "that the sender has switched the address off, or had nothing to send.",
    "Have the sender's addresses allowed inbound to the public name: farhand firewall-request",
    "Have the address called from outside, for example from a phone that is not in the site's network.",
)


def arrivals(facts: Facts) -> Verdict:
    if not facts.get("log"):
        return _unseen(facts)
    if facts.get("trouble"):
        return Verdict(UNKNOWN, f"could not look at the calls in {facts['log']}: {facts['trouble']}")
    bad = list(trailing(facts.get("recent") or []))
    if bad and any(bad):
        return _refused(facts, [status for status in bad if status])
    if quiet(facts):
        return _missing(facts)
    return _well(facts)


def _unseen(facts: Facts) -> Verdict:
    """From inside its address is silent, and nothing tells whether calls come."""
    says = "could not look: from here the public address is silent, and no log tells whether calls come"
    why = "the public address does not answer from inside; whether it does outside is not known"
    return Verdict(UNKNOWN, says, (Finding("http.webhook_missing", 0.4, why, {}, fix=_QUIET),))


def _refused(facts: Facts, bad: list[int]) -> Verdict:
    status = Counter(bad).most_common(1)[0][0]
    cause, owner, says = _meant(status)
    local = facts.get("local")
    if status == 404 and local == 404:
        owner = _VENDORS
    why = f"the last {len(bad)} calls in {facts['log']} were answered {status}: {says}"
    if len(bad) == 1:
        why = f"the last call in {facts['log']} was answered {status}: {says}"
    params = {"path": facts.get("path", ""), "status": status, "method": facts.get("method", "")}
    if facts.get("failed") and cause in ("http.bad_gateway", "http.not_found", "http.server_error"):
        return Verdict(WARN, f"{why} (see {facts['failed']})")
    fix = _SIGNED if cause == "http.unauthorized" else ()
    because = "the log shows who answered the calls so"
    return fail(cause, 0.9, why, params, owner=owner, owner_because=because, fix=fix)


def _meant(status: int) -> tuple[str, str, str]:
    if status in _MEANS:
        return _MEANS[status]
    if 300 <= status < 400:
        return "http.redirected", _GATEWAYS, "senders do not follow, or lose what they send"
    if status >= 500:
        return "http.server_error", _VENDORS, "the app failed by itself"
    return "http.unauthorized", _GATEWAYS, "the call is not accepted"


def _missing(facts: Facts) -> Verdict:
    last = (
        f"the last call came on {facts['last']}" if facts.get("last") else f"none since {facts.get('since')}"
    )
    often = f"they should come every {_span(facts.get('every_s'))}"
    why = f"no call arrives: {last}, and {often} ({facts['log']})"
    if facts.get("failed"):
        return Verdict(WARN, f"{why} (see {facts['failed']})")
    others: tuple[str, ...] = ("the sender had nothing to send", "the sender has switched the address off")
    sure = 0.75
    if facts.get("unreached"):
        why, sure = f"{why}; and from here the public address does not answer", 0.88
    return fail("http.webhook_missing", sure, why, {"path": facts.get("path", "")}, fix=_QUIET,
                not_excluded=others)  # fmt: skip


def _well(facts: Facts) -> Verdict:
    count = facts.get("count") or 0
    if not count:
        since = f" since {facts['since']}" if facts.get("since") else ""
        says = f"no call is in {facts['log']}{since}"
        if facts.get("unreached"):
            return Verdict(UNKNOWN, f"could not look: {says}, and from here the public address is silent")
        return Verdict(PASS, says)
    past = age(facts, "last")
    ago = f", the last {_span(past)} ago" if past is not None else ""
    strangers = _strangers(facts)
    says = f"{count} calls{ago}" + ("" if taken_lately(facts) or past is None else ", which is long")
    if strangers:
        return Verdict(WARN, f"{says}; none of them from the declared sender, but from {strangers}")
    return Verdict(PASS, says)


def _strangers(facts: Facts) -> str:
    """Public addresses of calls, where none is the declared sender's. A private one is that of a proxy."""
    nets = tuple(map(str, facts.get("sender") or []))
    seen = [str(row[0]) for row in facts.get("senders") or []]
    if not nets or not seen or any(within(a, nets) or is_private(a) for a in seen):
        return ""
    return ", ".join(seen[:3])


def _span(seconds: Any) -> str:
    number = float(seconds or 0)
    for size, word in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if number >= size:
            return f"{number / size:.3g} {word if number >= 1.05 * size else word[:-1]}"
    return f"{number:.0f} seconds"
