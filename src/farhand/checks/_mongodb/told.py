"""What a server's answers come to, as facts: the same for the probe and for a command's output.  Pure.

Fields of hello and of errors: MongoDB's manual, reference/command/hello, and mongodb/mongo,
src/mongo/base/error_codes.yml. What a role allows: the manual, reference/built-in-roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from farhand.checks._mongodb.spoken import Wanted

#: Members that are tried at most.
MOST = 12
#: What an app does that writes, in MongoDB's words.
_WRITES = ("insert", "update", "remove")
_READERS = ("read", "readAnyDatabase", "dbAdmin", "dbAdminAnyDatabase", "userAdmin", "userAdminAnyDatabase",
            "clusterMonitor", "clusterManager", "hostManager", "backup", "enableSharding")  # fmt: skip
_WRITERS = ("readWrite", "dbOwner")
_WRITE_ALL = ("root", "readWriteAnyDatabase", "restore", "atlasAdmin", "__system")


def error(doc: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of an answer that says no, else {}."""
    if doc.get("ok") in (1, 1.0, True):
        return {}
    code = doc.get("code")
    return {"answer": "error", "code": code if isinstance(code, int) else 0,
            "text": str(doc.get("errmsg", doc.get("$err", "")))[:200]}  # fmt: skip


def hello(doc: Mapping[str, Any], legacy: bool = False) -> dict[str, Any]:
    """Facts of hello, or of what was asked before there was one."""
    no = error(doc)
    if no:
        return no
    facts: dict[str, Any] = {"answer": "ok", "part": part(doc), "wire": _wire(doc)}
    facts.update({"set": str(doc["setName"])[:80]} if doc.get("setName") else {})
    facts.update({"primary": str(doc["primary"])[:260]} if doc.get("primary") else {})
    facts.update({"members": members(doc)} if members(doc) else {})
    facts.update({"read_only": True} if doc.get("readOnly") is True else {})
    return {**facts, "legacy": True} if legacy else facts


def part(doc: Mapping[str, Any]) -> str:
    """The part a server has in its topology, as drivers tell it (server-discovery-and-monitoring)."""
    first = doc.get("isWritablePrimary", doc.get("ismaster")) is True
    if doc.get("serviceId"):
        return "balancer"
    if doc.get("msg") == "isdbgrid":
        return "router"
    if doc.get("isreplicaset") is True:
        return "ghost"
    if not doc.get("setName"):
        return "standalone"
    if first:
        return "primary"
    if doc.get("secondary") is True and doc.get("hidden") is not True:
        return "secondary"
    return "arbiter" if doc.get("arbiterOnly") is True else "other"


def members(doc: Mapping[str, Any]) -> list[str]:
    """The places that clients go on to; an arbiter holds no data, and nobody asks it."""
    rows = [*_texts(doc.get("hosts")), *_texts(doc.get("passives"))]
    return list(dict.fromkeys(row[:260] for row in rows))[:MOST]


