"""Payment card numbers: 13 to 19 digits, also in groups, of a known issuer's range and with a right check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._labelled import Labelled

GROUP = "card"
#: `0` stands for any digit; see FORMS in rules/__init__.py.
FORMS = ("0000000000000", "0000 0000 0000", "0000-0000-0000", "0000 000000 0000", "0000-000000-0000")
_CODE = Labelled(
    "card-code", ("cvv", "cvc", "cvn", "security code", "security_code"),
    r"[\w.-]{0,20}(?:cvv2?|cvc2?|cvn|(?:card[ _])?security[ _]code)", r"\d{3,4}(?!\d)",
)  # fmt: skip
ANCHORS = _CODE.labels

#: Not a part of a digest or a UUID: no letter beside it, no hexadecimal digit beyond a hyphen.
_NUMBER = re.compile(
    r"(?:(?<![A-Za-z0-9.])(?<![0-9a-f]-)|(?<=\\[nrt]))\d(?:[ -]?\d){12,18}(?![A-Za-z0-9])(?!-[0-9a-f])(?!\.\d)"
)
_ISSUER = re.compile(
    r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|6(?:011|4[4-9]|5)|3(?:0[0-5]|[689])|35(?:2[89]|[3-8])|62|50|5[6-8]|6"
)


def find(text: str, where: Where) -> Iterator[Span]:
    done = 0
    for at in sorted({at for form in FORMS for at in where.get(form, ())}):
        if at < done:
            continue
        match = _NUMBER.match(text, at) or _NUMBER.match(text, at, at + 19)
        digits = "".join(c for c in match.group() if c.isdigit()) if match else ""
        if match and match.group().isdigit() and text[match.end() : match.end() + 1].isalnum():
            continue  # nineteen digits out of a longer run: a trace id
        if match and _is_card(digits) and _grouped_well(match.group()):
            done = match.end()
            yield Span(match.start(), done, digits, "card")
    yield from _CODE.find(text, where)


def _is_card(digits: str) -> bool:
    return 13 <= len(digits) <= 19 and bool(_ISSUER.match(digits)) and luhn(digits)


def _grouped_well(written: str) -> bool:
    """All in one, or in groups with the same sign between: a list of numbers is no card."""
    signs = {c for c in written if not c.isdigit()}
    if not signs:
        return True
    groups = re.split(r"[ -]", written)
    return len(signs) == 1 and len(groups) in (3, 4, 5) and all(3 <= len(g) <= 6 for g in groups[:-1])


def luhn(digits: str) -> bool:
    """The check digit of cards and many other numbers (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1
