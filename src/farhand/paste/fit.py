"""Lines as they came, put together to lines of the lengths they had.  Pure.

What is made is proved by the seal, so that this may try what it likes: exact lines first, then blanks that
were cut, then joining and splitting, last leaving lines out. It is bounded in steps, not in time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from farhand.paste import spellings
from farhand.paste.spellings import size

WRAPPED = "wrapped lines put together"
JOINED = "lines that were run together taken apart"
BLANKS = "blanks and line ends restored"
STRAY = "stray lines left out"
#: What may be odd beside the lines that must have been broken or run together: little first, then anything.
_ODD = (1.0, 4.0, 12.0, 1e9)
_PAD = 0.2
#: Steps beside one per line; whole texts that are tried; visits of one place; parts of one wrapped line.
_STEPS, _WHOLE, _VISITS, _PARTS = 3000, 200, 40, 400
#: Ways to put one line together that are kept while it grows.
_KEPT = 24
#: Blanks at which a line was broken and that were lost, at most.
_RUN = 60


class Mode(Enum):
    """Nothing is left out; lines are left out, but none is changed; both."""

    ALL = 1
    SOME = 2
    ANY = 3


class Place(NamedTuple):
    """So many lines made, of so many lines received; `rest` is what is left of the one before."""

    made: int
    taken: int
    rest: str | None = None


class Step(NamedTuple):
    text: str | None  # None: nothing made, a line left out
    how: str
    to: Place
    cost: float = 0.0  # how odd it would be


class Work:
    """How much may still be tried of one text, in characters that are put together."""

    def __init__(self, left: int = 60_000_000) -> None:
        self.left = left

    def share(self) -> Work:
        """A part of it for one output; what that takes is taken here too."""
        share = Work(self.left // 6)
        self.left -= share.left
        return share

    def spent(self, count: int) -> bool:
        self.left -= count
        return self.left < 0


class Task(NamedTuple):
    received: Sequence[str]
    lengths: Sequence[int]
    mode: Mode
    work: Work


def restore(
    received: Sequence[str], lengths: Sequence[int], proved: Callable[[list[str]], bool], work: Work
) -> tuple[list[str], frozenset[str]] | None:
    """Lines of these lengths that are proved, and how they came about; None where none are found."""
    least = abs(sum(1 for text in received if text.strip()) - sum(1 for length in lengths if length))
    share = work.share()
    returned = _with_returns(received, lengths)
    if returned and proved(returned):
        return returned, frozenset()
    for mode in Mode:
        for odd in _ODD:
            found = _search(Task(received, lengths, mode, share), proved, least + odd)
            if found:
                work.left += max(0, share.left)
                return found
    work.left += max(0, share.left)
    return None


def _with_returns(received: Sequence[str], lengths: Sequence[int]) -> list[str]:
    """The lines as they were printed, with the carriage returns that were taken off with the lines' ends."""
    pairs = list(zip(received, lengths))
    short = [size(text) + 1 == length for text, length in pairs]
    if len(received) != len(lengths) or not any(short):
        return []
    return [text + "\r" if less else text for (text, _), less in zip(pairs, short)]


def _search(
    task: Task, proved: Callable[[list[str]], bool], most: float
) -> tuple[list[str], frozenset[str]] | None:
    """Depth first, up to a cost, by a stack: an output may have more lines than Python has room for calls."""
    steps, whole = _STEPS + len(task.lengths) * 3, 0
    visits: dict[Place, int] = {}
    path: list[Step] = []
    stack = [_steps(task, Place(0, 0))]
    costs = [0.0]
    while stack and steps and whole < _WHOLE and task.work.left > 0:
        steps -= 1
        step = next(stack[-1], None)
        if step is None:
            stack.pop()
            costs.pop()
            path = path[: max(0, len(stack) - 1)]
            continue
        visits[step.to] = visits.get(step.to, 0) + 1
        cost = costs[-1] + step.cost
        if cost > most or visits[step.to] > _VISITS:
            continue
        if step.to.made == len(task.lengths):
            texts = [s.text for s in (*path, step) if s.text is not None]
            whole += 1
            task.work.spent(sum(task.lengths))
            if _over(task, step.to) and proved(texts):
                return texts, frozenset(s.how for s in (*path, step) if s.how)
            continue
        path.append(step)
        stack.append(_steps(task, step.to))
        costs.append(cost)
    return None


