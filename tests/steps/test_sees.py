"""What a check can see is derived from the check, also from one that was dropped in."""

from __future__ import annotations

from pathlib import Path

import pytest

from farhand import causes, checks
from farhand.steps import sees

EVERY = checks.every()


@pytest.mark.parametrize("check", EVERY, ids=checks.name_of)
def test_whatever_its_examples_find_is_seen(check: checks.Check) -> None:
    whole = sees.whole(check)
    for example in checks.examples(check):
        how = "pasted" if example.pasted else "facts"
        for cause in example.finds:
            assert whole.chance(cause) >= sees.SURE[how][0]
            assert whole.chance(cause, by_probe=True) >= whole.chance(cause)


@pytest.mark.parametrize("check", EVERY, ids=checks.name_of)
def test_only_causes_that_there_are_and_only_its_stages(check: checks.Check) -> None:
    assert set(sees.stages(check)) <= set(check.STAGES)
    found = {cause for cause in sees.whole(check).proved if cause not in causes.load()}
    named = {cause for e in checks.examples(check) for cause in e.finds}
    assert found <= named


def test_a_stage_sees_what_the_check_does_that_judges_it() -> None:
    tcp = sees.stages(checks.find("tcp"))["tcp"]
    assert sees.stages(checks.find("postgres"))["tcp"] == tcp
    assert tcp.chance("tcp.refused") > 0
    assert sees.stages(checks.find("postgres"))["dns"].chance("tcp.refused") == 0


_CHECK = '''
"""Is the licence server there?"""
from farhand.model import Example, Finding, Verdict
STAGES = ("licence_server",)
def probe(look):
    return iter(())
def judge(stage, facts):
    return Verdict("fail", "no licence", (Finding("app.license", 0.9),))
EXAMPLES = (Example("none", "licence_server", {"left": 0}, finds=("app.license",)),)
'''


def test_a_check_of_a_vendor_is_planned_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "licence_server.py").write_text(_CHECK)
    monkeypatch.setattr(checks, "__path__", [*checks.__path__, str(tmp_path)])
    sight = sees.whole(checks.find("licence_server"))
    assert sight.chance("app.license") == sees.SURE["facts"][0]
