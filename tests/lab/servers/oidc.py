"""An identity provider: the documents of OpenID Connect over the lab's HTTP server, with real keys."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, rsa

KNOWN = "/.well-known/openid-configuration"


def start(
    lab: Any,
    folder: Path,
    *,
    issuer: str,
    port: int = 8443,
    path: str = "",
    tls: tuple[str, str] | None = None,
    keys: Sequence[dict[str, str]] | None = None,
    named: Mapping[str, str] | None = None,
    routes: Mapping[str, Any] | None = None,
    date_offset: float = 0.0,
) -> Any:
    """At lab.SVC. `path` is that of the issuer; `named` overrules addresses in the document; `routes` are
    further ones of `lab.http`, and overrule the usual ones."""
    base = issuer.rstrip("/")
    document = {
        "issuer": issuer,
        "authorization_endpoint": f"{base}/authorize",
        "token_endpoint": f"{base}/token",
        "jwks_uri": f"{base}/keys",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        **(named or {}),
    }
    usual = {
        f"{path}{KNOWN}": json.dumps(document, indent=2),
        f"{path}/keys": key_set(keys),
        f"{path}/token": {"status": 405, "body": '{"error": "method"}', "headers": {"Allow": "POST"}},
    }
    asked = {**usual, **(routes or {})}
    told = {at: (200, text) if isinstance(text, str) else text for at, text in asked.items()}
    return lab.http(port, tls=tls, status=404, body="{}", routes=told, date_offset=date_offset)


def key_set(keys: Sequence[dict[str, str]] | None = None) -> str:
    """A key set; without `keys` one RSA key for RS256."""
    return json.dumps({"keys": [rsa_key()] if keys is None else list(keys)}, indent=2)


def rsa_key(kid: str = "key-1", **more: str) -> dict[str, str]:
    numbers = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key().public_numbers()
    public = {"kty": "RSA", "n": _b64(numbers.n, 256), "e": _b64(numbers.e, 3)}
    return {**public, "kid": kid, "use": "sig", "alg": "RS256", **more}


def ec_key(kid: str = "key-2") -> dict[str, str]:
    numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256", "x": _b64(numbers.x, 32), "y": _b64(numbers.y, 32), "kid": kid}


def _b64(number: int, size: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(size, "big")).rstrip(b"=").decode("ascii")
