"""What the facts of each stage mean: the reply code first, text last.  Pure.

Reply codes: AMQP 0-9-1, section 1.5.2 of the specification's reference, and RabbitMQ's rabbit_reader.erl.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from farhand.checks import _service_meaning
from farhand.checks._amqp.spoken import SPOKEN
from farhand.checks._versions import version_verdict
from farhand.model import FAIL, PASS, UNKNOWN, Facts, Finding, Verdict

fail = _service_meaning.fail


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    words = {key: facts.get(key) for key in ("host", "port", "user", "vhost", "queue")}
    return {**{key: value for key, value in words.items() if value not in (None, "")}, **more}


def tls(facts: Facts) -> Verdict:
    return _service_meaning.tls(facts, SPOKEN, params_of(facts))


def hello(facts: Facts) -> Verdict:
    if facts.get("answer") == "version":
        why = f"AMQP {facts.get('speaks')} is spoken on port {facts.get('port')}, and the app's is AMQP 0-9-1"
        return fail("tcp.wrong_service", 0.85, why, params_of(facts, speaker=f"AMQP {facts.get('speaks')}"))
    if facts.get("answer") != "ok":
        return _broken(facts, "answers")
    mechanisms = facts.get("mechanisms") or ()
    if "PLAIN" in mechanisms:
        return Verdict(PASS, "the broker answers")
    offered = ", ".join(map(str, mechanisms)) or "none"
    return Verdict(UNKNOWN, f"could not look further: the broker takes no password, only {offered}")


def login(facts: Facts) -> Verdict:
    if facts.get("answer") == "ok":
        return Verdict(PASS, f"logged in as {facts.get('user')}")
    if facts.get("answer") == "error" and facts.get("code") == 403:
        return _login_refused(facts)
    if facts.get("answer") in ("closed", "reset"):  # as brokers do that do not know the word for it
        why = f"the broker closes the connection at the login of {facts.get('user')}, without a word"
        return fail("amqp.auth", 0.75, why, params_of(facts))
    return _broken(facts, "finishes the login")


def _login_refused(facts: Facts) -> Verdict:
    user = facts.get("user")
    if user == "guest":
        why = (
            "the broker refuses the user guest, whom it lets in from its own host only unless told otherwise"
        )
        return fail("amqp.auth", 0.93, why, params_of(facts))
    given = "the user or the password" if facts.get("password_given") else "a login without a password"
    return fail(
        "amqp.auth", 0.95, f"the broker refuses {given} ({user}): {facts.get('text')}", params_of(facts)
    )


def vhost(facts: Facts) -> Verdict:
    if facts.get("answer") == "ok":
        return Verdict(PASS, f"virtual host {facts.get('vhost')} is open to {facts.get('user')}")
    return _broken(facts, "opens the virtual host")


def _broken(facts: Facts, what: str) -> Verdict:
    if facts.get("answer") == "error":
        finding = refused(facts)
        return Verdict(FAIL if finding.confidence >= 0.5 else UNKNOWN, finding.why, (finding,))
    return _service_meaning.broken(facts, SPOKEN, what, params_of(facts))


#: Words in a refusal of 530 or 541 and what they mean; the codes alone do not tell them apart.
_OF_VHOST = (
    ("is down", "amqp.cluster", "the virtual host {vhost} is down on this node of the broker"),
    ("limit", "amqp.auth", "the broker takes no further connection to the virtual host {vhost} of this user"),
    ("not found", "amqp.auth", "the broker has no virtual host {vhost}"),
    ("refused", "amqp.auth", "the user {user} has no right on the virtual host {vhost}"),
)


def refused(facts: Facts) -> Finding:
    """The finding for a closed connection."""
    code, text = facts.get("code"), str(facts.get("text", ""))
    if code in (530, 541, 402, 403):
        for word, cause, says in _OF_VHOST:
            if word in text.lower():
                why = says.format(vhost=facts.get("vhost", ""), user=facts.get("user", ""))
                return Finding(cause, 0.95, f"{why}: {text}", params_of(facts))
    if code == 320:
        why = f"the broker is shutting down or an administrator closed the connection: {text}"
        return Finding("amqp.closed", 0.7, why, params_of(facts), owner="customer-dba")
    return Finding("amqp.closed", 0.4, f"the broker closes the connection ({code}): {text}", params_of(facts))


def named(facts: Facts) -> Verdict:
    found = [f for row in facts.get("named") or () for f in _of_row(row, facts)]
    if found:
        return Verdict(FAIL, "; ".join(f.why for f in found), tuple(found))
    if "answer" in facts:
        return _broken(facts, "answers a question")
    rows = facts.get("named") or ()
    return Verdict(PASS, ", ".join(map(_row_says, rows)) or "no queue or exchange is declared")


def _row_says(row: Facts) -> str:
    if row.get("kind") != "queue":
        return f"exchange {row.get('name')}"
    return f"queue {row.get('name')} ({row.get('messages')} messages, {row.get('consumers')} consumers)"


#: What RabbitMQ says of a queue whose node, or whose process, is gone (rabbit_amqqueue.erl).
_NODE_DOWN = ("down or inaccessible", "stopped by supervisor", "has crashed", "due to timeout")


def _of_row(row: Facts, facts: Facts) -> Iterator[Finding]:
    if row.get("answer") != "error":
        return
    code, what = row.get("code"), f"the {row.get('kind')} {row.get('name')}"
    params = params_of(facts, queue=row.get("name"))
    place = f"in the virtual host {facts.get('vhost')}"
    if code == 404 and any(words in str(row.get("text")) for words in _NODE_DOWN):
        why = f"{what} is there, but cannot be reached {place}: {row.get('text')}"
        yield Finding("amqp.cluster", 0.95, why, params)
    elif code == 404:
        yield Finding("amqp.precondition", 0.95, f"{what} is not there {place}", params)
    elif code == 405:
        why = f"{what} is locked {place}: another connection has declared it for itself alone"
        yield Finding("amqp.precondition", 0.93, why, params)
    elif code == 403:
        why = f"the user {facts.get('user')} has no right on {what} {place}: {row.get('text')}"
        yield Finding("amqp.auth", 0.95, why, params)
    else:
        why = f"{what} cannot be used {place} ({code}): {row.get('text')}"
        yield Finding("amqp.precondition" if code == 406 else "amqp.closed", 0.8, why, params)


def blocked(facts: Facts) -> Verdict:
    if facts.get("answer") == "blocked":
        why = f"the broker takes no messages: {facts.get('reason') or 'an alarm is on'}"
        return fail("amqp.blocked", 0.97, why, params_of(facts))
    if facts.get("answer") == "ok":
        return Verdict(PASS, "no alarm keeps messages out")
    return Verdict(UNKNOWN, "could not look: the broker did not say whether it takes messages")


def version(facts: Facts) -> Verdict:
    return version_verdict(facts, str(facts.get("product") or "broker"), params_of(facts))


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {
    "tls": tls, "hello": hello, "login": login, "vhost": vhost, "version": version, "named": named,
    "blocked": blocked,
}  # fmt: skip
