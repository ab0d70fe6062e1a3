"""Whose certificate is it, and why is its issuer unknown here?  Pure.

A private authority, a forgotten intermediate certificate and an inspecting proxy all give the same text in
every client. The chain as it was sent tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from farhand.model import FAIL, WARN, Facts, Finding, Verdict
from farhand.wire.x509 import top_of

#: Products that open TLS on the way, and the words by which such authorities are called.
_INSPECTORS = re.compile(
    r"zscaler|netskope|blue ?coat|forcepoint|websense|fortinet|fortigate|fortiguard|palo ?alto|check ?point"
    r"|sophos|barracuda|mcafee|trellix|skyhigh|umbrella|iboss|squid|mitmproxy|charles proxy|fiddler|burp"
    r"|portswigger|untangle|smoothwall|watchguard|sonicwall|bitdefender|kaspersky|avast|contentkeeper"
    r"|lightspeed|inspect|decrypt|intercept|ssl[- ]?proxy|tls[- ]?proxy|proxy ca|web ?gateway|secure web"
    r"|forward trust|forward untrust|cato networks|menlo security|cisco secure|symantec web",
    re.IGNORECASE,
)
_MIDDLE = re.compile(r"intermediate|issuing|sub[- ]?ca|\b(?:ca|r|g|e|x)[- ]?\d{1,3}\b", re.IGNORECASE)
#: A list of so few authorities was made by hand.
FEW = 5
_ROOT = re.compile(r"\broot\b", re.IGNORECASE)
_PUBLIC = re.compile(
    r"digicert|lencr\.org|letsencrypt|sectigo|usertrust|comodo|globalsign|pki\.goog|amazontrust|entrust"
    r"|godaddy|starfield|identrust|buypass|certum|quovadis|swisssign|telesec|harica|ssl\.com|microsoft",
    re.IGNORECASE,
)


def leaf(facts: Facts) -> Mapping[str, Any]:
    chain = facts.get("chain") or [{}]
    first: Mapping[str, Any] = chain[0]
    return first


def issuer(facts: Facts) -> str:
    """The name of who issued the server's certificate."""
    return issuer_of(leaf(facts))


def issuer_of(cert: Mapping[str, Any]) -> str:
    return str(cert.get("issuer_cn") or cert.get("issuer_o") or cert.get("issuer") or "")


def names(cert: Mapping[str, Any]) -> list[str]:
    """All names and addresses it is for."""
    return [*cert.get("names", []), *cert.get("addresses", [])]


def inspector(facts: Facts) -> str:
    """The name in the chain that only a box that opens TLS would use, or ""."""
    for cert in facts.get("chain", []):
        found = _INSPECTORS.search(str(cert.get("issuer", "")))
        if found and not _INSPECTORS.search(str(facts.get("host", ""))):
            return str(cert["issuer"])
    return ""


def out_of_date(facts: Facts, now: datetime | None) -> Mapping[str, Any]:
    """The first certificate of the chain whose dates do not hold `now`."""
    text = now.isoformat().replace("+00:00", "Z") if now else ""
    for cert in facts.get("chain", []):
        if text and not str(cert.get("not_before", "")) <= text <= str(cert.get("not_after", "9999")):
            found: Mapping[str, Any] = cert
            return found
    return {}


def weakest(facts: Facts) -> str:
    """What is weak, in words: a short key or an old hash."""
    for cert in facts.get("chain", []):
        name = cert.get("subject_cn", "a certificate")
        if cert.get("key") in ("RSA", "DSA") and 0 < cert.get("bits", 0) < 2048:
            return f"the key of {name} has {cert['bits']} bits"
        if cert.get("signed_with") in ("md5", "sha1") and not cert.get("self_signed"):
            return f"{name} is signed with {cert['signed_with'].upper()}"
    return ""


def unknown_issuer(facts: Facts, params: Mapping[str, Any]) -> Verdict:
    """The issuer is not known here: inspected, incomplete, or simply a private authority?"""
    box = inspector(facts)
    if box:
        says = f"something on the way opens TLS: the certificate is by {box}"
        return _fails(says, "tls.intercepted", 0.93, params, "tls.unknown_ca")
    store = facts.get("store", {})
    if store.get("problem") and store.get("variable"):
        says = (
            f"{store['variable']} names {store['where']}, which is {store['problem']}, so nobody is trusted"
        )
        return _fails(
            says, "tls.bad_file", 0.9, {**params, "path": store["where"], "role": store["variable"]}
        )
    direct = str(facts.get("direct_issuer") or "")
    if direct and not facts.get("direct_same", direct == issuer(facts)):
        mine = issuer(facts) if issuer(facts) != direct else leaf(facts).get("issuer")
        says = f"through the proxy the certificate is by {mine}, past the proxy it is by {direct}"
        return _fails(says, "tls.intercepted", 0.95, params)
    if facts.get("via") and not direct and _stranger(facts):
        says = f"through the proxy, the certificate is by {issuer(facts)}, whom nobody here trusts"
        likely = 0.6 if facts.get("run_by") == "customer" else 0.7
        return _fails(says, "tls.intercepted", likely, params, "tls.unknown_ca")
    if incomplete(facts):
        return _incomplete(facts, params)
    return _unknown(facts, params)


