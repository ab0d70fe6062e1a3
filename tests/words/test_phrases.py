"""Sentences made of values are found again by their form; evidence in them stays, letter by letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from farhand import checks, words
from farhand.words.phrases import Form


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("the settings are complete", "die Einstellungen sind vollständig"),
        ("logged in as app", None),
        (
            "10.0.0.53 answers NXDOMAIN: there is no such name",
            "10.0.0.53 antwortet NXDOMAIN: Diesen Namen gibt es nicht",
        ),
        (
            "db:5432 refuses the connection: nothing listens there",
            "db:5432 lehnt die Verbindung ab: dort lauscht nichts",
        ),
        ("/data is not there [ENOENT]", "/data ist nicht da [ENOENT]"),
        ("could not look: no time was left", "konnte nicht geprüft werden: es blieb keine Zeit"),
    ],
)
def test_forms(english: str, german: str | None) -> None:
    assert words.said(english) == english
    with words.speaking("de"):
        told = words.said(english)
    assert told == german if german else told != english


@pytest.mark.parametrize(
    "quoted",
    [
        'FATAL:  password authentication failed for user "app"',
        "ERR max number of clients reached",
        "x" * 3000,
        "",
        "<script>alert('the server says no')</script>",
        "Traceback (most recent call last)",
    ],
)
def test_evidence_is_never_translated(quoted: str) -> None:
    with words.speaking("de"):
        assert words.said(quoted) == quoted
        told = words.said(f"the server refuses the password: {quoted}")
    assert told.endswith(quoted)


@given(some.text(max_size=60), some.text(max_size=60))
def test_whatever_stands_in_a_hole_comes_out_of_it(host: str, rest: str) -> None:
    """No text is lost, run or made longer without bound."""
    with words.speaking("de"):
        told = words.said(f"{host}; {rest} (the server does not let {host} log in)")
    assert len(told) < 4 * (2 * len(host) + len(rest)) + 400


def test_a_sentence_made_to_take_long_is_read_in_bounds() -> None:
    """The work is bounded by counts, so this ends although each part could be read in many ways."""
    with words.speaking("de"):
        for part in ("a: ", "x (y), ", "the the ", "port 1 speaks TLS only; ", "{host} ", "[" * 9):
            assert words.said((part * 700)[:1990])


def test_holes_side_by_side_and_at_the_end() -> None:
    form = Form("{where} says {shown}{kind}; {wanted} was expected", "{where}: {wanted}, {shown}{kind}")
    told = form.values("db:1 says 'x' (smtp); 'y' was expected")
    assert told == {"where": "db:1", "shown": "'x'", "kind": " (smtp)", "wanted": "'y'"}
    assert form.values("db:1 says nothing") is None
    glued = Form("{server} does not answer{row}", "{server} antwortet nicht{row}")
    assert glued.values("ns does not answer") == {"server": "ns", "row": ""}
    assert glued.values("ns does not answering") is None
    assert glued.filled({"server": "{row}", "row": ""}) == "{row} antwortet nicht"


def test_most_verdicts_of_all_checks_are_known() -> None:
    """What stays is the evidence in them, and names with versions."""
    told, known = 0, 0
    with words.speaking("de"):
        for name in checks.names():
            check = checks.find(name)
            for example in getattr(check, "EXAMPLES", ()):
                if example.facts:
                    says = check.judge(example.stage, example.facts).says
                    told += 1
                    known += words.said(says) != says
    assert told > 400
    assert known / told > 0.93
