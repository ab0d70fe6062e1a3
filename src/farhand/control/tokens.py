"""Bearer tokens for the part inside the app: made once, shown once, kept only as a digest.

An entry is `NAME:SCOPE:EXPIRES:DIGEST`, as in `alice:read:2027-03-31:9f86d0…`. A token has 256 random bits,
so that its SHA-256 tells nothing of it and no slow hash is needed. Entries come from FARHAND_TOKENS and from
the file that `[embed] tokens_file` names.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: What a token may allow, each with all before it.
SCOPES = ("probe", "read", "operate", "capture")
PREFIX = "fh_"
_ENTRY = re.compile(r"([\w.@-]{1,60}):(\w+):(\d{4}-\d\d-\d\d):([0-9a-f]{64})")


@dataclass(frozen=True)
class Entry:
    """Who may do what until which day (UTC, that day included)."""

    name: str
    scope: str
    expires: str
    digest: str

    def __str__(self) -> str:
        return f"{self.name}:{self.scope}:{self.expires}:{self.digest}"


def new(name: str, scope: str, expires: str) -> tuple[str, Entry]:
    """A fresh token and the entry to keep. Raises ValueError where the entry could not be read back."""
    token = PREFIX + secrets.token_urlsafe(32)
    entry = Entry(name, scope, expires, digest(token))
    if parse(str(entry)) != ([entry], []):
        raise ValueError(f"{name!r}, {scope!r}, {expires!r} make no entry NAME:SCOPE:YYYY-MM-DD")
    return token, entry


def digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def parse(text: str) -> tuple[list[Entry], list[str]]:
    """The entries in a text, and what is wrong with the others (never their digest)."""
    entries, wrong = [], []
    for word in re.split(r"[\s,]+", re.sub(r"(?m)^\s*#.*$", "", text).strip()):
        found = _ENTRY.fullmatch(word)
        if found and found[2] in SCOPES:
            entries.append(Entry(*found.groups()))
        elif word:
            wrong.append(
                f"the entry of token {word.partition(':')[0][:60]!r} is not NAME:SCOPE:YYYY-MM-DD:SHA256"
            )
    return entries, wrong


def match(token: str, entries: Iterable[Entry]) -> Entry | None:
    """The entry of this token. Every entry is compared, each in constant time, whichever it is."""
    given, found = digest(token), None
    for entry in entries:
        if hmac.compare_digest(entry.digest, given):
            found = entry
    return found


def allows(scope: str, wanted: str) -> bool:
    return scope in SCOPES and SCOPES.index(scope) >= SCOPES.index(wanted)


def capped(scope: str, cap: str) -> str:
    """The lesser of a scope and a cap; a cap that is none of the scopes allows nothing."""
    if not cap:
        return scope
    return SCOPES[min(SCOPES.index(scope), SCOPES.index(cap))] if cap in SCOPES else ""


def expired(entry: Entry, today: str) -> bool:
    return entry.expires < today


def names(entries: Sequence[Entry]) -> str:
    return ", ".join(f"{e.name} ({e.scope}, until {e.expires})" for e in entries)
