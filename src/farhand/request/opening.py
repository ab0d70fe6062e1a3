"""What the engineer must know of an answer before believing it: whose it is, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from farhand.case import Entry
from farhand.errors import Mistake
from farhand.request import ledger as kept
from farhand.request import signing
from farhand.request.answer import Signed
from farhand.request.ledger import Ledger
from farhand.request.model import ANY, Refused


@dataclass(frozen=True)
class Opened:
    """An answer that was found right; `notes` are what is odd all the same."""

    signed: Signed
    notes: tuple[str, ...]
    again: bool  # it was opened before


def author(key: str) -> str:
    """Who writes the customer's record."""
    return f"customer-{signing.fingerprint(key).replace(' ', '')[:12]}"


def opened(signed: Signed, ledger: Ledger, accept: str = "") -> Opened:
    """Verify and write it down. Raises Refused, or Mistake without farhand[sign].

    `accept` is the fingerprint of a changed key that somebody has compared by telephone.
    """
    if not _holds(signed):
        raise Refused("the answer's signature does not hold: it was altered after it was signed")
    request = _request(signed.document, ledger)
    site = str(signed.document.get("site"))
    before = ledger.find(kept.RECEIVED, nonce=str(request.body["nonce"]), site=site)
    if before and before.body.get("digest") != signed.digest:
        raise Refused(
            f"a fork: another answer to the same request was opened at {before.at}; one of the two is not "
            "genuine, or the customer's side works from two copies"
        )
    last = ledger.find(kept.RECEIVED, site=site)
    notes = [] if before else _key_notes(signed, last, accept)
    if not before:
        notes += _written_down(signed, request, ledger, last)
    return Opened(signed, tuple(notes), before is not None)


def _holds(signed: Signed) -> bool:
    try:
        return signing.holds(signing.ANSWER, signed.text, signed.signature, signed.key)
    except Mistake as wrong:
        if "no Ed25519 key" in str(wrong):
            return False
        raise


def _request(document: Mapping[str, Any], ledger: Ledger) -> Entry:
    """The request that it answers, as it was written here. Raises Refused."""
    nonce, digest = str(document.get("nonce")), str(document.get("request"))
    request = ledger.find(kept.REQUESTED, nonce=nonce)
    if request is None:
        raise Refused("it answers a request that was not written here (its nonce is not known)")
    if request.body["digest"] != digest:
        raise Refused("it answers another request than the one that was written here under this nonce")
    if document.get("app") != request.body["app"]:
        raise Refused(
            f"it is an answer of the app {str(document.get('app'))[:60]!r}, not {request.body['app']!r}"
        )
    if request.body["asked_site"] not in (ANY, document.get("site")):
        wanted, came = request.body["asked_site"], str(document.get("site"))[:60]
        raise Refused(f"it is an answer of the site {came!r}, not {wanted!r}")
    return request


def _key_notes(signed: Signed, last: Entry | None, accept: str) -> list[str]:
    mine = signing.fingerprint(signed.key)
    if last is None:
        return [f"the customer's key is {mine}: kept from now on; compare it once by telephone"]
    if signing.same(str(last.body["key"]), signed.key):
        return []
    if accept.replace(" ", "") == mine.replace(" ", ""):
        return [f"the customer's key has changed; {mine} is kept from now on, as you said"]
    kept_key = signing.fingerprint(str(last.body["key"]))
    raise Refused(
        f"it is signed by another key ({mine}) than the answers before ({kept_key}). Ask the customer by "
        f"telephone whether the key was made anew; if so: --accept-key {mine.replace(' ', '')}"
    )


def _written_down(signed: Signed, request: Entry, ledger: Ledger, last: Entry | None) -> list[str]:
    known = last.body["last"] if last and signing.same(str(last.body["key"]), signed.key) else None
    end, odd = kept.continued(signed.document.get("record"), known, author(signed.key))
    about = {"nonce": request.body["nonce"], "digest": signed.digest, "request": request.body["digest"]}
    about |= {"site": signed.document.get("site"), "asked_site": request.body["asked_site"]}
    proof = {"key": signed.key, "signature": signed.signature, "text": signed.text}
    ledger.add(kept.RECEIVED, **about, **proof, last=end)
    return [odd] if odd else []
