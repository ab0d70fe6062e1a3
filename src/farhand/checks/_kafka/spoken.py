"""Kafka among the protocols, and what the declaration asks of it.  Pure but for `_speaks`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from farhand.checks._service import Spoken
from farhand.target import Target
from farhand.target.schemes import base
from farhand.wire import kafka
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    return bool(kafka.call(conn, kafka.API_VERSIONS, 0, 1))


SPOKEN = Spoken(
    name="Kafka",
    port=9092,
    plain="PLAINTEXT",
    secure="SSL",
    ask="ApiVersions",
    speaks=_speaks,
    look="kcat -L -b {host}:{port} {tls}",
    tls_flag="-X security.protocol=SSL",
)

#: Words in an address's query that are settings for TLS.
TLS_WORDS = {"ssl_cafile": "ca_file", "ssl_certfile": "cert_file", "ssl_keyfile": "key_file"}
_WORDS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")


@dataclass(frozen=True)
class Wanted:
    """What the app needs. `protocol` is Kafka's security.protocol; `topics` are those of all three lists."""

    protocol: str = "PLAINTEXT"
    mechanism: str = ""
    user: str = ""
    password: str = ""
    topics: tuple[str, ...] = ()
    produces: tuple[str, ...] = ()
    consumes: tuple[str, ...] = ()
    group: str = ""
    min_in_sync: int = 0

    @property
    def tls(self) -> bool:
        return self.protocol.endswith("SSL")

    @property
    def login(self) -> bool:
        return self.protocol.startswith("SASL")


def wanted(target: Target, settings: Mapping[str, Any]) -> Wanted:
    """From the address and the settings, filled in."""
    user = target.user or str(settings.get("user") or "")
    produces, consumes = _names(settings.get("produces")), _names(settings.get("consumes"))
    named = (*_names(settings.get("topics")), *produces, *consumes)
    least = settings.get("min_in_sync")
    protocol = _protocol(target, settings, user)
    return Wanted(
        protocol=protocol,
        mechanism=_mechanism(settings) if protocol.startswith("SASL") else "",
        user=user,
        password=target.password or str(settings.get("password") or ""),
        topics=tuple(dict.fromkeys(named))[:50],
        produces=produces,
        consumes=consumes,
        group=str(settings.get("group") or ""),
        min_in_sync=least if isinstance(least, int) else 0,
    )


def _protocol(target: Target, settings: Mapping[str, Any], user: str) -> str:
    """security.protocol as declared, else by the address's scheme and whether there is a login."""
    told = str(settings.get("security_protocol") or "").upper()
    if told in _WORDS:
        return told
    scheme = target.scheme.upper()
    if scheme in _WORDS:
        return scheme
    secure = base(target.scheme) == "kafkas" or target.scheme.lower().endswith(("+ssl", "+tls", "+tlss"))
    return ("SASL_" if user else "") + ("SSL" if secure else "PLAINTEXT")


def _mechanism(settings: Mapping[str, Any]) -> str:
    return str(settings.get("sasl_mechanism") or "PLAIN").upper()


def _names(value: Any) -> tuple[str, ...]:
    rows = value.split(",") if isinstance(value, str) else value if isinstance(value, (list, tuple)) else ()
    return tuple(str(row).strip() for row in rows if str(row).strip())[:50]