def _over(task: Task, place: Place) -> bool:
    left = [place.rest or "", *task.received[place.taken :]]
    return task.mode is not Mode.ALL or not any(text.strip() for text in left)


def _steps(task: Task, at: Place) -> Iterator[Step]:
    """The next steps from a place, the likeliest first."""
    received, lengths, mode, _ = task
    length = lengths[at.made]
    there = at.rest is not None or at.taken < len(received)
    if there:
        text = at.rest if at.rest is not None else received[at.taken]
        after = at.taken if at.rest is not None else at.taken + 1
        if mode is Mode.SOME:
            if size(text) == length:
                yield Step(text, "", Place(at.made + 1, after))
        else:
            yield from _of_one(text, length, at.made + 1, after)
            yield from _of_many(task, text, length, Place(at.made + 1, after))
            for made, cost in spellings.longer(text, length):
                yield Step(made, BLANKS, Place(at.made + 1, after), cost)
        if at.made and (mode is not Mode.ALL or not text.strip()):
            how, odd = (STRAY, 2.0) if text.strip() else (BLANKS, _PAD)
            yield Step(None, how, Place(at.made, after), odd)
    if not length:
        yield Step("", BLANKS, at._replace(made=at.made + 1), _PAD)


def _of_one(text: str, length: int, made: int, after: int) -> Iterator[Step]:
    """The line as it is, spelled otherwise, or its beginning where several were run together."""
    seen = set()
    for spelled in spellings.of(text, length):
        if spelled not in seen:
            seen.add(spelled)
            how, cost = ("", 0.0) if spelled == text else (BLANKS, _PAD)
            yield Step(spelled, how, Place(made, after), cost)
    if size(text) > length > 0:
        head, tail = spellings.parted(text, length)
        if tail[:1] == " ":
            yield Step(head, JOINED, Place(made, after, tail[1:]), 1.0)
        yield Step(head, JOINED, Place(made, after, tail), 3.0)


def _of_many(task: Task, text: str, length: int, to: Place) -> Iterator[Step]:
    """The line and those that follow, with a blank where one was broken at a blank."""
    made, after = to.made, to.taken
    received = task.received
    starts = [text, text[1:]] if text.startswith(" ") else [text]  # format=flowed puts one in front
    starts += [one for start in starts[:1] for one in spellings.with_tabs(start)]
    grown = [one for start in starts for one in spellings.dashes(start) if size(one) < length]
    spread: list[Step] = []
    columns = "  " in text.strip()
    for index in range(after, min(after + _PARTS, len(received))):
        longer: list[str] = []
        for one in grown:
            longer += [j for j in _joined(one, received[index]) if j not in longer]
        parts, place = float(index + 1 - after), Place(made, index + 1)
        yield from (Step(one, WRAPPED, place, parts) for one in longer if size(one) == length)
        if columns:
            yield from (
                Step(one, WRAPPED, place, parts + 0.5) for one in _spread(grown, received[index], length)
            )
        elif len(spread) < _KEPT:
            spread += [
                Step(one, WRAPPED, place, parts + 2.0) for one in _spread(grown, received[index], length)
            ]
        short = [one for one in longer if size(one) < length]
        grown = _kept(short) if received[index].strip() else _kept([*grown, *short])
        if not grown or task.work.spent(sum(map(len, longer))):
            break
    yield from spread


def _spread(heads: Sequence[str], rest: str, length: int) -> Iterator[str]:
    """A line that was broken in a run of blanks, which are lost: so many as are missing."""
    bare = rest.strip()
    for head in dict.fromkeys(one.rstrip() for one in heads):
        missing = length - size(head) - size(bare)
        if bare and 1 < missing <= _RUN:
            yield head + " " * missing + bare


def _kept(texts: list[str]) -> list[str]:
    """The first and the last are those joined all alike."""
    return texts if len(texts) <= _KEPT else [*texts[: _KEPT // 2], *texts[-_KEPT // 2 :]]


def _joined(a: str, b: str) -> Iterator[str]:
    for one in spellings.dashes(b):
        yield a + one
        bare = one.lstrip()
        yield a + bare
        yield a.rstrip() + bare
        if "\t" in a:
            yield a.rstrip() + "\t" + bare
            for tabbed in spellings.runs_as_tabs(bare):
                yield a.rstrip() + "\t" + tabbed
                yield a.rstrip() + " " + tabbed
        yield a.rstrip() + " " + bare
