"""What a text shows and the declaration intends: it is no fault.  Pure.

A status that is expected, a replica that is only read from, a full disk that nobody writes to, a role that
the app does not use: the words are those of a fault, and the vendor has declared that it is meant to be so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from farhand.diagnose.clues import Clue
from farhand.model import App, Dependency
from farhand.target.schemes import WRITTEN
from farhand.target.units import size

#: Statuses that stand for a cause.
_STATUS = {
    "401": "http.unauthorized", "403": "http.forbidden", "404": "http.not_found", "429": "http.rate_limited",
    "500": "http.server_error", "502": "http.bad_gateway", "503": "http.unavailable",
    **dict.fromkeys(("301", "302", "303", "307", "308"), "http.redirected"),
}  # fmt: skip
_SPACE = ("fs.full", "fs.inodes", "fs.read_only")
_ROLE = re.compile(r"(?:role|user) \"(?P<name>[^\"]{1,64})\"")
_USER = re.compile(r"^[a-z+]+://(?P<user>[^:/@?$\s]+)(?::[^@\s]*)?@", re.IGNORECASE)


def unintended(clues: Iterable[Clue], app: App | None) -> list[Clue]:
    """The clues, which are named, without those that the declaration says to be right."""
    if app is None:
        return list(clues)
    about = {d.name: d for d in app.dependencies}
    off = app.checks.get("clock", {}).get("enabled") is False
    return [
        clue
        for clue in clues
        if not (off and clue.cause.startswith("clock."))
        and not (clue.subject in about and _is_meant(clue, about[clue.subject]))
    ]


def declares(subject: str, app: App | None) -> bool:
    """Whether a dependency of that name is declared."""
    return any(d.name == subject for d in (app.dependencies if app else ()))


def is_critical(subject: str, app: App | None) -> bool:
    """Whether anything depends on it; what is not declared is taken to matter."""
    return all(d.critical for d in (app.dependencies if app else ()) if d.name == subject)


def _is_meant(clue: Clue, dependency: Dependency) -> bool:
    settings = dependency.settings
    if clue.cause.startswith("http."):
        return clue.cause in {_STATUS.get(word) for word in _expected(settings.get("expect"))}
    if clue.cause in _SPACE and dependency.kind in WRITTEN and settings.get("writable") is not True:
        return True
    if clue.cause == "fs.full" and (least := size(settings.get("min_free"))):
        return _bytes(clue.params.get("free", "")) >= least
    if clue.cause == "redis.read_only":
        return settings.get("read_only") is True and "MASTERDOWN" not in clue.lines[0][1]
    return clue.cause == "postgres.auth" and _is_another(
        clue, str(settings.get("url", "")), settings.get("user")
    )


def _bytes(text: str) -> int:
    """What df has in its column: 1K-blocks, or `1.0M` of `df -h`."""
    return int(text) * 1024 if text.isdigit() else size(f"{text}iB") or 0


def _expected(expect: object) -> list[str]:
    return [str(word) for word in expect] if isinstance(expect, (list, tuple)) else [str(expect)]


def _is_another(clue: Clue, url: str, user: object) -> bool:
    """The refused role is not the declared one; a variable has no name that is known here."""
    found = _USER.match(url)
    declared = found["user"] if found else str(user or "")
    said = {m["name"] for _, text in clue.lines for m in _ROLE.finditer(text)}
    return bool(declared and "$" not in declared and said and declared not in said)
