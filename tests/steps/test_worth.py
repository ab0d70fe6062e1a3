"""What a step is worth: against the expected entropy counted out answer by answer."""

from __future__ import annotations

import random
from itertools import product
from math import log2

import pytest

from farhand.steps import worth
from farhand.steps.worth import Belief, Candidate, Step


def candidates(count: int) -> list[Candidate]:
    return [Candidate(f"tcp.c{n}", "api") for n in range(count)]


def made_up(seed: int) -> tuple[Belief, list[Step]]:
    """A belief, two commands that each show some candidates, and a question of three choices."""
    dice = random.Random(seed)
    there = candidates(dice.randint(2, 6))
    belief = worth.normal({c: dice.random() for c in there})
    commands = [
        Step(f"s{n}", "check", "api", shows={c: dice.random() for c in there if dice.random() < 0.7})
        for n in range(2)
    ]
    rows = {c: [dice.random() for _ in range(3)] for c in there}
    choices = {str(n): {c: row[n] / sum(row) for c, row in rows.items()} for n in range(3)}
    return belief, [*commands, Step("ask", "ask", "ask", choices=choices)]


def counted_out(belief: Belief, steps: list[Step]) -> float:
    """The same from the definition: the entropy after each possible answer, by how likely that is."""
    by_step = [[*s.choices] if s.choices else [*s.shows, None] for s in steps]
    open_bits = 0.0
    for answers in product(*by_step):
        after = {c: p * chance(steps, answers, c) for c, p in belief.items()}
        total = sum(after.values())
        open_bits -= sum(p * log2(p / total) for p in after.values() if p > 0)
    return open_bits


def chance(steps: list[Step], answers: tuple[object, ...], true: Candidate) -> float:
    result = 1.0
    for step, answer in zip(steps, answers):
        if step.choices:
            result *= step.choices[str(answer)][true]
        elif answer is None:
            result *= 1 - step.shows.get(true, 0.0)
        else:
            result *= step.shows[true] if answer == true else 0.0
    return result


@pytest.mark.parametrize("seed", range(40))
def test_what_stays_open_is_the_expected_entropy(seed: int) -> None:
    belief, steps = made_up(seed)
    for some in ([], steps[:1], steps[:2], steps[2:], steps):
        assert worth.left(belief, some) == pytest.approx(counted_out(belief, some), abs=1e-9)


@pytest.mark.parametrize("seed", range(40))
def test_a_step_never_costs_knowledge_and_is_worth_less_beside_another(seed: int) -> None:
    belief, (first, second, ask) = made_up(seed)
    assert worth.gain(belief, first) >= 0
    assert worth.gain(belief, ask, [first]) >= 0
    assert worth.gain(belief, second, [first, second]) <= worth.gain(belief, second) + 1e-9


def test_two_commands_that_show_the_same_are_not_both_chosen() -> None:
    there = candidates(3)
    belief = worth.normal(dict(zip(there, (4.0, 3.0, 1.0))))
    one = Step("one", "check", "a", shows={there[0]: 1.0, there[1]: 1.0}, minutes=0.5)
    same = Step("same", "check", "b", shows={there[0]: 1.0, there[1]: 1.0}, minutes=0.5)
    other = Step("other", "check", "c", shows={there[2]: 1.0}, minutes=0.5)
    chosen = [s.id for s in worth.ranked(belief, [same, one, other], 2)]
    assert chosen == ["one", "other"] or worth.left(belief, [one]) < 1e-9
    assert "same" not in chosen


def test_an_approval_outweighs_a_little_more_knowledge() -> None:
    there = candidates(4)
    belief = worth.normal(dict.fromkeys(there, 1.0))
    free = Step("free", "check", "a", shows=dict.fromkeys(there[:2], 1.0), minutes=0.5)
    asks = Step(
        "asks", "check", "b", shows=dict.fromkeys(there[:3], 1.0), minutes=0.5, approvals=("security",)
    )
    assert worth.gain(belief, asks) > worth.gain(belief, free)
    found = worth.best(belief, [asks, free])
    assert found == free


def test_of_equal_steps_the_outer_one_is_first() -> None:
    there = candidates(2)
    belief = worth.normal(dict.fromkeys(there, 1.0))
    inner, outer = (Step(n, "check", n, shows={there[0]: 1.0}, order=o) for n, o in (("a", 1), ("b", 0)))
    assert worth.best(belief, [inner, outer]) == outer


@pytest.mark.parametrize("seed", range(10))
def test_a_batch_keeps_within_its_minutes(seed: int) -> None:
    dice = random.Random(seed)
    there = candidates(12)
    belief = worth.normal({c: dice.random() for c in there})
    steps = [Step(str(n), "check", "x", shows={c: 0.9}, minutes=dice.random()) for n, c in enumerate(there)]
    chosen = worth.batch(belief, steps, 5, 2.0, 0.0)
    assert 0 < len(chosen) <= 5
    assert sum(s.minutes for s in chosen) <= 2.0 + 1e-9
    assert chosen == worth.batch(belief, steps[::-1], 5, 2.0, 0.0), "the same whatever the order"
