"""What people do, as entries of a case. All of it is on the disk when these return.  I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Any

from farhand.answers.taken import Taken
from farhand.case import Case, Entry
from farhand.concluding import finding
from farhand.exchange import masking, taking
from farhand.hub.known import Known
from farhand.hub.shelf import Book
from farhand.redact import Redactor
from farhand.steps import planning

#: Answers are taken one after another, so that none is taken twice.
_TAKING = Lock()


def add(book: Book, author: str, *rows: tuple[str, Mapping[str, Any]]) -> list[Entry]:
    """Add entries, as kinds and bodies. Raises Mistake."""
    with Case(book.folder, author) as case:
        made = [case.add(kind, body) for kind, body in rows]
    book.entries(now=True)
    return made


def take(book: Book, author: str, texts: Iterable[tuple[str, str]]) -> tuple[list[Taken], Known]:
    """Texts that came back: kept, masked, then weighed with all else. Raises Mistake."""
    with _TAKING:
        rows = book.entries(now=True)
        found = taking.take(texts, rows)
        fresh = list(taking.entries(found, rows, Redactor(), masking.around(masking.declared(rows)[0], rows)))
        add(book, author, *fresh)
    return found, weighed(book, author)


def weighed(book: Book, author: str) -> Known:
    """The case as it stands now; where the diagnosis has changed, an entry says so."""
    known = book.known()
    found, advice = known.opinion, known.advice
    shares = planning.most_likely(advice.belief) if advice else ()
    body = finding.body(found.diagnosis, found.results, shares)
    if not finding.is_news(body, known.entries):
        return known
    add(book, author, (finding.KIND, body))
    return book.known()
