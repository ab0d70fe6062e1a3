"""How what that script printed is read.  Pure; part of the `tls` check.

`Verify return code: 0 (ok)` is printed for failures, too. What counts is the `verify error` lines, made
complete by `-verify_hostname`, and that a cipher was agreed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from farhand.checks._tls.chain import issuer_of
from farhand.model import NOTHING, Seen
from farhand.wire import x509

_LIBRARIES = {"ssl": ["urllib", "aiohttp", "ssl"], "declared": ["the app"]}
_PEM = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
_CHAIN = re.compile(
    r"^ *\d+ s:(.*)\n +i:(.*)(?:\n +a:.*)?(?:\n +v:NotBefore: (.*?); NotAfter: (.*))?", re.MULTILINE
)
_VERSIONS = {"tls1": "TLSv1", "tls1_1": "TLSv1_1", "tls1_2": "TLSv1_2", "tls1_3": "TLSv1_3"}
_ASKS = re.compile(r"Acceptable client certificate|Client Certificate Types|^Requested Sig", re.MULTILINE)
#: Lines of what was tried after the app's own handshake.
_LATER = ("try ", "plain ", "untouched ", "beside ")
#: Verify errors of openssl that only follow from another.
_FOLLOWS = ("21",)


def read_part(
    lines: Sequence[str],
    settings: Mapping[str, Any] = NOTHING,
    kind: str = "tls",
    now: str = "",
    via: str = "",
) -> Iterator[Seen]:
    """The `tls` stage of the lines of that part."""
    head = lines[0].split() if lines else []
    if len(head) != 2 or not head[1].isdigit():
        return
    text = "\n".join(lines)
    base = {"host": head[0], "port": int(head[1]), "kind": kind, "via": via, "now": now,
            "run_by": str(settings.get("run_by", ""))}  # fmt: skip
    if "with nothing" in lines:
        yield Seen("tls", base, unknown="there is neither openssl nor python3 to shake hands with")
        return
    stores = list(_stores(lines))
    bad = _bad_file(lines, settings)
    if bad:
        yield Seen("tls", {**base, "result": "bad_file", "file": bad})
        return
    store = _store(stores, settings)
    facts = {**base, "chain": _chain(text), "version": "", "cipher": "", "store": store,
             "gave_client_cert": bool(settings.get("cert_file")),
             "asked_client_cert": bool(_ASKS.search(text))}  # fmt: skip
    first = "\n".join(line for line in lines if not line.startswith(_LATER))
    facts.update(outcome(first, store["verified"]))
    facts.update(_left(first, facts))
    facts.update(_further(lines, facts, stores), **_past_the_proxy(lines))
    if "result" in facts:
        yield Seen("tls", facts)
    else:
        yield Seen("tls", facts, unknown="the output does not say how the handshake ended")


def read_raw(text: str) -> Iterator[Seen]:
    """The `tls` stage from the output of `openssl s_client` alone, as somebody ran it."""
    if "s_client" not in text and not re.search(r"verify error|New, |alert number|errno", text):
        return
    facts: dict[str, Any] = {"chain": _chain(text), "version": "", "cipher": "", "kind": "tls"}
    facts.update(_place(text), asked_client_cert="Acceptable client certificate" in text)
    found = outcome(text, True)
    if "result" in found:
        yield Seen(
            "tls", {**facts, **({"store": {"verified": True}} if found["result"] == "ok" else {}), **found}
        )
    else:
        yield Seen("tls", facts, unknown="openssl did not say how the handshake ended")


def _left(text: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """TLS 1.3: asked for a certificate, got none, and left after the handshake without an alert."""
    wanted = facts["asked_client_cert"] and not facts["gave_client_cert"]
    if not wanted or facts.get("result") != "ok" or facts.get("version") != "TLSv1.3":
        return {}
    broken = _broken(text).get("result")
    return {"result": broken, "late": True} if broken in ("closed", "reset") else {}


def _place(text: str) -> dict[str, Any]:
    head = re.search(r"farhand tls (\S+) (\d+)", text)
    now = re.search(r"now=(\S+Z)", text)
    place: dict[str, Any] = {"host": head.group(1), "port": int(head.group(2))} if head else {}
    return {**place, "now": now.group(1)} if now else place


# How one handshake ended -------------------------------------------------------------------------


def outcome(text: str, verified: bool) -> dict[str, Any]:
    """`result` and what belongs to it; {} where the text does not tell."""
    agreed = re.search(r"New, (\S+), Cipher is (\S+)", text)
    well = bool(agreed and agreed.group(2) != "(NONE)")
    errors = [e for e in re.findall(r"verify error:num=(\d+):([^\n]*)", text) if verified]
    if errors and (well or not re.search(r"SSL alert number|^alert ", text, re.MULTILINE)):
        # openssl goes on after an error: a missing issuer (20, 21) hides what comes later, a name does not.
        code, words = next((e for e in errors if e[0] not in _FOLLOWS), errors[0])
        return {"result": "untrusted", "verify": {"code": int(code), "text": words.strip()}}
    alert = _alert(text)
    if alert:
        return {"result": "alert", "alert": alert}
    if "wrong version number" in text or "packet length too long" in text or "record layer failure" in text:
        return {"result": "not_tls", "answer": ""}
    reason = re.search(r":error:[0-9A-F]+:SSL routines:[^:]*:([^:\n]+):", text)
    if reason and "eof" not in reason.group(1):
        return {"result": "error", "reason": reason.group(1).upper().replace(" ", "_").replace("-", "_")}
    if agreed and well:
        return {"result": "ok", "version": agreed.group(1), "cipher": agreed.group(2)}
    return _broken(text)


def _alert(text: str) -> dict[str, Any]:
    found = re.search(r"(?:alert ([a-z0-9 ]+):[^\n]*)?SSL alert number (\d+)", text)
    if found:
        return {"number": int(found.group(2)), "name": _alert_name(text)}
    plain = re.search(r"^alert ([a-z0-9_]+)$", text, re.MULTILINE)  # Python tells the name only
    return alert_of(plain.group(1)) if plain else {}


def alert_of(words: str) -> dict[str, Any]:
    """Number and name of an alert that is told by its name only."""
    name = re.sub(r"^(tlsv13?|sslv3|ssl) |^(tlsv13?|sslv3)_", "", words).replace(" ", "_")
    return {"number": _NUMBERS.get(name, 40), "name": name}


_NUMBERS = {"handshake_failure": 40, "bad_certificate": 42, "certificate_required": 116,
            "unrecognized_name": 112,
            "certificate_expired": 45, "certificate_unknown": 46, "unknown_ca": 48, "access_denied": 49,
            "protocol_version": 70, "insufficient_security": 71, "internal_error": 80,
            "no_application_protocol": 120}  # fmt: skip


def _alert_name(text: str) -> str:
    found = re.search(r"alert ([a-z ]+):[^\n]*SSL alert number", text)
    return found.group(1).strip().replace(" ", "_") if found else "alert"


def _broken(text: str) -> dict[str, Any]:
    if re.search(r"connect:errno|Connection refused|Name or service|getaddrinfo", text):
        return {}
    if "errno=104" in text or "Connection reset" in text or "errno=32" in text:
        return {"result": "reset"}
    if "unexpected eof" in text or "errno=0" in text:
        return {"result": "closed"}
    if re.search(r"rc=(124|143|137)", text):
        return {"result": "silent"}
    return {}


# What further tries told -------------------------------------------------------------------------


def _further(
    lines: Sequence[str], facts: Mapping[str, Any], stores: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    tries = _tries(lines)
    more: dict[str, Any] = {}
    names = {key: _word(tries[key]) for key in ("none", "other", "same") if key in tries}
    versions = {name: _word(tries[key]) for key, name in _VERSIONS.items() if key in tries}
    more.update({"other_names": names} if names else {}, **({"versions": versions} if versions else {}))
    accepts = {key[6:]: _word(text) == "ok" for key, text in tries.items() if key.startswith("store ")}
    if accepts:
        more["stores"] = [
            {**s, "accepts": accepts.get(s["where"], False)} for s in stores if s["name"] != "declared"
        ]
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "small":
            more["small_segments"] = rest
        elif word == "plain" and rest.strip(". ") and "Connection" not in rest and "/dev/tcp" not in rest:
            more["answer" if facts.get("result") == "not_tls" else "plain"] = rest[:120]
        elif word == "postgres" and rest.strip(".") in ("S", "N"):
            more["postgres"] = True
        elif word == "untouched":
            more["untouched"] = untouched(rest)
        elif word == "root" and rest.strip() != _top_issuer(facts):
            more.setdefault("related_root", rest.strip())
        elif word == "roots" and rest.isdigit():
            more["store_roots"] = int(rest)
    return more


def _past_the_proxy(lines: Sequence[str]) -> dict[str, Any]:
    """Who issued the certificate that the same host shows past the proxy: the same as through it?"""
    rows = _CHAIN.findall("\n".join(line[7:] for line in lines if line.startswith("beside ")))
    through = _CHAIN.findall("\n".join(line for line in lines if not line.startswith(_LATER)))
    if not rows or not through:
        return {}
    return {"direct_issuer": issuer_of(_certificate(*rows[0])), "direct_same": rows[0][1] == through[0][1]}


def _tries(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in filter(None, (re.match(r"try (store .*?|\w+): (.*)$", line) for line in lines)):
        found[match[1]] = f"{found.get(match[1], '')}\n{match[2]}"
    return found


def _word(text: str) -> str:
    """One more handshake in one word: its result, or the name of the alert."""
    found = outcome(text, verified=True)
    if found.get("result") == "untrusted" and found["verify"]["code"] not in (0,) and "New, " in text:
        store = re.search(r"verify error:num=(\d+)", text)
        return "untrusted" if store else "ok"
    return str(found.get("alert", {}).get("name") or found.get("result") or "unreachable")


def untouched(rest: str) -> str:
    """What the peer does if nobody speaks."""
    told = re.match(r"rc=(\d+) ms=(\d+) ?(.*)$", rest)
    if not told:
        return "waits"
    if "reset by peer" in told[3]:
        return "reset"
    if told[3].strip():
        return f"greets: {told[3]}"
    return "waits" if told[1] in ("124", "143") or int(told[2]) > 900 else "closed"


def _top_issuer(facts: Mapping[str, Any]) -> str:
    chain = facts.get("chain") or []
    return str(x509.top_of(chain).get("issuer", "")) if chain else ""


# Stores, files, certificates ---------------------------------------------------------------------


def _stores(lines: Sequence[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        words = line.split(" ", 4)
        if words[0] == "store" and len(words) == 5:
            _, name, variable, state, path = words
            yield {"name": name, "libraries": _LIBRARIES.get(name, [name]), "where": path,
                   "variable": "" if variable == "-" else variable,
                   "sets": {"ssl": "SSL_CERT_FILE", "httpx": "SSL_CERT_FILE",
                            "requests": "REQUESTS_CA_BUNDLE"}.get(
                       name, variable),
                   "problem": "" if state in ("ok", "folder") else state}  # fmt: skip


def _store(stores: Sequence[dict[str, Any]], settings: Mapping[str, Any]) -> dict[str, Any]:
    """The one that the app uses, as the script has chosen it."""
    wanted = "declared" if settings.get("ca_file") else str(settings.get("client") or "ssl").lower()
    found = next((s for s in stores if s["name"] == wanted), None) or next(
        (s for s in stores if s["name"] == "ssl"), {}
    )
    none = {"name": "ssl", "libraries": _LIBRARIES["ssl"], "where": "the system's list", "variable": "",
            "sets": "",            "problem": ""}  # fmt: skip
    verified = settings.get("verify", True) not in (False, "none", "false")
    return {**none, **found, "verified": verified}


def _bad_file(lines: Sequence[str], settings: Mapping[str, Any]) -> dict[str, str]:
    """A declared file that cannot be used; the server was not to be bothered with it."""
    for line in lines:
        words = line.split(" ", 4)
        if words[:2] == ["store", "declared"] and words[3] not in ("ok", "folder"):
            return {"role": "ca_file", "path": words[4], "problem": words[3]}
        if words[:2] == ["store", "cert"] and words[3] != "ok":
            return {"role": "cert_file", "path": words[4], "problem": words[3]}
        if words[:2] == ["key", "unreadable"]:
            return {"role": "key_file", "path": " ".join(words[2:]), "problem": "missing"}
        if "key values mismatch" in line:
            return {"role": "key_file", "path": str(settings.get("key_file", "")), "problem": "mismatch"}
    return {}


def _chain(text: str) -> list[dict[str, Any]]:
    """Every certificate that was sent: as it is where it was printed, else its subject, issuer and dates."""
    found = []
    for block in _PEM.findall(text)[:10]:
        ders = x509.certificates_in(block.encode("ascii", "replace"))
        try:
            found.append(x509.read_certificate(ders[0]))
        except (x509.Unreadable, IndexError):
            continue
    return found or _chain_of_words(text)


def _chain_of_words(text: str) -> list[dict[str, Any]]:
    return [_certificate(*row) for row in _CHAIN.findall(text)[:10]]


def _certificate(subject: str, issuer: str, begin: str, end: str) -> dict[str, Any]:
    facts = {"subject": _name(subject), "issuer": _name(issuer), "subject_cn": _part(subject, "CN"),
             "issuer_cn": _part(issuer, "CN"), "issuer_o": _part(issuer, "O"),
             "not_before": _time(begin), "not_after": _time(end),
             "self_signed": subject == issuer}  # fmt: skip
    return {key: value for key, value in facts.items() if value not in ("", None)}


def _name(text: str) -> str:
    return re.sub(r"\s*=\s*", "=", text.strip())


def _part(text: str, key: str) -> str:
    found = re.search(rf"(?:^|[,/ ]){key} ?= ?([^,/]*)", text)
    return found.group(1).strip() if found else ""


def _time(text: str) -> str:
    try:
        moment = datetime.strptime(text.strip(), "%b %d %H:%M:%S %Y GMT").replace(tzinfo=timezone.utc)
    except ValueError:
        return ""
    return moment.isoformat().replace("+00:00", "Z")
