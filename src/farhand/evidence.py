"""Any mix of texts to one diagnosis: reports, frames and everything else, read, masked, weighed.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from farhand import checks, environment_text, intended, judge, naming, paste, plan, reading, saved
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
from farhand.paste import clocks, doubt
from farhand.reading import Source
from farhand.redact import Redactor
from farhand.request import answer

#: Below this confidence what a text shows is possible, but does not decide.
_DECIDES = 0.5
_NOTHING = "none of the outputs is about it"


@dataclass(frozen=True)
class Opinion:
    """What evidence from elsewhere comes to, the rows it rests on, and the clues that were weighed.

    `evidence` is what was judged, masked: it has the times that results have not.
    """

    diagnosis: Diagnosis
    results: tuple[Result, ...] = ()
    clues: tuple[Clue, ...] = ()
    evidence: tuple[Evidence, ...] = ()


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


def weigh(
    sources: Iterable[Source], redactor: Redactor, app: App | None = None, whole_site: bool = False
) -> Opinion:
    """The diagnosis of texts. Never raises for what the texts hold.

    `app` is the reader's own declaration: it names what the texts speak of. One that stands in the texts
    is data and is not used. `whole_site`: the texts are all that there is, so that a dependency that the
    commands' outputs leave out is an open question.
    """
    found = _Gathered()
    for source in sources:
        _gather(source, found)
        text = source.whole or ""
        found.clues = environment_text.without_guesses(found.clues, text, app)
        found.clues += environment_text.clues(text, source.name, app)
    told = [*clocks.together(found.evidence, app), *_without_check(found.evidence, app)]
    told += _left_out(told, found.clues, app) if whole_site else ()
    evidence = [_masked(_weighted(row, app), redactor) for row in told]
    own = intended.unintended(naming.named(found.clues, app), app)
    clues = [_hidden(clue, redactor) for clue in own]
    try:
        judged = doubt.less_sure(judge.judge(evidence))
        results = _waive([*judged, *_of_text(clues, found.healthy, app)], found.waived)
        diagnosis = diagnose(results)
    except Exception as error:  # facts may come from a file that somebody edited
        why = f"the facts in it cannot be weighed together: {type(error).__name__}"
        found.unread.append({"source": "all", "why": why})
        results, diagnosis = [], Diagnosis("undecided")
    whole = replace(diagnosis, understood=tuple(found.understood), unread=tuple(found.unread))
    return Opinion(whole, tuple(results), tuple(clues), tuple(evidence))


def _gather(source: Source, found: _Gathered) -> None:
    """Blocks of facts are unpacked first; what is in them and what is around them is text."""
    if source.whole is None:
        _add_read(source, found)
        return
    packed = facts.read(source.whole, answer.OPENERS)
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
        rest = paste.outside(rest) if paste.holds_frames(rest) else ""
    known = known or bool(reports.evidence or reports.unread or framed)
    if not known or rest.strip():
        _add_read(Source(name, [rest.encode("utf-8", "replace")], rest), found, quietly=known)


def _pasted(text: str, name: str) -> paste.Pasted | None:
    """Frames, or the output of a check's own command without its frame; None for any other text."""
    framed = paste.holds_frames(text)
    if not framed and ("farhand" not in text or '"farhand.' in text):
        return None  # the documents of the part inside an app have a reader of their own
    pasted = paste.read(text, name)
    return pasted if pasted.evidence or pasted.outputs or "#farhand " in text else None


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


def _without_check(evidence: Sequence[Evidence], app: App | None) -> Iterator[Evidence]:
    """Of what was asked by commands: the dependencies that nothing here can ask for stay open, as in a
    self-test."""
    pasted = next((row for row in evidence if row.vantage.via == "paste"), None)
    known = {row.subject for row in evidence}
    for step in plan.make(app).steps if app and pasted else ():
        if step.check is None and step.subject not in known and step.need.critical:
            about = {"kind": step.kind, "run_by": step.need.run_by}
            yield Evidence(step.kind, step.subject, "config", {"about": about}, unknown=step.problem)


def _left_out(evidence: Sequence[Evidence], clues: Sequence[Clue], app: App | None) -> list[Evidence]:
    """Of the dependencies that the app needs, those of which nothing was printed, although others' outputs
    are here by name. An output without a name might be any one's: then nothing is said to be left out."""
    names = {d.name for d in app.dependencies} if app else set()
    pasted = {row.subject for row in evidence if row.vantage.via == "paste"}
    if not pasted & names or any(_may_be_any(subject, names) for subject in pasted):
        return []
    known = {row.subject for row in evidence} | {clue.subject for clue in clues}
    return [
        Evidence(d.kind, d.name, "config", {"about": {"kind": d.kind, "run_by": d.run_by}}, unknown=_NOTHING)
        for d in (app.dependencies if app else ())
        if d.critical and d.name not in known and d.kind in checks.names()
    ]


def _may_be_any(subject: str, names: Collection[str]) -> bool:
    return subject not in names and not (subject in checks.names() and checks.is_site(checks.find(subject)))


def _weighted(row: Evidence, app: App | None) -> Evidence:
    """Whether the app needs what a pasted output tells of: the reader's declaration, else its frame."""
    about = row.facts.get("about") or {}
    declared = intended.declares(row.subject, app)
    if row.vantage.via != "paste" or not isinstance(about, Mapping) or not declared:
        return row
    critical = intended.is_critical(row.subject, app)
    return replace(row, facts={**row.facts, "about": {**about, "critical": critical}})


def _waive(results: Sequence[Result], waived: Sequence[tuple[str, str, Waiver]]) -> list[Result]:
    """What the site had waived stays waived: shown, but not counted."""
    known: Mapping[tuple[str, str], Any] = {(subject, stage): waiver for subject, stage, waiver in waived}
    return [_apply(result, known.get((result.subject, result.stage))) for result in results]


def _apply(result: Result, waiver: Waiver | None) -> Result:
    if waiver is None or result.outcome not in (FAIL, WARN, UNKNOWN):
        return result
    findings = tuple(replace(finding, waived=waiver) for finding in result.findings)
    return replace(result, waived=waiver, findings=findings)
