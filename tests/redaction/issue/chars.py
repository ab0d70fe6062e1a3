"""Alphabets, and a text of so many characters of one."""

from __future__ import annotations

import string
from random import Random

UPPER, LOWER, DIGITS = string.ascii_uppercase, string.ascii_lowercase, string.digits
ALNUM, B62 = string.ascii_letters + DIGITS, DIGITS + UPPER + LOWER
HEX, BASE32, LOW36 = DIGITS + "abcdef", UPPER + "234567", LOWER + DIGITS
WORDY, B64, B64URL = ALNUM + "_", ALNUM + "+/", ALNUM + "-_"
BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"


def some(r: Random, alphabet: str, length: int) -> str:
    """`length` characters of that alphabet."""
    return "".join(r.choices(alphabet, k=length))


def mixed(r: Random, alphabet: str, length: int) -> str:
    """The same, with a digit in it for certain: no issuer gives out words."""
    text = some(r, alphabet, length)
    at = r.randrange(1, length)
    return text[:at] + r.choice(DIGITS) + text[at + 1 :]


def edge(r: Random, length: int) -> str:
    """URL-safe, with a digit for certain and no sign at either end."""
    return some(r, ALNUM, 1) + mixed(r, B64URL, length - 2) + some(r, ALNUM, 1)
