"""A diagnosis of evidence from elsewhere, for the terminal: what was read, then what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from farhand.evidence import Opinion
from farhand.faces import cause_words, text
from farhand.faces.escape import terminal
from farhand.model import UNKNOWN, WARN, Diagnosis
from farhand.words import _

#: Clues of one cause, and characters of a line, that --why shows.
_MOST_CLUES, _SHOWN = 8, 160


def write(opinion: Opinion, console: Console, why: bool = False) -> None:
    """Print a whole diagnosis; the root cause and the verdict come last. `why`: with the weighing."""
    for line in _read(opinion.diagnosis):
        console.print(line)
    looked = [r for r in opinion.results if r.check != "text" or not r.findings]
    console.print(Padding(text.subjects(looked), (1, 0, 1, 1)) if looked else "")
    if why:
        for line in _weighing(opinion):
            console.print(line, soft_wrap=True)
    for part in text.diagnosis(opinion.diagnosis):
        console.print(part)
    console.print(_last(opinion))


def _read(found: Diagnosis) -> Iterator[Text]:
    for row in found.understood:
        if row.get("says"):
            yield Text(terminal(f"{row.get('source')} is {row['says']}"), "dim")
            continue
        lines = row.get("lines")
        yield Text(terminal(f"read {row.get('source')}: {lines} lines as {row.get('reader')}"), "dim")
    for row in found.unread:
        yield Text(terminal(f"not read {row.get('source')}: {row.get('why')}"), "yellow")


def _weighing(opinion: Opinion) -> Iterator[Text]:
    """Cause by cause, the surest first, each clue with what made its weight."""
    order = {f.cause: n for n, f in enumerate(opinion.diagnosis.causes)}
    sure = {f.cause: f"{f.confidence:.2f} {f.role}" for f in opinion.diagnosis.causes}
    ranked = sorted(opinion.clues, key=lambda c: (order.get(c.cause, len(order)), c.cause, -c.weight))
    for cause, group in groupby(ranked, key=lambda c: c.cause):
        yield Text(terminal(f"{cause}  {sure.get(cause, 'too weak to be listed')}"), "bold")
        for clue in list(group)[:_MOST_CLUES]:
            yield Text(
                terminal(f"  {clue.weight:.2f}  {clue.source}:{clue.line}  {clue.lines[0][1][:_SHOWN]}")
            )
            yield Text(terminal(f"        {', '.join(clue.changed)}"), "dim")


def _last(opinion: Opinion) -> Text:
    verdict = opinion.diagnosis.verdict
    if verdict == "fault":
        roots = [f for f in opinion.diagnosis.causes if f.role == "root" and f.critical]
        told = _("Fault. Next at work: {who}.").format(who=cause_words.owners(roots))
        return Text(terminal(told), "bold red")
    if verdict == "healthy":
        warned = any(r.outcome == WARN for r in opinion.results)
        told = _("Healthy, with warnings.") if warned else _("Healthy: everything that was looked at works.")
        return Text(told, "bold green")
    if not opinion.results:
        return Text(_("Undecided: nothing in it could be understood."), "bold magenta")
    unseen = sorted({f"{r.subject}/{r.stage}" for r in opinion.results if r.outcome == UNKNOWN})
    told = _("Undecided: what is there is not enough.")
    if unseen:
        told = _("Undecided: what is there is not enough; not seen: {what}.").format(
            what=", ".join(unseen[:5])
        )
    return Text(terminal(told), "bold magenta")
