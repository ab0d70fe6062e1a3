"""Address books: vCards (RFC 6350) and entries of a directory (LDIF, RFC 2849)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import matches, of_all

GROUP = "person"
_CARD = re.compile(r"begin:vcard(.{1,8000}?)end:vcard", re.I | re.S)
_KINDS = {
    "N": "name",
    "FN": "name",
    "NICKNAME": "name",
    "TEL": "phone",
    "ADR": "address",
    "BDAY": "birth-date",
    "LABEL": "address",
}
_FIELD = re.compile(r"(?:^|\n|\\n)(N|FN|NICKNAME|TEL|ADR|BDAY|LABEL)(?:;[^:\n]{1,60})?:;*([^\r\n\\]{2,200})")
_ENTRY = re.compile(
    r"^(?:cn|sn|displayName|gecos|initials|street|postalAddress|l): ((?-i:[A-Z][^\W\d_'’-]+)(?:[ ](?-i:[A-Z])[\w'’.-]+){0,3})[ \t\r]*$",
    re.I | re.M,
)
_ENTRIES = ("givenname:", "inetorgperson", "displayname:")
#: FHIR (HL7): names as lists, telephone numbers by system.
_FHIR = (
    ("family", re.compile(r'"family\\{0,3}"[ \t]*:[ \t\n]*\\{0,3}"(?P<v>[^"\\\n]{1,80})'), "name"),
    (
        "given",
        re.compile(
            r'"given\\{0,3}"[ \t]*:[ \t]*\[\s*\\{0,3}"(?P<v>[^"\]\\]{1,80}(?:\\{0,3}"\s*,\s*\\{0,3}"[^"\]\\]{1,80}){0,4})'
        ),
        "name",
    ),
    (
        "phone",
        re.compile(
            r'"phone\\{0,3}"[ \t]*,\s*\\{0,3}"value\\{0,3}"[ \t]*:[ \t]*\\{0,3}"(?P<v>[^"\\\n]{5,40})'
        ),
        "phone",
    ),
)
_QUOTED = tuple(f'"{word}"' for word, _, _ in _FHIR) + tuple(f'"{word}\\"' for word, _, _ in _FHIR)
ANCHORS = ("begin:vcard", *_ENTRIES, *_QUOTED)
_LONGEST = 4000


def find(text: str, where: Where) -> Iterator[Span]:
    for card in matches(_CARD, text, where.get("begin:vcard", ()), 0, 8100):
        for field in _FIELD.finditer(text, card.start(1), card.end(1)):
            value = field.group(2).rstrip(";")
            yield Span(field.start(2), field.start(2) + len(value), value, _KINDS[field.group(1)])
    for word, pattern, kind in _FHIR:
        for match in matches(pattern, text, of_all(where, (f'"{word}"', f'"{word}\\"')), 0, 500):
            yield Span(match.start("v"), match.end("v"), match.group("v"), kind)
    done = 0
    for at in of_all(where, _ENTRIES):
        if at >= done:
            first, last = text.rfind("\n\n", max(0, at - _LONGEST), at), text.find("\n\n", at, at + _LONGEST)
            first, done = (
                max(done, first, at - _LONGEST, 0),
                last if last >= 0 else min(len(text), at + _LONGEST),
            )
            for match in _ENTRY.finditer(text, first, done):
                yield Span(match.start(1), match.end(1), match.group(1), "name")
