"""Everything that triage tells, put together from a summary; the faces only show it.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from farhand.logs.mining import Summary, Template, templates
from farhand.logs.mining.entry import ERROR
from farhand.logs.triage.change import new_against, new_since
from farhand.logs.triage.order import Broken, broken_first
from farhand.logs.triage.rhythm import Stretch, bursts, error_rate, gaps, whole_curve
from farhand.logs.triage.worth import Line, worth_sending

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

#: So many of a kind are told where nobody asks for more: exceptions, bursts, gaps.
MOST = 20


@dataclass(frozen=True)
class Fault:
    """Exceptions of one type and place; times in seconds since 1970, None where there is none."""

    kind: str
    place: str
    count: int
    first: float | None
    last: float | None


@dataclass(frozen=True)
class Link:
    """One record of a chain: of one trace id, over several logs."""

    time: float | None
    source: str
    service: str
    level: int
    text: str


@dataclass(frozen=True)
class Asked:
    """`new_since`: a time; `healthy`: the summary of a healthy log; `top`: how many templates; `budget`:
    bytes of the lines worth sending."""

    new_since: float | None = None
    healthy: Summary | None = None
    top: int = 20
    budget: int = 4096


@dataclass(frozen=True)
class Report:
    """`rate`: (begin, errors, all). `shapes`: how many templates there are; the first of them are told.
    `new`: None where nobody asked what is new."""

    records: int
    untimed: int
    bad: int
    first: float | None
    last: float | None
    shapes: int
    templates: tuple[Template, ...]
    new: tuple[Template, ...] | None
    broken: tuple[Broken, ...]
    bursts: tuple[Stretch, ...]
    gaps: tuple[Stretch, ...]
    rate: tuple[tuple[float, int, int], ...]
    width: int
    faults: tuple[Fault, ...]
    worth: tuple[Line, ...]
    trace: tuple[Link, ...] = ()


def report(summary: Summary, asked: Asked) -> Report:
    """Of a finished summary."""
    every = templates(summary)
    curve = whole_curve(summary)
    return Report(
        records=summary.records,
        untimed=summary.untimed,
        bad=sum(one.count for one in every if one.worst >= ERROR),
        first=moment(summary.first),
        last=moment(summary.last),
        shapes=len(every),
        templates=tuple(every[: asked.top]),
        new=_new(summary, asked),
        broken=tuple(broken_first(summary)),
        bursts=tuple(sorted(bursts(curve), key=lambda one: -one.count)[:MOST]),
        gaps=tuple(sorted(gaps(curve), key=lambda one: one.begin - one.end)[:MOST]),
        rate=_rate(summary, curve.seconds),
        width=curve.seconds,
        faults=_faults(summary),
        worth=tuple(worth_sending(summary, asked.budget)),
    )


def _rate(summary: Summary, width: int) -> tuple[tuple[float, int, int], ...]:
    """Errors over time, from the log's beginning to its end, also where only errors were read."""
    found = error_rate(summary)
    ends = [time // width * width for time in (summary.first, summary.last) if abs(time) < float("inf")]
    if found and ends and ends[0] < found[0][0]:
        found.insert(0, (ends[0], 0, 0))
    if found and ends and ends[-1] > found[-1][0]:
        found.append((ends[-1], 0, 0))
    return tuple(found)


def moment(time: float) -> float | None:
    """A time as the summaries keep it, where infinity means that there is none."""
    return time if abs(time) < float("inf") else None


def _new(summary: Summary, asked: Asked) -> tuple[Template, ...] | None:
    found: list[Template] = []
    if asked.healthy is not None:
        found += new_against(summary, asked.healthy)
    if asked.new_since is not None:
        found += [one for one in new_since(summary, asked.new_since) if one not in found]
    return tuple(found) if asked.healthy is not None or asked.new_since is not None else None


def _faults(summary: Summary) -> tuple[Fault, ...]:
    every = sorted(summary.faults.entries.items(), key=lambda one: (-one[1].count, one[0]))
    return tuple(
        Fault(kind, place, entry.count, moment(entry.first[0]), moment(entry.last[0]))
        for (kind, place), entry in every
    )


def masked(found: Report, mask: Callable[[str], str]) -> Report:
    """The same with every text of the log gone through `mask`."""

    def template(one: Template) -> Template:
        first, last = ((*seen[:3], _bytes(seen[3], mask)) for seen in (one.first, one.last))
        return replace(one, text=mask(one.text), first=first, last=last)

    def broken(one: Broken) -> Broken:
        after = tuple(broken(follower) for follower in one.followed_by)
        return replace(one, template=template(one.template), followed_by=after)

    return replace(
        found,
        templates=tuple(template(one) for one in found.templates),
        new=None if found.new is None else tuple(template(one) for one in found.new),
        broken=tuple(broken(one) for one in found.broken),
        faults=tuple(replace(one, kind=mask(one.kind), place=mask(one.place)) for one in found.faults),
        worth=tuple(replace(one, text=_bytes(one.text, mask), why=mask(one.why)) for one in found.worth),
        trace=tuple(replace(one, text=mask(one.text)) for one in found.trace),
    )


def _bytes(text: bytes, mask: Callable[[str], str]) -> bytes:
    return mask(text.decode("utf-8", "replace")).encode()


def level(number: int) -> str:
    """The name of a severity; empty where a record does not say."""
    from farhand.logs.model import NAMES

    return NAMES.get(number, "")
