"""From what was found in a text to clues: what each found signature is worth where it stands.  Pure.

The same words weigh less in an INFO line than in an ERROR line, nothing in a line that is known to be
harmless, and little when a later line says that the trouble is over. A longer match that covers a shorter
one is the more exact reading of that text, and what an error message says last is the deepest reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from farhand import causes
from farhand.causes import CHANGED, HARMLESS, RECOVERED
from farhand.model import nothing
from farhand.signatures.lines import DEBUG, INFO, level, moment
from farhand.signatures.model import Match


@dataclass(frozen=True)
class Clue:
    """One reason to believe in a cause: where it stands, what it is worth, and why it is worth that."""

    cause: str
    weight: float
    source: str
    lines: tuple[tuple[int, str], ...]
    by: str  # the signature's or the reader's name
    why: str = ""
    subject: str = ""
    params: Mapping[str, str] = field(default_factory=nothing)
    symptom: bool = False
    at: float | None = None  # seconds, comparable within one source
    span: tuple[int, int] = (0, 0)
    changed: tuple[str, ...] = ()  # how the weight came about, for --why
    after: tuple[tuple[int, str], ...] = ()  # lines on which the same message goes on
    shows_state: bool = False  # how things are when asked, not what happened
    around: str = ""  # the command's output, or the log record, that it stands in; only to tell of whom it is

    @property
    def line(self) -> int:
        return self.lines[0][0]

    @property
    def last(self) -> int:
        return self.lines[-1][0]

    def times(self, factor: float, why: str) -> Clue:
        return replace(self, weight=self.weight * factor, changed=(*self.changed, f"x{factor:g} {why}"))


#: A line after which causes are over, as names with `*`.
Over = tuple[int, tuple[str, ...]]
#: What an INFO or DEBUG line is worth against one that says nothing of its level.
_QUIETER: Mapping[str, float] = {INFO: 0.6, DEBUG: 0.3}
_COVERED, _OVER = 0.4, 0.12
#: How soon after a change what breaks may be its doing; characters of the change that are shown.
_MINUTES, _LINES, _SHOWN = 15, 40, 120
#: Words before or after a match that say that there was none of it.
_NONE_BEFORE = re.compile(
    r"(?:(?:\b(?:no|zero|without)|(?<![\w.:/,+-])0) (?:more |new |further )?|not a |never (?:a |an )?)$",
    re.IGNORECASE,
)
_NONE_AFTER = re.compile(r"^(?: (?:errors?|failures?|count|total))?\"?\s?[=:]\s?0(?![\d.:x])", re.IGNORECASE)


def of_matches(matches: Sequence[Match], source: str, quiet: frozenset[int] = frozenset()) -> list[Clue]:
    """Clues of one source. `quiet` are lines whose words are names and data, not messages."""
    harmless = {n for m in matches if m.signature.cause == HARMLESS for n, _ in m.lines}
    kept = [m for m in matches if _counts(m, harmless, quiet)]
    clues = [_levelled(_clue(m, source), m) for m in kept]
    return list(_uncovered(clues))


def recovered(clues: Sequence[Clue], matches: Sequence[Match], signs: Sequence[Over]) -> list[Clue]:
    """Clues of one source, worth little where a later line, or a reader's sign, says that it is over."""
    over = [(line, ended, "") for line, ended in signs]
    good = (m for m in matches if m.signature.cause == RECOVERED)
    over += [(m.line, m.signature.ends, m.groups.get("name", "")) for m in good]
    latest = {(ended, whose): line for line, ended, whose in sorted(over)}
    last = {clue.cause: clue.line for clue in sorted(clues, key=lambda c: c.line)}
    return [_recovered(clue, latest, last[clue.cause]) for clue in clues]


def after_changes(clues: Sequence[Clue], matches: Sequence[Match]) -> list[Clue]:
    """Clues that follow soon on a line that says that something was changed, with that line named."""
    changes = [(m, moment(m.lines[0][1])) for m in reversed(matches) if m.signature.cause == CHANGED]
    return [_after(clue, next((m for m, at in changes if _soon(m, at, clue)), None)) for clue in clues]


