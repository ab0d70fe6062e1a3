"""What a root cause is not, and what shows it; and what is still possible.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from farhand import causes
from farhand.case.story import RuledOut
from farhand.escalation.about import harmless, seen
from farhand.escalation.nouns import Excluded
from farhand.model import PASS, Finding, Result
from farhand.words import ENGLISH, _, language, marked, of_cause, said

#: What a stage looks at, for people who do not know its name.
_STAGES = {
    "dns": marked("the look-up of the name"),
    "tcp": marked("the connection"),
    "tls": marked("the encryption"),
    "proxy": marked("the way through the proxy"),
    "login": marked("the login"),
    "request": marked("the request"),
}
#: Rows that are shown of each sort.
_MOST = 8


def ruled_out(
    finding: Finding, results: Sequence[Result] = (), kept: Sequence[RuledOut] = ()
) -> tuple[Excluded, ...]:
    """What works, first at the subject itself; which look-alikes do not fit; what the case has ruled out."""
    found = [*_stages(finding, results), *_others(finding, results), *_look_alikes(finding)]
    found += [Excluded(_title(one.cause), said(one.by)) for one in kept if one.cause != finding.cause]
    return tuple(dict.fromkeys(found))[:_MOST]


def still_possible(finding: Finding) -> tuple[Excluded, ...]:
    """Look-alikes that nothing has excluded, each with what would tell it apart."""
    alike = causes.get(finding.cause).look_alikes
    decide = {row.cause: causes.fill(_command(row.decide), harmless(finding.params)) for row in alike}
    rows = ((_title(other), decide.get(other, "")) for other in finding.not_excluded or ())
    return tuple(Excluded(title, how) for title, how in rows)[:_MOST]


def _command(decide: str) -> str:
    """What tells it apart; the remark behind a command is there in English only."""
    return decide if language() == ENGLISH else decide.partition("   (")[0]


def _stages(finding: Finding, results: Sequence[Result]) -> Iterator[Excluded]:
    for row in results:
        # That the settings are complete says nothing of the fault.
        if row.subject == finding.subject and row.outcome == PASS and row.stage not in ("text", "config"):
            what = _(_STAGES.get(row.stage, row.stage))
            yield Excluded(
                _("{what} of {subject}").format(what=what, subject=row.subject),
                _("works: {says}").format(says=said(row.says)),
            )


def _others(finding: Finding, results: Sequence[Result]) -> Iterator[Excluded]:
    """Others that work from the same place: then it is neither the whole network nor the whole host."""
    failing = {row.subject for row in results if row.outcome not in (PASS, "skip")}
    working = {row.subject for row in results if row.outcome == PASS} - failing - {finding.subject}
    if working:
        yield Excluded(
            _("a fault of everything at once"),
            _("from the same place these work: {names}").format(names=", ".join(sorted(working))),
        )


def _look_alikes(finding: Finding) -> Iterator[Excluded]:
    """Causes that look the same, where the judge has seen enough to exclude them."""
    if finding.not_excluded is None:
        return
    for other in causes.get(finding.cause).look_alikes:
        if other.cause not in finding.not_excluded:
            yield Excluded(
                _title(other.cause),
                _("does not fit what was seen: {what}").format(what=seen(finding)),
            )


def _title(cause: str) -> str:
    return of_cause(cause, causes.get(cause).title)
