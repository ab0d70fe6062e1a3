"""What the facts of each stage mean.  Pure.

JetStream's error numbers: nats-server, server/errors.json. Its plain errors have texts only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from farhand.checks import _service_meaning
from farhand.checks._nats.spoken import SPOKEN
from farhand.checks._versions import version_verdict
from farhand.model import FAIL, PASS, UNKNOWN, Facts, Finding, Verdict

fail = _service_meaning.fail
_NO_LEADER = (10008, 10118, 10009, 10028)  # not available, offline, no leader
_NOT_ENABLED = (10076, 10039)  # in the server, for the account
_NO_ROOM = (10023, 10047, 10028, 10002)  # insufficient resources, storage


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    words = {key: facts.get(key) for key in ("host", "port", "user")}
    return {**{key: value for key, value in words.items() if value not in (None, "")}, **more}


def tls(facts: Facts) -> Verdict:
    return _service_meaning.tls(facts, SPOKEN, params_of(facts))


def hello(facts: Facts) -> Verdict:
    if facts.get("answer") == "ok":
        return Verdict(PASS, "NATS answers")
    return _service_meaning.broken(facts, SPOKEN, "answers", params_of(facts))


#: Words of a refused login, what is said, and its cause.
_REFUSED = (
    ("maximum connections", "amqp.closed", "the server has as many connections as it takes"),
    ("maximum account", "amqp.closed", "the account has as many connections as it may"),
    ("secure connection", "tls.not_tls", "the server wants TLS, and the app's address is without"),
    ("expired", "amqp.auth", "the user's credentials have expired"),
    ("revoked", "amqp.auth", "the user's credentials were revoked"),
    ("authorization", "amqp.auth", "the server refuses the login"),
    ("authentication", "amqp.auth", "the server refuses the login"),
)


def login(facts: Facts) -> Verdict:
    if facts.get("answer") == "ok":
        return Verdict(
            PASS, f"logged in as {facts['user']}" if facts.get("user") else "no login is asked for"
        )
    if facts.get("answer") != "error":
        return _service_meaning.broken(facts, SPOKEN, "finishes the login", params_of(facts))
    text = str(facts.get("text", ""))
    for word, cause, says in _REFUSED:
        if word in text.lower():
            if cause == "amqp.auth" and facts.get("nkey") and not facts.get("user"):
                return Verdict(UNKNOWN, "could not look: the server wants a signature by a key (nkey)")
            owner = {"owner": "customer-dba"} if cause == "amqp.closed" else {}
            whom = f" of {facts['user']}" if facts.get("user") else ", and the app's address has none"
            why = f"{says}{whom if 'login' in says else ''}: {text}"
            return fail(cause, 0.93, why, params_of(facts), **owner)
    return fail("amqp.closed", 0.5, f"the server closes the connection: {text}", params_of(facts))


def subjects(facts: Facts) -> Verdict:
    denied = facts.get("denied") or ()
    if denied:
        whom = facts.get("user") or "this user"
        why = f"{whom} may not subscribe to {', '.join(denied)}"
        return fail("amqp.auth", 0.95, why, params_of(facts))
    return Verdict(PASS, f"open to this user: {', '.join(facts.get('subjects') or ())}")


def version(facts: Facts) -> Verdict:
    return version_verdict(facts, "NATS", params_of(facts))


def jetstream(facts: Facts) -> Verdict:
    found = [*_account(facts), *(f for row in facts.get("streams") or () for f in _stream(row, facts))]
    best = {finding.cause: finding for finding in sorted(found, key=lambda f: f.confidence)}
    if best:
        every = tuple(sorted(best.values(), key=lambda f: -f.confidence))
        return Verdict(FAIL, "; ".join(f.why for f in every), every)
    account = facts.get("account") or {}
    rows = [account, *(facts.get("streams") or ())]
    if any(row.get("answer") == "mute" for row in rows[1:] or rows):
        return Verdict(UNKNOWN, "could not look: JetStream did not answer this user in the time there was")
    names = ", ".join(str(row.get("name")) for row in facts.get("streams") or ())
    return Verdict(PASS, f"JetStream answers{': ' + names if names else ''}")


def _account(facts: Facts) -> Iterator[Finding]:
    account = facts.get("account") or {}
    if account.get("answer") == "nobody" or account.get("code") in _NOT_ENABLED:
        why = "JetStream is not enabled on this server or for this account, and the app needs it"
        yield Finding("amqp.precondition", 0.93, why, params_of(facts), owner="customer-dba")
    elif account.get("code") in _NO_LEADER:
        why = f"JetStream has no leader: {account.get('text')}"
        yield Finding("amqp.cluster", 0.93, why, params_of(facts))
    used, limit = account.get("storage"), account.get("max_storage")
    if isinstance(used, int) and isinstance(limit, int) and 0 < limit <= used:
        why = f"JetStream's storage for this account is full: {used} of {limit} bytes"
        yield Finding("amqp.blocked", 0.9, why, params_of(facts))


def _stream(row: Facts, facts: Facts) -> Iterator[Finding]:
    name, account = row.get("name"), (facts.get("account") or {}).get("answer")
    params = params_of(facts, queue=name)
    if row.get("code") == 10059:
        yield Finding("amqp.precondition", 0.95, f"there is no stream {name}", params)
    elif row.get("code") in _NO_LEADER or row.get("leader") is False:
        yield Finding("amqp.cluster", 0.9, f"the stream {name} has no leader", params)
    elif row.get("code") in _NO_ROOM:
        yield Finding("amqp.blocked", 0.85, f"the stream {name} has no room: {row.get('text')}", params)
    elif row.get("answer") == "nobody" and account == "ok":
        yield Finding("amqp.cluster", 0.6, f"nobody answers for the stream {name}", params)
    for what, most in (("bytes", "max_bytes"), ("messages", "max_msgs")):
        there, limit = row.get(what), row.get(most)
        if (
            row.get("discard") == "new"
            and isinstance(there, int)
            and isinstance(limit, int)
            and 0 < limit <= there
        ):
            why = f"the stream {name} is full and takes nothing new: {there} of {limit} {what}"
            yield Finding("amqp.blocked", 0.93, why, params)


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {
    "tls": tls, "hello": hello, "login": login, "subjects": subjects, "version": version,
    "jetstream": jetstream,
}  # fmt: skip
