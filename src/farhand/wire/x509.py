"""Reads an X.509 certificate: enough to say whose it is, for which names, from when to when, by whom.

A small DER reader that trusts no length: whatever is cut, nested or twisted raises `Unreadable`,
never anything else. Nothing is verified here; OpenSSL does that.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

#: No certificate in the wild comes near this.
LARGEST = 1 << 18

_ATTRIBUTES = {"2.5.4.3": "CN", "2.5.4.10": "O", "2.5.4.11": "OU",
               "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST"}  # fmt: skip
_HASHES = {
    "1.2.840.113549.1.1.4": "md5", "1.2.840.113549.1.1.5": "sha1", "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384", "1.2.840.113549.1.1.13": "sha512", "1.2.840.10045.4.1": "sha1",
    "1.2.840.10045.4.3.2": "sha256", "1.2.840.10045.4.3.3": "sha384", "1.2.840.10045.4.3.4": "sha512",
    "1.3.101.112": "ed25519", "1.2.840.113549.1.1.10": "pss",
}  # fmt: skip
_KEYS = {"1.2.840.113549.1.1.1": "RSA", "1.2.840.10045.2.1": "EC", "1.2.840.10040.4.1": "DSA",
         "1.3.101.112": "Ed25519", "1.3.101.113": "Ed448", "1.2.840.113549.1.1.10": "RSA"}  # fmt: skip
_CURVES = {"1.2.840.10045.3.1.7": 256, "1.3.132.0.34": 384, "1.3.132.0.35": 521, "1.3.132.0.10": 256}
_AIA, _OCSP, _CA_ISSUERS = "1.3.6.1.5.5.7.1.1", "1.3.6.1.5.5.7.48.1", "1.3.6.1.5.5.7.48.2"
_STAPLE = "1.3.6.1.5.5.7.1.24"


class Unreadable(ValueError):
    """These bytes are no certificate that this reader understands."""


@dataclass(frozen=True)
class Item:
    """One DER element: its tag byte and the bytes inside."""

    tag: int
    body: bytes
    raw: bytes

    def items(self) -> list[Item]:
        return list(_items(self.body))


def read_certificate(der: bytes) -> dict[str, Any]:
    """The facts of one certificate as plain JSON types. Raises Unreadable.

    subject, issuer ("CN=a, O=b"), subject_cn, subject_o, issuer_cn, issuer_o, not_before, not_after
    (RFC 3339, UTC), names, addresses, key ("RSA", "EC"...), bits, signed_with (hash), ca, self_signed,
    ca_issuers, ocsp (URLs), must_staple, key_id, issuer_key_id, sha256.
    """
    try:
        return _certificate(der)
    except Unreadable:
        raise
    except (ValueError, IndexError, OverflowError, RecursionError) as error:
        raise Unreadable(f"{type(error).__name__}") from None


def certificates_in(pem: bytes) -> list[bytes]:
    """The DER of every certificate in PEM text; blocks that are no base64 are left out."""
    import binascii
    import re

    found = []
    for block in re.findall(rb"-----BEGIN (?:TRUSTED )?CERTIFICATE-----(.*?)-----END", pem, re.S):
        try:
            found.append(binascii.a2b_base64(block))
        except binascii.Error:
            continue
    return found


def top_of(chain: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The highest certificate that the first leads to; servers also send others, or in disorder."""
    top: Mapping[str, Any] = chain[0] if chain else {}
    for _ in chain:
        above = next((c for c in chain if c is not top and c.get("subject") == top.get("issuer")), None)
        if above is None or top.get("self_signed"):
            break
        top = above
    return top


def _certificate(der: bytes) -> dict[str, Any]:
    if len(der) > LARGEST:
        raise Unreadable("too large")
    outer = _first(der, 0x30).items()
    fields = outer[0].items()
    if fields and fields[0].tag == 0xA0:  # the version, absent in version 1
        fields = fields[1:]
    _serial, _algorithm, issuer, validity, subject, key = fields[:6]
    begin, end = (_time(item) for item in validity.items()[:2])
    facts: dict[str, Any] = {
        **_person("subject", subject),
        **_person("issuer", issuer),
        "not_before": begin,
        "not_after": end,
        **_key(key),
        "signed_with": _HASHES.get(_oid(outer[1].items()[0].body), "other"),
        "sha256": hashlib.sha256(der).hexdigest(),
        "names": [], "addresses": [], "ca": False, "ca_issuers": [], "ocsp": [],
        "must_staple": False, "key_id": "", "issuer_key_id": "",
    }  # fmt: skip
    for item in fields[6:]:
        if item.tag == 0xA3:
            _extensions(item, facts)
    same_key = not (facts["key_id"] and facts["issuer_key_id"]) or facts["key_id"] == facts["issuer_key_id"]
    facts["self_signed"] = subject.raw == issuer.raw and same_key
    return facts


