"""Which language is spoken: an option before the environment, and English where nobody asks for another."""

from __future__ import annotations

import threading

import pytest

from farhand import words
from farhand.answers.asked import Asked, choice
from farhand.errors import Mistake


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "POSIX"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_AT"}, "de"),
        ({"LC_ALL": "C", "FARHAND_LANG": "de"}, "de"),
        ({"LANG": "de_DE.UTF-8", "FARHAND_LANG": "en"}, "en"),
        ({"LANG": "xx_YY.UTF-8"}, "en"),
        ({"LANG": "../../etc"}, "en"),
    ],
)
def test_the_environment_says_it(environ: dict[str, str], wanted: str) -> None:
    assert words.chosen("", environ) == wanted


def test_an_option_goes_before_the_environment() -> None:
    assert words.chosen("de", {"LC_ALL": "C"}) == "de"
    assert words.chosen("DE-at", {}) == "de"
    assert words.chosen("en", {"LANG": "de_DE"}) == "en"


@pytest.mark.parametrize("wanted", ["fr", "../de", "de/../de", "d e"])
def test_an_option_that_is_no_language_is_a_mistake(wanted: str) -> None:
    with pytest.raises(Mistake, match="en, de"):
        words.chosen(wanted, {})


def test_a_language_for_one_reader_is_not_that_of_others() -> None:
    seen = []
    with words.speaking("de"):
        other = threading.Thread(target=lambda: seen.append(words.language()))
        other.start()
        other.join()
        assert words.language() == "de"
        assert words._("Next step") == "Nächster Schritt"
        with words.speaking("en"):
            assert words._("Next step") == "Next step"
    assert seen == ["en"]
    assert words.language() == "en"


def test_a_language_that_is_not_there_is_english() -> None:
    with words.speaking("xx"):
        assert words.language() == "en"


def test_plurals() -> None:
    forms = ("Healthy, with {n} warning.", "Healthy, with {n} warnings.")
    assert [words.ngettext(*forms, n) for n in (0, 1, 2)] == [forms[1], forms[0], forms[1]]
    with words.speaking("de"):
        told = [words.ngettext(*forms, n).format(n=n) for n in (0, 1, 2)]
    assert told == ["Gesund, mit 0 Warnungen.", "Gesund, mit 1 Warnung.", "Gesund, mit 2 Warnungen."]


def test_a_choice_may_be_named_in_every_language() -> None:
    asked = Asked("ask-changed", 0, choices={"network or firewall": "", "nothing known": ""})
    for word in ("network or firewall", "Netz oder Firewall", "network or firewall (Netz oder Firewall)"):
        assert choice(asked, word) == "network or firewall"
    with pytest.raises(Mistake, match="the choices are network or firewall, nothing known"):
        choice(asked, "Netz")
