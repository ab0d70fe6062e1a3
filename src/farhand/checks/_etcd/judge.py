"""What the facts of each stage of the etcd check mean: gRPC's code first, etcd's text last.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from farhand.checks import _service_meaning
from farhand.checks._etcd.spoken import SPOKEN
from farhand.checks._http import status as by_status
from farhand.checks._service_meaning import fail
from farhand.checks._versions import numbers, tested_with
from farhand.model import PASS, UNKNOWN, WARN, Facts, Finding, Verdict

#: Entries that a member may be behind; etcd itself takes no more proposals at 5000 (v3_server.go,
#: maxGapBetweenApplyAndCommitIndex).
BEHIND = 5000
#: Statuses of something in between, which has a meaning of its own.
_GATEWAY = (401, 403, 407, 408, 429, 502, 503, 504)


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    words = {key: facts.get(key) for key in ("host", "port", "user", "prefix")}
    known = {key: value for key, value in words.items() if value not in (None, "")}
    return {**known, "scheme": "https" if facts.get("tls") else "http", **more}


def tls(facts: Facts) -> Verdict:
    return _service_meaning.tls(facts, SPOKEN, params_of(facts))


def hello(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "ok":
        return Verdict(PASS, "etcd answers" + (", in TLS" if facts.get("tls") else ""))
    if answer != "http":
        return _service_meaning.broken(facts, SPOKEN, "answers", params_of(facts))
    if facts.get("status") in _GATEWAY:
        return by_status.meaning({**facts, "scheme": "https" if facts.get("tls") else "http"})
    why = f"a web server answers on port {facts.get('port')} ({facts.get('status')} for /version), not etcd"
    # etcd's grpc-proxy, as every program in Go, answers so where it has no such path.
    sure = 0.5 if str(facts.get("text")).startswith("404 page not found") else 0.93
    return fail("tcp.wrong_service", sure, why, params_of(facts, speaker="HTTP"))


def version(facts: Facts) -> Verdict:
    there = numbers(facts.get("version"))
    tested = tested_with(facts)
    says = f"etcd {facts.get('version') or '?'}"
    if not tested or not there or there[: len(min(tested))] in tested:
        return Verdict(PASS, says)
    listed = ", ".join(map(str, facts["tested"]))
    if there[: len(min(tested))] < min(tested):
        why = f"{says} is older than what the app is tested with ({listed})"
        return fail("app.unsupported", 0.85, why, params_of(facts, version=facts["version"], tested=listed))
    return Verdict(WARN, f"{says} is not among the versions that the app is tested with ({listed})")


def cluster(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer not in ("ok", "refused") and "health" not in facts:
        return _service_meaning.broken(facts, SPOKEN, "answers a question for its state", params_of(facts))
    if answer != "ok":
        return _health(facts)
    if not facts.get("leader"):
        why = "this member knows no leader: less than half of the cluster's members see each other"
        return fail("etcd.cluster", 0.95, why, params_of(facts))
    alarms = facts.get("alarms") or []
    if "CORRUPT" in alarms:
        why = "etcd has raised its CORRUPT alarm: the data of its members differ"
        return fail("etcd.cluster", 0.95, why, params_of(facts), fix=_CORRUPT)
    if "NOSPACE" in alarms:
        return _no_space(facts, "etcd has raised its NOSPACE alarm: its database is at its quota")
    if facts.get("learner"):
        why = "this member is a learner, which answers no client; the app needs the address of another one"
        return fail("etcd.cluster", 0.9, why, params_of(facts), fix=_LEARNER)
    if int(facts.get("behind") or 0) >= BEHIND:
        why = f"this member is {facts['behind']} entries behind, and takes no more: it is overloaded"
        return fail("etcd.cluster", 0.85, why, params_of(facts))
    return Verdict(PASS, "there is a leader" + (", this member" if facts.get("leads") else ""))


def _health(facts: Facts) -> Verdict:
    if facts.get("health") == "true":
        return Verdict(PASS, "etcd says of itself that it is healthy")
    if facts.get("health") == "false":
        if "NOSPACE" in str(facts.get("reason", "")):
            return _no_space(facts, "etcd has raised its NOSPACE alarm: its database is at its quota")
        why = f"etcd says of itself that it is not healthy {facts.get('reason', '')}".strip()
        return fail("etcd.cluster", 0.8, why, params_of(facts), not_excluded=("fs.full",))
    return Verdict(UNKNOWN, "could not look: this server tells nothing of its state")


def login(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "ok":
        return Verdict(PASS, f"logged in as {facts.get('user')}")
    if answer == "none":
        return Verdict(PASS, "no login is declared")
    if facts.get("code") == 9 and "not enabled" in str(facts.get("message")):
        why = f"the app logs in as {facts.get('user')}, and logins are switched off at this etcd"
        return Verdict(WARN, why, (Finding("etcd.auth", 0.5, why, params_of(facts), fix=_OFF),))
    if answer == "refused":
        return _refused(facts)
    return _service_meaning.broken(facts, SPOKEN, "finishes the login", params_of(facts))


def keys(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "ok":
        if not facts.get("prefix"):
            return Verdict(PASS, "a majority of the cluster answers; no prefix is declared")
        return Verdict(PASS, f"{facts.get('count', 0)} keys begin with {facts['prefix']}")
    if answer == "refused":
        return _refused(facts)
    if answer == "mute":
        why = "this member answers, but a question that needs a majority of the cluster is not answered"
        return fail("etcd.cluster", 0.8, why, params_of(facts))
    return _service_meaning.broken(facts, SPOKEN, "answers a question for a key", params_of(facts))


def _refused(facts: Facts) -> Verdict:
    """By the code; where one code has several meanings, by the text (etcd's rpctypes/error.go)."""
    code, said = facts.get("code"), str(facts.get("message", "")).lower()
    if facts.get("status") == 404 and code not in (5, 7, 16):
        return Verdict(UNKNOWN, "could not look: this etcd's gateway for JSON is switched off")
    if code == 7:
        return _denied(facts)
    if code == 3 and "user name is empty" in said and facts.get("certificate"):
        return Verdict(UNKNOWN, "could not look: the login is the app's certificate, which JSON cannot use")
    if code == 16 or (code == 3 and ("auth" in said or "user name" in said)):
        why = f"etcd refuses the login of {facts['user']}" if facts.get("user") else "etcd wants a login"
        return fail("etcd.auth", 0.95, f"{why}: {facts.get('message')}", params_of(facts))
    if code == 8 and "space" in said:
        return _no_space(facts, "etcd takes no write: its database is at its quota")
    if code in (8, 14, 15):
        told = {"fix": _LEARNER} if "learner" in said else {"fix": _CORRUPT} if code == 15 else {}
        return fail(
            "etcd.cluster", 0.9, f"etcd cannot answer: {facts.get('message')}", params_of(facts), **told
        )
    return Verdict(UNKNOWN, f"could not look: etcd answers {facts.get('status')} {facts.get('message')}")


def _denied(facts: Facts) -> Verdict:
    user = facts.get("user") or "the app"
    if not facts.get("prefix"):
        return Verdict(PASS, f"etcd answers {user}; no prefix is declared that it should reach")
    what = "write" if facts.get("step") == "write" else "read"
    why = f"{user} may not {what} keys that begin with {facts['prefix']}: {facts.get('message')}"
    return fail("etcd.auth", 0.93, why, params_of(facts), fix=_grant(facts))


def _grant(facts: Facts) -> tuple[str, ...]:
    user, prefix = facts.get("user") or "USER", facts.get("prefix")
    return (
        f"See what the user may do: etcdctl --user root user get {user} --detail",
        f"Give one of its roles the keys: etcdctl --user root role grant-permission ROLE --prefix=true "
        f"readwrite {prefix}",
    )


def _no_space(facts: Facts, why: str) -> Verdict:
    used, size = facts.get("in_use"), facts.get("size")
    if used and size:
        why += f" ({size} bytes, of which {used} are in use)"
    return fail("fs.full", 0.95, why, params_of(facts, path="--data-dir of etcd"), fix=_SPACE)


_SPACE = (
    "Compact old revisions, with the revision that the first command prints: etcdctl endpoint status "
    "--write-out=json; etcdctl compact REVISION",
    "Give the space back, member by member, and end the alarm: etcdctl defrag; etcdctl alarm disarm",
    "If it fills up again: set --auto-compaction-retention, or a larger --quota-backend-bytes.",
)
_LEARNER = (
    "Give the app the address of a voting member: etcdctl member list   (isLearner=false)",
    "Or make it a voting member, once it has caught up: etcdctl member promote MEMBER_ID",
)
_CORRUPT = (
    "Find the member that differs: etcdctl endpoint hashkv --cluster",
    "Remove that member, empty its data directory, and add it anew (etcdctl member remove, member add): "
    "etcdctl alarm disarm",
)
_OFF = (
    "Ask whoever runs etcd whether logins should be on: etcdctl auth status. If not, take user and password "
    "out of the app's settings; some clients stop at this.",
)

JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {
    "tls": tls, "hello": hello, "version": version, "cluster": cluster, "login": login, "keys": keys,
}  # fmt: skip
