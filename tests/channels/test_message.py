"""From a text to a message, and the gate: what is secret does not get through, in any shape."""

from __future__ import annotations

import pytest

from farhand import escalation
from farhand.channels.message import LONGEST, TITLE, id_of, of_text, plain, sealed
from farhand.channels.model import Message, Section
from farhand.faces import escalation as face
from farhand.redact import Policy, Redactor
from tests.escalation.made import finding, packet


def test_a_packet_is_taken_apart_into_prose_and_what_must_stay_as_it_is() -> None:
    made = of_text(face.text(packet(finding("postgres.permission"))))
    assert made.title == "Change at a database for billing: a right on a table, schema or function is missing"
    assert made.sections[0].text.startswith("To: ")
    titles = [s.title for s in made.sections if s.literal]
    assert titles[:2] == ["Change at a database", "To be run there"]
    run = next(s for s in made.sections if s.title == "To be run there")
    assert run.text.startswith("GRANT CONNECT")
    assert escalation.stamp


def test_a_sentence_is_a_message() -> None:
    assert of_text("it works now\n") == Message("it works now", (Section("it works now"),))


def test_the_gate_hides_secrets_and_shows_control_characters() -> None:
    text = "title password=hunter2-Zx9qLw\n\nprose \x1b[31m red \u202e\n\n"
    text += "  Authorization: Bearer abcdef0123456789abcdef\n"
    made = sealed(of_text(text), Redactor())
    whole = made.title + plain(made)
    assert "hunter2" not in whole
    assert "abcdef0123456789" not in whole
    assert "\x1b" not in whole
    assert "\u202e" not in whole
    assert "\\x1b" in whole


def test_the_profile_of_the_site_holds() -> None:
    made = sealed(of_text("a\n\n  10.20.30.40 db7.corp.example"), Redactor(policy=Policy("strict")))
    assert "10.20.30.40" not in plain(made)
    assert "db7.corp.example" not in plain(made)


def test_a_message_is_bounded() -> None:
    made = sealed(Message("t" * 9999, (Section("x y " * LONGEST), Section("never seen"))), Redactor())
    assert len(made.title) == TITLE
    assert len(plain(made)) < LONGEST + 200
    assert "the rest is left out" in plain(made)


def test_thousands_of_sections_are_bounded() -> None:
    made = sealed(of_text("t\n\n" + "a\n\n" * 5000), Redactor())
    assert len(made.sections) < LONGEST / 100 + 2


def test_the_gate_fails_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    redactor = Redactor()

    def broken(text: str) -> str:
        raise RuntimeError("a fault")

    monkeypatch.setattr(redactor, "text", broken)
    with pytest.raises(RuntimeError):
        sealed(of_text("x"), redactor)


def test_the_id_is_that_of_the_message_and_the_receiver() -> None:
    one = of_text("a\n\nb", "x", "acme")
    assert id_of(one, "email", "a@b") == id_of(of_text("a\n\nb", "x", "acme"), "email", "a@b")
    others = [
        id_of(one, "slack", "a@b"),
        id_of(one, "email", "c@d"),
        id_of(of_text("a\n\nc", "x", "acme"), "email", "a@b"),
    ]
    assert len({*others, id_of(one, "email", "a@b")}) == 4
