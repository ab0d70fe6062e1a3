"""What broke first, and what followed."""

from __future__ import annotations

from dataclasses import dataclass

from farhand.logs.mining import Summary, Template, templates
from farhand.logs.triage.rhythm import bursts

#: What begins so many seconds after something else may follow from it.
FOLLOWS = 600.0
#: An error is usual that is there within the first tenth of the log, and in a fifth of at least ten buckets;
#: such a one breaks anew only in a burst.
_SOON, _SPREAD, _BUCKETS = 0.1, 0.2, 10
_SHARE = 0.01


@dataclass(frozen=True)
class Broken:
    """`since`: when it began, in seconds since 1970; `usual`: it was there before, but not so often.

    `followed_by`: what began within FOLLOWS seconds after it, in order.
    """

    template: Template
    since: float
    usual: bool
    followed_by: tuple[Broken, ...] = ()


def broken_first(summary: Summary) -> list[Broken]:
    """The beginnings of trouble: each with what followed it, in order of time.

    Kinds of errors that are less than a hundredth of all come after the others. Errors without a time, and
    those that are there all the time and never more than that, begin nothing.
    """
    begun = sorted(_begun(summary), key=lambda one: (one.since, -one.template.count, one.template.text))
    least = _SHARE * sum(one.template.count for one in begun)
    many = [one for one in begun if one.template.count >= least]
    few = [one for one in begun if one.template.count < least]
    return _chains(many) + _chains(few)


def _chains(begun: list[Broken]) -> list[Broken]:
    found: list[Broken] = []
    while begun:
        head, *rest = begun
        followers = [one for one in rest if one.since <= head.since + FOLLOWS]
        begun = rest[len(followers) :]
        found.append(Broken(head.template, head.since, head.usual, tuple(followers)))
    return found


def always_there(summary: Summary) -> list[Template]:
    """Errors of which the log is full from its beginning on, most frequent first."""
    return [one for one in templates(summary) if one.error and _usual(one, summary)]


def _begun(summary: Summary) -> list[Broken]:
    whole = templates(summary)
    found = (_beginning(one, summary) for one in whole if one.error and one.curve.counts)
    return [one for one in found if one]


def _usual(template: Template, summary: Summary) -> bool:
    """Whether it was there soon, and is there most of the time."""
    span, curve = summary.last - summary.first, template.curve
    buckets = span / curve.seconds + 1
    soon = template.first[0] <= summary.first + _SOON * span
    return soon and buckets >= _BUCKETS and len(curve.counts) >= _SPREAD * buckets


def _beginning(template: Template, summary: Summary) -> Broken | None:
    if not _usual(template, summary):
        return Broken(template, template.first[0], False)
    sudden = bursts(template.curve)
    return Broken(template, sudden[0].begin, True) if sudden else None
