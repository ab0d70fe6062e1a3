"""A value that its label makes personal: `patient name: Jane Doe`, `"dob": "1980-02-29"`, `mrn=123456`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import back, of_all

#: What may stand between a label and its value: quotes, brackets, an equals sign or a colon, blanks, "is".
_BETWEEN = r"\\{0,3}[\"'\])]{0,2}[ \t]{0,8}(?:=>|:=|[:=>#：＝\u3000]|\bis\b|\bwas\b|\t)[ \t]{0,8}\\{0,3}[\"'\[(]{0,2}"
_WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."


class Labelled:
    """Finds the values of one kind after its labels."""

    def __init__(
        self,
        kind: str,
        labels: Sequence[str],
        label: str,
        value: str,
        loose: bool = False,
        plain: bool = False,
    ) -> None:
        """`labels`: literals of which one is in every label. `label`: pattern of a whole label, `value` of the
        value. `loose`: a blank alone may stand between them. `plain`: grouped or not, a value has one mark."""
        self.kind, self.labels, self._plain = kind, tuple(labels), plain
        self._anchors = frozenset(labels)
        between = rf"(?:{_BETWEEN}|[ \t]{{1,3}})" if loose else _BETWEEN
        self._pattern = re.compile(rf"(?:{label}){between}(?P<value>{value})", re.I)
        self._before = 40

    def find(self, text: str, where: Where) -> Iterator[Span]:
        done = 0
        for at in of_all(where, self._anchors):
            if at < done:
                continue
            match = self._pattern.match(text, _start(text, at, self._before))
            if match:
                done = match.end()
                start, end = match.span("value")
                while end > start and text[end - 1] in " \t\r,;.":
                    end -= 1
                if end > start:
                    value = text[start:end]
                    yield Span(start, end, plain_number(value) if self._plain else value, self.kind)


def plain_number(written: str) -> str:
    """A number as it is without blanks and signs between its parts, in capital letters."""
    return "".join(c for c in written if c.isalnum()).upper()


def _start(text: str, at: int, most: int) -> int:
    """Where the word begins that the label is part of."""
    return back(text, at, _WORD, most)
