"""Answers to the twelve questions, read out of the text of a mail.  Pure.

A mail program quotes, wraps and re-writes. So each question of the form (`faces/map_form.py`) carries its id
in brackets, an answer is the rest of the line behind `Answer:`, and what cannot be matched to a choice is
kept as words rather than lost. It may be a form in any language that there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from farhand import words
from farhand.model import Ask
from farhand.topology.questions import DONT_KNOW, QUESTIONS, find
from farhand.words import _, marked

#: What stands before an answer in the form, and the id that stands behind the last question.
ANSWER, MORE, END = marked("Answer"), marked("More"), "map.end"
#: Characters of an answer in words that are kept, and of a text that is looked through.
_MOST, _LONGEST = 500, 200_000
_QUOTE = re.compile(r"^[>|\s\ufeff]+")
_ID = re.compile(r"\[\s*(map\.[a-z]+)\s*\]")
_FIELD = re.compile(r"^(?P<name>\w[\w ]{0,30}?)\s*[:=]\s*(?P<rest>.*)$")
#: Choices that are words of a language; all others are names.
_CHOICES = (
    *(marked("yes"), marked("no"), marked("don't know"), marked("none"), marked("other"), marked("both")),
    *(marked("other cloud"), marked("hybrid"), marked("air-gapped"), marked("bare"), marked("compose file")),
    *(marked("manifests"), marked("package"), marked("by hand"), marked("closed"), marked("edge")),
    *(marked("inside"), marked("only for some"), marked("front"), marked("between"), marked("managed")),
    *(marked("same machine"), marked("same network"), marked("elsewhere")),
)
#: Ways to say that one does not know; nothing at all is no answer.
_UNKNOWN = ("", "?", "don't know", "dont know", "do not know", "unknown", "not sure")
_TICKED = re.compile(r"^[\[(]\s*[xX✓✔☑]\s*[\])]\s*(?P<rest>.+)$")


@dataclass(frozen=True)
class Answer:
    """What somebody said to one question: one of its choices, words, or both."""

    id: str
    choice: str = ""
    text: str = ""

    def body(self) -> dict[str, str]:
        """As an entry `told` of a case holds it."""
        return {"id": self.id, **({"choice": self.choice} if self.choice else {}),
                **({"text": self.text} if self.text else {})}  # fmt: skip


def holds(whole: str) -> bool:
    """Whether a text is such a form."""
    return "[map." in whole and len(set(_ID.findall(whole[:_LONGEST]))) >= 2


def read(whole: str) -> list[Answer]:
    """The answers in a form that came back, in the order of the questions. Never raises."""
    said: dict[str, dict[str, list[str]]] = {}
    for number, lines in _parts(whole[:_LONGEST]):
        said.setdefault(number, {})
        for name, field in _fields(lines):
            said[number].setdefault(name, []).append(field)
    made = (_answer(ask, said.get(ask.id, {})) for ask in QUESTIONS)
    return [answer for answer in made if answer]


def _parts(whole: str) -> Iterator[tuple[str, list[str]]]:
    """The lines behind each question, without the marks of quoting."""
    number = ""
    lines: list[str] = []
    for raw in whole.splitlines():
        line = _QUOTE.sub("", raw).rstrip()
        named = _ID.search(line)
        if named:
            if number:
                yield number, lines
            number, lines = named[1], []
        elif number:
            lines.append(line)
    if number:
        yield number, lines


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    """What stands behind the labels, wrapped lines put together, and choices that are ticked."""
    name, held = "", ""
    for line in lines:
        field, ticked = _field(line), _TICKED.match(line)
        if field or (not line and held):  # what follows an answer after a blank line is a signature
            if held:
                yield name, held
            name, held = field or ("", "")
        elif ticked:
            yield "answer", ticked["rest"].strip()
        elif name:
            held = f"{held} {line}".strip()
    if held:
        yield name, held


def _field(line: str) -> tuple[str, str] | None:
    """Which of the two labels a line begins with, and the rest of it."""
    found = _FIELD.match(line)
    name = _labels().get(found["name"].lower(), "") if found else ""
    return (name, found["rest"].strip()) if found and name else None


@cache
def _labels() -> Mapping[str, str]:
    """The labels in all languages."""
    names = ((ANSWER, "answer"), (MORE, "more"))
    return {_(label).lower(): name for _code in _each() for label, name in names}


def _each() -> Iterator[str]:
    """Each language, spoken while it is given."""
    for code in words.languages():
        with words.speaking(code):
            yield code


def spoken(choice: str) -> str:
    """A choice in the language that is spoken now."""
    return _(choice) if choice in _CHOICES else choice


@cache
def _named(number: str) -> Mapping[str, str]:
    """What a choice of a question is called, and what it means, in all languages -> the choice."""
    ask = find(number)
    rows = (*ask.choices.items(), (DONT_KNOW, "")) if ask else ()
    found: dict[str, str] = {}
    for _code in _each():
        for choice, means in rows:
            for name in (spoken(choice), choice, words.said(means), choice.replace("-", " ")):
                found.setdefault(name.lower(), choice)
    return found


def _answer(ask: Ask, said: dict[str, list[str]]) -> Answer | None:
    choice, rest = _choice(ask, " ".join(said.get("answer", ())))
    words = " ".join(filter(None, [rest, *said.get("more", ())]))[:_MOST]
    return Answer(ask.id, choice, words) if choice or words else None


def _choice(ask: Ask, said: str) -> tuple[str, str]:
    """The choice that an answer begins with or is, and what else it says."""
    plain = said.strip().strip("\"'<>").strip()
    low = plain.lower().replace("’", "'")
    if low.rstrip(".!?") in _UNKNOWN:
        return (DONT_KNOW if low else ""), ""
    for name, choice in sorted(_named(ask.id).items(), key=lambda row: -len(row[0])):
        found = re.match(rf"{re.escape(name)}(?![\w-])[\s:;,.()-]*", low) if name else None
        if found:
            rest = plain[found.end() :].strip()
            return choice, "" if _named(ask.id).get(rest.lower()) == choice else rest.rstrip(")")
    return "", plain


def answer_of(number: str, choice: str, words: str) -> Answer | None:
    """An answer that a case keeps; None for what is no question of a map."""
    ask = find(number)
    if ask is None:
        return None
    known = choice if choice in (*ask.choices, DONT_KNOW) else ""
    return Answer(number, known, (words or ("" if known else choice))[:_MOST])
