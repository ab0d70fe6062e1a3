"""A change of a certificate, of the authority behind it, or of who trusts it."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Certificate change"
TERMS = "An encrypted connection of {product} cannot be made, because of a certificate."


def request(about: About) -> Request:
    place = places(about)[0]
    asks = _parts.asked(about, "Please look at the certificate of {place}.")
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
