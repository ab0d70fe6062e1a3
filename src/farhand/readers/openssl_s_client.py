"""What `openssl s_client` says of a server's certificates, and `openssl x509 -dates`.

It ends in `Verify return code: 0 (ok)` for many handshakes that failed: only a negotiated cipher shows that
one worked. And the chain tells apart what has one text: an authority that is not trusted here, a server
that forgot the intermediate certificate, and a proxy that decrypts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from farhand.readers import Part, Sign
from farhand.readers._authorities import is_inspection, is_intermediate, is_public
from farhand.readers._clock_text import clock, first_clock, openssl_date
from farhand.readers._openssl_examples import EXAMPLES as EXAMPLES
from farhand.readers._runs import runs, typed

WORDS = ("CONNECTED(", "verify error", "erify return", "Certificate chain", " s:", "Cipher is", "notAfter=")
_SURE = re.compile(
    r"^CONNECTED\(|^verify error:num=\d|^\s*Verify return code: \d|^Certificate chain$|^\s*\d s:|^New, "
    r"[(\w.]+, Cipher is"
    r"|^notAfter="
)
_ALSO = re.compile(
    r"^depth=\d|^verify (?:return|error)|^\s+[iav]:|^---$|^(?:subject|issuer|notBefore|Verification"
    r"|Verified peername)\b"
    r"|^[0-9A-F]{8,20}:error:|^(?:connect|read|write):errno|^no peer certificate|^SSL handshake has read"
    r"|^(?:Requested Sig|Client Certificate Types|Acceptable client|No client cert)|^\s+Start Time:"
)
_ERROR = re.compile(r"^verify error:num=(?P<n>\d+):?(?P<text>.*)")
_CODE = re.compile(r"^\s*Verify return code: (?P<n>\d+)")
_NEW = re.compile(r"^New, (?P<version>[(\w.]+\)?), Cipher is (?P<cipher>\S+)")
_ENTRY = re.compile(r"^\s*(?P<depth>\d) s:(?P<name>.*)")
_ISSUER = re.compile(r"^\s+i:(?P<name>.*)")
_READ = re.compile(r"^SSL handshake has read (?P<n>\d+) bytes")
_ASKS = re.compile(
    r"^(?:Client Certificate Types|Acceptable client certificate CA names|Requested Signature Alg)"
)
_ALERT = re.compile(r"SSL alert number (?P<n>\d+)")
#: Numbers whose cause needs no look at the chain. Source: OpenSSL, x509_vfy.h.
_MEANS = {
    3: ("tls.revocation", 0.85), 9: ("tls.not_yet_valid", 0.93), 10: ("tls.expired", 0.93),
    12: ("tls.revocation", 0.8), 18: ("tls.self_signed", 0.93), 19: ("tls.unknown_ca", 0.88),
    62: ("tls.hostname", 0.94), 64: ("tls.hostname", 0.94), 66: ("tls.weak", 0.93), 67: ("tls.weak", 0.93),
    68: ("tls.weak", 0.93),
}  # fmt: skip
_NO_ISSUER = (2, 20, 21, 27)
#: Alerts with which a server turns down a client that showed no certificate, or another one.
_CLIENT_ALERTS = {"40": 0.93, "42": 0.85, "46": 0.8, "48": 0.8, "116": 0.95}


@dataclass(frozen=True)
class _Seen:
    """One handshake: verify errors by number, the chain as (line, subject, issuer), and the rest by line."""

    errors: dict[int, int]
    chain: list[tuple[int, str, str]]
    cipher: tuple[int, str]
    code: tuple[int, int]
    asks: int
    alert: tuple[int, str]
    read: tuple[int, int]
    failed: bool
    showed: bool


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """A handshake at a time: after its result, a new connection is a new part."""
    result = False

    def fresh(line: str) -> bool:
        nonlocal result
        again = result and bool(re.match(r"depth=\d|CONNECTED\(|verify error", line))
        result = not again and (result or bool(_CODE.match(line) or line.startswith("connect:errno")))
        return again or "s_client" in typed(line)

    def also(line: str) -> bool:
        return bool(_ALSO.match(line) or "s_client" in typed(line) or clock(line))

    yield from runs(lines, _SURE.match, also, gap=60, fresh=fresh)


def read(part: Part) -> Iterator[Sign]:
    seen = _seen(part.lines)
    told = [*_dates(part.lines, first_clock(part.lines)), *_verified(seen), *_refused(seen)]
    yield from told
    if not told:
        yield from _fine(seen, part.lines)


def _seen(lines: Sequence[str]) -> _Seen:
    errors = {int(m["n"]): at for at, x in enumerate(lines) if (m := _ERROR.match(x))}
    codes = [(at, int(m["n"])) for at, x in enumerate(lines) if (m := _CODE.match(x))]
    for at, n in codes:
        if n:
            errors.setdefault(n, at)
    return _Seen(
        errors,
        chain(lines),
        next(((at, m["cipher"]) for at, x in enumerate(lines) if (m := _NEW.match(x))), (-1, "")),
        codes[0] if codes else (-1, -1),
        next((at for at, x in enumerate(lines) if _ASKS.match(x)), -1),
        next(((at, m["n"]) for at, x in enumerate(lines) if (m := _ALERT.search(x))), (-1, "")),
        next(((at, int(m["n"])) for at, x in enumerate(lines) if (m := _READ.match(x))), (-1, -1)),
        any(":error:" in x or re.match(r"(?:connect|read|write):errno", x) for x in lines),
        any(re.search(r"\s-(?:cert|key)\s", x) for x in lines if "s_client" in x),
    )


def chain(lines: Sequence[str]) -> list[tuple[int, str, str]]:
    """Line, subject and issuer of each certificate that the server sends."""
    found: list[tuple[int, str, str]] = []
    for at, line in enumerate(lines):
        entry, issuer = _ENTRY.match(line), _ISSUER.match(line)
        if entry and int(entry["depth"]) == len(found):
            found.append((at, _tidy(entry["name"]), ""))
        elif issuer and found and not found[-1][2]:
            found[-1] = (*found[-1][:2], _tidy(issuer["name"]))
    return found


def _tidy(name: str) -> str:
    return re.sub(r"\s*=\s*", "=", name.strip())


def _verified(seen: _Seen) -> Iterator[Sign]:
    for number, at in seen.errors.items():
        if number in _MEANS:
            cause, weight = _MEANS[number]
            if number == 19 and is_inspection(seen.chain[-1][1] if seen.chain else ""):
                cause, weight = "tls.intercepted", 0.9
            yield Sign(
                at, cause, weight, f"the certificate does not verify: number {number}", subject=_subject(seen)
            )
    number = next((n for n in seen.errors if n in _NO_ISSUER), 0)
    if number and seen.chain and seen.chain[-1][2]:
        yield _no_issuer(seen, seen.errors[number])


def _subject(seen: _Seen) -> str:
    name = re.search(r"CN=([^,/]+)", seen.chain[0][1]) if seen.chain else None
    return name[1].strip() if name else ""


def _no_issuer(seen: _Seen, at: int) -> Sign:
    """Why the last issuer of the chain is not found here."""
    count, (place, subject, issuer) = len(seen.chain), seen.chain[-1]
    also, about = (place,), _subject(seen)
    if any(is_inspection(name) for _, _, name in seen.chain):
        why = f"the chain is issued by a device that decrypts TLS: {issuer}"
        return Sign(at, "tls.intercepted", 0.93, why, also=also, subject=about)
    top = _top(seen.chain)
    if top[2] != issuer and top[1] != top[2]:
        why = f"no certificate that the server sends is that of the issuer {top[2]}"
        return Sign(at, "tls.incomplete_chain", 0.95, why, also=(top[0], *also), subject=about)
    if count == 1 and subject != issuer and is_intermediate(issuer):
        why = f"the server sends one certificate only, and its issuer is an intermediate: {issuer}"
        return Sign(at, "tls.incomplete_chain", 0.95, why, also=also, subject=about)
    if subject == issuer or count > 1 or is_public(issuer):
        why = f"the chain is complete up to {issuer}, which is not trusted here"
        return Sign(at, "tls.unknown_ca", 0.93, why, also=also, subject=about)
    why = f"the issuer is not known here, and the server sends one certificate only: {issuer}"
    return Sign(at, "tls.unknown_ca", 0.7, why, also=also, subject=about)


def _top(chain: Sequence[tuple[int, str, str]]) -> tuple[int, str, str]:
    """From the server's own certificate from issuer to issuer: the last one that is there."""
    held, top = {subject: (at, subject, issuer) for at, subject, issuer in reversed(chain)}, chain[0]
    for _ in chain:
        if top[1] == top[2] or top[2] not in held:
            break
        top = held[top[2]]
    return top


