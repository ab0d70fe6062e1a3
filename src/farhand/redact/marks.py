"""Marks: what stands in a secret's place, such as `<password:3f9a1c2b7d04>`.

A mark is a class and 48 bits of a keyed digest of the value. Both depend on the value and the key alone,
never on where the value was found: the same secret has the same mark in a URL, in JSON and in base64, within
one run and, with the same key, in every run. Marks of addresses and names also tell what these have in common
(pseudonyms.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from farhand.redact import shapes

#: The form of a mark. Text that has one in it already is left alone there.
MARK = re.compile(r"<[a-z][a-z0-9-]{0,30}:[0-9a-f]{12}>")

#: Stands for each character of a mark while rules look, so that no rule reads a mark as text.
COVER = "\x7f"
#: Marks that are remembered: most values come again and again.
_REMEMBERED = 50_000

_PEM_NOISE = re.compile(r"-----[A-Z0-9 ]+-----|\\[nrt]|\s|\\|^(?:Proc-Type|DEK-Info):.*$", re.M)


class _Made(dict[tuple[str, str], str]):
    """Marks that were made: a dictionary, since to call something takes longer than to look it up."""

    def __init__(self, new: Callable[[str, str], str]) -> None:
        self._new = new

    def __missing__(self, key: tuple[str, str]) -> str:
        mark = self._new(*key)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = mark
        return mark


class Marker:
    """Makes marks with one key. Remembers values only while it is in use."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        #: (value, kind) -> mark; makes those that it does not have yet.
        self.made = _Made(self._new)
        self._digest: Callable[[str], str] | None = None
        self._special: Callable[..., str]

    def __call__(self, value: str, kind: str = "") -> str:
        """The mark of a value; `kind` is its class where the value alone does not tell it."""
        return self.made[value, kind]

    def _new(self, value: str, kind: str) -> str:
        if self._digest is None:
            from farhand.redact import pseudonyms  # costs some milliseconds, and most runs make no mark

            self._digest, self._special = pseudonyms.digits(self._key), pseudonyms.of
        digest = self._digest
        if kind:
            return f"<{kind}:{self._special(kind, value, digest) or digest(kind + ' ' + value)[:12]}>"
        kind, value = _normal(value)
        return f"<{kind}:{digest(value)[:12]}>"


def kind_of(mark: str) -> str:
    """The class that a mark names."""
    return mark[1:].partition(":")[0]


def cover(text: str) -> str:
    """`text` with each mark in it covered, of the same length."""
    if "<" not in text:
        return text
    return MARK.sub(lambda mark: COVER * len(mark.group()), text)


def _normal(value: str) -> tuple[str, str]:
    """The class of a value, and the value without what differs between its spellings."""
    if "PRIVATE KEY" in value and "-----" in value:
        return "private-key", _PEM_NOISE.sub("", value)
    return shapes.class_of(value), value
