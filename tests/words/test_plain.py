"""What a customer reads is plain: no inside words, and what each command does and does not do."""

from __future__ import annotations

import re

import pytest

from farhand.faces import promise
from farhand.model import Command, NextStep
from farhand.words import sources, speaking

#: Words of the inside, which a customer need not know.
_INSIDE = re.compile(
    r"\b(vantages?|findings?|prob(?:e|es|ed|ing)|subjects?|taxonomy|rungs?|judges?|clues?|facts|weigh\w*)\b",
    re.I,
)
#: Where such a word is the field's own: a pod's probes, a certificate's subject, a subject of NATS.
_FIELDS_OWN = {
    "probe": ("container", "kubernetes", "manifests", "requests/asks"),
    "probes": ("container", "kubernetes", "manifests"),
    "subject": ("tls", "nats", "kafka"),
    "subjects": ("tls", "nats", "kafka"),
}
_HOLE = re.compile(r"\{[a-z_0-9]+(?:\|[^}]*)?\}")
#: A command in a step: from a program's name on.
_COMMAND = re.compile(r"(?:openssl|curl|kubectl|psql|kafka-\S+) .*")


def _customers() -> list[sources.Text]:
    """All but the words of `farhand bundle facts`, whose name is one."""
    return [text for text in sources.every() if "/_bundle/facts.py" not in text.file]


def test_no_inside_words() -> None:
    wrong = []
    for text in _customers():
        for words in (text.english, text.plural):
            plain = _COMMAND.sub("", _HOLE.sub("", words))
            found = [w for w in _INSIDE.findall(plain) if not _is_the_fields(w.lower(), text.file)]
            wrong += [(text.file, words, found)] if found else []
    assert not wrong


def _is_the_fields(word: str, file: str) -> bool:
    return any(name in file for name in _FIELDS_OWN.get(word, ()))


def test_a_command_says_what_it_does_and_what_it_does_not() -> None:
    command = Command("echo", prints="names of variables", hides="their values", seconds=20.0)
    does, does_not = promise.of_command(command, 1.5)
    assert does == (
        "What it does: it prints names of variables. It runs for at most 20 seconds. "
        "It is about 2 minutes of work."
    )
    assert does_not == (
        "What it does not do: it changes nothing, sends nothing by itself, and does not print their values."
    )
    with speaking("de"):
        assert promise.of_command(command)[0].startswith("Was er tut: Er gibt aus: Namen von Variablen.")


def test_what_needs_a_yes_or_does_more_than_read_says_so() -> None:
    assert promise.of_command(Command("x"), risk="read-only, another team")[1].endswith(
        "It needs a yes of: another team."
    )
    told = promise.of_step(NextStep("tcp", "?", "rm x", risk="writes and removes one small file"))
    assert told[1] == "Mind: it does more than read: writes and removes one small file."


@pytest.mark.parametrize("command", ["", "date -u"])
def test_only_what_is_run_is_told_of(command: str) -> None:
    assert bool(promise.of_step(NextStep("clock", "What time is it?", command))) is bool(command)
