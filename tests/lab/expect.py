"""What a fault must be found as, and the laws that every outcome must keep."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

#: Seconds within which the process must have ended, whatever the world does to it.
LONGEST = 15.3

_CODES = {"healthy": {0, 3}, "fault": {1}, "undecided": {4}}


@dataclass(frozen=True)
class Expect:
    """The truth about a world.

    `cause`: the first cause of role root. `causes`: for worlds with several faults, all must be among the
    roots. `owner` and `subject` are those of the first cause, compared where given. `also`: other ids that
    are as right as `cause`, for the rare world that can honestly be named in two ways.
    """

    cause: str = ""
    owner: str = ""
    subject: str = ""
    causes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    verdict: str = ""
    healthy: bool = False

    @property
    def wanted_verdict(self) -> str:
        return self.verdict or ("healthy" if self.healthy else "fault")


@dataclass(frozen=True)
class Outcome:
    """How one run of farhand ended."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def report(self) -> dict[str, Any]:
        """The one JSON document on standard output. Raises ValueError where it is not that."""
        document = json.loads(self.out)
        if not isinstance(document, dict):
            raise ValueError("the output is not a JSON object")
        return document

    @property
    def readable(self) -> bool:
        try:
            return bool(self.report)
        except ValueError:
            return False

    @property
    def causes(self) -> list[dict[str, Any]]:
        return list(self.report.get("causes", []))

    @property
    def roots(self) -> list[dict[str, Any]]:
        return [cause for cause in self.causes if cause.get("role") == "root"]


def judge(expect: Expect, outcome: Outcome, secrets: Collection[str] = ()) -> list[str]:
    """What is wrong with the outcome, one line each; empty when all is right."""
    broken = laws(outcome, secrets)
    if not outcome.readable:
        return broken
    return (
        broken
        + cause_misses(expect, outcome)
        + owner_misses(expect, outcome)
        + verdict_misses(expect, outcome)
    )


def laws(outcome: Outcome, secrets: Collection[str] = ()) -> list[str]:
    """What holds for every run: in time, one JSON document, a truthful exit status, no secret told."""
    broken = []
    if outcome.seconds > LONGEST:
        broken.append(f"it took {outcome.seconds:.1f} s")
    try:
        verdict = outcome.report.get("verdict")
        if outcome.code not in _CODES.get(str(verdict), set()):
            broken.append(f"exit status {outcome.code} does not go with the verdict {verdict!r}")
    except ValueError as error:
        broken.append(
            f"no JSON document (exit status {outcome.code}): {error}: {(outcome.out or outcome.err)[-600:]!r}"
        )
    if "Traceback (most recent call last)" in outcome.err:
        broken.append(f"a traceback: {outcome.err[-600:]}")
    return broken + [f"a secret is told: {secret!r}" for secret in secrets if _told(secret, outcome)]


def _told(secret: str, outcome: Outcome) -> bool:
    forms = {secret, quote(secret, safe=""), json.dumps(secret)[1:-1]}
    return any(form in outcome.out or form in outcome.err for form in forms)


def cause_misses(expect: Expect, outcome: Outcome) -> list[str]:
    roots = [str(cause.get("id")) for cause in outcome.roots]
    if expect.healthy:
        warnings = outcome.code == 3 and expect.wanted_verdict == outcome.report.get("verdict")
        return (
            []
            if warnings or not outcome.causes
            else [f"false alarm: {', '.join(str(c['id']) for c in outcome.causes)}"]
        )
    missing = [cause for cause in expect.causes if cause not in roots]
    if missing:
        return [f"{', '.join(missing)} not among the roots, which are {roots or 'none'}"]
    if expect.cause and (not roots or roots[0] not in (expect.cause, *expect.also)):
        return [f"the cause is {expect.cause}, but first is {roots[0] if roots else 'none'} (roots: {roots})"]
    return []


def owner_misses(expect: Expect, outcome: Outcome) -> list[str]:
    named = expect.cause or (expect.causes[0] if expect.causes else "")
    first = next((c for c in outcome.roots if c.get("id") in (named, *expect.also)), None)
    if first is None:
        return []
    said = {"owner": (expect.owner, first.get("owner")), "subject": (expect.subject, first.get("subject"))}
    return [
        f"the {key} is {want}, but it says {got}" for key, (want, got) in said.items() if want and want != got
    ]


def verdict_misses(expect: Expect, outcome: Outcome) -> list[str]:
    verdict = outcome.report.get("verdict")
    return (
        []
        if verdict == expect.wanted_verdict
        else [f"the verdict is {expect.wanted_verdict}, but it says {verdict}"]
    )
