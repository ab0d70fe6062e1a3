"""Findings that need several evidences, one file each, found by listing.

A rule is a module with `apply(findings, results) -> findings`. It may add a finding, drop one that
other evidence refutes, change its confidence, or mark it as a symptom and say so in the root's
`explains`. Rules run in the order of their file names and see what the rules before have made.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Protocol, cast

from farhand import listed
from farhand.model import Finding, Result


class Rule(Protocol):
    def apply(self, findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]: ...


def every() -> list[Rule]:
    found = listed.names(__path__)
    return [cast(Rule, importlib.import_module(f"{__name__}.{name}")) for name in found]
