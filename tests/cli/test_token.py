"""`farhand token new`: shown once, and the entry alone lets that token in."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone

import pytest

from farhand import cli
from farhand.control import tokens


def test_a_new_token_and_its_entry(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["token", "new", "--name", "alice@desk", "--scope", "operate", "--days", "30", "--json"]
    assert cli.main(words) == 0
    told = json.loads(capsys.readouterr().out)
    (entry,), wrong = tokens.parse(told["entry"])
    assert not wrong
    assert tokens.match(told["token"], [entry]) is entry
    assert (entry.name, entry.scope, entry.expires) == ("alice@desk", "operate", told["expires"])
    days = date.fromisoformat(entry.expires) - datetime.now(timezone.utc).date()
    assert days.days in (29, 30)
    assert told["token"] not in told["entry"]


def test_for_people_both_are_told_with_where_they_go(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["token", "new", "--name", "alice"]) == 0
    told = capsys.readouterr().out
    assert "FARHAND_TOKENS" in told
    assert "Authorization: Bearer" in told
    assert "alice:read:" in told


@pytest.mark.parametrize("words", [["--name", "a b"], ["--name", "a", "--days", "0"], ["--name", ""]])
def test_what_makes_no_entry_is_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["token", "new", *words]) == 2
    assert "farhand token" in capsys.readouterr().err
