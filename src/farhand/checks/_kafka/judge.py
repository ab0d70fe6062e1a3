"""What the facts of each Kafka stage mean: error codes first, text last.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from farhand.checks import _service_meaning
from farhand.checks._kafka.spoken import SPOKEN
from farhand.checks._service_meaning import fail
from farhand.checks._versions import numbers, tested_with
from farhand.model import FAIL, PASS, UNKNOWN, WARN, Facts, Finding, Verdict
from farhand.target import is_loopback

#: What is seen of an address that a firewall keeps shut, while a sibling is open.
_SHUT = ("tcp.timeout", "tcp.rejected", "tcp.no_route")


def _params(facts: Facts, **more: Any) -> dict[str, Any]:
    words = {key: facts.get(key) for key in ("host", "port", "user")}
    return {**{key: value for key, value in words.items() if value not in (None, "")}, **more}


def tls(facts: Facts) -> Verdict:
    return _service_meaning.tls(facts, SPOKEN, _params(facts))


def hello(facts: Facts) -> Verdict:
    if facts.get("answer") == "error":
        return Verdict(UNKNOWN, f"the broker answers ApiVersions with error {facts.get('code')}")
    if facts.get("answer") != "ok":
        return _service_meaning.broken(facts, SPOKEN, "answers", _params(facts))
    release = str(facts.get("release") or "")
    return _release(facts, release) or Verdict(PASS, f"Kafka answers (requests as of {release})")


def _release(facts: Facts, release: str) -> Verdict | None:
    tested = tested_with(facts)
    if not tested or numbers(release) >= min(tested)[:2]:
        return None
    listed = ", ".join(map(str, facts["tested"]))
    why = f"the broker knows the requests of Kafka {release}, and the app is tested with {listed}"
    return fail("app.unsupported", 0.85, why, _params(facts, version=release, tested=listed))


def login(facts: Facts) -> Verdict:
    answer, code = facts.get("answer"), facts.get("code")
    offered = ", ".join(facts.get("mechanisms") or ()) or "nothing"
    if answer == "ok":
        user = facts.get("user")
        return Verdict(PASS, f"logged in as {user}" if "mechanism" in facts else "no login is asked for")
    if answer == "error" and code == 33:
        why = f"the broker does not take {facts.get('mechanism')}; it offers {offered}"
        return fail("kafka.security", 0.97, why, _params(facts))
    if answer == "error" and code == 34:
        why = f"this listener takes no login, and the app's protocol is {facts.get('protocol')}"
        return fail("kafka.security", 0.95, why, _params(facts))
    if answer == "error":
        said = str(facts.get("message") or "")
        why = f"the broker refuses the login of {facts.get('user')} (error {code}): {said}"
        return fail("kafka.security", 0.95 if code == 58 else 0.8, why.rstrip(": "), _params(facts))
    if answer == "unspoken":
        return Verdict(UNKNOWN, f"could not look: Farhand cannot log in by {facts.get('mechanism')}")
    if answer == "garbled":
        return fail(
            "kafka.security", 0.6, f"the login does not end as it must: {facts.get('says')}", _params(facts)
        )
    return _service_meaning.broken(facts, SPOKEN, "finishes the login", _params(facts))


def brokers(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer in ("closed", "reset"):
        offers = ", ".join(facts.get("offers") or ())
        gives = "" if str(facts.get("protocol")).startswith("SASL") else ", and the app gives none"
        why = f"this listener hangs up before a login{gives}" + (f"; it offers {offers}" if offers else "")
        return fail("kafka.security", 0.95 if offers else 0.8, why, _params(facts))
    if answer == "garbled":
        return Verdict(UNKNOWN, f"could not look: {facts.get('says')}")
    if answer != "ok":
        return _service_meaning.broken(facts, SPOKEN, "names its brokers", _params(facts))
    found = [*_advertised(facts), *_controller(facts)]
    if found:
        return Verdict(FAIL, "; ".join(f.why for f in found), tuple(found))
    unknown = [row for row in facts.get("tried", ()) if row.get("unknown")]
    if unknown:
        return Verdict(UNKNOWN, f"could not look at {_place(unknown[0])}: {unknown[0]['unknown']}")
    count = facts.get("brokers")
    return Verdict(PASS, f"{count} broker{'' if count == 1 else 's'}, each reached where it says it is")


def _advertised(facts: Facts) -> Iterator[Finding]:
    tried = facts.get("tried") or ()
    yield from _certificates(facts, tried)
    bad = [row for row in tried if row.get("cause") and row.get("at") != "tls"]
    if not bad:
        return
    first = bad[0]
    why = (
        f"{_place(facts)} answers, but broker {first['id']} tells clients to go on to "
        f"{_place(first)}, and the app gets no further there: {first.get('why')}"
    )
    why += f" (so it is with {len(bad)} of {facts.get('brokers')} brokers)" if len(bad) > 1 else ""
    sibling = len(bad) < int(facts.get("brokers") or 0)
    shut = sibling and all(row["cause"] in _SHUT for row in bad) and not is_loopback(str(first["host"]))
    owner = "customer-network" if shut else ""
    yield Finding("kafka.advertised_listener", 0.85 if shut else 0.95, why, _params(facts), owner=owner)


def _certificates(facts: Facts, tried: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    for row in [row for row in tried if row.get("cause") and row.get("at") == "tls"][:1]:
        why = f"broker {row['id']} is reached at {_place(row)}, as it advertises, but {row.get('why')}"
        yield Finding(row["cause"], 0.9, why, {**_params(facts), "host": row["host"], "port": row["port"]})


def _place(row: Mapping[str, Any]) -> str:
    return f"{row.get('host')}:{row.get('port')}"


def _controller(facts: Facts) -> Iterator[Finding]:
    if facts.get("controller", 0) < 0:
        why = "the cluster has no controller: no topic can be made, and no partition gets a new leader"
        yield Finding("kafka.cluster", 0.8, why, _params(facts))


def topics(facts: Facts) -> Verdict:
    found = [f for row in facts.get("topics") or () for f in _topic(facts, row)] + list(_group(facts))
    if found:
        worst = FAIL if any(f.confidence >= 0.6 for f in found) else WARN
        return Verdict(worst, "; ".join(f.why for f in found), tuple(_once(found)))
    named = ", ".join(row["name"] for row in facts.get("topics") or ())
    return Verdict(
        PASS, f"there, with a leader for each partition: {named}" if named else "the group may be used"
    )


def _once(found: list[Finding]) -> list[Finding]:
    best: dict[str, Finding] = {}
    for one in found:
        if one.cause not in best or one.confidence > best[one.cause].confidence:
            best[one.cause] = one
    return list(best.values())


#: Error codes of a topic (apache/kafka, Errors.java): cause, confidence, what is said.
_CODES = {
    3: ("kafka.topic", 0.95, "the topic {name} does not exist"),
    5: ("kafka.cluster", 0.8, "the topic {name} has no leader"),
    17: ("kafka.topic", 0.95, "{name} is no name that a topic may have"),
    29: ("kafka.security", 0.95, "the user {user} may not see the topic {name}"),
}


def _topic(facts: Facts, row: Mapping[str, Any]) -> Iterator[Finding]:
    name, code = row["name"], row.get("code") or 0
    user = facts.get("user") or "ANONYMOUS"
    params = _params(facts, topic=name)
    if code:
        cause, sure, says = _CODES.get(code, ("kafka.topic", 0.5, "the topic {name} cannot be used"))
        yield Finding(cause, sure, f"{says.format(name=name, user=user)} (error {code})", params)
        return
    for what in row.get("may_not") or ():
        why = f"the user {user} may not {what} the topic {name}, and the app does"
        yield Finding("kafka.security", 0.93, why, params)
    if row.get("no_leader"):
        why = f"{row['no_leader']} of {row['partitions']} partitions of {name} have no leader"
        yield Finding("kafka.cluster", 0.93, why, params)
    elif row.get("least_in_sync", 0) < int(facts.get("min_in_sync") or 0):
        why = (
            f"{name} has a partition with {row['least_in_sync']} replica in sync, and writes need "
            f"{facts['min_in_sync']} (min.insync.replicas)"
        )
        yield Finding("kafka.cluster", 0.9, why, params)
    elif row.get("behind"):
        why = (
            f"{row['behind']} of {row['partitions']} partitions of {name} have replicas that are not in sync"
        )
        yield Finding("kafka.cluster", 0.5, why, params)


def _group(facts: Facts) -> Iterator[Finding]:
    if facts.get("group_code") == 30:
        why = (
            f"the user {facts.get('user') or 'ANONYMOUS'} may not use the consumer group {facts.get('group')}"
        )
        yield Finding("kafka.security", 0.93, why, _params(facts, group=facts.get("group")))


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {
    "tls": tls,
    "hello": hello,
    "login": login,
    "brokers": brokers,
    "topics": topics,
}
