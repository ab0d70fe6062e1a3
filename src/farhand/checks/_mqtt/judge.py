"""What the facts of each stage mean, by return codes (3.1.1) and reason codes (5.0).  Pure.

Source: MQTT 3.1.1, section 3.2.2.3; MQTT 5.0, section 2.4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from farhand.checks import _service_meaning
from farhand.checks._mqtt.spoken import SPOKEN
from farhand.model import FAIL, PASS, UNKNOWN, Facts, Finding, Verdict

_AUTH = "the broker refuses the user or the password"
_CODES = {
    1: ("app.unsupported", 0.9, "the broker does not speak this version of MQTT"),
    2: ("amqp.auth", 0.6, "the broker refuses the client's id"),
    3: ("amqp.closed", 0.7, "the broker says that it is not available"),
    4: ("amqp.auth", 0.95, _AUTH),
    5: ("amqp.auth", 0.7, _AUTH),
    0x84: ("app.unsupported", 0.9, "the broker does not speak this version of MQTT"),
    0x85: ("amqp.auth", 0.6, "the broker refuses the client's id"),
    0x86: ("amqp.auth", 0.95, _AUTH),
    0x87: ("amqp.auth", 0.7, _AUTH),
    0x88: ("amqp.closed", 0.7, "the broker says that it is not available"),
    0x89: ("amqp.closed", 0.7, "the broker says that it is busy"),
    0x8A: ("amqp.auth", 0.9, "the broker has banned this client"),
    0x8C: ("amqp.auth", 0.85, "the broker wants another way to log in"),
    0x97: ("amqp.blocked", 0.7, "a quota of the broker is used up"),
    0x9F: ("amqp.closed", 0.7, "the broker takes no more connections at this rate"),
}


def params_of(facts: Facts) -> dict[str, Any]:
    return {key: facts[key] for key in ("host", "port", "user") if facts.get(key) not in (None, "")}


def tls(facts: Facts) -> Verdict:
    return _service_meaning.tls(facts, SPOKEN, params_of(facts))


def hello(facts: Facts) -> Verdict:
    if facts.get("answer") == "ok":
        return Verdict(PASS, "the broker answers")
    return _service_meaning.broken(facts, SPOKEN, "answers", params_of(facts))


def login(facts: Facts) -> Verdict:
    code, user = facts.get("code"), facts.get("user")
    if facts.get("answer") == "ok":
        return Verdict(PASS, f"logged in as {user}" if user else "no login is asked for")
    row = _CODES.get(code) if isinstance(code, int) else None
    if row is None:
        return Verdict(UNKNOWN, f"could not look further: the broker answers CONNECT with code {code}")
    cause, sure, says = row
    if says == _AUTH:
        says = f"{says} ({user})" if user else "the broker wants a login, and the app's address has none"
    owner = {"owner": "customer-dba"} if cause == "amqp.closed" else {}
    return _service_meaning.fail(cause, sure, f"{says} (code {code})", params_of(facts), **owner)


def topics(facts: Facts) -> Verdict:
    rows = facts.get("topics") or {}
    bad = [topic for topic, code in rows.items() if isinstance(code, int) and code >= 0x80]
    if bad:
        why = f"{facts.get('user') or 'this client'} may not subscribe to {', '.join(bad)}"
        # Some brokers bind rights to the client's id, and this look has one of its own.
        others = ("rights that only the app's own client id has",)
        finding = Finding("amqp.auth", 0.7, why, params_of(facts), others)
        return Verdict(FAIL, why, (finding,))
    if "answer" in facts:
        return _service_meaning.broken(facts, SPOKEN, "answers SUBSCRIBE", params_of(facts))
    return Verdict(PASS, f"open to this client: {', '.join(rows)}")


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {
    "tls": tls, "hello": hello, "login": login, "topics": topics,
}  # fmt: skip