def _texts(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _wire(doc: Mapping[str, Any]) -> list[int]:
    low, high = doc.get("minWireVersion", 0), doc.get("maxWireVersion", 0)
    return [low if isinstance(low, int) else 0, high if isinstance(high, int) else 0]


def as_member(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The part that another member has, from the facts of its hello."""
    return {"part": facts.get("part", ""), "set": facts.get("set", "")}


def place_of(member: str) -> tuple[str, int]:
    """Host and port of an advertised member."""
    host, _, port = member.rpartition(":")
    if not host or not port.isdecimal() or len(port) > 5:
        return member.strip("[]"), 27017
    return host.strip("[]"), int(port)


def others(facts: Mapping[str, Any], here: tuple[str, int]) -> list[str]:
    """The members that must be tried: not the place that answers now."""
    mine = (here[0].lower().rstrip("."), here[1])
    rows = [(one, place_of(one)) for one in facts.get("members") or ()]
    return [one for one, (host, port) in rows if (host.lower().rstrip("."), port) != mine]


def version(doc: Mapping[str, Any], facts: Mapping[str, Any], tested: Iterable[str]) -> dict[str, Any]:
    """Facts of the `version` stage, from buildInfo and hello."""
    found = {"version": str(doc.get("version", ""))[:40], "wire": facts["wire"], "tested": list(tested)}
    return {**found, "legacy": True} if facts.get("legacy") else found


def topology(facts: Mapping[str, Any], asked: Wanted, tried: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Facts of the `set` stage. `tried`: the other members; `listed`: clients are led to this place, too."""
    kept = {key: facts[key] for key in ("part", "set", "primary", "read_only") if key in facts}
    return {**kept, "wanted": asked.replica_set, "direct": asked.direct, "anyone": asked.anyone,
            "read_only_app": asked.read_only, "members": len(facts.get("members") or ()),
            "listed": len(others(facts, (str(facts.get("host")), int(facts.get("port") or 0))))
            < len(facts.get("members") or ()),
            "tried": list(tried)}  # fmt: skip


def known_mechanisms(doc: Mapping[str, Any]) -> list[str]:
    """saslSupportedMechs of an answer to hello: only told of a user that there is."""
    return [one[:40] for one in _texts(doc.get("saslSupportedMechs"))][:10]


def mechanism(asked: Wanted, offered: Sequence[str]) -> str:
    """As drivers choose it (specifications, auth: defaults)."""
    if asked.mechanism:
        return asked.mechanism
    return "SCRAM-SHA-256" if "SCRAM-SHA-256" in offered else "SCRAM-SHA-1"


def login(asked: Wanted, offers: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Facts of a login before it is tried. `offers`: known mechanisms by each of `asked.sources`."""
    facts: dict[str, Any] = {"user": asked.user, "source": asked.source}
    if not asked.user and asked.mechanism != "MONGODB-X509":
        return {**facts, "answer": "none"}
    offered = list(offers[0]) if offers else []
    elsewhere = [base for base, row in zip(asked.sources[1:], offers[1:]) if row] if not offered else []
    facts.update(mechanism=mechanism(asked, offered), offered=offered)
    return {**facts, "elsewhere": elsewhere} if elsewhere else facts


def rights(asked: Wanted, docs: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Facts of the `rights` stage. `docs`: answers to "list", "status" and "find NAME" of a collection."""
    listed = docs.get("list") or {}
    facts: dict[str, Any] = {"user": asked.user, "database": asked.database}
    no = error(listed) if listed else {"answer": "mute"}
    if no:
        return {**facts, **no}
    facts["answer"] = "ok"
    if asked.collections:
        there = {str(row.get("name")) for row in _batch(listed) if isinstance(row, Mapping)}
        facts["missing"] = [name for name in asked.collections if name not in there]
    refused = {name: error(docs.get(f"find {name}") or {"ok": 1}) for name in asked.collections}
    facts["may_not_read"] = [name for name, row in refused.items() if row.get("code") == 13]
    if asked.user and asked.database and not asked.read_only:
        facts["may_not_write"] = may_not_write(docs.get("status") or {}, asked)
    return facts


def _batch(doc: Mapping[str, Any]) -> list[Any]:
    cursor = doc.get("cursor")
    rows = cursor.get("firstBatch") if isinstance(cursor, Mapping) else None
    return rows if isinstance(rows, list) else []


def may_not_write(status: Mapping[str, Any], asked: Wanted) -> list[str]:
    """Of insert, update, remove: what the user may do nowhere in the database; [] where it is not told."""
    info = status.get("authInfo")
    info = info if isinstance(info, Mapping) else {}
    rows = [row for row in info.get("authenticatedUserPrivileges") or () if isinstance(row, Mapping)]
    if rows:
        may = {
            str(one) for row in rows if _about(row.get("resource"), asked) for one in row.get("actions") or ()
        }
        return [] if "anyAction" in may else [word for word in _WRITES if word not in may]
    return _by_roles(info.get("authenticatedUserRoles") or (), asked)


def _about(resource: Any, asked: Wanted) -> bool:
    if not isinstance(resource, Mapping):
        return False
    named = resource.get("collection") in ("", *asked.collections) or not asked.collections
    return resource.get("anyResource") is True or (resource.get("db") in ("", asked.database) and named)


def _by_roles(roles: Iterable[Any], asked: Wanted) -> list[str]:
    """By the names of built-in roles; a role that is not known may allow anything."""
    rows = [(str(row.get("role")), row.get("db")) for row in roles if isinstance(row, Mapping)]
    if not rows or any(role in _WRITE_ALL for role, _ in rows):
        return []
    if any(role not in (*_READERS, *_WRITERS) for role, _ in rows):
        return []
    good = any(role in _WRITERS and base == asked.database for role, base in rows)
    return [] if good else list(_WRITES)
