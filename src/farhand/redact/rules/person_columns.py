"""Columns of a CSV file, and of what SQL inserts, that hold data of persons: their names in the head say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from farhand.redact.rules import Span, Where, _tables, phone
from farhand.redact.rules._labelled import plain_number
from farhand.redact.rules._near import matches, of_all

GROUP = "person"
_INTO = ("insert into", "insert ignore into", "replace into")
_HEADS = (
    "first_name", "last_name", "firstname", "lastname", "first name", "last name", "surname", "full_name", "fullname", "full name",
    "given_name", "customer_name", "patient_name", "date_of_birth", "birth_date", "birthdate", "date of birth", "phone_number",
    ",email", ";email", "email,", "email;", "mrn,", "\temail", ",phone", ";phone", ",ssn", "ssn,", ",dob", ";dob", ",address", ";address", "vorname", "nachname",
    ",mobile", "street,", "street;", '"ssn"', '"dob"', "phone ", "email ", "ssn ", "dob ", "geburtsdatum", "telefon;",
)  # fmt: skip
ANCHORS = (*_INTO, *_HEADS)
_KINDS = (
    (
        "name",
        r"(first|last|given|family|middle|maiden|full|customer|patient|employee|contact|holder|sur)name|(vor|nach)name|cardholder",
    ),
    ("birth-date", r"dob|dateofbirth|birthdate|birthday|geburtsdatum"),
    (
        "phone",
        r"(home|work|cell|mobile|contact)?(phone|telephone)(number|no|nr)?|mobile(number|no)?|cell|tel|telefon|handy|fax|msisdn",
    ),
    (
        "national-id",
        r"ssn|nationalid|taxid|passport(number|no)?|nino|pesel|cpf|dni|socialsecuritynumber|driverslicen[cs]e",
    ),
    ("address", r"(home|street|mailing|billing|shipping|postal)?address(line)?1?|street|stra(ss|ß)e"),
    ("record-number", r"mrn|medicalrecord(number|no)?"),
    ("card", r"(credit)?card(number|no)?|pan"),
    ("iban", r"iban"),
    ("email", r"e?mail(address)?"),
)
_COMPILED = [(kind, re.compile(pattern)) for kind, pattern in _KINDS]


@lru_cache(maxsize=4096)
def _kind(column: str) -> str | None:
    plain = "".join(c for c in column.lower() if c.isalnum())
    return next((kind for kind, pattern in _COMPILED if pattern.fullmatch(plain)), None)


def _wanted(columns: list[str]) -> dict[int, str]:
    """`name` alone is a person's where another column of the table is."""
    kinds = [_kind(column) for column in columns]
    if sum(kind not in (None, "address") for kind in kinds) == 0:
        return {}
    named = {i: "name" for i, column in enumerate(columns) if column.lower() == "name"}
    return {**named, **{i: kind for i, kind in enumerate(kinds) if kind}}


def find(text: str, where: Where) -> Iterator[Span]:
    for match in matches(_tables.INSERT, text, of_all(where, _INTO), 0, 4000):
        columns = [name.strip(' "`[]') for name in match.group(1).split(",")]
        wanted = {columns[i]: kind for i, kind in _wanted(columns).items()}
        yield from _checked(_tables.inserted(text, match, wanted.get))
    done = 0
    for at in of_all(where, _HEADS):
        if at >= done:
            spans, done = _tables.csv(text, at, _wanted)
            yield from _checked(spans or _tables.grid(text, at, _wanted))


def _checked(spans: Iterable[Span]) -> Iterator[Span]:
    """Without what cannot be of its column's class: a table may be about such columns."""
    for span in spans:
        number = span.kind not in ("name", "address", "email")
        if "@" in span.value if span.kind == "email" else not number or any(c.isdigit() for c in span.value):
            yield _plain(span)


def _plain(span: Span) -> Span:
    """The value as the other rules of its class have it."""
    if span.kind == "phone":
        return span._replace(value=phone.digits(span.value))
    return span._replace(value=plain_number(span.value)) if span.kind == "national-id" else span
