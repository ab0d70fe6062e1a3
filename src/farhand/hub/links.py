"""A customer's link to one case: shown once, kept only as a digest, revocable, with an end.  Pure."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from farhand.case import Entry
from farhand.errors import Mistake
from farhand.hub.state import digest_of

#: Days that a link may hold.
MOST_DAYS = 90
PATH = "/link/"


@dataclass(frozen=True)
class Link:
    """`until` is RFC 3339, UTC; `person` is the participant whom it is for, where that was said."""

    id: str
    digest: str
    until: str
    person: str = ""
    by: str = ""
    at: str = ""
    revoked: bool = False
    elsewhere: bool = False  # made in another copy of the case, whose workbench opened by it

    def ends(self) -> float:
        """Seconds since 1970; an end that cannot be read has passed."""
        try:
            return datetime.fromisoformat(self.until.replace("Z", "+00:00")).timestamp()
        except (ValueError, OverflowError):
            return 0.0

    def holds(self, now: float) -> bool:
        return not self.revoked and not self.elsewhere and now < self.ends()

    def state(self, now: float) -> str:
        if self.revoked:
            return "revoked"
        if self.elsewhere:
            return "of another copy"
        return "open" if self.holds(now) else "ended"


def new(days: float, now: datetime, person: str = "") -> tuple[str, dict[str, Any]]:
    """The token to be sent, and the body of the entry `link`. Raises Mistake."""
    if not 0 < days <= MOST_DAYS:
        raise Mistake(f"a link holds for at most {MOST_DAYS} days, and longer than none; {days:g} was given")
    until = (now.astimezone(timezone.utc) + timedelta(days=days)).replace(microsecond=0)
    token = secrets.token_urlsafe(32)
    body = {"id": secrets.token_hex(4), "digest": digest_of(token), "until": until.isoformat()[:19] + "Z"}
    return token, {**body, "person": person} if person else body


def of(entries: Iterable[Entry], foreign: Container[str] = ()) -> list[Link]:
    """All links of a case, in the order in which they were made; an id that comes twice counts once.

    `foreign`: digests of the entries that came with another copy. A file from outside must open no door here.
    """
    found: dict[str, Link] = {}
    ended: set[str] = set()
    for entry in entries:
        name = _word(entry.body, "id")
        if entry.kind == "link" and name not in found:
            digest, until, person = (_word(entry.body, key) for key in ("digest", "until", "person"))
            away = entry.digest in foreign
            found[name] = Link(name, digest, until, person, entry.author, entry.at, elsewhere=away)
        elif entry.kind == "revoked":
            ended.add(name)
    return [replace(link, revoked=link.id in ended) for link in found.values()]


def match(token: str, links: Iterable[Link]) -> Link | None:
    """The link of this token. Each is compared, in constant time."""
    given, found = digest_of(token), None
    for link in links:
        if hmac.compare_digest(link.digest.encode(), given.encode()):
            found = link
    return found


def _word(body: Mapping[str, Any], name: str) -> str:
    return str(body.get(name) or "")
