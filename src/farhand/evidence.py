"""Any mix of texts to one diagnosis: reports, frames and everything else, read, masked, weighed.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from farhand import environment_text, intended, judge, naming, paste, reading, saved
from farhand.bundle import facts
from farhand.diagnose import diagnose, weigh_clues
from farhand.diagnose.clues import Clue
from farhand.model import (
    FAIL,
    NOTHING,
    PASS,
    UNKNOWN,
    WARN,
    App,
    Diagnosis,
    Evidence,
    Result,
    Waiver,
)
from farhand.reading import Source
from farhand.redact import Redactor

#: Below this confidence what a text shows is possible, but does not decide.
_DECIDES = 0.5


@dataclass(frozen=True)
class Opinion:
    """What evidence from elsewhere comes to, the rows it rests on, and the clues that were weighed."""

    diagnosis: Diagnosis
    results: tuple[Result, ...] = ()
    clues: tuple[Clue, ...] = ()


@dataclass
class _Gathered:
    """What was found in all sources."""

    evidence: list[Evidence] = field(default_factory=list)
    clues: list[Clue] = field(default_factory=list)
    healthy: list[tuple[str, int, str, str]] = field(default_factory=list)
    waived: list[tuple[str, str, Waiver]] = field(default_factory=list)
    understood: list[Mapping[str, Any]] = field(default_factory=list)
    unread: list[Mapping[str, Any]] = field(default_factory=list)

    def add(self, part: paste.Pasted | reading.Read) -> None:
        self.understood += part.understood
        self.unread += part.unread


def weigh(sources: Iterable[Source], redactor: Redactor, app: App | None = None) -> Opinion:
    """The diagnosis of texts. Never raises for what the texts hold.

    `app` is the reader's own declaration: it names what the texts speak of. One that stands in the texts
    is data and is not used.
    """
    found = _Gathered()
    for source in sources:
        _gather(source, found)
        text = source.whole or ""
        found.clues = environment_text.without_guesses(found.clues, text, app)
        found.clues += environment_text.clues(text, source.name, app)
    evidence = [_masked(row, redactor) for row in found.evidence]
    own = intended.unintended(naming.named(found.clues, app), app)
    clues = [_hidden(clue, redactor) for clue in own]
    try:
        results = _waive([*judge.judge(evidence), *_of_text(clues, found.healthy, app)], found.waived)
        diagnosis = diagnose(results)
    except Exception as error:  # facts may come from a file that somebody edited
        why = f"the facts in it cannot be weighed together: {type(error).__name__}"
        found.unread.append({"source": "all", "why": why})
        results, diagnosis = [], Diagnosis("undecided")
    told = replace(diagnosis, understood=tuple(found.understood), unread=tuple(found.unread))
    return Opinion(told, tuple(results), tuple(clues))


def _gather(source: Source, found: _Gathered) -> None:
    """Blocks of facts are unpacked first; what is in them and what is around them is text."""
    if source.whole is None:
        _add_read(source, found)
        return
    packed = facts.read(source.whole)
    for name, document in packed.documents:
        _gather_text(f"{source.name} ({name})", document.decode("utf-8", "replace"), found)
    found.unread += [{"source": source.name, "why": why} for why in packed.problems]
    _gather_text(source.name, packed.rest, found, bool(packed.documents or packed.problems))


def _gather_text(name: str, text: str, found: _Gathered, known: bool = False) -> None:
    """Reports first, then frames; all other text goes to the readers and the signatures."""
    reports, rest = saved.read(text, name)
    found.add(reports)
    found.evidence += reports.evidence
    found.waived += saved.waivers(text) if '"waived"' in text else []
    framed = _pasted(rest, name)
    if framed:
        found.add(framed)
        found.evidence += framed.evidence
        rest = paste.outside(rest) if "#farhand begin" in rest else ""
    known = known or bool(reports.evidence or reports.unread or framed)
    if not known or rest.strip():
        _add_read(Source(name, [rest.encode("utf-8", "replace")], rest), found, quietly=known)


def _pasted(text: str, name: str) -> paste.Pasted | None:
    """Frames, or the output of a check's own command without its frame; None for any other text."""
    if "farhand" not in text or ('"farhand.' in text and "#farhand begin" not in text):
        return None  # the documents of the part inside an app have a reader of their own
    pasted = paste.read(text, name)
    return pasted if pasted.evidence or "#farhand begin" in text else None


def _add_read(source: Source, found: _Gathered, quietly: bool = False) -> None:
    read = reading.read(source)
    found.clues += read.clues
    found.healthy += [(source.name, *row) for row in read.healthy]
    if not quietly or read.understood:
        found.add(read)


def _of_text(
    clues: Sequence[Clue], healthy: Sequence[tuple[str, int, str, str]], app: App | None
) -> Iterator[Result]:
    """One row per cause that the texts speak of, and one per thing that they show to work."""
    declared = {
        d.name: {"about": {"run_by": d.run_by, "kind": d.kind}} for d in (app.dependencies if app else ())
    }
    found = weigh_clues.findings(clues)
    # what follows from something that nothing depends on does not matter either
    matters = any(f.role == "root" and intended.is_critical(f.subject, app) for f in found)
    for finding in found:
        critical = intended.is_critical(finding.subject, app) and (matters or finding.role == "root")
        outcome = FAIL if finding.confidence >= _DECIDES else UNKNOWN
        yield Result(
            "text",
            finding.subject,
            finding.stage,
            outcome if critical else WARN,
            finding.says,
            facts=declared.get(finding.subject, NOTHING),
            critical=critical,
            findings=(replace(finding, critical=critical),),
        )
    for source, line, subject, what in healthy:
        yield Result("text", subject, "text", PASS, f"{what} ({source}, line {line})")


def _hidden(clue: Clue, redactor: Redactor) -> Clue:
    """Masked before anything else sees it."""
    return replace(
        clue,
        lines=tuple((n, redactor.text(text)) for n, text in clue.lines),
        after=tuple((n, redactor.text(text)) for n, text in clue.after),
        around="",
        why=redactor.text(clue.why),
        subject=redactor.text(clue.subject),
        params=redactor.facts(clue.params),
    )


def _masked(row: Evidence, redactor: Redactor) -> Evidence:
    facts = redactor.facts(row.facts)
    return replace(row, facts=facts, unknown=redactor.text(row.unknown), raw=redactor.text(row.raw))


def _waive(results: Sequence[Result], waived: Sequence[tuple[str, str, Waiver]]) -> list[Result]:
    """What the site had waived stays waived: shown, but not counted."""
    known: Mapping[tuple[str, str], Any] = {(subject, stage): waiver for subject, stage, waiver in waived}
    return [_apply(result, known.get((result.subject, result.stage))) for result in results]


def _apply(result: Result, waiver: Waiver | None) -> Result:
    if waiver is None or result.outcome not in (FAIL, WARN, UNKNOWN):
        return result
    findings = tuple(replace(finding, waived=waiver) for finding in result.findings)
    return replace(result, waived=waiver, findings=findings)
