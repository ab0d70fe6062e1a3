"""What the facts of each stage of the ldap check mean.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from farhand.checks import _service_meaning
from farhand.checks._ldap.codes import TLS_FIRST, meaning
from farhand.checks._ldap.spoken import SPOKEN
from farhand.checks._service_meaning import fail
from farhand.model import PASS, Facts, Verdict


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    known = {key: facts[key] for key in ("host", "port", "user", "base") if facts.get(key)}
    secure = facts.get("tls") and not facts.get("starttls")
    return {**known, "scheme": SPOKEN.secure if secure else SPOKEN.plain, **more}


def tls(facts: Facts) -> Verdict:
    return _service_meaning.tls(facts, SPOKEN, params_of(facts))


def hello(facts: Facts) -> Verdict:
    if facts.get("answer") == "refused":
        return _refused(facts)
    if facts.get("answer") != "ok":
        return _broken(facts, "answers")
    code = facts.get("code")
    if code and not facts.get("user"):
        return _refused({**facts, "asked": "about"})
    named = f" ({facts['vendor']})" if facts.get("vendor") else ""
    if code:
        return Verdict(PASS, "the directory answers and wants a login")
    return Verdict(PASS, f"the directory answers{named}" + (", in TLS" if facts.get("tls") else ""))


def login(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "none":
        return Verdict(PASS, "the app has no login for this directory")
    if answer == "ok" and not facts.get("password_given", True):
        # RFC 4513, 5.1.2: a name without a password is an anonymous bind, whatever the name is
        why = "the app gives a user, but no password; the directory takes that as nobody's login"
        return fail("ldap.auth", 0.85, why, params_of(facts))
    if answer == "ok":
        return Verdict(PASS, f"logged in as {facts.get('user')}")
    return _refused(facts) if answer == "refused" else _broken(facts, "finishes the login")


def base(facts: Facts) -> Verdict:
    answer, name = facts.get("answer"), facts.get("base")
    if not name:
        return Verdict(PASS, "no base is declared, so none was asked for")
    if answer == "ok":
        return Verdict(PASS, f"{name} is there")
    if answer == "referred":
        return fail("ldap.referral", 0.9, f"{name} is kept by another directory", params_of(facts))
    if answer == "nothing":
        why = f"the search of {name} ended well, but the entry was not shown to {_who(facts)}"
        return fail("ldap.no_access", 0.85, why, params_of(facts))
    return _refused(facts) if answer == "refused" else _broken(facts, "answers the search")


def _who(facts: Facts) -> str:
    return str(facts.get("user") or "somebody who has not logged in")


def _refused(facts: Facts) -> Verdict:
    code, message = int(facts.get("code") or 0), str(facts.get("message", ""))
    meant = meaning(str(facts.get("asked", "")), code, message, bool(facts.get("tls")))
    why = ": ".join(part for part in (meant.says, f"result {code}", message) if part)
    if facts.get("matched"):
        why += f"; the nearest entry that is there is {facts['matched']}"
    if facts.get("referrals"):
        why += f"; it names {', '.join(map(str, facts['referrals']))}"
    told: dict[str, Any] = {"fix": _tls_fix(facts)} if meant.cause == TLS_FIRST.cause else {}
    return fail(meant.cause, meant.sure, why, params_of(facts, message=f"{code} {message}".strip()), **told)


def _tls_fix(facts: Facts) -> tuple[str, ...]:
    host, port = facts.get("host"), facts.get("port")
    if facts.get("asked") == "StartTLS":
        return (
            f"Ask whoever runs the directory to set up a certificate for StartTLS on port {port}, or for the "
            "LDAPS port (636) and write ldaps:// in the app's URL.",
            f"Check it: ldapwhoami -x -ZZ -H ldap://{host}:{port}",
        )
    return (
        "Switch StartTLS on in the app's settings (often a variable such as LDAP_START_TLS), or write "
        "ldaps:// and port 636 in the app's URL, and restart the app.",
        f"Check it: ldapwhoami -x -ZZ -H ldap://{host}:{port}",
    )


def _broken(facts: Facts, what: str) -> Verdict:
    return _service_meaning.broken(facts, SPOKEN, what, params_of(facts))


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {"tls": tls, "hello": hello, "login": login, "base": base}
