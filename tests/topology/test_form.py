"""The form survives a mail, and what cannot be matched is kept as words."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand import words
from farhand.faces import map_form
from farhand.topology import form
from farhand.topology.form import Answer
from farhand.topology.questions import DONT_KNOW, QUESTIONS
from tests.topology.world import filled


def test_there_are_twelve_questions_with_ids_of_their_own() -> None:
    assert len(QUESTIONS) == 12
    assert len({ask.id for ask in QUESTIONS}) == 12
    assert all(ask.id.startswith("map.") and ask.question and ask.choices for ask in QUESTIONS)


def test_the_form_is_ascii_and_fits_into_a_mail() -> None:
    text = map_form.text("billing 2.4.1", "support@vendor.example")
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= map_form.WIDTH
    assert "password" in text


def test_an_empty_form_holds_no_answer() -> None:
    assert form.read(map_form.text("billing")) == []
    assert form.holds(map_form.text("billing"))
    assert not form.holds("a mail about map.proxy and nothing else")


@pytest.mark.parametrize("ask", QUESTIONS, ids=lambda ask: ask.id)
def test_every_choice_is_read_back(ask: object) -> None:
    for choice in ask.choices:  # type: ignore[attr-defined]
        number = ask.id  # type: ignore[attr-defined]
        assert form.read(filled({number: choice})) == [Answer(number, choice)]
        assert form.read(filled({number: choice.upper() + "."})) == [Answer(number, choice)]


@pytest.mark.parametrize("code", words.languages())
def test_a_form_in_any_language_is_read_back(code: str) -> None:
    """Whoever reads it need not speak that language."""
    for ask in QUESTIONS:
        for choice in ask.choices:
            with words.speaking(code):
                said = form.spoken(choice)
                mail = filled({ask.id: said}, {ask.id: "as we think"})
                assert max(map(len, map_form.text("billing").splitlines())) <= map_form.WIDTH
            assert form.read(mail) == [Answer(ask.id, choice, "as we think")]


def test_the_german_form_is_german() -> None:
    with words.speaking("de"):
        text = map_form.text("billing", "support@vendor.example")
    assert "Müssen Verbindungen ins Internet durch einen Proxy gehen?" in " ".join(text.split())
    assert not set(text.split()) & {"the", "your", "please", "Answer:", "network"}


def test_what_is_said_beside_a_choice_is_kept() -> None:
    read = form.read(filled({"map.proxy": "yes, 10.1.2.3:3128"}, {"map.proxy": "only from the servers"}))
    assert read == [Answer("map.proxy", "yes", "10.1.2.3:3128 only from the servers")]


def test_words_that_are_no_choice_are_kept_as_words() -> None:
    assert form.read(filled({"map.cloud": "at OVH in Roubaix"})) == [
        Answer("map.cloud", "", "at OVH in Roubaix")
    ]
    assert form.read(filled({"map.proxy": "Don't know"})) == [Answer("map.proxy", DONT_KNOW)]
    assert form.read(filled({"map.proxy": "notary"})) == [Answer("map.proxy", "", "notary")]


def test_a_mail_program_may_quote_again_and_wrap() -> None:
    mail = filled(
        {"map.firewall": "both"}, {"map.firewall": "one of Fortinet at the edge, and one inside " * 2}
    )
    quoted = "\r\n".join(f">> {line}" for line in mail.splitlines())
    wrapped = "\n".join(textwrap.fill(line, 60) for line in mail.splitlines())
    for text in (quoted, wrapped):
        (answer,) = form.read(text)
        assert answer.choice == "both"
        assert answer.text.startswith("one of Fortinet at the edge")


def test_a_signature_is_no_part_of_the_last_answer() -> None:
    mail = filled({"map.compliance": "pci"}, {"map.compliance": "and our own rules"}).partition("[map.end]")[
        0
    ]
    read = form.read(f"{mail}\n-- \nJ. Doe, Operations\n")
    assert read == [Answer("map.compliance", "pci", "and our own rules")]


def test_ticked_choices_count_too() -> None:
    text = map_form.text("billing").replace("     gcp          Google Cloud", "     [x] gcp  Google Cloud")
    assert form.read(text) == [Answer("map.cloud", "gcp")]


@given(st.text(max_size=400))
def test_nothing_raises_and_answers_stay_short(noise: str) -> None:
    for text in (noise, filled({"map.proxy": noise, "map.cloud": noise}), "[map.proxy]\nAnswer: " + noise):
        for answer in form.read(text):
            assert len(answer.text) <= 500
