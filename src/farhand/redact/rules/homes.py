"""Where people live and when they were born, in other languages, and streets after a plain `address`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._labelled import Labelled
from farhand.redact.rules._near import matches

GROUP = "person"

_STREET_WORD = r"(?:[\w.-]{0,30}stra(?:ss|ß)e|[\w.-]{2,30}str\.|[\w-]{2,30}(?:weg|gasse|platz|allee)|ul\.|via|calle|rua|avenida|rue)"
_STREETS = Labelled(
    "address",
    ("address", "adresse", "line1", "line_1", "anschrift", "indirizzo", "dirección", "direccion", "domicilio", "endereço", "wohnort", "wohnhaft", "lives at", "residing at", "ship to", "deliver to", "bill to"),
    r"[\w.-]{0,20}(?:address(?:[ _-]?line)?[ _-]?1?|adresse|line_?1|anschrift|indirizzo|direcci[óo]n|domicilio|endereço|wohnort|wohnhaft(?: in)?|lives at|residing at|(?:ship|deliver|bill) to)",
    r"(?-i:(?:(?:Flat|Apt\.?|Unit|Suite) \w{1,5}, ?)?\d{1,5}[a-zA-Z]?(?:bis|ter)?,? (?:rue|avenue|av\.|bd|boulevard|allée|place|chemin|impasse|quai|[NSEW]\.?|[A-Z][a-zà-ÿ'’.-]{1,30})"
    r"(?: [\w'’.-]{1,30}){1,6}(?:, ?[\w'’ .-]{2,40}){0,3})"
    rf"|{_STREET_WORD}(?: [^\W\d][\w'’.-]{{0,30}}){{0,4}},? \d{{1,5}}[a-z]?(?:[/-]\d{{1,4}})?(?:, ?[\w'’ .-]{{2,40}}){{0,3}}", loose=True,
)  # fmt: skip
_ABROAD = Labelled(
    "address",
    ("住所", "地址", "住址", "주소", "адрес", "адреса", "العنوان", "כתובת", "διεύθυνση", "पता", "ที่อยู่"),
    r"(?:住所|(?:家庭|收货)?(?:地址|住址)|주소|адреса?(?: проживания| доставки)?|العنوان|כתובת(?: מגורים)?|διεύθυνση|पता|ที่อยู่)",
    r"(?=[^\d\n]{2,60}\d)[^\W\d_A-Za-z][^\n\"'<>{}|=]{5,80}",
)  # fmt: skip
_DATE = r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}|\d{8}(?!\d)|\d{4}[年년] ?\d{1,2}[月월] ?\d{1,2}[日일]|\d{1,2}[-. ]{1,2}(?:de )?[^\W\d_]{3,10}[- ](?:de )?\d{4}"
_BORN = Labelled(
    "birth-date",
    ("生年月日", "出生", "생년월일", "дата рождения", "родил", "تاريخ الميلاد", "תאריך לידה", "fecha de nacimiento", "data di nascita",
     "data de nascimento", "geboortedatum", "födelsedatum", "fødselsdato", "data urodzenia", "datum narození", "doğum tarihi", "geboren",
     "né le", "née le", "bday", "ημερομηνία γέννησης", "birth_year", "birthday", "geb.", "nacid", "born:"),
    r"(?:生年月日|出生(?:日期|年月日?)?|생년월일|дата рождения|родил(?:ся|ась)|تاريخ الميلاد|תאריך לידה|fecha de nacimiento|data di nascita"
    r"|data de nascimento|geboortedatum|födelsedatum|fødselsdato|data urodzenia|datum narození|doğum tarihi|geboren(?: am)?|née? le|bday"
    r"|ημερομηνία γέννησης|birthday|geb\.|nacid[oa] el|born)[ \t：:]{0,2}",
    _DATE, loose=True,
)  # fmt: skip
_JAPAN = re.compile(r"〒 ?(\d{3}-?\d{4}(?:[ \u3000]?[^\n\"'<>,]{4,60})?)")
_ALL = (_STREETS, _ABROAD, _BORN)
ANCHORS = ("〒", *dict.fromkeys(label for one in _ALL for label in one.labels))


def find(text: str, where: Where) -> Iterator[Span]:
    for one in _ALL:
        yield from one.find(text, where)
    for match in matches(_JAPAN, text, where.get("〒", ()), 0, 100):
        yield Span(match.start(1), match.end(1), match.group(1), "address")
