"""Every example of every check leads to what it says: page, test and demo are one thing."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pytest

from farhand import causes, checks, judge
from farhand.model import Evidence, Example, Seen, Verdict


def every() -> Iterator[tuple[ModuleType, Example]]:
    for check in checks.every():
        module = checks.as_module(check)
        for example in checks.examples(check):
            yield module, example


def ids(value: object) -> str:
    if isinstance(value, ModuleType):
        return value.__name__.rpartition(".")[2]
    return value.name[:60] if isinstance(value, Example) else ""


def verdict(module: ModuleType, seen: Seen) -> Verdict:
    name = module.__name__.rpartition(".")[2]
    return judge.verdict_of(Evidence(name, "example", seen.stage, seen.facts, seen.unknown))


@pytest.mark.parametrize(("module", "example"), list(every()), ids=ids)
def test_an_example_leads_to_what_it_says(module: ModuleType, example: Example) -> None:
    seen = list(module.read(example.pasted)) if example.pasted else [Seen(example.stage, example.facts)]
    verdicts = [verdict(module, one) for one in seen]
    assert tuple(f.cause for v in verdicts for f in v.findings) == example.finds
    if example.outcome:
        here = [v for v, one in zip(verdicts, seen, strict=True) if one.stage == (example.stage or one.stage)]
        assert example.outcome in {v.outcome for v in here}
    assert all(v.says for v in verdicts)
    assert all(cause in causes.load() for cause in example.finds)


@pytest.mark.parametrize("check", checks.every(), ids=lambda c: c.__name__.rpartition(".")[2])
def test_a_check_shows_itself_healthy_and_broken(check: checks.Check) -> None:
    """Of the stages that it judges itself: one example that finds something and one that finds nothing."""
    found = list(checks.examples(check))
    assert any(example.finds for example in found)
    assert any(not example.finds for example in found)