def incomplete(facts: Facts) -> bool:
    """Does more speak for a forgotten intermediate than for an unknown root?"""
    chain = facts.get("chain", [])
    last = top_of(chain)
    if not chain or last.get("self_signed"):
        return False
    by = str(last.get("issuer_cn") or last.get("issuer") or "")
    places = " ".join(last.get("ca_issuers", []))
    score = (3 if _PUBLIC.search(places) else 1 if places else 0) + (2 if facts.get("related_root") else 0)
    score += (1 if _MIDDLE.search(by) else 0) - (3 if _ROOT.search(by) else 0)
    # Somebody made a list of a few authorities for just this: the root is probably in it.
    chosen = facts.get("store", {}).get("variable") and 0 < facts.get("store_roots", 0) <= FEW
    score += 1 if chosen else 0
    return score >= 2


def _stranger(facts: Facts) -> bool:
    """What only a proxy leads to is outside; an authority of the app's own house there may still be the
    customer's, but any other one is more probably the proxy's than a private one."""
    own = facts.get("run_by") == "customer" and facts.get("related_root")
    return not own and not _public(facts)


def _public(facts: Facts) -> bool:
    return any(_PUBLIC.search(" ".join(c.get("ca_issuers", []))) for c in facts.get("chain", []))


def _incomplete(facts: Facts, params: Mapping[str, Any]) -> Verdict:
    count = len(facts["chain"])
    sent = f"{count} certificates" if count > 1 else "one certificate"
    last = top_of(facts["chain"])
    says = f"the server sends {sent} and not that of the issuer {issuer_of(last)}"
    root = facts.get("related_root")
    why = f"{says}; {root} is trusted here" if root else says
    url = next(iter(last.get("ca_issuers", [])), "")
    finding = Finding("tls.incomplete_chain", 0.9 if root or url else 0.7, why, {**params, "url": url},
                      ("tls.unknown_ca",))  # fmt: skip
    return Verdict(FAIL, says, (finding,))


def _unknown(facts: Facts, params: Mapping[str, Any]) -> Verdict:
    others = [s for s in facts.get("stores", []) if s.get("accepts")]
    says = f"{issuer(facts) or 'the issuer'} is not trusted by {_who(facts)} here"
    why = f"{says} ({facts.get('store', {}).get('where')})"
    if others:
        why += "; it is trusted by " + ", ".join(
            f"{'/'.join(s['libraries'])} through {s['where']}" for s in others
        )
    chain = facts.get("chain", [])
    sent_root = bool(top_of(chain).get("self_signed"))
    rest = () if sent_root else ("tls.incomplete_chain",)
    finding = Finding("tls.unknown_ca", 0.92, why, {**params, **_fixing(others)}, (*rest, "tls.intercepted"))
    if _for_another_library(facts, others):
        weaker = Finding("tls.unknown_ca", 0.55, why, finding.params, finding.not_excluded)
        return Verdict(WARN, f"{says}, but by {others[0]['libraries'][0]}", (weaker,))
    return Verdict(FAIL, says, (finding,))


def _for_another_library(facts: Facts, others: list[Mapping[str, Any]]) -> bool:
    """Somebody set the variable of a library that the app may well use, and nothing else is set."""
    store = facts.get("store", {})
    chosen = [s for s in others if s.get("variable") in ("REQUESTS_CA_BUNDLE", "AWS_CA_BUNDLE")]
    return bool(chosen) and store.get("name") == "ssl" and not store.get("variable")


def _fixing(others: list[Mapping[str, Any]]) -> dict[str, str]:
    """Which file is known to hold the authority already."""
    return {"bundle": str(others[0]["where"])} if others else {}


def _who(facts: Facts) -> str:
    store = facts.get("store", {})
    if store.get("name") == "declared":
        return f"the declared ca_file {store.get('where')}"
    return "/".join(store.get("libraries", [])) or "the app"


def _fails(says: str, cause: str, confidence: float, params: Mapping[str, Any], *others: str) -> Verdict:
    return Verdict(FAIL, says, (Finding(cause, confidence, says, params, others or None),))
