"""Names of people: by the given name after a plain `name`, after a salutation, before an e-mail address, and in
languages whose words for `name` mean people.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._given import GIVEN
from farhand.redact.rules._labelled import Labelled
from farhand.redact.rules._near import back, matches, of_all

GROUP = "person"

_WORD = r"[A-ZÀ-ÞŁŚŻŠČŘİ][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?"
_FULL = rf"{_WORD}(?: (?:(?:van|von|de|der|den|di|da|del|la|bin|al|el|le) ){{0,2}}{_WORD}){{1,3}}"
_PLAIN = re.compile(
    r"(?<![a-zA-Z])(?:user_|sender_|owner_|author_|caller_)?(?:[nN]ame|NAME|[sS]ender|[cC]aller|[cC]reator|[aA]ssignee|[rR]eporter|[uU]ser(?= \")|(?:[eE]mployee|[pP]atient|[cC]ustomer)(?= ))"
    rf"\\{{0,3}}[\"']?(?:[ \t]{{0,4}}[:=>][ \t]{{0,8}}|[ ])\\{{0,3}}[\"']?({_FULL})(?![\w.-])"
)
_LABELS = (
    'user "', "employee ", "patient ", "customer ", 'name"', "name'", "name=", "name =", "name:", "name>", "sender", "caller", "creator", "assignee", "reporter",
)  # fmt: skip
_CALLED = (
    "dear ",
    "mr. ",
    "mrs. ",
    "ms. ",
    "herr",
    "frau ",
    "monsieur ",
    "madame ",
    "señor",
    "mr ",
    "mrs ",
    "liebe",
    "estimad",
    "hello ",
    "hallo ",
    "caro ",
    "cher ",
)
_SALUTATION = re.compile(
    r"(?<![\w-])(?:(?:Mr|Mrs|Ms|Mme|Señora?|Sra?|Herrn?|Frau|Monsieur|Madame)\.?[ ](?:(?:Dr|Prof)\.? ){0,2}"
    rf"({_WORD}(?: {_WORD}){{0,2}})|(?:Dear|Hello|Hallo|Liebe[rs]?|Car[oa]|Ch[eè]re?) (?!Mr|Mrs|Ms|Herr|Frau|Dr\b)({_WORD}(?: {_WORD}){{0,2}})(?=[,:!]))"
)
#: Whom a letter addresses that is written to nobody by name.
_NOBODY = frozenset(
    [
        "customer",
        "sir",
        "madam",
        "user",
        "users",
        "all",
        "team",
        "colleague",
        "colleagues",
        "client",
        "member",
        "maintainer",
        "maintainers",
        "friend",
        "damen",
        "reader",
        "developers",
        "developer",
        "valued",
        "support",
    ]
)
#: What is named after somebody is nobody.
_THINGS = frozenset(
    [
        "connector",
        "service",
        "server",
        "client",
        "manager",
        "handler",
        "worker",
        "job",
        "task",
        "test",
        "tests",
        "api",
        "app",
        "application",
        "project",
        "team",
        "group",
        "company",
        "inc",
        "ltd",
        "gmbh",
        "store",
        "shop",
        "bank",
        "hospital",
        "university",
        "school",
        "street",
        "airport",
        "module",
        "plugin",
        "library",
        "database",
        "table",
        "cluster",
    ]
)
_ONE = re.compile(_WORD)
_OF_NAMES = f"{string.ascii_letters} .,'’-" + "".join(map(chr, range(0xC0, 0x180)))
_ROW = re.compile(r"failing row contains \(([^\n]{1,4000})", re.I)
_CELL = re.compile(rf"(?<=[ (])({_FULL})(?=[,)])")

_LETTERS = r"[^\W\d_A-Za-z][^\W\d_]{0,19}(?:[ \u00b7\u30fb\u3000-][^\W\d_]{1,20}){0,3}(?!\w)"
_ABROAD = Labelled(
    "name",
    ("姓名", "氏名", "联系人", "收件人", "收货人", "担当者", "клиент", "пациент", "名前", "이름", "성명", "고객명", "성함", "имя", "фио", "фамилия", "الاسم", "اسم", "שם", "ім'я", "όνομα", "नाम", "ชื่อ"),
    r"(?:姓名|氏名|联系人|收件人|收货人|担当者|клиент|пациент|お?名前|이름|성명|고객명|성함|имя|фио|ф\.и\.о\.|фамилия|الاسم(?: الكامل)?|اسم (?:العميل|المريض)|שם(?: מלא| פרטי| משפחה| הלקוח| המטופל)?|ім'я|όνομα|नाम|ชื่อ)",
    _LETTERS,
)  # fmt: skip
_LATIN = Labelled(
    "name",
    ("nombre", "apellido", "prénom", "prenom", "nom de famille", "nom:", "nom complet", "cognome", "nome completo", "naam", "imię", "nazwisko",
     "förnamn", "efternamn", "fornavn", "etternavn", "adı", "soyad", "jméno", "příjmení", "kunde", "versicherter", "ansprechpartner",
     "kundenname", "patientin", "karteninhaber", "kontoinhaber", "titular"),
    r"(?:nombre(?: completo)?|apellidos?|pr[ée]nom|nom(?: de famille| complet)?|cognome|nome completo|(?:achter|voor)?naam|imię(?: i nazwisko)?"
    r"|nazwisko|förnamn|efternamn|fornavn|etternavn|adı|soyadı?|jméno|příjmení|kundenname|kunde|versicherter|ansprechpartner|patientin"
    r"|(?:karten|konto)inhaber|titular)",
    rf"(?-i:{_WORD}(?: {_WORD}){{0,3}})",
)  # fmt: skip
ANCHORS = (*_LABELS, *_CALLED, *_ABROAD.labels, *_LATIN.labels, "@", "failing row")


def find(text: str, where: Where) -> Iterator[Span]:
    for match in matches(_PLAIN, text, of_all(where, _LABELS), 8, 120):
        names = match.group(1).lower().split()
        if names[0] in GIVEN and _THINGS.isdisjoint(names):
            yield _span(match, 1)
    for match in matches(_SALUTATION, text, of_all(where, _CALLED), 3, 100):
        group = match.lastindex or 1
        first = match.group(group).partition(" ")[0].lower()
        if first not in _NOBODY and (first in GIVEN or match.group()[:1] not in "Hh" or group == 1):
            yield _span(match, group)
    for row in matches(_ROW, text, where.get("failing row", ()), 0, 4100):
        for cell in _CELL.finditer(text, row.start(1) - 1, row.end(1)):
            yield _span(cell, 1)
    yield from _before_mail(text, where)
    yield from _ABROAD.find(text, where)
    yield from _LATIN.find(text, where)


def _before_mail(text: str, where: Where) -> Iterator[Span]:
    """`Jane Doe <jane@example.com>`."""
    for at in where.get("@", ()):
        sign = max(text.rfind("<", max(0, at - 64), at), text.rfind("&lt;", max(0, at - 70), at))
        if sign > 0 and text[sign - 1] == " " and " " not in text[sign:at]:
            yield from _named(text, max(0, sign - 90), sign - 1)


def _named(text: str, first: int, end: int) -> Iterator[Span]:
    while end > first and text[end - 1] in '\\"':
        end -= 1
    start = back(text, end, _OF_NAMES, end - first)
    words, names = text[start:end].split(" "), list[str]()
    while words and len(names) < 4 and _ONE.fullmatch(words[-1].rstrip(",")):
        names.insert(0, words.pop())
    name = " ".join(names)
    if len(names) > 1:
        yield Span(end - len(name), end, name, "name")


def _span(match: re.Match[str], group: int) -> Span:
    end = match.end(group) - (match.group(group)[-1:] == ".")
    return Span(match.start(group), end, match.string[match.start(group) : end], "name")
