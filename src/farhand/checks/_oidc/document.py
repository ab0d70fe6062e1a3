"""What an issuer's documents say, the same for the probe and for what a command printed.  Pure.

OpenID Connect Discovery 1.0, sections 3 and 4; RFC 7517 (keys), RFC 7518 (which algorithm takes which key).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

KNOWN = "/.well-known/openid-configuration"
#: Addresses in the document that an app uses.
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
#: Keys of a set that are looked at.
MOST = 40


def issuer_of(settings: Mapping[str, Any]) -> str:
    """The issuer to the letter, as the app compares it: declared, or its address."""
    url = str(settings.get("issuer") or settings.get("url") or "")
    return url[: -len(KNOWN)] if url.endswith(KNOWN) else url


def address_of(url: str) -> str:
    """Where its document is: a slash at the issuer's end is left out (Discovery 1.0, 4.1)."""
    return url if url.endswith(KNOWN) else url.rstrip("/") + KNOWN


def loaded(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def discovery(told: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of the discovery document beside those of the answer."""
    named = {name: shown(told.get(name)) for name in ENDPOINTS if isinstance(told.get(name), str)}
    return {
        "document": isinstance(told.get("issuer"), str),
        "issuer": shown(told.get("issuer")),
        "declared": shown(issuer_of(settings)),
        "endpoints": named,
    }


def shown(value: Any) -> str:
    """An address without a login and query."""
    text = str(value if isinstance(value, str) else "")[:300]
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts.scheme else text


def keys(told: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of the key set. No key itself is kept, only what names it."""
    listed = told.get("keys")
    rows = [row for row in listed[:MOST] if isinstance(row, dict)] if isinstance(listed, list) else []
    names = ("kid", "kty", "use", "alg")
    return {
        "set": isinstance(listed, list),
        "keys": [{name: str(row[name])[:80] for name in names if row.get(name)} for row in rows],
        "kid": str(settings.get("kid") or ""),
        "alg": str(settings.get("alg") or ""),
    }


def signs(key: Mapping[str, Any], alg: str) -> bool:
    """May this key have signed with that algorithm ("" is any)?"""
    if key.get("use", "sig") != "sig" or (alg and key.get("alg", alg) != alg):
        return False
    families = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP", "HS": "oct"}
    return key.get("kty") == families.get(alg[:2]) if alg else key.get("kty") in ("RSA", "EC", "OKP")