def _items(data: bytes) -> Iterator[Item]:
    at = 0
    while at < len(data):
        item, at = _item(data, at)
        yield item


def _item(data: bytes, at: int) -> tuple[Item, int]:
    if at + 2 > len(data):
        raise Unreadable("cut short")
    tag, size, start = data[at], data[at + 1], at + 2
    if size >= 0x80:
        count = size & 0x7F
        if not 1 <= count <= 4 or start + count > len(data):
            raise Unreadable("impossible length")
        size, start = int.from_bytes(data[start : start + count], "big"), start + count
    end = start + size
    if end > len(data):
        raise Unreadable("longer than what there is")
    return Item(tag, data[start:end], data[at:end]), end


def _first(data: bytes, tag: int) -> Item:
    item, _ = _item(data, 0)
    if item.tag != tag:
        raise Unreadable(f"tag {item.tag:#x} instead of {tag:#x}")
    return item


def _oid(body: bytes) -> str:
    if not body or len(body) > 64:
        raise Unreadable("no object identifier")
    first = min(body[0] // 40, 2)
    numbers, value = [first, body[0] - 40 * first], 0
    for byte in body[1:]:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(value)
            value = 0
    return ".".join(map(str, numbers))


def _person(who: str, name: Item) -> dict[str, str]:
    parts: list[tuple[str, str]] = []
    for group in name.items():
        for pair in group.items():
            kind, value = pair.items()[:2]
            parts.append((_ATTRIBUTES.get(_oid(kind.body), ""), _text(value)))
    known = [(k, v) for k, v in parts if k]
    by_kind = dict(reversed(known))
    line = ", ".join(f"{k}={v}" for k, v in known)
    return {who: line[:500], f"{who}_cn": by_kind.get("CN", ""), f"{who}_o": by_kind.get("O", "")}


def _text(item: Item) -> str:
    encoding = {0x1E: "utf-16-be", 0x0C: "utf-8"}.get(item.tag, "latin-1")
    text = item.body[:1024].decode(encoding, "replace")
    return "".join(c if c.isprintable() else "?" for c in text)[:200]


def _time(item: Item) -> str:
    """UTCTime or GeneralizedTime as RFC 3339."""
    digits = item.body.decode("ascii", "replace").rstrip("Z")
    if item.tag == 0x17:
        digits = ("19" if digits[:2] >= "50" else "20") + digits
    if not digits.isdigit() or len(digits) not in (12, 14):
        raise Unreadable("no time")
    moment = datetime.strptime(digits.ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)
    return moment.isoformat().replace("+00:00", "Z")


def _key(item: Item) -> dict[str, Any]:
    algorithm, public = item.items()[:2]
    words = algorithm.items()
    kind = _KEYS.get(_oid(words[0].body), "other")
    bits = 0
    if kind == "RSA":
        modulus = _first(public.body[1:], 0x30).items()[0].body
        bits = int.from_bytes(modulus, "big").bit_length()
    elif kind == "EC" and len(words) > 1 and words[1].tag == 0x06:
        bits = _CURVES.get(_oid(words[1].body), 0)
    return {"key": kind, "bits": bits}


def _extensions(item: Item, facts: dict[str, Any]) -> None:
    for extension in _first(item.body, 0x30).items():
        parts = extension.items()
        kind, value = _oid(parts[0].body), parts[-1].body
        if kind == "2.5.29.17":
            _alternative_names(value, facts)
        elif kind == "2.5.29.19":
            flags = _first(value, 0x30).items()
            facts["ca"] = bool(flags) and flags[0].tag == 0x01 and flags[0].body != b"\0"
        elif kind == "2.5.29.14":
            facts["key_id"] = _first(value, 0x04).body.hex()
        elif kind == "2.5.29.35":
            ids = [i.body.hex() for i in _first(value, 0x30).items() if i.tag == 0x80]
            facts["issuer_key_id"] = ids[0] if ids else ""
        elif kind == _AIA:
            _places(value, facts)
        elif kind == _STAPLE:
            facts["must_staple"] = True


def _alternative_names(value: bytes, facts: dict[str, Any]) -> None:
    for name in _first(value, 0x30).items()[:500]:
        if name.tag == 0x82:
            facts["names"].append(_text(name))
        elif name.tag == 0x87 and len(name.body) in (4, 16):
            facts["addresses"].append(str(ipaddress.ip_address(name.body)))


def _places(value: bytes, facts: dict[str, Any]) -> None:
    for place in _first(value, 0x30).items()[:20]:
        kind, where = place.items()[:2]
        key = {_OCSP: "ocsp", _CA_ISSUERS: "ca_issuers"}.get(_oid(kind.body))
        if key and where.tag == 0x86:
            facts[key].append(_text(where))
