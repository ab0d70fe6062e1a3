"""What the `set` stage means: may the app find the member that it needs?  Pure.

As drivers select it: github.com/mongodb/specifications, server-discovery-and-monitoring and server-selection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional

from farhand.checks._service_meaning import fail
from farhand.model import PASS, UNKNOWN, WARN, Facts, Finding, Verdict
from farhand.target import is_loopback

_CAUSE = "mongodb.unavailable"
#: What is seen of an address that a firewall keeps shut, while a sibling is open.
_SHUT = ("tcp.timeout", "tcp.rejected", "tcp.no_route")
_WRITABLE = ("primary", "standalone", "router")


def judge(facts: Facts) -> Verdict:
    return _misnamed(facts) or _alone(facts) or _of_set(facts)


def _params(facts: Facts, **more: Any) -> dict[str, Any]:
    return {**{key: facts[key] for key in ("host", "port") if facts.get(key)}, **more}


def _misnamed(facts: Facts) -> Optional[Verdict]:
    """The set is not that of the address, or there is none."""
    part, wanted, name = facts.get("part"), facts.get("wanted"), facts.get("set")
    if part == "ghost":
        why = "the server was started as a member of a replica set, but the set was never initiated there"
        return fail(_CAUSE, 0.95, why, _params(facts))
    if not wanted or wanted == name:
        return None
    who = f"is a member of the set {name}" if name else "is no member of a set"
    why = f"{facts.get('host')}:{facts.get('port')} {who}, and the app's address says replicaSet={wanted}"
    word = f"replicaSet={name}" if name else "no replicaSet"
    fix = (f"Write {word} in the app's address and restart the app, or name the servers of {wanted}.",)
    return fail(_CAUSE, 0.95, why, _params(facts), fix=fix)


def _alone(facts: Facts) -> Optional[Verdict]:
    """One server only: the address says so, or it is no member of a set."""
    part = str(facts.get("part"))
    if part in ("standalone", "router") or facts.get("direct"):
        if part in _WRITABLE and facts.get("read_only") and not facts.get("read_only_app"):
            return fail(_CAUSE, 0.9, "the server is in read-only mode, and the app writes", _params(facts))
        if part in _WRITABLE or (part == "secondary" and facts.get("read_only_app")):
            return Verdict(PASS, f"a {part}")
        why = f"the address leads to this server only (directConnection): {_a(part)}, which takes no writes"
        return fail(_CAUSE, 0.93, why, _params(facts))
    return None


def _a(part: str) -> str:
    words = {"other": "a member that is not ready", "arbiter": "an arbiter"}
    return words.get(part, f"a {part}")


def _of_set(facts: Facts) -> Verdict:
    """A member of a set: the app needs its primary, or any that holds data where it only reads."""
    tried: Sequence[Mapping[str, Any]] = facts.get("tried") or ()
    wanted = ("primary", "secondary") if facts.get("anyone") else ("primary",)
    here = facts.get("listed") and facts.get("part") in wanted
    usable = here or any(row.get("part") in wanted for row in tried)
    bad = [row for row in tried if row.get("cause")]
    if usable:
        return _fine(facts, bad)
    unknown = [row for row in tried if row.get("unknown")]
    if unknown and not bad:
        return Verdict(UNKNOWN, f"could not look at {_place(unknown[0])}: {unknown[0]['unknown']}")
    return _lost(facts, bad)


def _fine(facts: Facts, bad: Sequence[Mapping[str, Any]]) -> Verdict:
    count = facts.get("members") or 1
    says = f"{facts.get('set')}: {count} member{'' if count == 1 else 's'}"
    if not bad:
        return Verdict(PASS, f"{says}, the primary is reached" if not facts.get("anyone") else says)
    why = f"{says}; {_place(bad[0])} is not reached: {bad[0].get('why')}"
    return Verdict(WARN, why, (Finding(_CAUSE, 0.5, why, _params(facts)),))


def _lost(facts: Facts, bad: Sequence[Mapping[str, Any]]) -> Verdict:
    """No member that the app may use."""
    primary = str(facts.get("primary") or "")
    first = next((row for row in bad if _place(row) == primary), bad[0] if bad else None)
    here = f"{facts.get('host')}:{facts.get('port')}"
    if first is None or not (primary or facts.get("part") == "primary"):
        why = f"the set {facts.get('set')} has no primary now: {here} is {_a(str(facts.get('part')))}"
        why += f", and {_place(first)} is not reached: {first.get('why')}" if first else ""
        return fail(_CAUSE, 0.93, why, _params(facts))
    if first.get("at") == "tls":
        why = f"the primary is reached at {_place(first)}, as the set names it, but {first.get('why')}"
        return fail(str(first["cause"]), 0.9, why, {"host": first["host"], "port": first["port"]})
    why = (
        f"{here} answers, but the set {facts.get('set')} leads clients on to its primary "
        f"{primary or _place(first)}, and the app gets no further there: {first.get('why')}"
    )
    shut = first["cause"] in _SHUT and not is_loopback(str(first["host"]))
    return fail(_CAUSE, 0.88 if shut else 0.95, why, _params(facts), owner="customer-network" if shut else "")


def _place(row: Optional[Mapping[str, Any]]) -> str:
    return f"{row.get('host')}:{row.get('port')}" if row else ""
