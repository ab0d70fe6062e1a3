"""MongoDB among the protocols, and what the declaration asks of it.  Pure but for `_speaks`.

The words of an address: github.com/mongodb/specifications, uri-options; those of TXT records:
initial-dns-seedlist-discovery.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from farhand.checks._service import Spoken
from farhand.model import NOTHING
from farhand.target import Target, database_of
from farhand.wire import mongodb
from farhand.wire.tcp import Conn

HELLO = {"hello": 1, "$db": "admin"}


def _speaks(conn: Conn) -> bool:
    return bool(mongodb.call(conn, 1, HELLO))


SPOKEN = Spoken(
    name="MongoDB",
    port=27017,
    plain="mongodb",
    secure="mongodb",
    ask="the first question of a driver (hello)",
    speaks=_speaks,
)

#: Read preferences that leave no choice but the primary.
_PRIMARY = ("", "primary")
#: What a TXT record may say.
_OF_TXT = ("authSource", "replicaSet", "loadBalanced")


@dataclass(frozen=True)
class Wanted:
    """What the app needs. `anyone`: it only reads, and is content with a secondary. `sources`: databases in
    which its user may be kept, the first is where the address says."""

    tls: bool = False
    direct: bool = False
    balanced: bool = False
    replica_set: str = ""
    mechanism: str = ""
    user: str = ""
    password: str = ""
    sources: tuple[str, ...] = ("admin",)
    database: str = ""
    collections: tuple[str, ...] = ()
    read_only: bool = False
    anyone: bool = False

    @property
    def source(self) -> str:
        return self.sources[0]


def is_srv(target: Target) -> bool:
    return target.scheme.lower() == "mongodb+srv"


def options(query: Mapping[str, str], txt: str = "", settings: Mapping[str, Any] = NOTHING) -> dict[str, str]:
    """The words of an address's query, behind them those of the TXT record, and of settings of their own;
    names are without case."""
    of_txt = {key: value for key, value in parse_qsl(txt) if key in _OF_TXT}
    return {k.lower(): v for row in (of_settings(settings), of_txt, query) for k, v in row.items()}


def of_settings(settings: Mapping[str, Any]) -> dict[str, str]:
    """The settings that say what an address would, in the words of an address."""
    rows = {"tls": "tls", "replica_set": "replicaSet", "user_database": "authSource"}
    found = {theirs: settings.get(ours) for ours, theirs in rows.items()}
    return {key: str(value).lower() if isinstance(value, bool) else str(value)
            for key, value in found.items() if value not in (None, "")}  # fmt: skip


def wanted(target: Target, settings: Mapping[str, Any], txt: str = "") -> Wanted:
    """From the address, the TXT record and the settings, filled in."""
    words = options(target.query, txt, settings)
    database = database_of(target) or str(settings.get("name") or "")
    source = words.get("authsource") or database or "admin"
    mechanism = words.get("authmechanism", "").upper()
    read_only = settings.get("read_only") is True
    names = settings.get("collections")
    return Wanted(
        tls=tls_asked(target, words),
        direct=_true(words.get("directconnection")),
        balanced=_true(words.get("loadbalanced")),
        replica_set=words.get("replicaset", ""),
        mechanism=mechanism,
        user=target.user or str(settings.get("user") or ""),
        password=target.password or str(settings.get("password") or ""),
        sources=tuple(dict.fromkeys((source, database or source, "admin"))),
        database=unquote(database),
        collections=tuple(map(str, names))[:50] if isinstance(names, (list, tuple)) else (),
        read_only=read_only,
        anyone=read_only and words.get("readpreference", "") not in _PRIMARY,
    )


def tls_asked(target: Target, words: Mapping[str, str]) -> bool:
    """Is TLS spoken? An address with +srv asks for it, where nothing else is said."""
    said = words.get("tls", words.get("ssl"))
    return _true(said) if said is not None else is_srv(target)


def _true(word: object) -> bool:
    return str(word).lower() == "true"


def tls_settings(query: Mapping[str, str]) -> dict[str, Any]:
    """The settings for TLS that stand in an address."""
    words = options(query)
    both = words.get("tlscertificatekeyfile") or words.get("ssl_certfile")
    found: dict[str, Any] = {"ca_file": words.get("tlscafile"), "cert_file": both, "key_file": both}
    if _true(words.get("tlsinsecure")) or _true(words.get("tlsallowinvalidcertificates")):
        found["verify"] = False
    elif _true(words.get("tlsallowinvalidhostnames")):
        found["verify"] = "ca"
    return {key: value for key, value in found.items() if value is not None}
