"""A diagnosis as an entry of a case: causes, what else is possible, what was ruled out by what.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from farhand import causes, checks
from farhand.case import Entry
from farhand.case.story import POSSIBLE
from farhand.model import PASS, Diagnosis, Finding, Result
from farhand.steps import sees
from farhand.steps.worth import Candidate

KIND = "finding"
#: Rows of a finding, and the share from which on what is only possible is kept.
_MOST, _LEAST = 40, 0.01

Shares = Sequence[tuple[Candidate, float]]


def body(diagnosis: Diagnosis, results: Sequence[Result], shares: Shares = ()) -> dict[str, Any]:
    """The body of a `finding`. `shares`: what else is possible, and how likely (`steps.planning`)."""
    named = {(f.cause, f.subject) for f in diagnosis.causes}
    possible = [(c, p) for c, p in shares if p >= _LEAST and (c.cause, c.subject) not in named]
    rows = [*map(_found, diagnosis.causes), *(_possible(c, p) for c, p in possible)]
    open_ = {row["id"] for row in rows} | {id for f in diagnosis.causes for id in f.not_excluded or ()}
    return {
        "verdict": diagnosis.verdict,
        "causes": rows[:_MOST],
        "ruled_out": _first(ruled_out(diagnosis.causes, results, open_))[:_MOST],
    }


def is_news(made: Mapping[str, Any], rows: Iterable[Entry]) -> bool:
    """Whether it says something else than the last finding of the case."""
    last = next((e.body for e in reversed(list(rows)) if e.kind == KIND), None)
    return last is None or dict(last) != dict(made)


def ruled_out(
    found: Sequence[Finding], results: Sequence[Result], open_: Collection[str]
) -> Iterator[dict[str, str]]:
    """Causes that are excluded, each with what excludes it: first those that look like what was found."""
    for finding in found:
        for other in causes.get(finding.cause).look_alikes if finding.role == "root" else ():
            if finding.not_excluded is not None and other.cause not in open_:
                yield {"id": other.cause, "by": f"{finding.subject}: {finding.why or finding.says}"}
    for row in results:
        if row.outcome == PASS and row.check != "text":
            shown = (c for c, how in _shows(row).items() if how != "named" and c not in open_)
            yield from ({"id": cause, "by": f"{row.subject}, {row.stage}: {row.says}"} for cause in shown)


def _shows(row: Result) -> Mapping[str, str]:
    """The causes that this stage would have shown."""
    try:
        return sees.stages(checks.find(row.check)).get(row.stage, sees.NOTHING).proved
    except (LookupError, ImportError):
        return {}


def _first(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Each cause once, by what excluded it first."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row["id"], row)
    return list(found.values())


def _found(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.cause,
        "subject": finding.subject,
        "confidence": round(finding.confidence, 3),
        "role": finding.role,
        "owner": finding.owner,
        "says": finding.says or finding.why,
    }


def _possible(candidate: Candidate, share: float) -> dict[str, Any]:
    entry = causes.get(candidate.cause)
    return {
        "id": candidate.cause,
        "subject": candidate.subject,
        "confidence": round(share, 3),
        "role": POSSIBLE,
        "owner": entry.owner,
        "says": entry.title,
    }
