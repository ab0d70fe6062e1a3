"""Check digits of the numbers by which states know people and firms. Each takes the digits, or letters too."""

from __future__ import annotations

from collections.abc import Sequence

from farhand.redact.rules.card import luhn


def _weighed(digits: str, weights: Sequence[int]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights))


def day(digits: str) -> bool:
    """`MMDD` is a day of some year; of those who add to the day (NL, FI, NO: 40) too."""
    return 1 <= int(digits[:2]) <= 12 and 1 <= int(digits[2:4]) % 40 <= 31


def brazil_firm(digits: str) -> bool:
    """CNPJ."""
    first = _weighed(digits, (5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    second = _weighed(digits, (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return all(int(d) == (11 - rest if rest > 1 else 0) for d, rest in zip(digits[12:], (first, second)))


def chile(written: str) -> bool:
    """RUT: the last sign is a digit or K."""
    total = _weighed(written[-2::-1], (2, 3, 4, 5, 6, 7, 2, 3))
    return written[-1] == "0123456789K0"[11 - total % 11]


def china(written: str) -> bool:
    """Resident identity card (GB 11643): region, day of birth, serial, check sign."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return day(written[10:14]) and "10X98765432"[_weighed(written[:17], weights) % 11] == written[17]


def korea(digits: str) -> bool:
    """Resident registration; the newest ones have no check digit."""
    return day(digits[2:6]) and digits[6] in "12345678"


def switzerland(digits: str) -> bool:
    """AHV number: an EAN of the country 756."""
    return digits.startswith("756") and _weighed(digits, (1, 3) * 6 + (1,)) % 10 == 0


def russia(digits: str) -> bool:
    """SNILS."""
    return _weighed(digits, range(9, 0, -1)) % 101 % 100 == int(digits[9:])


def belgium(digits: str) -> bool:
    """National register number, born before or after 2000."""
    return any(97 - int(lead + digits[:9]) % 97 == int(digits[9:]) for lead in ("", "2"))


def finland(written: str) -> bool:
    """Personal identity code: day, sign of the century, serial, check sign."""
    return 1 <= int(written[:2]) <= 31 and (
        "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(written[:6] + written[-4:-1]) % 31] == written[-1]
    )


def singapore(written: str) -> bool:
    """NRIC and FIN."""
    total = _weighed(written[1:8], (2, 7, 6, 5, 4, 3, 2)) + (4 if written[0] in "TG" else 0)
    return written[8] == ("JZIHGFEDCBA" if written[0] in "ST" else "XWUTRQPNMLK")[total % 11]


def spain(written: str) -> bool:
    """DNI and NIE."""
    number = written[:-1].translate({ord("X"): "0", ord("Y"): "1", ord("Z"): "2"})
    return written[-1] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23]


def poland(digits: str) -> bool:
    """PESEL."""
    return -_weighed(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10 == int(digits[10])


def sweden(digits: str) -> bool:
    return luhn(digits[-10:]) and 1 <= int(digits[-8:-6]) <= 12


def mexico(written: str) -> bool:
    """CURP: a day of birth after four letters, then the sex."""
    return day(written[6:10]) and written[10] in "HMX"


def denmark_or_latvia(digits: str) -> bool:
    return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12
