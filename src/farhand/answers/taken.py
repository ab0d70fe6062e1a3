"""One text that came back, taken apart: each output with its question, and what else stands in it.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from farhand import paste
from farhand.answers import refusals, remarks
from farhand.answers.asked import Asked
from farhand.answers.remarks import Before
from farhand.paste import Output, obstacles
from farhand.paste.meaning import Meant


@dataclass(frozen=True)
class Took:
    """One output of a text."""

    source: str
    output: Output
    meant: Meant
    question: Asked | None = None
    says: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()  # why it does not belong
    dropped: bool = False  # and it is not weighed, unless there is nothing else

    @property
    def judged(self) -> bool:
        return any(not row.unknown for row in self.meant.rows)


@dataclass(frozen=True)
class Blocked:
    """Words outside of every output that say why it could not be looked."""

    source: str
    line: int
    why: str
    instead: str
    text: str
    question: Asked | None = None


@dataclass(frozen=True)
class Refused:
    """Words that read like a refusal, and the questions that may be meant."""

    source: str
    line: int
    text: str
    meant: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class Taken:
    """All that is in one text. `rest` is the text without its outputs."""

    source: str
    text: str
    took: tuple[Took, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    refused: tuple[Refused, ...] = ()
    unread: tuple[str, ...] = ()
    rest: str = ""


def take(source: str, text: str, asked: Sequence[Asked], before: Sequence[Before]) -> Taken:
    """Never raises for what the text holds."""
    found = paste.read(text, source)
    took: list[Took] = []
    beside = [as_before(output) for output, _ in found.outputs]
    for output, meant in found.outputs:
        earlier = [*before, *(as_before(one.output) for one in took if one.output.host == output.host)]
        took.append(_took(source, output, meant, asked, earlier, beside))
    framed = paste.holds_frames(text)
    rest = paste.outside(text) if framed else "" if took else text
    lines = [(n, line) for n, line in enumerate(rest.split("\n"), 1) if line.strip()]
    told = () if took and not framed else lines
    return Taken(
        source,
        text,
        tuple(_told_apart(took)),
        tuple(_blocked(source, told, asked)),
        tuple(Refused(source, *row) for row in refusals.find(told, asked)),
        tuple(str(row["why"]) for row in found.unread),
        rest,
    )


def without_obstacles(text: str) -> str:
    """The text to be weighed: that somebody could not look is no fault of what was to be looked at."""
    lines = text.split("\n")
    inside = set(_inside(text))
    met = [
        n
        for n, line in enumerate(lines, 1)
        if n not in inside and (o := obstacles.of([line])) and o.of_looking
    ]
    for number in met:
        lines[number - 1] = ""
    return "\n".join(lines) if met else text


def _inside(text: str) -> Iterator[int]:
    for output, _ in paste.read(text, "").outputs if paste.holds_frames(text) else ():
        yield from range(output.line, output.last + 1)


def as_before(output: Output) -> Before:
    return Before(output.host, output.subject, output.check, output.began, output.body)


def belonging(one: Taken) -> str:
    """The text without the outputs that are not weighed, if something is left that is."""
    dropped = [took.output for took in one.took if took.dropped]
    if not dropped or not any(took.judged and not took.dropped for took in one.took):
        return one.text
    lines = one.text.split("\n")
    for output in dropped:
        lines[output.line - 1 : output.last] = [""] * (output.last - output.line + 1)
    return "\n".join(lines)


def _took(
    source: str,
    output: Output,
    meant: Meant,
    asked: Sequence[Asked],
    before: Sequence[Before],
    beside: Sequence[Before],
) -> Took:
    question = _asked_for(output, asked)
    told = list(remarks.of(output, question, asked, before, beside))
    says = tuple(row.text for row in told if not row.foreign)
    foreign = tuple(row.text for row in told if row.foreign)
    return Took(source, output, meant, question, says, foreign, any(row.dropped for row in told))


def _asked_for(output: Output, asked: Sequence[Asked]) -> Asked | None:
    """By the id in the frame; else the one open question for that check of that subject."""
    if output.ask:
        return next((one for one in asked if one.id == output.ask), None)
    commands = [one for one in asked if not one.choices]
    for rule in (_same_subject, _same_check):
        fits = [one for one in commands if rule(output, one)]
        still = [one for one in fits if one.open] or fits
        if len(still) == 1:
            return still[0]
    return None


def _same_subject(output: Output, one: Asked) -> bool:
    return bool(one.subject) and output.subject == one.subject and output.check in one.check.split(",")


def _same_check(output: Output, one: Asked) -> bool:
    return bool(output.version == "" and output.check in one.check.split(","))


def _told_apart(took: Sequence[Took]) -> list[Took]:
    """Two outputs of one question that say different things are told."""
    made: list[Took] = []
    for one in took:
        key = (one.output.ask, one.output.check, one.output.subject, one.output.host)
        others = [
            o
            for o in took
            if o is not one and (o.output.ask, o.output.check, o.output.subject, o.output.host) == key
        ]
        differ = [
            o
            for o in others
            if o.output.body != one.output.body and not o.output.lost and not one.output.lost
        ]
        why = tuple(
            f"line {o.output.line} has another output of the same question, which differs" for o in differ[:1]
        )
        made.append(replace(one, says=one.says + why))
    return made


def _blocked(source: str, lines: Sequence[tuple[int, str]], asked: Sequence[Asked]) -> list[Blocked]:
    """Obstacles in the text around; whose they are is said only where it is plain."""
    found: dict[str, Blocked] = {}
    still = [one for one in asked if one.open and not one.choices]
    for number, line in lines:
        met = obstacles.of([line])
        if met and met.of_looking and met.why not in found:
            named = [one for one in still if one.subject in line.split() or one.id in line.split()]
            meant = (named or still)[0] if len(named or still) == 1 else None
            found[met.why] = Blocked(source, number, met.why, met.instead, met.text, meant)
    return list(found.values())
