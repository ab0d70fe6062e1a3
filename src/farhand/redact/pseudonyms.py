"""Marks for addresses and names that keep what they had in common: hosts of one subnet, names of one domain.

The twelve digits of such a mark are of two parts. The first stands for what is shared (the /24 of an IPv4
address, the /64 of an IPv6 one, the domain of a host or an e-mail address, the maker of a network card),
the second for the rest. Both are keyed: nobody can compute an address from its mark without the key. Within
one subnet no two IPv4 addresses have the same mark.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Callable
from functools import lru_cache

#: digest(text) -> 64 hexadecimal digits, keyed (BLAKE2b, RFC 7693).
Digest = Callable[[str], str]


def digits(key: bytes) -> Digest:
    """The keyed digest that marks are made of."""
    key = key if len(key) <= 64 else hashlib.sha512(key).digest()
    keyed = hashlib.blake2b(key=key, digest_size=32)

    @lru_cache(maxsize=65536)
    def digest(text: str) -> str:
        one = keyed.copy()  # a third quicker than a new one with the key
        one.update(text.encode("utf-8", "surrogatepass"))
        return one.hexdigest()

    return digest


def of(kind: str, value: str, digest: Digest) -> str:
    """The twelve digits for a value of a kind that is known here; empty for all others."""
    maker = _MAKERS.get(kind)
    return maker(value, digest) if maker else ""


def _ipv4(value: str, digest: Digest) -> str:
    network, _, last = value.rpartition(".")
    subnet = digest("ipv4 " + network)
    wide = digest("ipv4 " + network.rpartition(".")[0])
    return f"{wide[:5]}{subnet[:5]}{_shuffled(int(last), subnet):02x}"


def _shuffled(octet: int, table: str) -> int:
    """One of 256 for one of 256, all different: four rounds that swap halves (a Feistel network)."""
    left, right = octet >> 4, octet & 15
    for turn in (0, 16, 32, 48):
        left, right = right, left ^ _VALUE[table[turn + right]]
    return left << 4 | right


_VALUE = {digit: int(digit, 16) for digit in "0123456789abcdef"}


def _ipv6(value: str, digest: Digest) -> str:
    address = ipaddress.IPv6Address(value.partition("%")[0])
    prefix = int(address) >> 64
    return digest(f"ipv6 {prefix}")[:6] + digest(f"ipv6 {int(address)}")[:6]


def _host(value: str, digest: Digest) -> str:
    """A short name ends as the full one does; an e-mail address begins as the hosts of its domain."""
    name = value.lower().rstrip(".")
    first, _, domain = name.partition(".")
    return digest("domain " + domain)[:5] + digest("host " + first)[:7]


def _email(value: str, digest: Digest) -> str:
    name = value.lower()
    return digest("domain " + name.rpartition("@")[2])[:5] + digest("email " + name)[:7]


def _mac(value: str, digest: Digest) -> str:
    plain = "".join(c for c in value.lower() if c in "0123456789abcdef")
    return digest("mac " + plain[:6])[:5] + digest("mac " + plain)[:7]


def _user(value: str, digest: Digest) -> str:
    return digest("user " + value.lower())[:12]


_MAKERS: dict[str, Callable[[str, Digest], str]] = {
    "ipv4": _ipv4,
    "ipv6": _ipv6,
    "host": _host,
    "email": _email,
    "mac": _mac,
    "user": _user,
}
