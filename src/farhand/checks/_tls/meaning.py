"""What the facts of a handshake mean.  Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from farhand.checks._tls import chain as chains
from farhand.model import FAIL, PASS, UNKNOWN, WARN, Facts, Finding, Verdict

#: A certificate that runs out within so many days is worth a warning.
SOON = 14
#: Verification codes of OpenSSL (x509_vfy.h).
_NOT_YET, _EXPIRED, _SELF_SIGNED, _REVOKED = 9, 10, 18, 23
_UNKNOWN = (2, 19, 20, 21, 27)
UNKNOWN_ISSUER = (*_UNKNOWN, _SELF_SIGNED)
_NAME = (62, 64)
_WEAK = (66, 67, 68)
#: Alerts by which a peer speaks of our certificate, and of versions and ciphers.
_ABOUT_US = (41, 42, 43, 44, 45, 46, 48, 49, 116)
_ABOUT_VERSION = (70, 71, 86)
#: OpenSSL's own reasons, by what they are about.
_WEAK_REASONS = ("EE_KEY_TOO_SMALL", "CA_KEY_TOO_SMALL", "CA_MD_TOO_WEAK", "DH_KEY_TOO_SMALL", "BAD_DH_VALUE")
_VERSION_REASONS = ("UNSUPPORTED_PROTOCOL", "VERSION_TOO_LOW", "WRONG_SSL_VERSION", "NO_PROTOCOLS_AVAILABLE",
                    "UNSAFE_LEGACY_RENEGOTIATION_DISABLED", "WRONG_SIGNATURE_TYPE", "WRONG_CIPHER_RETURNED",
                    "UNKNOWN_CIPHER_RETURNED", "NO_CIPHERS_AVAILABLE", "NO_SHARED_CIPHER",
                    "LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED")  # fmt: skip
_NO_ANSWER = ("silent", "reset", "closed", "unreachable")


def meaning(facts: Facts) -> Verdict:
    """The verdict on one `tls` stage."""
    by_result: dict[str, Callable[[Facts], Verdict]] = {
        "ok": _fine, "untrusted": _untrusted, "alert": _alert, "error": _error,
        "not_tls": _not_tls, "bad_file": _bad_file,
    }  # fmt: skip
    return by_result.get(str(facts.get("result")), _cut)(facts)


def fails(
    says: str, facts: Facts, cause: str, confidence: float, why: str = "", *others: str, **more: Any
) -> Verdict:
    """A failed stage with one finding. `others`: what is not excluded; `more`: params for the fix."""
    finding = Finding(cause, confidence, why or says, {**params(facts), **more}, others or None)
    return Verdict(FAIL, says, (finding,))


def params(facts: Facts) -> dict[str, Any]:
    """What the fixes' templates may name."""
    leaf = chains.leaf(facts)
    store = facts.get("store", {})
    return {
        "host": facts.get("host", ""), "port": facts.get("port", ""), "issuer": chains.issuer(facts),
        "subject": leaf.get("subject", ""), "not_before": leaf.get("not_before", ""),
        "not_after": leaf.get("not_after", ""), "names": ", ".join(chains.names(leaf)[:6]),
        "store": store.get("where", ""), "variable": store.get("sets", ""), "via": facts.get("via", ""),
    }  # fmt: skip


def _fine(facts: Facts) -> Verdict:
    by = chains.issuer(facts) or "an authority"
    says = f"{facts.get('version')}, certificate of {by} for {facts.get('host')}"
    store = facts.get("store", {})
    if not store.get("verified", True):
        return Verdict(WARN, f"{facts.get('version')}; the certificate is not verified, as declared")
    days = days_left(facts)
    if days is not None and days < SOON:
        return Verdict(WARN, f"the certificate of {facts.get('host')} runs out in {days:.0f} days")
    nameless = _nameless(facts)
    if nameless:
        return nameless
    if store.get("problem"):
        return Verdict(
            WARN, f"{says}; but {store['variable']} names {store['where']}, which is {store['problem']}"
        )
    return Verdict(PASS, says)


def _nameless(facts: Facts) -> Verdict | None:
    """A certificate of the old kind, whose name stands in its subject only: OpenSSL still takes it."""
    leaf = chains.leaf(facts)
    if not leaf.get("subject_cn") or chains.names(leaf) or facts.get("kind") not in ("http", "tls"):
        return None
    says = f"the certificate has the name {leaf['subject_cn']} in its subject only, with no alternative names"
    why = f"{says}: requests, browsers, Java and Go refuse that"
    strict = facts.get("store", {}).get("libraries") == ["requests"]
    finding = Finding("tls.hostname", 0.9 if strict else 0.5, why, params(facts))
    return Verdict(FAIL if strict else WARN, says, (finding,))


def days_left(facts: Facts) -> float | None:
    """Days until the first certificate of the chain runs out, by the clock of the look."""
    now = when(facts.get("now"))
    ends = [when(c.get("not_after")) for c in facts.get("chain", [])]
    known = [end for end in ends if end]
    return (min(known) - now).total_seconds() / 86400 if now and known else None


def when(text: Any) -> datetime | None:
    """An RFC 3339 time, or None."""
    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        return None


