"""Names of people, dates of birth and home addresses, where a label says that they are."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._labelled import Labelled

GROUP = "person"


def _with(words: str, second: str) -> list[str]:
    """Labels of two words as they are written: together, with a sign between."""
    return [f"{word}{sign}{second}" for word in words.split() for sign in ("", " ", "_", "-")]


#: One more part of a name, which is not the next label.
_MORE = r"(?:[ ,]{1,2}(?:(?-i:van|von|de|der|den|di|da|dos|del|la|bin|al|el) ){0,2}(?-i:[A-ZÀ-Þ])[\w'’.-]{0,30}(?![\w'’.-]|[ ]?[:=]))"
_NAME = rf"[^\W\d_][\w'’.-]{{1,30}}{_MORE}{{0,3}}"
_FIRST_LAST = Labelled(
    "name",
    (*_with("first last given family middle maiden", "name"), "surname", "sur_name", "vorname", "nachname"),
    r"[\w.-]{0,20}(?:(?:first|last|given|family|middle|maiden)[ _-]?name|sur_?name|vorname|nachname)s?", _NAME,
)  # fmt: skip
_WHOLE = Labelled(
    "name",
    (*_with("full customer employee contact holder display billing beneficiary insured doctor physician guardian",
            "name"), *(f"{one}'s name" for one in ("customer", "employee", "insured")),
     "patient", "customer", "employee", "recipient", "passenger", "guest", "applicant", "student", "attendee",
     *_with("account card policy", "holder"), "next of kin", "signed by", "signed:", "approved by", "contact person"),
    r"[\w.-]{0,20}(?:(?:full|patient|customer|employee|card[ _-]?holder|contact|account[ _-]?holder|display|billing"
    r"|beneficiary|insured|doctor|physician|guardian)(?:'?s)?[ _-]?name|patient|customer|employee|recipient|passenger|guest|applicant|student|attendee|(?:account|card|policy)[ _-]?holder|next of kin|signed(?: by)?|approved by|contact person)",
    rf"(?-i:[A-ZÀ-Þ])[\w'’.-]{{1,30}}{_MORE}{{1,3}}|(?-i:[A-Z]{{2,30}}(?:\^[A-Z]{{1,30}}){{1,4}})",
)  # fmt: skip
_BORN = Labelled(
    "birth-date", ("dob", "date of birth", "date de naissance", "d.o.b", "birth", "born", "geburt", "naissance"),
    r"[\w.-]{0,20}(?:d\.?o\.?b\.?|(?:date[ _-]?of[ _-]?birth|birth[ _-]?(?:date|day)|born(?:[ _](?:on|at))?)"
    r"|geburtsdatum|geburtstag|date[ _](?:de[ _])?naissance)",
    r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}|\d{8}(?!\d)|\d{1,2}(?:\.|st|nd|rd|th)? (?:[A-Z]{3,9})\.? \d{4}|[A-Z]{3,9} \d{1,2},? \d{4}",
    loose=True,
)  # fmt: skip
_HOME = Labelled(
    "address",
    ("street", *_with("home postal mailing billing shipping", "address"), *_with("address", "line"), "strasse"),
    r"[\w.-]{0,20}(?:street(?:[ _-]?address)?|(?:home|postal|mailing|billing|shipping)[ _-]?address|address[ _-]?line[ _-]?\d"
    r"|stra(?:ss|ß)e)",
    r"\d{1,5}[ ,]+(?-i:[A-Z])[\w'. -]{2,60}|[^\W\d_][\w'’. -]{2,40} \d{1,5}(?:[a-z]|/\d{1,4})?",
)  # fmt: skip
_ALL = (_FIRST_LAST, _WHOLE, _BORN, _HOME)
ANCHORS = tuple(sorted({label for one in _ALL for label in one.labels}))


def find(text: str, where: Where) -> Iterator[Span]:
    for one in _ALL:
        yield from one.find(text, where)
