"""The map of a site: what stands where, how it is known, from when that is, and which hop fails.  Pure.

    declaration ──► declared ┐
    evidence ─────► rows     ├─► Known, Known, ... ──► ways, states, faults ──► Map ──► faces/map_*
    texts ────────► texts/   │   one value, one origin    contradictions, gaps
    answers ──────► told     ┘

Nothing that comes in is expanded, probed or run, and every value is masked and made one short line before it
is kept. A declaration that lies in evidence is not used: only the reader's own is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import tomllib

from farhand import declare
from farhand.answers import kept, said
from farhand.case import Entry
from farhand.errors import Mistake
from farhand.evidence import Opinion, weigh
from farhand.model import App, Evidence
from farhand.reading import Source
from farhand.redact import Redactor
from farhand.topology import declared, form, places, rows, texts, told
from farhand.topology.drawing import draw
from farhand.topology.form import Answer
from farhand.topology.model import Known, Map

__all__ = ["Map", "declaration_of", "of", "of_entries"]

#: Characters of one value that are kept, and texts and their bytes that are looked at for more than causes.
_VALUE, _TEXTS, _BYTES = 200, 200, 16 << 20


@dataclass(frozen=True)
class Said:
    """One answer of the form, when it was given and where it stands."""

    answer: Answer
    at: str = ""
    where: str = ""


@dataclass
class _Taken:
    """What was kept of the sources while the diagnosis read them."""

    rows: list[Known] = field(default_factory=list)
    texts: int = 0
    bytes: int = 0


def of(
    app: App | None,
    sources: Iterable[Source] = (),
    answers: Iterable[Said] = (),
    seen: Mapping[str, str] | None = None,
    heard: Mapping[str, str] | None = None,
    opinion: Opinion | None = None,
) -> Map:
    """The map that the declaration, evidence and answers come to. Never raises for what they hold.

    A source that is a filled-in form of `farhand map questions` counts as answers. `seen`: when each source
    came, by its name. `heard`: answers to other questions of a case (`farhand.asks`), for the diagnosis.
    `opinion`: what `weigh` has made of the same sources already.
    """
    taken, redactor = _Taken(), Redactor()
    passing = _passed_on(sources, app, seen or {}, taken)
    if opinion is None:
        opinion = weigh(passing, redactor, app)
    for _ in passing:
        pass  # what is left is still to be kept
    known = [*(declared.known(app) if app else ()), *rows.known(opinion.evidence), *taken.rows]
    for one in answers:
        known += told.known([one.answer], one.at, one.where)
    clean = _Clean(redactor)
    diagnosis = said.weighed(opinion.diagnosis, dict(heard or {}))
    named = replace(
        diagnosis, causes=tuple(replace(f, says=clean.text(f.says or f.why)) for f in diagnosis.causes)
    )
    shown = places.settled(app, (clean.known(row) for row in known))
    return draw(app, shown, [clean.evidence(row) for row in opinion.evidence], named)


def of_entries(
    entries: Sequence[Entry],
    app: App | None = None,
    sources: Iterable[Source] = (),
    opinion: Opinion | None = None,
) -> Map:
    """The map of a case, with further evidence beside it. Without `app` the case's own declaration counts.

    `opinion`: what `weigh` made of the same texts, where somebody has it already; it is most of the work.
    """
    last = {str(e.body.get("id")): e for e in entries if e.kind == "told"}
    answers = [s for s in map(_said, last.values()) if s]
    heard = {number: choice for number, choice in said.of(entries).items() if not number.startswith("map.")}
    every = [*kept.sources(entries), *sources]
    times = {kept.name_of(entry): entry.at for entry in entries if entry.kind == "answered"}
    return of(app or declaration_of(entries), every, answers, times, heard, opinion)


def declaration_of(entries: Iterable[Entry]) -> App | None:
    """The declaration that a case was last opened with; None where there is none, or it is unsound."""
    written = [str(e.body.get("declaration") or "") for e in entries if e.kind == "opened"]
    if not written or not written[-1]:
        return None
    try:
        return declare.read(tomllib.loads(written[-1]), "the case's farhand.toml")
    except (Mistake, tomllib.TOMLDecodeError, RecursionError):
        return None


def _said(entry: Entry) -> Said | None:
    body = entry.body
    answer = form.answer_of(str(body.get("id")), str(body.get("choice") or ""), str(body.get("text") or ""))
    return Said(answer, entry.at, f"told by {entry.author}") if answer else None


def _passed_on(
    sources: Iterable[Source], app: App | None, seen: Mapping[str, str], taken: _Taken
) -> Iterator[Source]:
    """The sources for the diagnosis; what they say of the site is kept as they go by."""
    for source in sources:
        whole, at = source.whole, seen.get(source.name, "")
        if whole is not None and form.holds(whole):
            taken.rows += told.known(form.read(whole), at, source.name)
            continue
        if whole is not None and taken.texts < _TEXTS and taken.bytes + len(whole) <= _BYTES:
            taken.texts, taken.bytes = taken.texts + 1, taken.bytes + len(whole)
            taken.rows += texts.known(source.name, whole, app, at)
        yield source


class _Clean:
    """Masks each text, and makes it one line of bounded length; the same text is looked at once."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._seen: dict[str, str] = {}

    def text(self, value: str) -> str:
        if value not in self._seen:
            line = " ".join(self._redactor.text(value[: 20 * _VALUE]).split())
            self._seen[value] = line if len(line) <= _VALUE else line[: _VALUE - 3] + "..."
        return self._seen[value]

    def known(self, row: Known) -> Known:
        where = replace(row.origin, where=self.text(row.origin.where))
        return Known(self.text(row.of), row.what, self.text(row.value), where)

    def evidence(self, row: Evidence) -> Evidence:
        return replace(row, subject=self.text(row.subject), source=self.text(row.source))