def _untrusted(facts: Facts) -> Verdict:
    verify = facts.get("verify", {})
    code = verify.get("code")
    if code in (_EXPIRED, _NOT_YET):
        return _dates(facts, code)
    if code in _NAME:
        return _name(facts)
    if code in _WEAK:
        return _weak(facts, str(verify.get("text", "")))
    if code == _REVOKED:
        return fails("the certificate has been revoked", facts, "tls.revocation", 0.6)
    if code == _SELF_SIGNED and not chains.inspector(facts):
        return _self_signed(facts)
    if code in UNKNOWN_ISSUER:
        return chains.unknown_issuer(facts, params(facts))
    return fails(f"the certificate is refused: {verify.get('text')}", facts, "tls.unknown_ca", 0.4)


def _dates(facts: Facts, code: int) -> Verdict:
    now = when(facts.get("now"))
    bad = chains.out_of_date(facts, now)
    which = "" if bad == chains.leaf(facts) else f" of the authority {bad.get('subject_cn', 'above it')}"
    if code == _EXPIRED:
        day = bad.get("not_after", "an earlier day")
        says = f"the certificate{which} for {facts.get('host')} ran out on {day}"
        cause = "tls.expired"
    else:
        day = bad.get("not_before", "a later day")
        says = f"the certificate{which} for {facts.get('host')} is valid only from {day}"
        cause = "tls.not_yet_valid"
    why = f"{says}; the clock here says {facts.get('now')}"
    dates = {k: bad.get(k, "") for k in ("not_before", "not_after")}
    return fails(says, facts, cause, 0.93, why, "clock.skew", **dates)


def _name(facts: Facts) -> Verdict:
    leaf, host = chains.leaf(facts), facts.get("host")
    names = ", ".join(chains.names(leaf)[:6]) or leaf.get("subject_cn") or "no name"
    says = f"the certificate is for {names}, not for {host}"
    return fails(says, facts, "tls.hostname", 0.95, says, "dns.wrong_address")


def _self_signed(facts: Facts) -> Verdict:
    says = f"the server made its certificate itself ({chains.leaf(facts).get('subject', 'no issuer')})"
    return fails(says, facts, "tls.self_signed", 0.95)


def _weak(facts: Facts, text: str) -> Verdict:
    weak = chains.weakest(facts)
    says = f"the certificate is too weak for this client: {weak or text}"
    return fails(says, facts, "tls.weak", 0.93)


def _alert(facts: Facts) -> Verdict:
    alert = facts.get("alert", {})
    number, name = alert.get("number"), str(alert.get("name"))
    if number == 112:
        return _unknown_name(facts, "the server answers that it does not know this name (unrecognized_name)")
    if number in _ABOUT_US:
        return _client_cert(facts, name)
    if number in _ABOUT_VERSION:
        return _version(facts, f"the server ends the handshake: {name}")
    if facts.get("asked_client_cert") and not facts.get("gave_client_cert"):
        return _client_cert(facts, name)
    if _name_matters(facts):
        return _unknown_name(facts, f"the server ends the handshake for this name only ({name})")
    if number == 40:
        return _version(facts, "the server finds no common ground (handshake_failure)")
    return _cut(facts)


def _client_cert(facts: Facts, alert: str) -> Verdict:
    if facts.get("gave_client_cert"):
        says = f"the server rejects the app's client certificate ({alert})"
    else:
        says = f"the server wants a client certificate, and the app has none ({alert})"
    return fails(says, facts, "tls.client_cert", 0.93, says, alert=alert)


def _unknown_name(facts: Facts, says: str) -> Verdict:
    return fails(says, facts, "tls.hostname", 0.9, says, "dns.wrong_address")


def _name_matters(facts: Facts) -> bool:
    """The same place answers when asked without this name."""
    tried = facts.get("other_names", {})
    return "ok" in (tried.get("none"), tried.get("other")) and tried.get("same") != "ok"


def _version(facts: Facts, why: str) -> Verdict:
    works = [v for v, word in facts.get("versions", {}).items() if word == "ok"]
    if works:
        says = f"the server speaks only {', '.join(works)} with ciphers or keys that this client refuses"
        if not set(works) & {"TLSv1_2", "TLSv1_3"}:
            says = f"the server speaks only {', '.join(works)}, which is too old for this client"
        return fails(says, facts, "tls.version", 0.93, f"{why}; {says}", works=", ".join(works))
    says = f"no protocol version and cipher in common with {facts.get('host')}"
    return fails(says, facts, "tls.version", 0.75, why, "tls.client_cert", "tls.hostname")


def _error(facts: Facts) -> Verdict:
    reason = str(facts.get("reason", ""))
    if any(word in reason for word in _WEAK_REASONS):
        return _weak(facts, reason)
    works = [v for v, word in facts.get("versions", {}).items() if word == "ok"]
    if any(word in reason for word in _VERSION_REASONS) or works:
        return _version(facts, f"OpenSSL refuses: {reason}")
    if facts.get("received") == 0 or "EOF" in reason:
        return _cut({**facts, "result": "closed"})
    return fails(f"the handshake breaks off ({reason})", facts, "tls.handshake_cut", 0.5)


