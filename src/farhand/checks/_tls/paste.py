"""How a person asks a TLS server with openssl, and how that output is read.  Pure.

`Verify return code: 0 (ok)` is printed for failures, too. What counts is the `verify error` lines, made
complete by `-verify_hostname`, and that a cipher was agreed on.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from farhand.model import Seen
from farhand.target import read_target
from farhand.target.hosts import is_address

_NAMED = "-servername {host} -verify_hostname {host}"


def command(subject: str, settings: Mapping[str, Any]) -> str:
    """One handshake as openssl makes it, and the clock of this host.

    The second of silence is for TLS 1.3, in which a missing client certificate is refused afterwards.
    """
    target = read_target(settings, "tls")
    host, port = shlex.quote(target.host or "HOST"), target.port or 443
    place = f"[{host}]" if ":" in host else host
    named = f"-noservername -verify_ip {host}" if is_address(target.host) else _NAMED.format(host=host)
    return (
        f"export LC_ALL=C; echo 'farhand tls {_plain(target.host)} {port}'; date -u +now=%Y-%m-%dT%H:%M:%SZ\n"
        f"{{ sleep 1 | timeout 10 openssl s_client -connect {place}:{port} {named} -showcerts; "
        "echo rc=$?; } 2>&1 "
        "| grep -E ' s:|  i:|v:NotB|verify error|New,|alert|errno|:error:|Acceptable|^rc=' | head -60\n"
    )


def read(text: str) -> Iterator[Seen]:
    """The `tls` stage from what that command printed."""
    if "s_client" not in text and not re.search(r"verify error|New, |farhand tls |alert number|errno", text):
        return
    facts = {**_place(text), "chain": _chain(text), "version": "", "cipher": "", "kind": "tls"}
    facts["asked_client_cert"] = "Acceptable client certificate" in text
    agreed = re.search(r"New, (\S+), Cipher is (\S+)", text)
    if agreed and agreed.group(2) != "(NONE)":
        facts.update(result="ok", version=agreed.group(1), cipher=agreed.group(2), store={"verified": True})
    facts.update(_failure(text, facts))
    if "result" in facts:
        yield Seen("tls", facts)
    else:
        yield Seen("tls", facts, unknown="openssl did not say how the handshake ended")


def _place(text: str) -> dict[str, Any]:
    head = re.search(r"farhand tls (\S+) (\d+)", text)
    now = re.search(r"now=(\S+Z)", text)
    place: dict[str, Any] = {"host": head.group(1), "port": int(head.group(2))} if head else {}
    return {**place, "now": now.group(1)} if now else place


def _failure(text: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    errors = re.findall(r"verify error:num=(\d+):([^\n]*)", text)
    if errors:
        # openssl goes on after an error: a missing issuer (20, 21) hides what comes later, a name does not.
        code, words = next((e for e in errors if e[0] not in ("21",)), errors[0])
        return {"result": "untrusted", "verify": {"code": int(code), "text": words.strip()}}
    alert = re.search(r"SSL alert number (\d+)", text)
    if alert:
        return {"result": "alert", "alert": {"number": int(alert.group(1)), "name": _alert_name(text)}}
    if "wrong version number" in text or "packet length too long" in text:
        return {"result": "not_tls", "answer": ""}
    reason = re.search(r":error:[0-9A-F]+:SSL routines:[^:]*:([^:\n]+):", text)
    if reason and "eof" not in reason.group(1):
        return {"result": "error", "reason": reason.group(1).upper().replace(" ", "_").replace("-", "_")}
    return _broken(text) if "result" not in facts else {}


def _broken(text: str) -> dict[str, Any]:
    if re.search(r"connect:errno|Connection refused|Name or service|getaddrinfo", text):
        return {}
    if "errno=104" in text:
        return {"result": "reset"}
    if "unexpected eof" in text or "errno=0" in text:
        return {"result": "closed"}
    if "rc=124" in text:
        return {"result": "silent"}
    return {}


def _alert_name(text: str) -> str:
    found = re.search(r"alert ([a-z ]+):[^\n]*SSL alert number", text)
    return found.group(1).strip().replace(" ", "_") if found else "alert"


def _chain(text: str) -> list[dict[str, Any]]:
    """Subject, issuer and dates of every certificate sent."""
    rows = re.findall(
        r"^ *\d+ s:(.*)\n +i:(.*)(?:\n +a:.*)?(?:\n +v:NotBefore: (.*?); NotAfter: (.*))?", text, re.M
    )
    return [_certificate(*row) for row in rows[:10]]


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


def _plain(word: str) -> str:
    return re.sub(r"[^\w.:\[\]-]", "_", word) or "HOST"
