"""Sentences that were made of values, found again in a catalogue of their forms.  Pure.

A verdict says `db.example:5432 refuses the connection`: the sentence goes into reports, cases and answers,
which machines read, so it is made once, in English. The catalogue `said` knows its form, `{host}:{port}
refuses the connection`. A text is compared with the fixed parts of each form; what stands in the holes is put
into the translation as it is, but for holes that hold a known sentence themselves. Nothing is evaluated: a
hostile text can at most be shown with other fixed parts around it.
"""

from __future__ import annotations

import re
from functools import cache

from farhand.words import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from gettext import NullTranslations

#: Signs of a text that is looked at, and how often a hole may hold a sentence that holds one.
LONGEST, DEEPEST = 4000, 3
#: Letters that the fixed parts of a form must have: what says less could be anything.
_FEWEST = 5
_HOLE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
#: Where sentences are put together of sentences.
_JOINTS = ("; ", ": ", ", ")


class Form:
    """A sentence with holes: its fixed parts, the names of its holes, and the same in the other language."""

    def __init__(self, source: str, target: str) -> None:
        pieces = _HOLE.split(source)
        self.fixed, self.names, self.target = pieces[::2], pieces[1::2], target
        self.weight = sum(c.isalpha() for part in self.fixed for c in part)

    def values(self, text: str) -> dict[str, str] | None:
        """What stands in the holes; None where the text is not of this form."""
        first, last = self.fixed[0], self.fixed[-1]
        if not (text.startswith(first) and text.endswith(last) and len(text) > len(first) + len(last)):
            return None
        found, at, end = [], len(first), len(text) - len(last)
        for part in self.fixed[1:-1]:
            place = text.find(part, at + 1, end) if part else -1
            if place < 0:
                return None
            found.append(text[at:place])
            at = place + len(part)
        found.append(text[at:end])
        return dict(zip(self.names, found)) if all(found) else None

    def filled(self, values: dict[str, str]) -> str:
        return _HOLE.sub(lambda hole: values.get(hole.group(1), hole.group()), self.target)


def translated(text: str, language: str) -> str:
    """The text in that language as far as its parts are known; else as it is."""
    if len(text) > LONGEST:
        return text
    known = catalogue.load("said", language)
    return _whole(text, language, known, 0) or _in_parts(text, language, known)


def _whole(text: str, language: str, known: NullTranslations, depth: int) -> str:
    """Empty where neither the sentence nor its form is known."""
    same = known.gettext(text)
    if same != text:
        return same
    for form in _forms(language):
        values = form.values(text)
        if values is not None:
            return form.filled({k: _value(v, language, known, depth + 1) for k, v in values.items()})
    return ""


def _value(text: str, language: str, known: NullTranslations, depth: int) -> str:
    """A hole that holds several words may hold a sentence; one word is a name or a number."""
    if depth > DEEPEST or " " not in text:
        return text
    return _whole(text, language, known, depth) or text


def _in_parts(text: str, language: str, known: NullTranslations) -> str:
    for joint in _JOINTS:
        parts = text.split(joint)
        if len(parts) > 1:
            found = [_value(part, language, known, 0) for part in parts]
            if found != parts:
                return joint.join(found)
    return text


@cache
def _forms(language: str) -> list[Form]:
    """All forms, those with the most fixed letters first."""
    made = [Form(source, target) for source, target in _rows(catalogue.load("said", language))]
    return sorted((f for f in made if f.names and f.weight >= _FEWEST), key=lambda f: -f.weight)


def _rows(known: NullTranslations) -> Iterator[tuple[str, str]]:
    rows = getattr(known, "_catalog", {})  # gettext offers no other way to ask what there is
    return ((k, v) for k, v in rows.items() if isinstance(k, str) and k)
