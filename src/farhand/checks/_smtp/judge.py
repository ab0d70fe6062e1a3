"""What the facts of each stage of the smtp check mean.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from farhand.checks import _service_meaning
from farhand.checks._service_meaning import fail
from farhand.checks._smtp.replies import TLS_FIRST, meaning
from farhand.checks._smtp.spoken import SPOKEN
from farhand.model import PASS, UNKNOWN, Facts, Verdict

_STARS = re.compile(r"^\W*\*{4,}|\*{8,}")


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    words = {key: facts.get(key) for key in ("host", "port", "user", "from", "to")}
    begins = "-starttls smtp " if not facts.get("tls") or facts.get("starttls") else ""
    named = {"sender": words.pop("from"), "recipient": words.pop("to")}
    known = {key: value for key, value in {**words, **named}.items() if value not in (None, "")}
    return {**known, "starttls": begins, **more}


def tls(facts: Facts) -> Verdict:
    return _service_meaning.tls(facts, SPOKEN, params_of(facts))


def hello(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "refused":
        return _refused(facts)
    if answer != "ok":
        return _broken(facts, "answers")
    offers = facts.get("offers") or {}
    wanted = facts.get("starttls_wanted")
    if not facts.get("tls") and "STARTTLS" not in offers and wanted != "never":
        if _masked(facts, offers) and (wanted == "always" or facts.get("user")):
            why = "something on the way rewrites what the mail server says, and hides STARTTLS"
            return fail("smtp.filtered", 0.93, why, params_of(facts))
        if wanted == "always":
            return _no_starttls(facts)
    return Verdict(PASS, "the mail server answers" + (", in TLS" if facts.get("tls") else ""))


def _masked(facts: Facts, offers: Mapping[str, str]) -> bool:
    """Stars for the greeting, XXXX for keywords: what firewalls write over that they do not know."""
    hidden = [word for word in offers if re.fullmatch(r"X{3,}[A-Z]?", word)]
    return bool(hidden or _STARS.search(str(facts.get("greeting", ""))))


def _no_starttls(facts: Facts) -> Verdict:
    port = facts.get("port")
    why = f"the server offers no STARTTLS on port {port}, and the app insists on it"
    fix = (
        f"Ask whoever runs the mail server to switch STARTTLS on for port {port} (with a certificate), or "
        "for the port and the kind of encryption that the app should use (587 with STARTTLS, or 465 with "
        "smtps://).",
        f"Check it: openssl s_client -starttls smtp -connect {facts.get('host')}:{port}",
    )
    return fail("tls.not_tls", 0.9, why, params_of(facts), fix=fix)


def login(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "none":
        return Verdict(PASS, "the app has no login for this server")
    if answer == "ok":
        return Verdict(PASS, f"logged in as {facts.get('user')}")
    if answer == "no_mechanism":
        return _no_mechanism(facts)
    return _refused(facts) if answer == "refused" else _broken(facts, "finishes the login")


def _no_mechanism(facts: Facts) -> Verdict:
    there = facts.get("mechanisms") or []
    if there:
        return Verdict(
            UNKNOWN, f"could not look: the server takes {', '.join(there)} only, which Farhand does not speak"
        )
    if facts.get("starttls_offered") and not facts.get("tls"):
        why = "the server lets nobody log in before STARTTLS, and the app is set up to go without TLS"
        return fail("tls.not_tls", 0.93, why, params_of(facts), fix=_use_starttls(facts))
    why = f"the app has a login (user {facts.get('user')}), but the server offers none here"
    return fail("smtp.auth", 0.9, why, params_of(facts))


def mail(facts: Facts) -> Verdict:
    if not facts.get("from"):
        return Verdict(PASS, "no sender is declared, so none was asked for")
    if facts.get("answer") == "refused":
        return _refused(facts)
    if facts.get("answer") != "ok":
        return _broken(facts, "answers")
    limit, largest = facts.get("size_limit") or 0, facts.get("max_message") or 0
    if 0 < limit < largest:
        why = f"the server takes messages of at most {limit} bytes, and the app sends up to {largest}"
        return fail("smtp.too_large", 0.93, why, params_of(facts, limit=limit, largest=largest))
    to = f" to {facts['to']}" if facts.get("to") else ""
    return Verdict(PASS, f"the server would take mail from {facts['from']}{to}")


def _refused(facts: Facts) -> Verdict:
    code, message = int(facts.get("code") or 0), str(facts.get("message", ""))
    meant = meaning(str(facts.get("asked", "")), code, message, str(facts.get("user", "")))
    why = f"{meant.says}: {code} {message}"
    told: dict[str, Any] = {"fix": _use_starttls(facts)} if meant.cause == TLS_FIRST.cause else {}
    return fail(meant.cause, meant.sure, why, params_of(facts, message=f"{code} {message}"), **told)


def _use_starttls(facts: Facts) -> tuple[str, ...]:
    host, port = facts.get("host"), facts.get("port")
    return (
        "Switch STARTTLS on in the app's mail settings (often a variable such as SMTP_STARTTLS or "
        "EMAIL_USE_TLS), and restart the app.",
        f"Check it: openssl s_client -starttls smtp -connect {host}:{port}",
    )


def _broken(facts: Facts, what: str) -> Verdict:
    return _service_meaning.broken(facts, SPOKEN, what, params_of(facts))


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {"tls": tls, "hello": hello, "login": login, "mail": mail}
