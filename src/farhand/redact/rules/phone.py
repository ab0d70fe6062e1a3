"""Telephone numbers: international ones, those in the usual groups, and any after a label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._labelled import Labelled

GROUP = "person"
PATTERNS = (r"\+\d[\d ().-]{6}", r"-\d{4}", r"\.\d{3}\.\d{4}")
_LABELLED = Labelled(
    "phone", ("phone", "mobile", "msisdn", "fax", "telefon", "tel", "cell", "tél", "móvil", "mobil:", "gsm ", "gsm:", "rufnummer", "연락처", "моб.", "call_from", "call_to",
     "caller_id", "callerid"),
    r"[\w.-]{0,30}(?:phone|mobile|msisdn|fax|telefon|(?<![a-z])tel|(?<![a-z])cell|tél|móvil|mobil|gsm|rufnummer|연락처|моб|call_(?:from|to)|caller_?id)(?:[ _-]?(?:no|number|num|nr))?\.?",
    r"\+?\(?\d[\d ()./-]{5,22}\d",
)  # fmt: skip
#: A blank alone, or nothing, may stand before a number that begins as one does; also labels in other languages.
_SPOKEN = Labelled(
    "phone",
    ("phone", "mobile", "telefon", "tel.", "téléphone", "teléfono", "telefono", "celular", "rückruf", "gsm ", "rufnummer", "tel ", "cellulare", "handy", "whatsapp",
     "手机", "手機", "电话", "電話", "携帯", "전화", "휴대폰", "телефон", "тел.", "هاتف", "جوال", "טלפון", "נייד", "τηλέφωνο", "फ़ोन", "โทร"),
    r"[\w.-]{0,20}(?:phone|mobile|telefono?|tel|téléphone|teléfono|celular|rückruf(?: unter)?|gsm|rufnummer|cellulare|handy|whatsapp|手机|手機|电话|電話|携帯(?:電話)?|"
    r"(?:휴대)?전화|휴대폰|телефон|тел|هاتف|جوال|טלפון|נייד|τηλέφωνο|फ़ोन|โทร)(?:[ _-]?(?:no|number|nr)|号码|号|號碼|番号|번호)?\.?[ \t：:]?",
    r"1[3-9]\d{9}(?!\d)|(?:\+|\(?0|\(\d\d\) ?\d)(?=(?:[ ()./-]{0,3}\d){7})[\d ()./-]{5,20}\d(?![\d:])", loose=True,
)  # fmt: skip
ANCHORS = tuple(dict.fromkeys((*_LABELLED.labels, *_SPOKEN.labels)))

_INTERNATIONAL = re.compile(
    r"(?<![\w+/.-])\+(?:1[ .-]?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}(?!\d)"
    r"|[2-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){5,11})(?![\d.]*[A-Za-z_])"
)
_GROUPED = re.compile(
    r"(?<![\w.+/-])(?:\+?1[-. ])?(?:\([2-9]\d{2}\)[ -]?|[2-9]\d{2}[-. ])[2-9]\d{2}[-.]\d{4}(?:(?=[ ]?(?:x|ext)\.?[ ]?\d)|(?![\w-]|\.\d))"
)


def find(text: str, where: Where) -> Iterator[Span]:
    for end in where.get(PATTERNS[0], ()):
        match = _INTERNATIONAL.match(text, text.rfind("+", max(0, end - 9), end))
        if match:
            yield _span(match)
    for pattern in PATTERNS[1:]:
        for end in where.get(pattern, ()):
            match = _GROUPED.search(text, max(0, end - 18), end + 6)
            if match and match.end() >= end:
                yield _span(match)
    for one in (_LABELLED, _SPOKEN):
        for span in one.find(text, where):
            yield span._replace(value=digits(span.value))


def digits(written: str) -> str:
    """The number without its groups, without `00` before the country, and of North America without the country."""
    plain = "".join(c for c in written if c.isdigit())
    plain = plain[2:] if plain.startswith("00") else plain
    return plain[1:] if len(plain) == 11 and plain[0] == "1" else plain


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end(), digits(match.group()), "phone")
