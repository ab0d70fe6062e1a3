"""The twelve questions as a text that goes into a mail, and the answers read back out of it.  Pure.

A mail program quotes, wraps and re-writes. So each question carries its id in brackets, an answer is the rest
of the line behind `Answer:`, and what cannot be matched to a choice is kept as words rather than lost.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from farhand.model import Ask
from farhand.topology.questions import DONT_KNOW, QUESTIONS, find

#: Columns that survive two rounds of quoting in a mail.
WIDTH = 72
#: Characters of an answer in words that are kept, and of a text that is looked through.
_MOST, _LONGEST = 500, 200_000
_QUOTE = re.compile(r"^[>|\s\ufeff]+")
_ID = re.compile(r"\[\s*(map\.[a-z]+)\s*\]")
_FIELD = re.compile(r"^(?P<name>Answer|More)\s*[:=]\s*(?P<rest>.*)$", re.IGNORECASE)
_TICKED = re.compile(r"^[\[(]\s*[xX✓✔☑]\s*[\])]\s*(?P<rest>.+)$")
_HEAD = "Farhand map questions"
_END = "End of the questions"


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


def text(app: str, contact: str = "") -> str:
    """The form, at most WIDTH columns wide, in ASCII as far as the app's name is."""
    lines = [*_wrapped(f"{_HEAD} for {app}"), ""]
    lines += _wrapped(
        "Please write one of the words on the left behind each 'Answer:', and what else may help behind "
        f"'More:'. Leave out what you do not know, or write '{DONT_KNOW}': that helps, too. Please write no "
        "passwords or keys."
    )
    for number, ask in enumerate(QUESTIONS, 1):
        lines += ["", *_question(number, ask)]
    back = f" Please send this text back to {contact}." if contact else ""
    return "\n".join([*lines, "", *_wrapped(f"{_END}. Thank you.{back}")]) + "\n"


def _question(number: int, ask: Ask) -> Iterator[str]:
    yield from _wrapped(f"{number}. [{ask.id}] {ask.question}", "   ")
    if ask.why:
        yield from _wrapped(f"   ({ask.why})", "    ")
    width = max(len(choice) for choice in ask.choices)
    for choice, means in ask.choices.items():
        yield from _wrapped(f"     {choice.ljust(width)}  {means}", " " * (7 + width))
    yield from ("   Answer:", "   More:")


def _wrapped(line: str, indent: str = "") -> list[str]:
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False) or [""]


def holds(whole: str) -> bool:
    """Whether a text is such a form."""
    return "[map." in whole and len(set(_ID.findall(whole[:_LONGEST]))) >= 2


def read(whole: str) -> list[Answer]:
    """The answers in a form that came back, in the order of the questions. Never raises."""
    said: dict[str, dict[str, list[str]]] = {}
    for number, lines in _parts(whole[:_LONGEST]):
        said.setdefault(number, {})
        for name, words in _fields(lines):
            said[number].setdefault(name, []).append(words)
    made = (_answer(ask, said.get(ask.id, {})) for ask in QUESTIONS)
    return [answer for answer in made if answer]


def _parts(whole: str) -> Iterator[tuple[str, list[str]]]:
    """The lines behind each question, without the marks of quoting."""
    number = ""
    lines: list[str] = []
    for raw in whole.splitlines():
        line = _QUOTE.sub("", raw).rstrip()
        named = _ID.search(line)
        if named or line.startswith(_END):
            if number:
                yield number, lines
            number, lines = (named[1] if named else ""), []
        elif number:
            lines.append(line)
    if number:
        yield number, lines


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    """What stands behind `Answer:` and `More:`, wrapped lines put together, and choices that are ticked."""
    name, words = "", ""
    for line in lines:
        field, ticked = _FIELD.match(line), _TICKED.match(line)
        if field or not line:
            if words:
                yield name, words
            name, words = (field["name"].lower(), field["rest"].strip()) if field else (name, "")
        elif ticked:
            yield "answer", ticked["rest"].strip()
        elif name:
            words = f"{words} {line}".strip()
    if words:
        yield name, words


def _answer(ask: Ask, said: dict[str, list[str]]) -> Answer | None:
    choice, rest = _choice(ask, " ".join(said.get("answer", ())))
    words = " ".join(filter(None, [rest, *said.get("more", ())]))[:_MOST]
    return Answer(ask.id, choice, words) if choice or words else None


def _choice(ask: Ask, words: str) -> tuple[str, str]:
    """The choice that an answer begins with or is, and what else it says."""
    plain = words.strip().strip("\"'<>").strip()
    low = plain.lower().replace("’", "'")
    if low.rstrip(".!?") in ("", "don't know", "dont know", "do not know", "unknown", "not sure"):
        return (DONT_KNOW if low else ""), ""
    for choice in sorted(ask.choices, key=len, reverse=True):
        found = re.match(rf"{re.escape(choice)}(?![\w-])[\s:;,.()-]*", low)
        if found:
            rest = plain[found.end() :].strip()
            return choice, "" if rest.lower() == ask.choices[choice].lower() else rest.rstrip(")")
    near = [c for c, means in ask.choices.items() if low in (means.lower(), c.replace("-", " "))]
    return (near[0], "") if near else ("", plain)


def answer_of(number: str, choice: str, words: str) -> Answer | None:
    """An answer that a case keeps; None for what is no question of a map."""
    ask = find(number)
    if ask is None:
        return None
    known = choice if choice in (*ask.choices, DONT_KNOW) else ""
    return Answer(number, known, (words or ("" if known else choice))[:_MOST])