#: Greetings of protocols that are never spoken where TLS is expected.
FOREIGN = {"SSH-": "SSH", "220 ": "a mail or FTP server", "220-": "a mail or FTP server",
           "+OK": "a POP3 server", "* OK": "an IMAP server", "AMQP": "an AMQP broker",
           "RFB ": "VNC", "HTTP/": "HTTP"}  # fmt: skip
#: What a service of this kind says in plain text: the right service, but without TLS.
_OWN = {"http": "HTTP/", "redis": "-"}


def _not_tls(facts: Facts) -> Verdict:
    return spoken(facts, str(facts.get("answer", "")))


def spoken(facts: Facts, answer: str) -> Verdict:
    """The port answers in plain text: the right service without TLS, or another one?"""
    kind = str(facts.get("kind", "tls"))
    foreign = next((name for begin, name in FOREIGN.items() if answer.startswith(begin)), "")
    if foreign and not answer.startswith(_OWN.get(kind, "HTTP/")):
        says = f"{foreign} answers on port {facts.get('port')}, not TLS: {answer[:60]}"
        return fails(says, facts, "tcp.wrong_service", 0.9, says, "tls.not_tls", answer=answer[:60])
    if answer and answer.count(".") > len(answer) / 2:
        says = f"the port answers with bytes that are neither TLS nor text: {answer[:60]}"
        return fails(says, facts, "tcp.wrong_service", 0.7, says, "tls.not_tls", answer=answer[:60])
    says = f"the port speaks plain text, not TLS: {answer[:60]}"
    return fails(says, facts, "tls.not_tls", 0.93, says, "tcp.wrong_service", answer=answer[:60])


def _cut(facts: Facts) -> Verdict:
    """closed, reset or silent: what would have worked says why."""
    result = str(facts.get("result"))
    if result not in ("closed", "reset", "silent", "alert"):
        return Verdict(UNKNOWN, f"the handshake ended in a way that is not known: {result}")
    if _left_without_certificate(facts, result):
        return _client_cert(facts, f"the connection is {result} right after the handshake")
    quiet, plain = str(facts.get("untouched", "")), str(facts.get("plain", ""))
    if quiet.startswith("greets: "):
        return spoken(facts, quiet[8:])
    if plain:
        return spoken(facts, plain)
    if facts.get("postgres") and facts.get("kind") != "postgres":
        says = f"PostgreSQL answers on port {facts.get('port')}, which does not begin with TLS"
        return fails(says, facts, "tcp.wrong_service", 0.93, says, answer="PostgreSQL")
    if facts.get("small_segments") in ("ok", "untrusted"):
        says = "the handshake hangs with packets of full size and works with small ones"
        return fails(says, facts, "tcp.mtu", 0.95, says)
    if quiet in ("closed", "reset"):
        says = f"the connection is accepted and at once {quiet}, before a word of TLS"
        return fails(says, facts, "tcp.reset", 0.9, says)
    return _hidden(facts, result)


def _left_without_certificate(facts: Facts, result: str) -> bool:
    """In TLS 1.3 the server reads our empty answer after the handshake; some then leave without an alert."""
    late, gave = facts.get("late"), facts.get("gave_client_cert")
    return bool(result in ("closed", "reset") and late and facts.get("asked_client_cert") and not gave)


def _hidden(facts: Facts, result: str) -> Verdict:
    words = {"closed": "closed", "reset": "reset", "silent": "never answered", "alert": "ended by an alert"}
    if facts.get("via") and result == "silent":
        says = f"the proxy {facts['via']} opens the tunnel, then nothing comes through it"
        return fails(says, facts, "proxy.unreachable", 0.8, says, "tls.handshake_cut")
    tried = facts.get("other_names", {})
    further = [k for k in ("none", "other") if tried.get(k, "silent") not in _NO_ANSWER]
    if further and tried.get("same", result) in _NO_ANSWER:
        says = (
            f"the handshake is {words[result]} when the name {facts.get('host')} is in it, and not without it"
        )
        return fails(says, facts, "tls.handshake_cut", 0.95, says)
    if tried.get("same") == "ok":
        says = f"the handshake was {words[result]} once and worked the next time"
        return fails(says, facts, "tls.handshake_cut", 0.5, says, "tcp.loss")
    says = f"the hello is {words[result]}; the port takes connections but no TLS"
    others = ("tcp.mute", "tcp.mtu") if result == "silent" else ("tcp.reset",)
    return fails(says, facts, "tls.handshake_cut", 0.75, says, *others)


def _bad_file(facts: Facts) -> Verdict:
    file = facts.get("file", {})
    problems = {"missing": "is not there", "unreadable": "cannot be read by this user",
                "empty": "holds no certificate",
                "mismatch": "does not belong to the certificate"}  # fmt: skip
    problem = problems.get(str(file.get("problem")), f"cannot be used ({file.get('problem')})")
    says = f"{file.get('role')}: {file.get('path')} {problem}"
    return fails(
        says, facts, "tls.bad_file", 0.95, says, path=file.get("path", ""), role=file.get("role", "")
    )
