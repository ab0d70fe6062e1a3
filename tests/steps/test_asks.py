"""The questions for people: each choice shifts something, and all names in them are known."""

from __future__ import annotations

import pytest

from farhand import asks, causes, checks
from farhand.model import App, Dependency
from farhand.steps import candidates, options

EVERYTHING = App(
    "shop",
    platform="docker",
    dependencies=(
        Dependency("database", "postgres", {"url": "postgres://a@db:5432/n"}),
        Dependency("api", "http", {"url": "https://api.example.com/"}, run_by="vendor"),
        Dependency("cache", "redis", {"url": "redis://cache:6379/0"}),
        Dependency("data", "directory", {"path": "/data"}),
    ),
)
QUESTIONS = asks.every()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.ASK.id)
def test_each_choice_is_explained_and_shifts_something(question: asks.Question) -> None:
    belief = candidates.prior(EVERYTHING)
    rows = options.likelihoods(question, belief)
    assert set(question.SHIFTS) == set(question.ASK.choices)
    assert set(rows) == {*question.ASK.choices, asks.UNKNOWN}
    for choice, meaning in question.ASK.choices.items():
        assert meaning
        others = [c for c in belief if rows[choice][c] != pytest.approx(min(rows[choice].values()))]
        assert others, f"{choice} means nothing"
    for candidate in belief:
        assert sum(row[candidate] for row in rows.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.ASK.id)
def test_the_causes_that_it_names_are_there(question: asks.Question) -> None:
    known = causes.load()
    families = {f"{cause.partition('.')[0]}.*" for cause in known}
    sides = {f"side:{cause.side}" for cause in known.values()}
    for rows in question.SHIFTS.values():
        assert set(rows) <= {*known, *families, *sides, "one", "all"}
        assert all(value > 0 for value in rows.values()), "nobody is so sure that nothing else is possible"


def test_ids_are_their_own() -> None:
    ids = [q.ASK.id for q in QUESTIONS]
    assert len(set(ids)) == len(ids) == len(asks.names())
    assert not set(ids) & set(checks.names())
    assert all(asks.find(i).ASK.id == i for i in ids)


def test_what_makes_no_sense_is_not_asked() -> None:
    ids = {q.ASK.id for q in asks.of_app(App("tool", dependencies=EVERYTHING.dependencies[3:]))}
    assert "ask-proxy" not in ids
    assert "ask-changed" in ids
