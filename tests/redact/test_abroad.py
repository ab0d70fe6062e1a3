"""A password after its name in other languages: in capitals, without accents, with accents stored apart."""

from __future__ import annotations

import unicodedata

import pytest

from farhand.redact import Redactor, abroad

SECRET = "Xy7kQp22z"


def _hidden(text: str) -> bool:
    return SECRET not in Redactor().text(text)


@pytest.mark.parametrize("word", sorted({*abroad.WORDS, *abroad.PHRASES} - {*abroad.DOTTED}))
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_each_word_in_both_cases_hides_what_follows(word: str, form: str) -> None:
    for written in (word, word.upper(), word.capitalize()):
        name = unicodedata.normalize(form, written)
        assert _hidden(f"{name}: {SECRET}\n"), name
        assert _hidden(f'{{"{name}": "{SECRET}"}}\n'), name


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_turkish_capital_i_keeps_its_dot(form: str) -> None:
    assert _hidden(f"{unicodedata.normalize(form, 'ŞİFRE')}: {SECRET}\n")


@pytest.mark.parametrize("text", ["the parole officer: 12 calls", "kata 3: done", "geslovno x"])
def test_other_words_hide_nothing(text: str) -> None:
    assert Redactor().text(text) == text
