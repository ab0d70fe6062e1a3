"""Whether a request may be looked at further: who signed it, for whom it is, whether it was answered."""

from __future__ import annotations

from farhand.errors import Mistake
from farhand.model import NOTHING, App
from farhand.request import ledger as kept
from farhand.request import signing, text
from farhand.request.ledger import Ledger
from farhand.request.model import ANY, Refused, Request


def verify_key(app: App) -> str:
    """The vendor's public key as the app's declaration brings it; empty: none."""
    return str(app.sections.get("vendor", NOTHING).get("verify_key") or "")


def signed(request: Request, key: str) -> None:
    """Raises Refused unless the owner of `key` signed this; Mistake without a key, or farhand[sign]."""
    if not key:
        raise Mistake(
            "the declaration names no [vendor] verify_key, so no request can be trusted here; "
            "ask the vendor for a declaration that has one"
        )
    if not request.signature:
        raise Refused("nobody has signed the request; only one that the vendor signed is run")
    if not signing.same(request.signed_by, key):
        raise Refused(
            f"the request is signed by another key ({signing.fingerprint(request.signed_by)}) than the "
            f"vendor's of your declaration ({signing.fingerprint(key)})"
        )
    if not holds(request):
        raise Refused("the signature does not hold: the vendor has not signed what this file says")


def holds(request: Request) -> bool:
    """True where the owner of the key that it names signed it. Raises Mistake without farhand[sign]."""
    try:
        return signing.holds(signing.REQUEST, text.said(request), request.signature, request.signed_by)
    except Mistake as wrong:
        if "no Ed25519 key" in str(wrong):
            return False
        raise


def meant(request: Request, app: App, site: str) -> None:
    """Raises Refused for a request to another app or another site. An empty `site`: not known."""
    if request.app != app.name:
        raise Refused(f"the request is for the app {request.app!r}; this one is {app.name!r}")
    if site and request.site not in (ANY, site):
        raise Refused(f"the request is for the site {request.site!r}; this one is {site!r}")


def unanswered(request: Request, ledger: Ledger) -> None:
    """Raises Refused for a request that was answered already, or one that uses the nonce of another."""
    sent = ledger.answered(request.nonce)
    if sent:
        raise Refused(
            f"the request was answered already, at {sent.at}, with the answer "
            f"{str(sent.body['digest'])[:12]}…; a request is answered once. Ask the vendor for a new one"
        )
    before = ledger.find(kept.RECEIVED, nonce=request.nonce)
    if before and before.body.get("digest") != request.digest:
        raise Refused("the request has the number (nonce) of another one that came before; it is not taken")


def site_of(request: Request, told: str, ledger: Ledger) -> str:
    """This site's name: as told by option or policy, else as it was confirmed before; empty: not known."""
    if told:
        return told
    named = [e.body.get("site") for e in ledger.rows(kept.RECEIVED) if e.body.get("site") != ANY]
    return str(named[-1]) if named else ""
