"""Numbers by which states know people, of which form and check digits leave little doubt, with or without a label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from farhand.redact.rules import Span, Where, _checks
from farhand.redact.rules._labelled import plain_number

GROUP = "person"
ANCHORS: tuple[str, ...] = ()

#: Form, how such a number is written, and whether one of that form is one. `0` and `A`: see FORMS in __init__.py.
_TABLE: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("00.000.000/0000-00", r"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}", _checks.brazil_firm),
    (".000.000-", r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]", _checks.chile),
    ("0000000000000000", r"[1-9]\d{16}[\dxX]", _checks.china),
    ("000000-0000000", r"\d{6}-\d{7}", _checks.korea),
    ("000.0000.0000.00", r"\d{3}\.\d{4}\.\d{4}\.\d{2}", _checks.switzerland),
    ("000-000-000 00", r"\d{3}-\d{3}-\d{3} \d{2}", _checks.russia),
    ("00.00.00-000.00", r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", _checks.belgium),
    ("000000-000A", r"\d{6}-\d{3}[0-9A-Y]", _checks.finland),
    ("000000A000", r"\d{6}[A-FYXWVU]\d{3}[0-9A-Y]", _checks.finland),
    ("A0000000A", r"[STFG]\d{7}[A-Z]", _checks.singapore),
    ("A0000000A", r"[XYZ]\d{7}[A-Z]", _checks.spain),
    ("00000000A", r"\d{8}[A-Z]", _checks.spain),
    ("AAAA000000AAAAAA", r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d", _checks.mexico),
)
_ROWS = tuple(
    (form, re.compile(rf"(?<![A-Za-z0-9_.-]){pattern}(?![A-Za-z0-9_-]|\.\d)"), holds)
    for form, pattern, holds in _TABLE
)
FORMS = tuple(dict.fromkeys(form for form, _, _ in _TABLE))


def find(text: str, where: Where) -> Iterator[Span]:
    for form, pattern, holds in _ROWS:
        for at in where.get(form, ()):
            match = pattern.match(text, at) or pattern.match(text, max(0, at - (2 if form[0] == "." else 1)))
            if match and holds(plain_number(match.group())):
                yield Span(match.start(), match.end(), plain_number(match.group()), "national-id")
