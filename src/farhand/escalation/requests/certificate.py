"""A change of a certificate, of the authority behind it, or of who trusts it."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Certificate change"
TERMS = "An encrypted connection of {product} cannot be made, because of a certificate."
_ASKS = {
    "tls.expired": "Please renew the certificate of {place}.",
    "tls.not_yet_valid": "Please set the clocks right, or have the certificate of {place} issued again.",
    "tls.hostname": "Please give {place} a certificate that holds the name {name}.",
    "tls.unknown_ca": "Please give us the authority's certificate behind {place}, for {product} to trust.",
    "tls.intercepted": "Please take {place} out of the TLS inspection, or give us the inspecting authority's "
    "certificate, to be trusted by {product}.",
    "tls.self_signed": "Please give {place} a certificate of your own authority.",
    "tls.incomplete_chain": "Please have {place} send the certificate between its own and the authority's.",
    "tls.client_cert": "Please issue a client certificate for {product}, for {place}.",
    "tls.version": "Please switch on TLS 1.2 or 1.3 with current ciphers at {place}.",
    "tls.weak": "Please have the certificate of {place} issued again with a current key and hash.",
    "tls.revocation": "Please let {here} reach the addresses that tell whether a certificate is withdrawn.",
    "tls.bad_file": "Please give {product} a certificate and key that belong together and can be read.",
}


def request(about: About) -> Request:
    place = places(about)[0]
    words = _ASKS.get(about.finding.cause, "Please look at the certificate of {place}.")
    told = {"place": place.shown, "name": place.host or "that is asked for", "product": about.product}
    rows = _parts.known(
        ("Server", place.shown),
        ("Name asked for", place.host),
        ("Names it holds", about.word("names")),
        ("Issuer", about.word("issuer")),
        ("Valid from", about.word("not_before")),
        ("Valid until", about.word("not_after")),
        ("Where it must be trusted", _store(about)),
        ("File", about.word("path")),
        ("Reason", _parts.reason(about)),
    )
    confirm = (*_shown(about), *_parts.again(about))
    asks = words.format(here=about.here, **told)
    return Request("certificate", TITLE, asks, tuple(rows), steps=_parts.steps(about), confirm=confirm)


def _store(about: About) -> str:
    store, variable = about.word("store"), about.word("variable")
    return f"{store} ({variable})" if store and variable else store or variable


def _shown(about: About) -> Iterator[str]:
    """What the server shows now: names, issuer, dates."""
    place = places(about)[0]
    if next(_parts.opens(place), ""):
        yield (
            f"openssl s_client -connect {place.host}:{place.port} -servername {place.host} </dev/null "
            "2>/dev/null | openssl x509 -noout -subject -issuer -dates"
        )
