"""What a step is worth: the bits that its answer is expected to bring, by its cost.  Pure.

A belief is a weight per candidate. A step names each candidate with some chance where that is the true one,
and names nothing else; a question to a person has choices, each more or less likely under each candidate.
What is left open after a set of steps follows from that exactly, so that a set is judged as a set: two
commands that show the same are not worth twice as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, log2
from typing import NamedTuple

from farhand.model import NOTHING, Command

#: Minutes that an approval is worth: somebody else has to be found and has to agree.
APPROVALS = {"root": 2.0, "another team": 5.0, "security": 15.0, "write": 10.0, "load": 15.0}
#: Minutes of hands for one command: find the place, paste, copy the answer back.
HANDS = 0.2
#: Of the seconds that a command may take at most, the part that it usually takes.
USUAL = 1 / 6
#: Questions to a person that are asked at once: more are not read, and their answers multiply.
QUESTIONS = 2
#: What a person does not know, or nobody answers.
NO_ANSWER = 0.3


class Candidate(NamedTuple):
    """A cause that may be the true one, of one dependency or site check."""

    cause: str
    subject: str


Belief = Mapping[Candidate, float]


@dataclass(frozen=True)
class Step:
    """One thing that can be asked of the customer."""

    id: str
    kind: str  # check, platform, ask, compare
    subject: str
    check: str = ""
    question: str = ""
    why: str = ""
    command: Command | None = None
    shows: Mapping[Candidate, float] = field(default_factory=dict)
    choices: Mapping[str, Mapping[Candidate, float]] = field(default_factory=dict)
    means: Mapping[str, str] = field(default_factory=lambda: NOTHING)  # each choice in plain words
    minutes: float = 1.0
    approvals: tuple[str, ...] = ()
    order: int = 0  # outside-in

    @property
    def cost(self) -> float:
        """Minutes of the customer, with a price for each approval."""
        return self.minutes + sum(APPROVALS.get(name, 5.0) for name in self.approvals)


def normal(weights: Mapping[Candidate, float]) -> dict[Candidate, float]:
    """The same weights as shares of one; those of nothing are left out."""
    total = sum(weights.values())
    return {c: w / total for c, w in weights.items() if w > 0} if total > 0 else {}


def minutes_of(command: Command) -> float:
    """What a command costs the person who runs it."""
    return round(HANDS + command.seconds * USUAL / 60, 2)


class Left(NamedTuple):
    """What is left open after some answers: the weights above nothing, their sum, and that of w log2 w.

    With both sums kept, an answer costs what it changes, not a walk through all candidates: a self-test
    of two hundred dependencies has thousands of them, and hundreds of steps to choose from.
    """

    weights: Mapping[Candidate, float]
    total: float
    logs: float

    def bits(self) -> float:
        """The entropy of the weights, times their sum."""
        return _bits(self.total, self.logs)

    def after(self, answer: Mapping[Candidate, float]) -> tuple[float, float]:
        """Both sums once the weights in `answer` are multiplied by it."""
        total, logs = self.total, self.logs
        for candidate, factor in answer.items():
            old = self.weights.get(candidate, 0.0)
            total += old * factor - old
            logs += _log(old * factor) - _log(old)
        return total, logs


def _log(weight: float) -> float:
    return weight * log2(weight) if weight > 0 else 0.0


def _bits(total: float, logs: float) -> float:
    return max(0.0, _log(total) - logs)


def _answers(step: Step) -> list[Mapping[Candidate, float]]:
    """What each answer that names none makes of the weights: a command has one, a question several."""
    hidden = {c: 1.0 - chance for c, chance in step.shows.items()}
    if not step.choices:
        return [hidden]
    said = step.choices.values()
    return [{**choice, **{c: h * choice.get(c, 1.0) for c, h in hidden.items()}} for choice in said]


def _start(weights: Mapping[Candidate, float]) -> Left:
    there = {c: w for c, w in weights.items() if w > 0}
    return Left(there, sum(there.values()), sum(map(_log, there.values())))


def _lefts(belief: Belief, steps: Sequence[Step]) -> list[Left]:
    """One for each way in which all of these steps can be answered."""
    lefts = [_start(belief)]
    for step in steps:
        answers = _answers(step)
        lefts = [
            _start({**one.weights, **{c: one.weights.get(c, 0.0) * f for c, f in answer.items()}})
            for one in lefts
            for answer in answers
        ]
    return lefts


def _beside(lefts: Iterable[Left], step: Step) -> float:
    """The bits that stay open once this step is answered, too."""
    answers = _answers(step)
    return sum(_bits(*one.after(answer)) for one in lefts for answer in answers)


def left(belief: Belief, steps: Sequence[Step]) -> float:
    """The bits that are expected to stay open after all of these steps."""
    return sum(one.bits() for one in _lefts(belief, steps))


def gain(belief: Belief, step: Step, beside: Sequence[Step] = ()) -> float:
    """The bits that this step is expected to bring, beside others that are asked anyway."""
    return max(0.0, left(belief, beside) - left(belief, [*beside, step]))


def best(
    belief: Belief, steps: Sequence[Step], beside: Sequence[Step] = (), least: float = 0.0
) -> Step | None:
    """The step with the most bits per cost, of equal ones the outer one; None where none brings `least`."""
    lefts = _lefts(belief, beside)
    before = sum(one.bits() for one in lefts)
    rated = [(before - _beside(lefts, step), step) for step in steps if step not in beside]
    able = [(bits, step) for bits, step in rated if bits >= least]
    if not able:
        return None
    return min(able, key=lambda row: (-round(row[0] / row[1].cost, 4), row[1].order, row[1].id))[1]


def ranked(
    belief: Belief, steps: Sequence[Step], most: int, minutes: float = inf, least: float = 0.0
) -> list[Step]:
    """Steps that together leave least open, within a number of steps and of minutes; the best one first."""
    chosen: list[Step] = []
    while len(chosen) < most:
        room = minutes - sum(s.minutes for s in chosen)
        full = sum(bool(s.choices) for s in chosen) >= QUESTIONS
        able = [s for s in steps if s.minutes <= room + 1e-9 and not (full and s.choices)]
        found = best(belief, able, chosen, least)
        if found is None:
            break
        chosen.append(found)
    return chosen


def batch(belief: Belief, steps: Sequence[Step], most: int, minutes: float, least: float) -> list[Step]:
    """The same in the order in which a person does them: outside-in, questions last."""
    return sorted(ranked(belief, steps, most, minutes, least), key=lambda s: (s.kind == "ask", s.order, s.id))
