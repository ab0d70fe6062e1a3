"""What the facts of each MongoDB stage mean: codes first, text last.  Pure.

Codes: mongodb/mongo, src/mongo/base/error_codes.yml. Which wire version is which release: the same,
src/mongo/db/wire_version.h.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from farhand.checks import _service_meaning
from farhand.checks._mongodb import members, named
from farhand.checks._mongodb.spoken import SPOKEN
from farhand.checks._service_meaning import fail
from farhand.checks._versions import version_verdict
from farhand.model import FAIL, PASS, UNKNOWN, WARN, Facts, Finding, Verdict
from farhand.wire.mongodb import WITHOUT_MSG

#: Codes of a server that is ending, starting, or no primary.
_AWAY = (91, 94, 189, 10058, 10107, 11600, 11602, 13435, 13436)
_UNAUTHORIZED = 13
#: Refused logins; 8000 is Atlas's.
_REFUSED = (11, 18, 8000)
_NO_MECHANISM = (2, 334)
#: Wire version of MongoDB 4.2, the oldest that drivers of 2025 take.
_OF_4_2 = 8


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    words = {key: facts.get(key) for key in ("host", "port", "user")}
    return {**{key: value for key, value in words.items() if value not in (None, "")}, **more}


def tls(facts: Facts) -> Verdict:
    if not facts.get("plain"):
        return _blocked_by_list(facts) or _service_meaning.tls(facts, SPOKEN, params_of(facts))
    why = f"port {facts.get('port')} speaks MongoDB without TLS, and the app's address asks for TLS"
    fix = ("Write tls=false into the app's address (where the network is trusted), or name the port of TLS.",
           _check(facts, ""))  # fmt: skip
    return fail("tls.not_tls", 0.95, why, params_of(facts), fix=fix)


def _blocked_by_list(facts: Facts) -> Verdict | None:
    """Atlas answers an address that its list does not have with an alert: internal error (80)."""
    atlas = str(facts.get("host", "")).rstrip(".").endswith(".mongodb.net")
    if not atlas or facts.get("result") != "alert" or "internal" not in str(facts.get("alert", "")).lower():
        return None
    why = (
        "Atlas ends the handshake with an internal error: so it does to addresses that its access list lacks"
    )
    return fail("tcp.source_not_allowed", 0.75, why, params_of(facts))


def _check(facts: Facts, tls_flag: str) -> str:
    place = f"{facts.get('host')}:{facts.get('port')}"
    return f"Check it: mongosh \"mongodb://{place}/?directConnection=true{tls_flag}\" --eval 'db.hello()'"


def hello(facts: Facts) -> Verdict:
    if facts.get("answer") == "ok":
        name = f" of {facts['set']}" if facts.get("set") else ""
        return Verdict(PASS, f"MongoDB answers as {facts.get('part')}{name}")
    if facts.get("answer") == "error":
        why = f"the server refuses the first question: {facts.get('text')} (code {facts.get('code')})"
        if facts.get("code") in _AWAY:
            return fail("mongodb.unavailable", 0.93, why, params_of(facts))
        return Verdict(UNKNOWN, f"could not look: {why}")
    if facts.get("takes_tls") or facts.get("speaker") == "TLS":
        why = f"port {facts.get('port')} speaks TLS only, and the app's address does not ask for it"
        fix = ("Add tls=true to the app's address and restart the app.", _check(facts, "&tls=true"))
        return fail("tls.not_tls", 0.95, why, params_of(facts), fix=fix)
    return _service_meaning.broken(facts, SPOKEN, "answers", params_of(facts))


def version(facts: Facts) -> Verdict:
    newest = (facts.get("wire") or (0, 0))[1]
    if facts.get("legacy") or newest <= WITHOUT_MSG:
        why = (
            f"the server knows the protocol up to version {newest} (MongoDB 3.4 or older), "
            "and no driver of the last years speaks to it"
        )
        return fail("app.unsupported", 0.9, why, params_of(facts, version=facts.get("version") or "3.4"))
    if newest < _OF_4_2 and not facts.get("tested"):
        why = f"MongoDB {facts.get('version')} is older than 4.2, which drivers from 2025 on ask for"
        found = Finding("app.unsupported", 0.5, why, params_of(facts, version=facts.get("version")))
        return Verdict(WARN, why, (found,))
    return version_verdict(facts, "MongoDB", params_of(facts))


def login(facts: Facts) -> Verdict:
    answer, code = facts.get("answer"), facts.get("code")
    if answer == "none":
        return Verdict(PASS, "the address has no login")
    if answer == "ok":
        return Verdict(PASS, f"logged in as {facts.get('user')} (kept in {facts.get('source')})")
    if answer == "error":
        return _refused(facts, code)
    if answer == "unspoken":
        return Verdict(UNKNOWN, f"could not look: Farhand cannot log in by {facts.get('mechanism')}")
    if answer == "garbled":
        why = f"the login does not end as it must: {facts.get('text')}"
        return fail("mongodb.auth", 0.6, why, params_of(facts))
    return _service_meaning.broken(facts, SPOKEN, "finishes the login", params_of(facts))


def _refused(facts: Facts, code: object) -> Verdict:
    user, source, mechanism = facts.get("user"), facts.get("source"), facts.get("mechanism")
    offered, elsewhere = facts.get("offered") or (), facts.get("elsewhere") or ()
    said = f"{facts.get('text')} (code {code})"
    if code in _AWAY:
        return fail("mongodb.unavailable", 0.9, f"the server takes no login now: {said}", params_of(facts))
    if offered and mechanism not in offered:
        why = f"{user} can log in by {', '.join(offered)} only, and the app asks for {mechanism}: {said}"
        return fail("mongodb.auth", 0.95, why, params_of(facts))
    if elsewhere:
        why = f"the server refuses the login of {user} in {source}, and knows that name in {elsewhere[0]}"
        fix = (f"Write authSource={elsewhere[0]} into the app's address and restart the app.",)
        return fail("mongodb.auth", 0.95, f"{why}: {said}", params_of(facts), fix=fix)
    if code in _NO_MECHANISM:
        why = f"the server does not take {mechanism}: {said}"
        return fail("mongodb.auth", 0.85, why, params_of(facts))
    why = f"the server refuses the login of {user} in the database {source}: {said}"
    return fail("mongodb.auth", 0.95 if code in _REFUSED else 0.7, why, params_of(facts))


def rights(facts: Facts) -> Verdict:
    answer, code = facts.get("answer"), facts.get("code")
    user = facts.get("user")
    base = facts.get("database") or "the server"
    if answer == "error" and code == _UNAUTHORIZED:
        whom = (
            f"{user} may not use {base}"
            if user
            else "the server asks for a login, and the app's address has none"
        )
        return fail("mongodb.auth", 0.95, f"{whom}: {facts.get('text')}", params_of(facts))
    if answer == "error" and code in _AWAY:
        return fail(
            "mongodb.unavailable", 0.9, f"{base} cannot be read: {facts.get('text')}", params_of(facts)
        )
    if answer == "error":
        return Verdict(UNKNOWN, f"could not look: {facts.get('text')} (code {code})")
    if answer != "ok":
        return _service_meaning.broken(facts, SPOKEN, "lists what is in the database", params_of(facts))
    found = tuple(_lacking(facts, base))
    if found:
        return Verdict(FAIL, "; ".join(one.why for one in found), found)
    return Verdict(PASS, f"{base} may be used")


def _lacking(facts: Facts, base: str) -> list[Finding]:
    user, found = facts.get("user"), []
    unread, unwritten = facts.get("may_not_read") or (), facts.get("may_not_write") or ()
    if unread:
        why = f"{user} may not read {', '.join(unread)} in {base}"
        found.append(Finding("mongodb.auth", 0.95, why, params_of(facts)))
    elif unwritten:
        why = f"{user} has no right on {base} to {', '.join(unwritten)}, and the app writes"
        found.append(Finding("mongodb.auth", 0.9, why, params_of(facts)))
    missing = [name for name in facts.get("missing") or () if name not in unread]
    if missing:
        why = f"{base} has no collection {', '.join(missing)}, which the app needs"
        found.append(Finding("db.migration_failed", 0.8, why, params_of(facts, table=missing[0])))
    return found


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {
    "srv": named.judge, "tls": tls, "hello": hello, "version": version, "set": members.judge, "login": login,
    "rights": rights,
}  # fmt: skip
