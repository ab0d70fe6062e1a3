"""A server's version against those that the vendor tests with.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from farhand.model import FAIL, PASS, WARN, Facts, Finding, Verdict


def version_verdict(
    facts: Facts, product: str, params: Mapping[str, Any], cause: str = "app.unsupported"
) -> Verdict:
    """`facts`: version (text) and tested (list of texts). Older: a fault; a newer major: a warning."""
    says = f"{product} {facts.get('version') or '?'}"
    return compared(facts, says, numbers(facts.get("version")), tested_with(facts), cause, params)


def compared(
    facts: Facts,
    says: str,
    there: tuple[int, ...],
    tested: Sequence[tuple[int, ...]],
    cause: str,
    params: Mapping[str, Any],
) -> Verdict:
    """The same for a kind that reads its versions in its own way: `there` and `tested` are numbers."""
    if not tested or not there:
        return Verdict(PASS, says)
    listed = ", ".join(map(str, facts["tested"]))
    more = {**params, "version": facts.get("version", ""), "tested": listed}
    if there[: len(min(tested))] < min(tested):
        why = f"{says} is older than what the app is tested with ({listed})"
        return Verdict(FAIL, why, (Finding(cause, 0.9, why, more),))
    if there[0] > max(tested)[0]:
        why = f"{says} is newer than what the app is tested with ({listed})"
        return Verdict(WARN, why, (Finding(cause, 0.5, why, more),))
    return Verdict(PASS, f"{says} (tested: {listed})")


def tested_with(facts: Facts) -> list[tuple[int, ...]]:
    """The declared versions, as numbers."""
    return [found for found in map(numbers, facts.get("tested") or ()) if found]


def numbers(word: object) -> tuple[int, ...]:
    """The first three numbers of a version; empty where it is none."""
    parts = str(word or "").partition("-")[0].split(".")[:3]
    return tuple(int(p) for p in parts) if all(p.isdecimal() and len(p) < 20 for p in parts) else ()
