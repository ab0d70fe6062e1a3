"""A plain command line is read as argparse reads it; what is not plain is left to argparse."""

from __future__ import annotations

import argparse
import contextlib
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand import cli, listed
from farhand.cli import _quick


def commands() -> list[tuple[str, str]]:
    """Each command, and each part of one."""
    found = []
    for name in cli.names():
        parts = getattr(cli._module(name), "PARTS", None)
        found += [(name, part) for part in (listed.names(parts.__path__) if parts else [""])]
    return found


def told(name: str, part: str, words: list[str]) -> dict[str, Any] | None:
    """What argparse makes of the words; None where it ends the program."""
    parser = cli.parser_for(name, part)
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        try:
            return vars(parser.parse_args(words))
        except SystemExit:
            return None


def words_of(parser: argparse.ArgumentParser) -> st.SearchStrategy[list[str]]:
    names = sorted(name for name in parser._option_string_actions if name not in ("-h", "--help"))
    choices = [str(one) for action in parser._actions for one in action.choices or ()]
    values = ["a", "3", "2.5", "-", "", "-15m", "x=y", "two words", "--", "-3", *choices]
    glued = [f"{name}={value}" for name in names for value in ("a", "3", "", *choices[:3])]
    return st.lists(st.sampled_from([*names, *values, *values, *glued]), max_size=6)


@pytest.mark.parametrize(("name", "part"), commands())
@settings(max_examples=60)
@given(data=st.data())
def test_what_is_read_is_what_argparse_reads(name: str, part: str, data: st.DataObject) -> None:
    words = data.draw(words_of(cli.parser_for(name, part)))
    module, command = cli._of(name, part)
    found = _quick.parsed(module, words, **({"command": command} if command else {}))
    if found is not None:
        assert vars(found) == told(name, part, words)


@pytest.mark.parametrize(
    "words",
    [
        ["a.log", "--since", "14:02", "--until=14:07"],
        ["a.log", "b.log", "--level", "error", "--tail", "50", "--json"],
        ["--grep", "x", "--grep", "y", "-"],
        ["--field", "k=v", "--slack", "0.5", "a.log", "--max-bytes", "0"],
    ],
)
def test_common_ones_need_no_argparse(words: list[str]) -> None:
    module, command = cli._of("logs", "slice")
    found = _quick.parsed(module, words, command=command)
    assert found is not None
    assert vars(found) == told("logs", "slice", words)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a", "--since", "1", "b"],
        ["a", "--sin", "1"],
        ["a", "--tail", "x"],
        ["a", "--json=1"],
        ["-h"],
        ["a", "--"],
    ],
)
def test_others_are_left_to_argparse(words: list[str]) -> None:
    assert _quick.parsed(cli._of("logs", "slice")[0], words) is None
