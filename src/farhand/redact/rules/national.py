"""Numbers by which states know people: those with a form of their own, and others after a label.

Where a number has check digits, they must be right: an order number of the same length stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._labelled import Labelled, plain_number
from farhand.redact.rules.card import luhn

GROUP = "person"
_LABELLED = Labelled(
    "national-id",
    ("ssn", "social security", "social_security", "socialsecurity", "national id", "national_id", "nationalid",
     "nino", "passport", "tax id", "tax_id", "taxid", "steuer", "insee", "aadhaar", "aadhar", "cpf", "bsn", "nhs",
     "sozialversicherung", "driver", "licence no", "license no", "personnummer", "dni", "nif", "codice fiscale"),
    r"[\w.-]{0,20}(?:ssn|social[ _]?security(?:[ _](?:number|no))?|national[ _]?id(?:entifier|entity)?|nino|passport"
    r"|tax[ _]?id|steuer(?:-?id|nummer|-identifikationsnummer)|insee|aadhaa?r|cpf|bsn|nhs|personnummer|dni|nif"
    r"|sozialversicherungsnummer|driver'?s?[ _]licen[cs]e|licen[cs]e[ _]no|codice fiscale)"
    r"(?:[ _.-]?(?:no|number|num|nr|id))?\.?",
    r"(?!\d+/(?:tcp|udp))(?=[A-Z0-9 ./-]{0,22}\d)[A-Z0-9](?:[ ./-]?[A-Z0-9]){4,17}", plain=True,
)  # fmt: skip
#: A number right after its label, with a blank alone between: digits only, so that no sentence is taken for one.
_NUMBER = Labelled(
    "national-id",
    ("ssn", "nir", "pesel", "sin", "aadhaar", "bsn", "steuer", "nhs", "cpf", "national id", "dni", "nino", "rrn", "curp"),
    r"(?:ssn|nir|pesel|sin|aadhaar|bsn|steuer-?id|nhs(?: number)?|cpf|national id|dni|nino|rrn)",
    r"\d(?:[ .-]?\d){7,14}[A-Z]?(?!\w)", loose=True, plain=True,
)  # fmt: skip
_PASSPORT = Labelled(
    "national-id",
    ("passport",),
    r"passport(?:[ _-]?(?:no|number|nr))?\.?",
    r"(?-i:[A-Z]{1,2})\d{6,8}\b",
    loose=True,
    plain=True,
)
ANCHORS = tuple(dict.fromkeys((*_LABELLED.labels, *_NUMBER.labels)))


def _always(digits: str) -> bool:
    return True


def _us(digits: str) -> bool:
    """Area, group and serial that the Social Security Administration gives out."""
    return (
        digits[:3] not in ("000", "666") and digits[0] != "9" and digits[3:5] != "00" and digits[5:] != "0000"
    )


def _cpf(digits: str) -> bool:
    for length in (9, 10):
        rest = sum(int(d) * (length + 1 - i) for i, d in enumerate(digits[:length])) * 10 % 11 % 10
        if rest != int(digits[length]):
            return False
    return len(set(digits)) > 1


def _insee(digits: str) -> bool:
    return 97 - int(digits[:13]) % 97 == int(digits[13:])


def _swedish(digits: str) -> bool:
    return luhn(digits[-10:]) and 1 <= int(digits[-8:-6]) <= 12


def _dihedral(i: int, j: int) -> int:
    """The product of two elements of the dihedral group of order ten."""
    if i < 5:
        return (i + j) % 5 if j < 5 else (i + j - 5) % 5 + 5
    return (i - 5 - j) % 5 + 5 if j < 5 else (i - j) % 5


def _verhoeff(digits: str) -> bool:
    """The check digit of Aadhaar (Verhoeff's scheme)."""
    turn = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
    check, power = 0, list(range(10))
    for digit in reversed(digits):
        check = _dihedral(check, power[int(digit)])
        power = [turn[p] for p in power]
    return check == 0


#: Form, how it is written, and whether digits of that form are such a number.
_TABLE: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("000-00-0000", r"\d{3}-\d{2}-\d{4}", _us),
    ("000.000.000-00", r"\d{3}\.\d{3}\.\d{3}-\d{2}", _cpf),
    ("000000-0000", r"(?:\d\d)?\d{6}-\d{4}", _swedish),
    ("0 00 00 00 000 000 00", r"[12] \d\d \d\d \d[\dAB] \d{3} \d{3} \d\d", _insee),
    ("0000 0000 0000", r"[2-9]\d{3} \d{4} \d{4}", _verhoeff),
    ("AA000000A", r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]", _always),
    ("AA 00 00 00 A", r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d\d \d\d \d\d [A-D]", _always),
    ("AAAAAA00A00A000A", r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", _always),
    ("AAAAA0000A", r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]", _always),
)
_ROWS = tuple(
    (form, re.compile(rf"(?<![\w.-]){pattern}(?![\w-]|\.\d)"), holds) for form, pattern, holds in _TABLE
)
FORMS = tuple(form for form, _, _ in _TABLE)


def find(text: str, where: Where) -> Iterator[Span]:
    for form, pattern, holds in _ROWS:
        for at in where.get(form, ()):
            match = pattern.match(text, at) or pattern.match(text, max(0, at - 2))
            if match and holds("".join(c for c in match.group() if c.isdigit())):
                yield Span(match.start(), match.end(), plain_number(match.group()), "national-id")
    yield from _LABELLED.find(text, where)
    yield from _NUMBER.find(text, where)
    yield from _PASSPORT.find(text, where)