def _soon(change: Match, at: float | None, clue: Clue) -> bool:
    """Within a few minutes where both have a time, else within some lines."""
    if at is not None and clue.at is not None:
        return 0 <= clue.at - at <= _MINUTES * 60 and change.line < clue.line
    return 0 < clue.line - change.last <= _LINES


def _after(clue: Clue, last: Match | None) -> Clue:
    if last is None:
        return clue
    return replace(clue, why=f"{clue.why}; shortly after line {last.line}: {last.text[:_SHOWN]}")


def _counts(match: Match, harmless: Iterable[int], quiet: frozenset[int]) -> bool:
    if (
        match.signature.cause in (HARMLESS, RECOVERED, CHANGED)
        or match.line in quiet
        or match.line in harmless
    ):
        return False
    text = match.text
    return not (_NONE_BEFORE.search(text[: match.start]) or _NONE_AFTER.search(text[match.end :]))


def _clue(match: Match, source: str) -> Clue:
    signature = match.signature
    found = match.text[match.start : match.end]
    return Clue(
        cause=signature.cause,
        weight=signature.weight,
        source=source,
        lines=match.lines,
        by=signature.id,
        why=f"it says: {found[:160]}" + (f" ({signature.tool})" if signature.tool else ""),
        subject=_subject(match.groups),
        params=dict(match.groups),
        symptom=signature.symptom,
        at=moment(match.lines[0][1]),
        span=(match.start, match.end),
        changed=(f"{signature.weight:g} {signature.id}",),
        after=match.after,
    )


def _subject(groups: Mapping[str, str]) -> str:
    host, port = groups.get("host", ""), groups.get("port", "")
    return f"{host}:{port}" if host and port else host


def _levelled(clue: Clue, match: Match) -> Clue:
    said = level(match.lines[0][1])
    if said not in _QUIETER:
        return clue
    factor = _QUIETER[said] + (0.25 if clue.weight >= 0.95 else 0.0)
    return clue.times(round(factor, 2), f"in a line of level {said}")


def _uncovered(clues: Sequence[Clue]) -> Iterator[Clue]:
    by_line: dict[tuple[int, ...], list[Clue]] = {}
    for clue in clues:
        by_line.setdefault(tuple(n for n, _ in clue.lines), []).append(clue)
    for clue in clues:
        others = by_line[tuple(n for n, _ in clue.lines)]
        cover = next((o for o in others if _covers(o, clue)), None)
        yield clue.times(_COVERED, f"covered by {cover.by}") if cover else clue


def _covers(other: Clue, clue: Clue) -> bool:
    """The other one is a longer reading of the same words, for another cause."""
    if other.cause == clue.cause or other.weight < clue.weight * 0.6:
        return False
    if causes.get(other.cause).vague and not causes.get(clue.cause).vague:
        return False
    (a, b), (c, d) = other.span, clue.span
    return a <= c and d <= b and (b - a) > (d - c)


def _recovered(clue: Clue, latest: Mapping[tuple[tuple[str, ...], str], int], again: int) -> Clue:
    """Less where a later line says that it is over and the same does not come again after that."""
    over = (
        line
        for (ended, whose), line in latest.items()
        if ends(ended, clue.cause) and not _of_another(clue, whose)
    )
    later = max(over, default=0)
    if later <= clue.last or again > later:
        return clue
    return clue.times(_OVER, f"over by line {later}")


#: How systemd names a unit that did not start; the same words follow `Started` once it has.
_NOT_STARTED = re.compile(r"Failed to start (.{1,120}?)\.?$")


def _of_another(clue: Clue, name: str) -> bool:
    """One copy of an app, or one unit, that is well says nothing of the one beside it."""
    if name and clue.cause == "service.unit_failed":
        failed = _NOT_STARTED.search(clue.lines[0][1])
        return failed is not None and failed[1] != name.rstrip(".")
    if not (clue.cause.startswith("container.") and clue.subject and name):
        return False
    return not (clue.subject.startswith(name) or name.startswith(clue.subject))


def ends(patterns: Iterable[str], cause: str) -> bool:
    return any(fnmatchcase(cause, p) for p in patterns)
