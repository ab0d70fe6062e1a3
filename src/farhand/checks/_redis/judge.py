"""What the facts of each Redis stage mean: the word an error begins with first, text last.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from farhand.checks import _driver, _service_meaning
from farhand.checks._redis import room as room
from farhand.checks._redis.errors import CODES, params_of, refused
from farhand.checks._redis.spoken import SPOKEN
from farhand.checks._versions import version_verdict
from farhand.model import FAIL, PASS, WARN, Facts, Finding, Verdict


def _fail(cause: str, sure: float, why: str, facts: Facts, **told: Any) -> Verdict:
    more = told.pop("params", {})
    return Verdict(FAIL, why, (Finding(cause, sure, why, params_of(facts, **more), **told),))


def tls(facts: Facts) -> Verdict:
    return _service_meaning.tls(facts, SPOKEN, params_of(facts))


def hello(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "pong":
        return Verdict(PASS, "Redis answers")
    if answer == "error" and facts.get("code") in ("NOAUTH", "NOPERM"):
        return Verdict(PASS, "Redis answers and wants a login")
    if answer == "error" and "operation not permitted" in str(facts.get("message", "")).lower():
        return Verdict(PASS, "Redis answers and wants a login")
    return _broken(facts, "answers")


def login(facts: Facts) -> Verdict:
    if facts.get("answer") != "ok":
        return _broken(facts, "finishes the login")
    if not facts.get("password_given"):
        return Verdict(PASS, "no login is asked for")
    return Verdict(PASS, f"logged in as {facts.get('user') or 'default'}")


def _broken(facts: Facts, what: str) -> Verdict:
    if facts.get("answer") == "error" and "code" in facts:
        return _said_no(facts)
    return _service_meaning.broken(facts, SPOKEN, what, params_of(facts))


def _said_no(facts: Facts) -> Verdict:
    finding = refused(str(facts["code"]), str(facts.get("message", "")), facts)
    if facts["code"] == "NOAUTH" and facts.get("password_given"):
        finding = Finding(
            "redis.auth", 0.9, f"the login did not hold: {facts.get('message')}", finding.params
        )
    return Verdict(FAIL, finding.why, (finding,))


def role(facts: Facts) -> Verdict:
    if facts.get("small_segments"):
        why = "short answers come; the long one to INFO comes only in small packets"
        return _fail("tcp.mtu", 0.93, why, facts)
    if facts.get("long_lost"):
        why = "short answers come; the long one to INFO does not"
        return _fail("tcp.mtu", 0.75, why, facts)
    if "answer" in facts:
        return _broken(facts, "answers a question")
    found = _once([*_mode(facts), *_replica(facts), *_writes(facts), *_reads(facts), *_declared(facts)])
    if found:
        worst = FAIL if any(f.confidence >= 0.6 for f in found) else WARN
        return Verdict(worst, "; ".join(f.why for f in found), tuple(found))
    kind = (
        "a replica, as declared"
        if facts.get("role") == "slave"
        else "takes writes"
        if facts.get("writes")
        else "answers reads"
    )
    return Verdict(PASS, kind)


def _once(found: list[Finding]) -> list[Finding]:
    """One finding per cause: the surest."""
    best: dict[str, Finding] = {}
    for finding in found:
        if finding.cause not in best or finding.confidence > best[finding.cause].confidence:
            best[finding.cause] = finding
    return list(best.values())


def _mode(facts: Facts) -> Iterator[Finding]:
    cluster = facts.get("cluster") or {}
    if facts.get("mode") == "sentinel":
        why = "a Sentinel answers here, which holds no data; the app needs the address of the data server"
        yield Finding("tcp.wrong_service", 0.9, why, params_of(facts, speaker="Sentinel"))
    elif facts.get("declared_cluster") and (cluster.get("error") or facts.get("mode") == "standalone"):
        yield Finding(
            "redis.cluster", 0.9, "the app expects a cluster, and this server is none", params_of(facts)
        )
    elif cluster.get("cluster_state") == "fail":
        yield Finding("redis.cluster", 0.9, "the cluster is down: not all slots are served", params_of(facts))
    elif not facts.get("declared_cluster") and str(cluster.get("cluster_size", "0")) not in ("0", "1"):
        why = f"this is a member of a cluster of {cluster['cluster_size']}, and the app uses a plain client"
        yield Finding("redis.cluster", 0.85, why, params_of(facts))


def _replica(facts: Facts) -> Iterator[Finding]:
    if facts.get("role") == "slave" and not facts.get("declared_read_only"):
        master = f" of {facts['master_host']}" if facts.get("master_host") else ""
        yield Finding(
            "redis.read_only", 0.8, f"this is a replica{master}, and the app writes", params_of(facts)
        )
    elif facts.get("role") == "slave" and facts.get("master_link") == "down":
        yield Finding(
            "redis.read_only",
            0.55,
            "this replica has lost its master: what it has is getting old",
            params_of(facts),
        )


def _writes(facts: Facts) -> Iterator[Finding]:
    writes: Mapping[str, str] = facts.get("writes") or {}
    bad = {
        word: answer for word, answer in writes.items() if answer != "ok" and not _about_keys(answer, facts)
    }
    for answer in bad.values():
        code = answer.split(" ", 1)[0]
        if code == "NOPERM":
            continue
        if code in CODES:
            yield refused(code, answer, facts)
    denied = [word for word, answer in bad.items() if answer.startswith("NOPERM")]
    if denied and not facts.get("declared"):
        everything = len(denied) == len(writes)
        why = (
            f"the user {facts.get('user')} may not write{_keys(facts)} ({', '.join(denied)})"
            if everything
            else (f"the user {facts.get('user')} may not run {', '.join(denied)}")
        )
        yield Finding(
            "redis.auth", 0.85 if everything else 0.5, why, params_of(facts, commands=", ".join(denied))
        )


def _keys(facts: Facts) -> str:
    return f" keys that begin with {facts['key_prefix']}" if facts.get("key_prefix") else ""


def _about_keys(answer: str, facts: Facts) -> bool:
    """The rule is about our own key's name, which says nothing about the app's keys if none are declared."""
    low = answer.lower()
    ours = "channel" in low or (not facts.get("key_prefix") and ("keys" in low or "key '" in low))
    return answer.startswith("NOPERM") and ours


def _reads(facts: Facts) -> Iterator[Finding]:
    reads: Mapping[str, str] = facts.get("reads") or {}
    denied = [
        word
        for word, answer in reads.items()
        if answer.startswith("NOPERM") and not _about_keys(answer, facts)
    ]
    if denied and len(denied) == len(reads) and not facts.get("declared"):
        yield Finding(
            "redis.auth",
            0.7,
            f"the user {facts.get('user')} may not read{_keys(facts)} ({', '.join(denied)})",
            params_of(facts, commands=", ".join(denied)),
        )
    for answer in reads.values():
        code = answer.split(" ", 1)[0]
        if code in ("MASTERDOWN", "LOADING", "CLUSTERDOWN", "MOVED"):
            yield refused(code, answer, facts)


def _declared(facts: Facts) -> Iterator[Finding]:
    for name, answer in (facts.get("declared") or {}).items():
        if answer.startswith("NOPERM"):
            why = f"the user {facts.get('user')} may not run {name}, which the app needs"
            yield Finding("redis.auth", 0.95, why, params_of(facts, commands=name))
        elif "unknown command" in answer.lower():
            why = f"the server does not know {name}, which the app needs"
            yield Finding("redis.unsupported", 0.95, why, params_of(facts, commands=name))


def version(facts: Facts) -> Verdict:
    return version_verdict(facts, "Redis", params_of(facts), "redis.unsupported")


def driver(facts: Facts) -> Verdict:
    return _driver.judge(facts, params_of(facts))


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {
    "tls": tls,
    "hello": hello,
    "login": login,
    "role": role,
    "version": version,
    "capacity": room.judge,
    "driver": driver,
}
