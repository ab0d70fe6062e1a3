"""A change of a certificate, of the authority behind it, or of who trusts it."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts
from farhand.words import _, marked

TITLE = marked("Certificate change")
TERMS = marked("An encrypted connection of {product} cannot be made, because of a certificate.")


def request(about: About) -> Request:
    place = places(about)[0]
    asks = _parts.asked(about, marked("Please look at the certificate of {place}."))
    rows = _parts.known(
        (_("Server"), place.shown),
        (_("Name asked for"), place.host),
        (_("Names it holds"), about.word("names")),
        (_("Issuer"), about.word("issuer")),
        (_("Valid from"), about.word("not_before")),
        (_("Valid until"), about.word("not_after")),
        (_("Where it must be trusted"), _store(about)),
        (_("File"), about.word("path")),
        (_("Reason"), _parts.reason(about)),
    )
    confirm = (*_shown(about), *_parts.again(about))
    return Request("certificate", _(TITLE), asks, tuple(rows), steps=_parts.steps(about), confirm=confirm)


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
