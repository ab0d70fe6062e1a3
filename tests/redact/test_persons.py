"""Data of persons and identifiers as logs, tools and forms write them.

What stands in « » is hidden; all of a line without them stays, and so does what stands in ⟦ ⟧.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.redact import Redactor
from farhand.redact.policy import Policy

HERE = Path(__file__).parent
WANTED, KEPT, SIGNS = re.compile("«(.*?)»", re.S), re.compile("⟦(.*?)⟧"), re.compile("[«»⟦⟧]")


def samples(name: str) -> Iterator[str]:
    """One line each, or the lines between `<<` and `>>`."""
    inside: list[str] | None = None
    for row in (HERE / name).read_text(encoding="utf-8").splitlines():
        if row == "<<":
            inside = []
        elif row == ">>" and inside is not None:
            yield "\n".join(inside)
            inside = None
        elif inside is not None:
            inside.append(row)
        elif row:
            yield row


def redacted(sample: str, profile: str) -> str:
    return Redactor(key=b"k" * 32, policy=Policy(profile=profile)).text(SIGNS.sub("", sample))


def holds(sample: str, profile: str) -> None:
    said = redacted(sample, profile)
    assert not [one for one in WANTED.findall(sample) if one in said], said
    assert not [one for one in KEPT.findall(sample) if one not in said], said
    assert WANTED.search(sample) or said == SIGNS.sub("", sample)


@pytest.mark.parametrize("sample", [*samples("persons.txt")])
def test_data_of_persons(sample: str) -> None:
    holds(sample, "default")


@pytest.mark.parametrize("sample", [*samples("identifiers.txt")])
def test_identifiers(sample: str) -> None:
    holds(sample, "strict")


@pytest.mark.parametrize("sample", [*samples("ordinary.txt")])
def test_ordinary_lines_stay(sample: str) -> None:
    holds(sample, "default")


@pytest.mark.parametrize("sample", [*samples("ordinary_strict.txt")])
def test_ordinary_lines_stay_where_identifiers_are_hidden(sample: str) -> None:
    holds(sample, "strict")
