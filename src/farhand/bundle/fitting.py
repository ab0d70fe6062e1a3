"""Makes a report small enough for a mail: leaves out detail in a fixed order, and says what.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Document = dict[str, Any]

#: Deeper than this nothing is kept; a report of Farhand's own is half as deep.
_DEEPEST = 20
#: What stays of a cause when nearly nothing fits.
_CAUSE = ("id", "subject", "confidence", "role", "says", "owner")


def fitted(document: Document, fits: Callable[[Document], bool]) -> Document | None:
    """The fullest form that fits, with a list `dropped` of what was left out; None where none does."""
    dropped: list[str] = []
    for words, form in _forms(document):
        dropped += [words] if words else []
        made = {**form, "dropped": list(dropped)} if dropped else form
        if fits(made):
            return made
    return None


def shallow(value: Any, level: int = 0) -> Any:
    """The same without what is nested too deeply to be looked at."""
    if isinstance(value, dict):
        return {k: shallow(v, level + 1) for k, v in value.items()} if level < _DEEPEST else "(nested)"
    if isinstance(value, (list, tuple)):
        return [shallow(v, level + 1) for v in value] if level < _DEEPEST else "(nested)"
    return value


def _forms(document: Document) -> Iterator[tuple[str, Document]]:
    """Ever smaller forms, each with the words for what it lacks more than the one before."""
    yield "", document
    form = _short(document, 400, 200)
    yield "texts beyond 400 characters, lists beyond 200 entries", form
    for outcome, words in (("pass", "results that passed"), ("skip", "results that were skipped")):
        form, count = _without(form, outcome)
        if count:
            yield f"{words}: {count}", form
    form = _short(form, 120, 20)
    yield "texts beyond 120 characters, lists beyond 20 entries", form
    yield "all results but those of causes", {**form, "results": _of_causes(form)}
    yield "everything but verdict and causes", _bare(form)


def _short(value: Any, text: int, entries: int) -> Any:
    """Long texts, lists and tables cut; the results themselves are not a list to be cut."""
    if isinstance(value, str):
        return value if len(value) <= text else value[:text] + "... (cut)"
    if isinstance(value, Mapping):
        kept = list(value.items())[:entries]
        return {str(k)[:text]: _short(v, text, 10_000 if k == "results" else entries) for k, v in kept}
    if isinstance(value, list):
        return [_short(v, text, min(entries, 200)) for v in value[:entries]]
    return value


def _without(document: Document, outcome: str) -> tuple[Document, int]:
    rows = rows_of(document)
    kept = [row for row in rows if row.get("outcome") != outcome]
    return {**document, "results": kept}, len(rows) - len(kept)


def _of_causes(document: Document) -> list[Document]:
    subjects = [cause.get("subject") for cause in causes_of(document)]
    return [row for row in rows_of(document) if row.get("subject") in subjects][:40]


def _bare(document: Document) -> Document:
    causes = [{k: str(c.get(k, ""))[:120] for k in _CAUSE} for c in causes_of(document)[:20]]
    head = {k: document.get(k) for k in ("schema", "app", "verdict", "started", "vantage")}
    return {**_short(head, 80, 6), "results": [], "causes": causes}


def rows_of(document: Mapping[str, Any]) -> list[Document]:
    """The results that have the shape of one."""
    return tables(document.get("results"))


def causes_of(document: Mapping[str, Any]) -> list[Document]:
    """The causes that have the shape of one."""
    return tables(document.get("causes"))


def tables(value: Any) -> list[Document]:
    """The entries of a list that are tables."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
