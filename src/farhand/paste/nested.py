"""What looks like an output, and may be words that another output holds whose own end was lost.  Pure.

The frame of a command puts a blank before a line of its body that begins with a mark. So a frame that stands
in a body is spelled otherwise than the frame around it: as `&#35;farhand`, with a colour in it, behind a `>`,
and only what is undone of the text makes a mark of it. Where the frame around it has its end and is proved,
what lies inside is a part of it. Where that was lost, it is seen by the readings of the text: in one that
shows the outer mark, the inner one does not stand where the outer one does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from farhand import framing
from farhand.paste import fit, losses
from farhand.paste.lines import Line
from farhand.paste.output import Output
from farhand.paste.undo import prefix

#: What stands before each mark of one reading, by the number of its line.
Marks = Mapping[int, Sequence[str]]
#: Outputs, and marks, that are looked at before one; behind so many nothing is sure.
_MOST = 200
#: Lines by which the number of a decoded line may be wrong; an output that can be judged has more.
_NEAR = 3


def marks_in(lines: Sequence[Line]) -> Marks:
    """Where marks stand in one reading of a text."""
    found: dict[int, list[str]] = {}
    for line in lines:
        before, mark, rest = line.text.partition("#farhand ")
        if mark and rest.startswith(("begin", "end")):
            found.setdefault(line.number, []).append(before)
    return found


def told(outputs: Sequence[Output], found: Sequence[Output], readings: Sequence[Marks]) -> list[Output]:
    """The outputs; one that may be a part of what another printed is not judged, and says so.

    `found`: all that was seen in the order of the text, also what is left out as a copy of another one.
    """
    whole = {_key(output) for output in outputs if not output.lost}
    places = {_key(output): place for place, output in reversed(list(enumerate(found)))}
    made = []
    for output in outputs:
        end = places.get(_key(output), 0)
        before = [one for n, one in enumerate(found) if (one.line, n) < (output.line, end)]
        broken = [one for one in before if one.check and one.lost and _key(one) not in whole]
        made.append(_told(output, [one for one in broken if _is_another(one, output, readings)], readings))
    return made


def _told(output: Output, broken: Sequence[Output], readings: Sequence[Marks]) -> Output:
    if output.lost:
        return output
    near = [*broken[-_MOST:], *([output] if _is_woven(output, readings) else [])]
    outer = next((one for one in reversed(near) if one is output or _may_hold(one, output, readings)), None)
    if outer is None and len(broken) <= _MOST:
        return output
    name = (outer or near[0]).subject or "another check"
    return replace(output, proved=False, lost=losses.NESTED.format(outer=name), body=())


def _key(output: Output) -> tuple[int, str, str]:
    return output.line, output.check, output.subject


def _is_another(one: Output, output: Output, readings: Sequence[Marks]) -> bool:
    """Not the same one, which a wrong reading has spoiled and moved by a few lines."""
    far = output.line - one.line > _NEAR or one.line == output.line
    return far or any(one.line in marks and output.line in marks for marks in readings)


def _is_woven(output: Output, readings: Sequence[Marks]) -> bool:
    """Was it put together of lines among others, and has it a last line that does not look like its first?"""
    if fit.STRAY not in output.restored:
        return False
    numbers = {n for marks in readings for n in marks if output.line < n <= output.last}
    return not any(_is_like(output.line, number, readings) for number in numbers)


def _may_hold(outer: Output, inner: Output, readings: Sequence[Marks]) -> bool:
    """Is there no mark of the outer one's kind between them, nor the inner one's own?"""
    if outer.version != framing.VERSION:
        return True  # the frames of version 1 let every line stand in their body
    numbers = sorted({n for marks in readings for n in marks if outer.line < n < inner.line})
    between = [inner.line, *reversed(numbers[-_MOST:])]
    return not any(_is_like(outer.line, number, readings) for number in between)


def _is_like(outer: int, number: int, readings: Sequence[Marks]) -> bool:
    """Wherever the outer mark is seen, so is this one, where that stands or in lines of another kind."""
    seen = [marks for marks in readings if outer in marks]
    return all(any(_beside(marks[outer][0], b) for b in _at(marks, number, outer)) for marks in seen)


def _at(marks: Marks, number: int, outer: int) -> Iterator[str]:
    """What stands before the marks of that line. Of a decoded text a line's number is known by and large."""
    if number == outer:
        yield from marks[outer][1:]
    for near in range(max(outer + 1, number - _NEAR), number + _NEAR + 1):
        yield from marks.get(near, ())


def _beside(outer: str, before: str) -> bool:
    rest = prefix.stripper(outer)(before)
    return not rest or bool(outer and rest == before)
