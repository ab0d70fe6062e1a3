"""What the facts of each PostgreSQL stage mean.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from farhand.checks import _driver, _versions
from farhand.checks._postgres import capacity as room
from farhand.checks._postgres import role as session
from farhand.checks._postgres.errors import params_of, refused
from farhand.model import FAIL, PASS, UNKNOWN, WARN, Facts, Finding, Verdict

_METHODS = ("trust", "password", "md5", "scram-sha-256")


def _fail(cause: str, sure: float, why: str, facts: Facts, **told: Any) -> Verdict:
    more = told.pop("params", {})
    return Verdict(FAIL, why, (Finding(cause, sure, why, params_of(facts, **more), **told),))


def tls(facts: Facts) -> Verdict:
    mode = facts.get("sslmode", "")
    if not facts.get("offered"):
        if facts.get("sslmode") in ("require", "verify-ca", "verify-full"):
            return _fail(
                "tls.not_tls",
                0.97,
                f"the server offers no TLS, and sslmode={mode} insists on it",
                facts,
                fix=(
                    "On the server: set ssl = on, ssl_cert_file and ssl_key_file; reload it.",
                    f"Or, where the network is trusted: take sslmode={mode} out of the app's database URL.",
                ),
            )
        return Verdict(PASS, f"the server offers no TLS, and sslmode={mode} goes on without")
    if facts.get("used"):
        says = {"name": "chain and name verified", "chain": "chain verified"}.get(
            facts.get("verified", ""), "not verified"
        )
        return Verdict(PASS, f"{facts.get('version') or 'TLS'}, {says} (sslmode={mode})")
    if facts.get("gave_up"):
        return Verdict(WARN, f"TLS did not come about ({facts['gave_up']}); sslmode={mode} goes on without")
    return _tls_broken(facts, mode)


def _tls_broken(facts: Facts, mode: str) -> Verdict:
    if facts.get("root_missing"):
        return _fail(
            "tls.unknown_ca",
            0.9,
            f"sslmode={mode} needs the authority's certificate, and there is no root file",
            facts,
            fix=(
                "Name the authority's file in the app's URL: sslrootcert=/path/ca.pem (or PGSSLROOTCERT).",
                "Or put it where the driver looks by itself: ~/.postgresql/root.crt of the app's user.",
            ),
        )
    from farhand.checks import tls as certificates

    return certificates.judge("tls", facts)


def hello(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "asked":
        how = "over TLS" if facts.get("encrypted") else "without TLS"
        method = facts.get("method", "")
        return Verdict(
            PASS,
            f"PostgreSQL answers {how} and asks for {method}"
            if method != "trust"
            else f"PostgreSQL answers {how}",
        )
    return _broken(facts, "answers")


def login(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "ok":
        return Verdict(
            PASS, f"logged in as {facts.get('user')} to {facts.get('database')} ({facts.get('method')})"
        )
    if answer == "no_password":
        why = f"the server asks {facts.get('user')} for a password, and the app has none"
        return _fail(
            "postgres.auth",
            0.95,
            why,
            facts,
            owner="customer-platform",
            owner_because="the password is missing in the app's own settings",
            fix=("Put the password into the app's database URL, or set PGPASSWORD, and restart the app.",),
        )
    if answer == "method" and facts.get("method") in _METHODS:
        return _fail("postgres.auth", 0.6, f"the login by {facts['method']} cannot be carried through", facts)
    if answer == "method":
        return Verdict(
            UNKNOWN,
            f"could not look: the server wants a login by {facts.get('method')}; that needs the app's driver",
        )
    if answer == "scram":
        return _fail("postgres.auth", 0.7, f"the SCRAM login fails: {facts.get('message', '')}", facts)
    return _broken(facts, "finishes the login")


def _broken(facts: Facts, what: str) -> Verdict:
    answer, port = facts.get("answer"), facts.get("port")
    if answer == "refused":
        finding = refused(facts)
        return Verdict(FAIL, finding.why, (finding,))
    if answer == "other":
        return _other(facts)
    if answer in ("mute", "closed") and facts.get("pooler"):
        why = "the pooler takes the login, but gets no connection to the database behind it"
        return _fail("postgres.pooler", 0.85, why, facts)
    if answer == "mute" and what == "answers":
        return _fail(
            "tcp.mute",
            0.85,
            f"port {port} accepts the connection, but never says a word of PostgreSQL",
            facts,
        )
    if answer in ("closed", "reset"):
        word = "closes" if answer == "closed" else "resets"
        return _fail("tcp.reset", 0.8, f"the other side {word} the connection before it {what}", facts)
    if facts.get("socket"):
        return _socket(facts)
    return Verdict(UNKNOWN, f"could not look: the server never {what} in the time there was")


def _other(facts: Facts) -> Verdict:
    speaker, port = facts.get("speaker") or "", facts.get("port")
    if speaker == "TLS":
        why = f"port {port} speaks TLS from the first byte, where PostgreSQL waits to be asked for it"
        return _fail("tls.not_tls", 0.85, why, facts)
    who = f"{speaker} answers" if speaker else f"something else answers ({facts.get('said', '')})"
    return _fail(
        "tcp.wrong_service",
        0.95 if speaker else 0.8,
        f"{who} on port {port}, not PostgreSQL",
        facts,
        params={"speaker": speaker or "something else"},
    )


def _socket(facts: Facts) -> Verdict:
    number, path = facts.get("errno"), facts.get("socket")
    if number == 13:
        return _fail(
            "fs.permission",
            0.9,
            f"the app's user may not use the socket {path}",
            facts,
            params={"path": path},
        )
    return _fail("tcp.refused", 0.9, f"nothing listens on the socket {path}", facts, params={"path": path})


def role(facts: Facts) -> Verdict:
    if facts.get("large_lost"):
        why = "short questions are answered; one of 2000 bytes, which takes a packet of full size, is not"
        return _fail("tcp.mtu", 0.85, why, facts)
    return _broken(facts, "answers a question") if "answer" in facts else session.judge(facts)


def version(facts: Facts) -> Verdict:
    number = int(facts.get("version_num") or 0)
    there = (number // 10000, number % 10000) if number >= 100000 else (number // 10000, number // 100 % 100)
    says = f"PostgreSQL {facts.get('version') or '.'.join(map(str, there))}"
    tested = [found[:2] for found in _versions.tested_with(facts)]
    cause, params = "postgres.version_unsupported", params_of(facts)
    return _versions.compared(facts, says, there if number else (), tested, cause, params)


def capacity(facts: Facts) -> Verdict:
    if "answer" in facts:
        return _broken(facts, "answers a question")
    return room.judge(facts)


def driver(facts: Facts) -> Verdict:
    return _driver.judge(facts, params_of(facts))


JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {
    "tls": tls,
    "hello": hello,
    "login": login,
    "role": role,
    "version": version,
    "capacity": capacity,
    "driver": driver,
}
