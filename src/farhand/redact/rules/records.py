"""Numbers of medical records, patients and members of a health plan, after their label."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._labelled import Labelled

GROUP = "person"

_NUMBER = r"(?=[A-Z0-9./-]{0,24}\d)[A-Z0-9][A-Z0-9./-]{3,24}"
_RECORD = Labelled(
    "record-number", ("mrn", "medical record", "medical_record", "medicalrecord", "chart n", "chart_n"),
    r"[\w.-]{0,20}(?:mrn|medical[ _-]?record(?:[ _-]?(?:no|number|num|nr|id))?|chart[ _-]n(?:o|umber))[ _-]?(?:no|number|id)?\.?",
    _NUMBER, loose=True,
)  # fmt: skip
_PERSON = Labelled(
    "patient-id", ("patient", "member", "subscriber", "health plan", "health_plan", "policy", "insurance", "npi"),
    r"[\w.-]{0,20}(?:patient|member|subscriber|health[ _-]?plan(?: beneficiary)?|policy|insurance|npi)[ _-]?(?:id|no|number|nr)\.?",
    _NUMBER,
)  # fmt: skip
_SPOKEN = Labelled(
    "patient-id", ("patient id", "member id", "subscriber id", "beneficiary", "insurance ", "policy ", "npi "),
    r"(?:(?:patient|member|subscriber|beneficiary|insurance|policy) (?:id|number)|(?<![a-z])npi)",
    r"(?-i:[A-Z]{0,4}-?\d{4,15})(?![\w-])", loose=True,
)  # fmt: skip
ANCHORS = (*_SPOKEN.labels, *_RECORD.labels, *_PERSON.labels)


def find(text: str, where: Where) -> Iterator[Span]:
    yield from _RECORD.find(text, where)
    yield from _PERSON.find(text, where)
    yield from _SPOKEN.find(text, where)
