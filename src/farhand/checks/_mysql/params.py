"""What the app's settings say: whom to log in, and how TLS is used.  Pure.

Every driver has words of its own for TLS. They come down to five modes, named as MySQL's client does:
disabled, preferred, required (nothing is verified), verify_ca, verify_identity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from farhand.model import nothing
from farhand.target import Target, database_of

#: Modes that do not go on without TLS.
MUST = ("required", "verify_ca", "verify_identity")
#: What is said for a mode, in small letters and with _ for -.
WORDS = {
    **dict.fromkeys(("disabled", "disable", "false", "0", "no", "off", "none"), "disabled"),
    **dict.fromkeys(("preferred", "prefer"), "preferred"),
    **dict.fromkeys(("required", "require", "true", "1", "yes", "on", "skip_verify", "trust"), "required"),
    "verify_ca": "verify_ca",
    **dict.fromkeys(("verify_identity", "verify_full"), "verify_identity"),
}
#: Settings, and words of an address's query, that say a mode: MySQL, Connector/J, mysql2, PyMySQL, Go.
MODE_KEYS = ("ssl_mode", "sslmode", "ssl", "usessl", "tls")
#: Words that are only yes or no, and the mode that a yes means.
YES_KEYS = {
    "ssl_disabled": "disabled",
    "requiressl": "required",
    "ssl_verify_cert": "verify_ca",
    "verifyservercertificate": "verify_ca",
    "ssl_verify_server_cert": "verify_identity",
    "ssl_verify_identity": "verify_identity",
}
#: Words that name files, and the settings that these are.
FILE_KEYS = {
    "ssl_ca": "ca_file",
    "sslca": "ca_file",
    "servsslcert": "ca_file",
    "serversslcert": "ca_file",
    "ssl_cert": "cert_file",
    "ssl_key": "key_file",
}
#: Drivers that take TLS where they can get it; the others do not ask for it by themselves.
PREFERRING = ("mysqlconnector", "mysqldb", "mysqlclient")


@dataclass(frozen=True)
class Params:
    """`told`: the mode is said in the settings, not the driver's own habit."""

    user: str = ""
    password: str = ""
    database: str = ""
    mode: str = "disabled"
    told: bool = False
    tls: Mapping[str, Any] = field(default_factory=nothing)
    settings: Mapping[str, Any] = field(default_factory=nothing)

    @property
    def read_only(self) -> bool:
        return self.settings.get("read_only") is True

    def names(self, setting: str) -> list[str]:
        value = self.settings.get(setting)
        return [str(name) for name in value][:50] if isinstance(value, (list, tuple)) else []


def params(target: Target, settings: Mapping[str, Any]) -> Params:
    """`settings` are filled in. They overrule what the address says of TLS."""
    words = {key.lower().replace("-", "_"): str(value) for key, value in target.query.items()}
    words.update({k: str(v) for k, v in settings.items() if k in MODE_KEYS and v not in (None, "")})
    files = {ours: words[theirs] for theirs, ours in FILE_KEYS.items() if words.get(theirs)}
    files.update({k: str(settings[k]) for k in set(FILE_KEYS.values()) if settings.get(k)})
    told = mode_of(words, files, settings.get("verify"))
    mode = told or _habit(target)
    return Params(
        target.user, target.password, str(settings.get("database") or database_of(target)),
        mode, bool(told), tls_settings(mode, files, settings), settings,
    )  # fmt: skip


def mode_of(words: Mapping[str, str], files: Mapping[str, str], verify: Any = None) -> str:
    """The mode that these words say; empty where they say nothing."""
    said = list(_said(words))
    if "disabled" in said:
        return "disabled"
    mode = max(said, key=("preferred", *MUST).index, default="")
    if files.get("ca_file") and mode in ("", "required"):
        mode = "verify_ca" if "ssl_ca" in words or "sslca" in words else "verify_identity"
    if mode and verify in (False, "none", "ca"):
        mode = "verify_ca" if verify == "ca" else "required"
    return mode


def _said(words: Mapping[str, str]) -> Iterator[str]:
    for key in MODE_KEYS:
        value = words.get(key, "").lower().replace("-", "_")
        if key == "tls" and value == "true":
            yield "verify_identity"  # Go's driver verifies
        elif value:
            yield WORDS.get(value, "required")
    for key, mode in YES_KEYS.items():
        if words.get(key, "").lower() in ("true", "1", "yes", "on"):
            yield mode


def _habit(target: Target) -> str:
    driver = target.scheme.partition("+")[2]
    jdbc = target.url.lower().startswith("jdbc:mysql:")
    return "preferred" if jdbc or driver in PREFERRING else "disabled"


def tls_settings(mode: str, files: Mapping[str, str], settings: Mapping[str, Any]) -> dict[str, Any]:
    """As the tls check takes them."""
    verify = {"verify_ca": "ca", "verify_identity": True}.get(mode, False)
    name = settings.get("server_name")
    return {**files, "verify": verify, **({"server_name": name} if name else {})}
