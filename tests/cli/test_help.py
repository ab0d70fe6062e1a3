"""`farhand --help` is a file, so that it opens nothing else; it must say what the commands say."""

from __future__ import annotations

from importlib import resources

import pytest

from farhand import cli
from farhand.cli import _help


def test_the_help_text_is_up_to_date() -> None:
    written = resources.files(cli).joinpath("help.txt").read_text("utf-8")
    assert written == _help.text(), "run: python -m farhand.cli._help"


@pytest.mark.parametrize("name", cli.names())
def test_every_command_has_help(name: str) -> None:
    parser = cli.parser_for(name)
    assert parser.description
    assert parser.format_help().startswith("usage: farhand ")
