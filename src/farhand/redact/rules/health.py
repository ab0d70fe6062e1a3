"""What the HIPAA safe harbor (45 CFR 164.514(b)(2)) counts besides: dates of care, devices, accounts, places."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._labelled import Labelled

GROUP = "health"

_CARE = Labelled(
    "care-date", ("admi", "discharge", "visit", "death", "deceased", "surgery", "encounter", "appointment"),
    r"[\w.-]{0,20}(?:admi(?:ssion|tted)|discharged?|visit|death|deceased|surgery|encounter|appointment)"
    r"[ _-]?(?:date|day|on|at|time)?",
    r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[T ]\d\d:\d\d(?::\d\d)?)?",
)  # fmt: skip
_DEVICE = Labelled(
    "device", ("serial", "device", "vin", "license plate", "license_plate", "account", "certificate n"),
    r"[\w.-]{0,20}(?:serial|device|vin|license[ _]plate|account|certificate)[ _-]?(?:no|number|nr|id|serial)",
    r"(?=[A-Z0-9-]{0,24}\d)[A-Z0-9][A-Z0-9-]{4,24}",
)  # fmt: skip
_PLACE = Labelled(
    "place", ("zip", "postal", "postcode", "city", "county"),
    r"[\w.-]{0,20}(?:zip(?:[ _-]?code)?|postal[ _-]?code|postcode|city|county)",
    r"\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|(?-i:[A-Z])[A-Za-z' -]{2,30}",
)  # fmt: skip
_ALL = (_CARE, _DEVICE, _PLACE)
ANCHORS = tuple(sorted({label for one in _ALL for label in one.labels}))


def find(text: str, where: Where) -> Iterator[Span]:
    for one in _ALL:
        yield from one.find(text, where)
