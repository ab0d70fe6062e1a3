"""The runner: order, deadlines, crashes, interruption. Its checks here are real modules in a folder."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace

import pytest

from farhand import judge, plan, run
from farhand.look import Look
from farhand.model import PASS, App, Dependency, Evidence, Seen, Verdict


def check(name: str, probe: object, stages: tuple[str, ...] = ("one", "two"), **more: object) -> ModuleType:
    module = ModuleType(f"farhand.checks.{name}")
    module.__dict__.update(
        STAGES=stages, OWN=stages, probe=probe, judge=lambda stage, facts: Verdict(PASS, "fine"), **more
    )
    return module


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Checks by name; `house.add` puts one in as if its file lay in the folder."""
    modules: dict[str, ModuleType] = {}

    def find(name: str) -> ModuleType:
        if name not in modules:
            raise LookupError(name)
        return modules[name]

    monkeypatch.setattr("farhand.checks.find", find)
    monkeypatch.setattr("farhand.checks.names", lambda: sorted(modules))
    return SimpleNamespace(add=lambda name, *a, **k: modules.update({name: check(name, *a, **k)}))


def go(*kinds: str, seconds: float = 5.0, step: float = 5.0) -> list[Evidence]:
    app = App("x", dependencies=tuple(Dependency(kind, kind) for kind in kinds))
    return run.run(app, plan.make(app), run.Settings(seconds=seconds, step_seconds=step))


def fine(look: Look) -> Iterator[Seen]:
    yield Seen("one", {"a": 1})
    yield Seen("two", {"b": 2})


def test_evidence_comes_in_the_order_of_the_plan(house: SimpleNamespace) -> None:
    def late(look: Look) -> Iterator[Seen]:
        time.sleep(0.2)
        yield from fine(look)

    house.add("slow", late)
    house.add("quick", fine)
    assert [(e.subject, e.stage) for e in go("slow", "quick")] == [
        ("slow", "one"),
        ("slow", "two"),
        ("quick", "one"),
        ("quick", "two"),
    ]


def test_independent_steps_run_side_by_side(house: SimpleNamespace) -> None:
    meeting = threading.Barrier(3, timeout=3)

    def meet(look: Look) -> Iterator[Seen]:
        meeting.wait()
        yield Seen("one")

    for name in "abc":
        house.add(name, meet, ("one",))
    assert [e.unknown for e in go("a", "b", "c")] == ["", "", ""]


def test_a_hung_step_costs_only_itself_and_keeps_what_it_saw(house: SimpleNamespace) -> None:
    def hang(look: Look) -> Iterator[Seen]:
        yield Seen("one", {"kept": True})
        time.sleep(60)

    house.add("hung", hang)
    house.add("well", fine)
    begun = time.monotonic()
    rows = go("hung", "well", step=0.5)
    assert time.monotonic() - begun < 3
    assert rows[0].facts["kept"] is True
    assert (rows[1].stage, rows[1].unknown) == ("two", "no answer in the time there was")
    assert [r.outcome for r in judge.judge(rows)] == ["pass", "unknown", "pass", "pass"]


def test_a_crashing_step_costs_only_itself(house: SimpleNamespace) -> None:
    def crash(look: Look) -> Iterator[Seen]:
        yield Seen("one")
        raise ZeroDivisionError("secret text of an exception")

    house.add("crash", crash)
    house.add("well", fine)
    rows = go("crash", "well")
    assert "ZeroDivisionError at test_run.py" in rows[1].unknown
    assert "secret" not in str(rows)
    assert rows[2].unknown == ""


def test_prerequisites_come_first_and_are_seen(house: SimpleNamespace) -> None:
    def look_back(look: Look) -> Iterator[Seen]:
        yield Seen("one", {"before": sorted({e.subject for e in look.seen})})

    house.add("first", fine)
    house.add("second", fine)
    house.add("last", look_back, ("one",), ALWAYS=True, AFTER=("*",))
    last = next(e for e in go("first", "second") if e.subject == "last")
    assert last.facts["before"] == ["first", "second"]


def test_what_could_not_begin_in_time_says_so(house: SimpleNamespace) -> None:
    house.add("hung", lambda look: iter(lambda: time.sleep(60), 1))
    house.add("last", fine, ALWAYS=True, AFTER=("*",))
    rows = go("hung", seconds=0.4)
    last = next(e for e in rows if e.subject == "last")
    assert "time was up before it began" in last.unknown


def test_a_stage_cut_short_by_the_end_of_all_time_shows_nothing(house: SimpleNamespace) -> None:
    def wait(look: Look) -> Iterator[Seen]:
        yield Seen("one", {"kept": True})
        time.sleep(look.stage().left() + 0.01)
        yield Seen("two", {"answer": None})

    house.add("slow", wait)
    first, second = go("slow", seconds=0.4)
    assert first.unknown == ""
    assert "of this stage" in second.unknown
    assert second.facts["answer"] is None


def test_a_stage_that_had_its_whole_time_is_judged(house: SimpleNamespace) -> None:
    def wait(look: Look) -> Iterator[Seen]:
        time.sleep(look.deadline.left() + 0.01)
        yield Seen("one", {"answer": None})

    house.add("slow", wait, ("one",))
    app = App("x", dependencies=(Dependency("slow", "slow", timeout=0.2),))
    rows = run.run(app, plan.make(app), run.Settings(seconds=0.5))
    assert [row.unknown for row in rows] == [""]


def test_a_kind_that_is_not_here_is_unknown(house: SimpleNamespace) -> None:
    house.add("well", fine)
    rows = go("nonsense", "well")
    assert rows[0].unknown
    assert judge.judge(rows)[0].outcome == "unknown"


def test_only_and_skip_name_subjects_or_kinds_and_nothing_else(house: SimpleNamespace) -> None:
    house.add("a", fine)
    app = App("x", dependencies=(Dependency("one", "a"), Dependency("two", "a")))
    assert [s.subject for s in plan.make(app, only=["one"]).steps] == ["one"]
    assert [s.subject for s in plan.make(app, skip=["one"]).steps] == ["two"]
    with pytest.raises(LookupError, match="'three'"):
        plan.make(app, only=["three"])


def test_a_dependency_may_be_named_like_a_check_of_the_site(house: SimpleNamespace) -> None:
    house.add("clock", fine, ALWAYS=True)
    house.add("a", fine)
    app = App("x", dependencies=(Dependency("clock", "a"),))
    assert [s.subject for s in plan.make(app).steps] == ["site-clock", "clock"]
