"""Personal data in HL7 version 2 messages: the fields of PID, NK1 and IN1 that name a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import of_all

GROUP = "person"
#: Segment -> the fields that are hidden, counted from the segment's name.
_FIELDS = {
    "PID": {2: "record-number", 3: "record-number", 4: "record-number", 5: "name", 6: "name", 7: "birth-date", 9: "name",
            11: "address", 13: "phone", 14: "phone", 18: "record-number", 19: "national-id", 20: "national-id"},
    "NK1": {2: "name", 4: "address", 5: "phone", 6: "phone", 16: "birth-date", 30: "name", 31: "phone"},
    "IN1": {16: "name", 18: "birth-date", 19: "address", 36: "record-number", 49: "record-number"},
}  # fmt: skip
ANCHORS = ("pid|", "nk1|", "in1|")
_SEGMENT = re.compile(r"(?<![A-Za-z0-9])(PID|NK1|IN1)\|(?:[^|\n\r\"]{0,400}\|){2,60}[^|\n\r\"\\]{0,400}")


def find(text: str, where: Where) -> Iterator[Span]:
    done = 0
    for at in of_all(where, ANCHORS):
        segment = _SEGMENT.match(text, at) if at >= done else None
        if segment:
            done = segment.end()
            yield from _hidden(segment)


def _hidden(segment: re.Match[str]) -> Iterator[Span]:
    at, wanted = segment.start(), _FIELDS[segment.group(1)]
    for number, field in enumerate(segment.group().split("|")):
        if number in wanted:
            part = field.partition("^^^")[0] if wanted[number] == "record-number" else field
            if part.strip("^~& "):
                yield Span(at, at + len(part), part, wanted[number])
        at += len(field) + 1
