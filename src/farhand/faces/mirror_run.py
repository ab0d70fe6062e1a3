"""What a command came to in mirror and baseline, and what a search found, as text and as JSON.  Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from typing import Any

from farhand.faces.escape import terminal
from farhand.mirror.model import Difference, Plan, Recipe
from farhand.mirror.run.nouns import Done
from farhand.mirror.search.nouns import Found
from farhand.mirror.search.verdict import Expected, first_difference, last_words

#: What `mirror test` came to, and how it is said.
VERDICTS = {
    "reproduced": "reproduced: it passes in the baseline and not in the mirror",
    "output": "only the output differs: the exit status is the same in both",
    "same": "not reproduced: mirror and baseline do the same",
    "both": "it fails in the baseline, too, so that nothing can be told from the mirror",
    "fixed": "reproduced and fixed in the mirror",
    "not fixed": "not fixed: it fails in the mirror all the same",
    "other": "it fails in the mirror in another way than before; that is not a fix",
}


def verdict(expected: Expected, fixed: Done | None = None) -> str:
    """A key of VERDICTS."""
    if not expected.differ:
        if expected.baseline.exit:
            return "both"
        return "output" if any(first_difference(expected.baseline.output, expected.mirror.output)) else "same"
    if fixed is None:
        return "reproduced"
    return {"pass": "fixed", "fail": "not fixed"}.get(expected.outcome(fixed).value, "other")


def test_text(
    expected: Expected, came: str, fixed: Done | None, recipe: Sequence[str], notes: Iterable[str]
) -> str:
    rows = [("baseline", expected.baseline), ("mirror", expected.mirror), ("with the fix", fixed)]
    lines = [_row(name, done) for name, done in rows if done]
    there, here = first_difference(expected.baseline.output, expected.mirror.output)
    if came in ("output", "reproduced") and (there or here):
        lines += ["", f"  - {there}", f"  + {here}"]
    lines += ["", VERDICTS[came], *(f"  {step}" for step in recipe), *(f"note: {note}" for note in notes)]
    return "\n".join(map(terminal, lines)) + "\n"


def _row(name: str, done: Done) -> str:
    how = "out of time" if done.timed_out else f"exit {done.exit}"
    return f"{name:<14}{how:<10}{done.took_ms / 1000:6.1f} s   {last_words(done.output)}"


def test_json(
    expected: Expected, came: str, fixed: Done | None, recipe: Sequence[str], notes: Sequence[str]
) -> dict[str, Any]:
    rows = {"baseline": expected.baseline, "mirror": expected.mirror, "fixed": fixed}
    runs = {name: _run(done) for name, done in rows.items() if done}
    return {
        "schema": "farhand.mirror-test/1",
        "verdict": came,
        "runs": runs,
        "recipe": list(recipe),
        "notes": list(notes),
    }


def _run(done: Done) -> dict[str, Any]:
    return {"exit": done.exit, "timed_out": done.timed_out, "took_ms": done.took_ms, "output": done.output}


def search_text(found: Found, plan: Plan, options: Sequence[str], command: Sequence[str]) -> str:
    """`options`: the folder and how it was run, for the next command."""
    lines = [*_guilty(found, plan), *_doubts(found), _runs(found)]
    if found.guilty:
        fix = ["farhand", "mirror", "test", *options, "--fix", *found.guilty, "--", *command]
        lines += ["", "see it fixed in the mirror, and attach that to a case:", f"  {shlex.join(fix)}"]
    return "\n".join(map(terminal, lines)) + "\n"


def _guilty(found: Found, plan: Plan) -> list[str]:
    if not found.guilty:
        return ["nothing found: the mirror does not fail where the baseline passes"]
    rows = [one for one in plan.differences if one.id in found.guilty]
    head = "guilty:" if len(rows) == 1 else f"guilty, only together ({len(rows)}):"
    if not found.minimal:
        head = f"among these {len(rows)}, of which not all need be guilty:"
    said = [f"  {found.says}"] if found.says else []
    return [head, *(line for one in rows for line in _difference(one)), *said]


def _difference(one: Difference) -> list[str]:
    name, here = f"{one.area} {one.name}".strip(), one.here or "not set"
    return [f"  {one.id}: {name}: {here} at the customer, {one.there or 'not set'} where you test"]


def _doubts(found: Found) -> list[str]:
    lines = []
    if found.guilty and found.minimal:
        lines.append("every one of these is needed: without it the command passes")
    if found.others:
        lines.append("without these it still does not pass: one more cause is among the others")
    if found.flaky:
        lines.append("the command is not steady: each set was tried up to five times")
    return [*lines, *(f"could not be judged: {why}" for why in found.unresolved[:5])]


def search_json(found: Found, plan: Plan) -> dict[str, Any]:
    rows = [
        {"id": one.id, "area": one.area, "name": one.name, "here": one.here, "there": one.there}
        for one in plan.differences
        if one.id in found.guilty
    ]
    return {
        "schema": "farhand.mirror-search/1", "guilty": rows, "minimal": found.minimal, "others": found.others,
        "flaky": found.flaky, "runs": found.runs, "remembered": found.remembered, "says": found.says,
        "unresolved": list(found.unresolved),
    }  # fmt: skip


def recipe(plan: Plan, ids: Iterable[str]) -> list[str]:
    """What was set back in the mirror, one sentence for each difference."""
    wanted = set(ids)
    return [
        f"{_step(one, one.undo)} (was {one.here or 'not set'})"
        for one in plan.differences
        if one.id in wanted
    ]


def _step(one: Difference, undo: Recipe | None) -> str:
    value = (undo.value if undo else "") or one.there or "not set"
    return f"{one.id}: {one.area} {one.name}".strip() + f" = {value}"


def _runs(found: Found) -> str:
    made = f"{found.runs} run{'' if found.runs == 1 else 's'}"
    kept = f", {found.remembered} remembered from before (--again forgets them)" if found.remembered else ""
    return made + kept
