"""Masking must not change what evidence means: every example of every check is judged the same after it."""

from __future__ import annotations

import pytest

from farhand import checks
from farhand.judge import verdict_of
from farhand.model import Evidence, Example
from farhand.redact import Redactor

EXAMPLES = [
    (checks.name_of(check), example)
    for check in checks.every()
    for example in checks.examples(check)
    if example.facts
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{n}-{e.name}" for n, e in EXAMPLES])
def test_the_verdict_stays(name: str, example: Example) -> None:
    plain = verdict_of(Evidence(name, "it", example.stage, example.facts))
    masked = verdict_of(Evidence(name, "it", example.stage, Redactor().facts(example.facts)))
    assert masked.outcome == plain.outcome
    assert [f.cause for f in masked.findings] == [f.cause for f in plain.findings]
