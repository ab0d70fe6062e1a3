"""What the facts of each stage of the oidc check mean.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from farhand.checks._http import status as by_status
from farhand.checks._http.meaning import meaning
from farhand.checks._oidc.document import signs
from farhand.checks._service_meaning import fail
from farhand.checks._tls import meaning as _tls_meaning
from farhand.model import PASS, UNKNOWN, Facts, Verdict

#: How a connection to an address of the document did not come about (`wire.proxy_answer.Answer.result`).
_UNREACHED = {
    "unresolved": ("dns.nxdomain", "its name is not known here"),
    "refused": ("tcp.refused", "nothing listens there"),
    "silent": ("tcp.timeout", "nothing answers there"),
    "reset": ("tcp.reset", "the connection is reset"),
    "unreachable": ("tcp.no_route", "there is no way to it"),
}


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    return {**by_status.where(facts), "issuer": facts.get("declared", ""), **more}


def discovery(facts: Facts) -> Verdict:
    answered = meaning(facts)
    if answered.outcome != PASS:
        return answered
    if not facts.get("document"):
        why = "what is answered is JSON, but no discovery document: it names no issuer"
        return fail("http.unexpected_body", 0.85, why, params_of(facts))
    if facts["issuer"] != facts["declared"]:
        return _other_issuer(facts)
    open_ = _unsecured(facts)
    if open_:
        why = f"the issuer is https://, and its document names {', '.join(open_)} with http://"
        return fail("oidc.issuer", 0.85, why, params_of(facts, said=facts["issuer"]), fix=_BEHIND_PROXY)
    return _clock(facts) or Verdict(PASS, f"the document is that of {facts['issuer']}")


def _other_issuer(facts: Facts) -> Verdict:
    said, declared = str(facts["issuer"]), str(facts["declared"])
    if "{tenantid}" in said:  # Entra ID for several tenants: each token names its own
        return _clock(facts) or Verdict(PASS, f"the document is that of {said}, for several tenants")
    why = f"the document says that the issuer is {said}, and the app expects {declared}"
    if said.rstrip("/") == declared.rstrip("/"):
        why += ": they differ by the slash at the end"
        return fail("oidc.issuer", 0.95, why, params_of(facts, said=said))
    if said.partition("://")[2] == declared.partition("://")[2]:
        why += ": they differ by http and https"
        return fail("oidc.issuer", 0.95, why, params_of(facts, said=said), fix=_BEHIND_PROXY)
    return fail("oidc.issuer", 0.93, why, params_of(facts, said=said))


def _unsecured(facts: Facts) -> list[str]:
    if not str(facts.get("issuer")).startswith("https://"):
        return []
    inside = facts.get("scheme") == "http"  # the app asks inside, and only the browser from outside
    return [name for name, url in facts.get("endpoints", {}).items()
            if str(url).startswith("http://") and (name == "authorization_endpoint" or not inside)]


def _clock(facts: Facts) -> Verdict | None:
    """The issuer's clock, where the declaration says how far it may be off."""
    seen, leeway = facts.get("peer_clock") or {}, facts.get("leeway_s")
    offset = seen.get("offset_s")
    if leeway is None or offset is None or abs(offset) - seen.get("error_s", 0.0) <= leeway:
        return None
    way = "ahead of" if offset > 0 else "behind"
    why = f"this host's clock is {abs(offset):.0f} s {way} the issuer's, and the app allows {leeway:g} s"
    return fail("clock.skew", 0.9, why, params_of(facts, offset=f"{offset:+.0f}"))


def keys(facts: Facts) -> Verdict:
    if not facts.get("place"):
        return fail("oidc.keys", 0.9, "the document names no jwks_uri", params_of(facts))
    broken = _unreached(facts, "the keys")
    answered = broken or meaning(facts)
    if answered.outcome != PASS and _opened(facts):
        return Verdict(UNKNOWN, "could not look: the document names the keys with http:// (see discovery)")
    if broken:
        return broken
    if answered.outcome != PASS:
        return Verdict(answered.outcome, f"the keys: {answered.says}", answered.findings)
    if not facts.get("set"):
        return fail("http.unexpected_body", 0.8, "what is answered is no key set", params_of(facts))
    rows, alg, kid = facts.get("keys") or [], str(facts.get("alg", "")), facts.get("kid")
    usable = [row for row in rows if signs(row, alg)]
    if not usable:
        what = f" for {alg}" if alg else ""
        why = f"the issuer publishes {len(rows)} keys, and none that signs{what}"
        return fail("oidc.keys", 0.93, why, params_of(facts))
    if kid and kid not in [row.get("kid") for row in usable]:
        why = f"the issuer publishes no signing key with the kid {kid}"
        return fail("oidc.keys", 0.93, why, params_of(facts))
    return Verdict(PASS, f"{len(usable)} of {len(rows)} keys may sign" + (f" with {alg}" if alg else ""))


def _opened(facts: Facts) -> bool:
    """An address without TLS in the document of an issuer with it: `discovery` tells that."""
    return str(facts.get("declared")).startswith("https://") and str(facts["place"]).startswith("http://")


def token(facts: Facts) -> Verdict:
    if not facts.get("place"):
        return Verdict(PASS, "the document names no token endpoint")
    broken = _unreached(facts, "the token endpoint")
    if broken:
        return broken
    if facts.get("status") in (407, 502, 503, 504):
        return by_status.meaning(facts)
    return Verdict(PASS, f"the token endpoint answers ({facts.get('status')}, asked without a login)")


def _unreached(facts: Facts, what: str) -> Verdict | None:
    """An address of the document at which no HTTP came about."""
    place, problem = str(facts.get("place")), str(facts.get("unreached") or "")
    if not problem:
        return None
    if facts.get("tls"):
        refused = _tls_meaning.meaning(facts["tls"])
        return Verdict(refused.outcome, f"{what} at {place}: {refused.says}", refused.findings)
    if problem not in _UNREACHED:
        return Verdict(UNKNOWN, f"could not look at {what}, {place}: {problem}")
    cause, how = _UNREACHED[problem]
    parts = urlsplit(place)
    more = {"host": parts.hostname or "", "name": parts.hostname or "", "port": _port(place), "url": place}
    return fail(cause, 0.9, f"{what}, {place}: {how}", {**params_of(facts), **more})


def _port(url: str) -> int:
    parts = urlsplit(url)
    try:
        return parts.port or {"https": 443}.get(parts.scheme, 80)
    except ValueError:
        return 0


_BEHIND_PROXY = (
    "Tell the identity provider that a proxy in front of it ends TLS: its own public address in its settings "
    "(Keycloak: KC_HOSTNAME=https://... and KC_PROXY_HEADERS=xforwarded); the proxy sets X-Forwarded-Proto.",
    "Check it: curl -sS ISSUER/.well-known/openid-configuration   (all addresses must begin with https://)",
)

JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {"discovery": discovery, "keys": keys, "token": token}