def _refused(seen: _Seen) -> Iterator[Sign]:
    """The server's side: a client certificate that it asks for, or a handshake without a cipher."""
    at, alert = seen.alert
    if seen.asks >= 0 and alert in _CLIENT_ALERTS:
        why = f"the server asks for a client certificate and turns this client down with alert {alert}"
        yield Sign(
            at, "tls.client_cert", _CLIENT_ALERTS[alert], why, also=(seen.asks,), subject=_subject(seen)
        )
    elif seen.asks >= 0 and not seen.showed and not seen.errors:
        why = "the server asks for a client certificate and none was shown; it may do without"
        yield Sign(seen.asks, "tls.client_cert", 0.45, why, subject=_subject(seen))
    elif seen.cipher[1] == "(NONE)" and seen.read[1] == 0:
        why = "the server answered the handshake with nothing at all: no cipher, no certificate"
        yield Sign(seen.read[0], "tls.handshake_cut", 0.75, why, also=(seen.cipher[0],))


def _dates(lines: Sequence[str], now: datetime | None) -> Iterator[Sign]:
    """Only against a clock that stands in the same text."""
    if now is None:
        return
    for at, line in enumerate(lines):
        before, after = _date(line, "Before"), _date(line, "After")
        if after and after < now:
            why = f"the certificate ended on {after:%Y-%m-%d}, and the clock beside it says {now:%Y-%m-%d}"
            yield Sign(at, "tls.expired", 0.93, why, params={"not_after": f"{after:%Y-%m-%d}"})
        elif before and before > now:
            why = f"the certificate begins on {before:%Y-%m-%d}, and the clock beside it says {now:%Y-%m-%d}"
            yield Sign(at, "tls.not_yet_valid", 0.9, why)


def _date(line: str, which: str) -> datetime | None:
    found = re.search(rf"not{which}[:=] ?(.{{15,30}})", line, re.IGNORECASE)
    return openssl_date(found[1]) if found else None


def _fine(seen: _Seen, lines: Sequence[str]) -> Iterator[Sign]:
    at, code = seen.code
    named = any(x.startswith("Verified peername") for x in lines)
    cipher = seen.cipher[1] not in ("", "(NONE)", "0000")
    if code == 0 and cipher and not seen.failed:
        about = "" if named else " (the name was not checked)"
        yield Sign(
            at, healthy=f"the TLS handshake works and the chain is trusted{about}", subject=_subject(seen)
        )
    elif code < 0 and not seen.chain and seen.cipher[0] < 0:
        yield from _still_valid(lines)


def _still_valid(lines: Sequence[str]) -> Iterator[Sign]:
    now = first_clock(lines)
    ends = [(at, day) for at, x in enumerate(lines) if (day := _date(x, "After"))]
    if now and ends and all(day > now for _, day in ends):
        yield Sign(ends[0][0], healthy=f"the certificate is valid until {ends[0][1]:%Y-%m-%d}", subject="tls")
