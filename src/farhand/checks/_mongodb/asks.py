"""The questions, as documents; nothing in them writes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.checks._mongodb.spoken import HELLO, Wanted

BUILD = {"buildInfo": 1, "$db": "admin"}
STATUS = {"connectionStatus": 1, "showPrivileges": True, "$db": "admin"}


def known(source: str, user: str) -> dict[str, Any]:
    """hello, with the question by which mechanisms a user may log in."""
    return {"hello": 1, "saslSupportedMechs": f"{source}.{user}", "$db": "admin"}


def listing(asked: Wanted) -> dict[str, Any]:
    """The declared collections of the app's database, without their contents; it needs a login only."""
    if not asked.database:
        return {"listDatabases": 1, "nameOnly": True, "authorizedDatabases": True, "$db": "admin"}
    some = {"filter": {"name": {"$in": list(asked.collections)}}} if asked.collections else {}
    size = {} if asked.collections else {"batchSize": 1}
    return {"listCollections": 1, "nameOnly": True, "authorizedCollections": True, **some, "cursor": size,
            "$db": asked.database}  # fmt: skip


def finding(asked: Wanted, name: str) -> dict[str, Any]:
    """A search that no document fits, to see whether it is allowed."""
    return {"find": name, "filter": {"_id": {"$in": []}}, "limit": 1, "singleBatch": True,
            "$db": asked.database}  # fmt: skip


def rights(asked: Wanted) -> Iterator[tuple[str, dict[str, Any]]]:
    """All questions behind the login, by their names for `told.rights`."""
    yield "list", listing(asked)
    for name in asked.collections if asked.database else ():
        yield f"find {name}", finding(asked, name)
    yield "status", STATUS  # the longest answer


def plain(doc: dict[str, Any], part: str) -> dict[str, Any]:
    """The same for a member that is no primary, which else would not answer."""
    if part in ("secondary", "other"):
        return {**doc, "$readPreference": {"mode": "secondaryPreferred"}}
    return doc


__all__ = ["BUILD", "HELLO", "STATUS", "finding", "known", "listing", "plain", "rights"]
