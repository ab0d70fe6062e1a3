"""Marks: what stands in a secret's place, such as `<password:3f9a1c2b7d04>`.

A mark is a class and 48 bits of an HMAC of the value. Both depend on the value and the key alone, never
on where the value was found: the same secret has the same mark in a URL, in JSON and in base64, within
one run and, with the same key, in every run.
"""

from __future__ import annotations

import re

from farhand.redact import shapes

#: The form of a mark. Text that has one in it already is left alone there.
MARK = re.compile(r"<[a-z][a-z0-9-]{0,30}:[0-9a-f]{12}>")

#: Stands for each character of a mark while rules look, so that no rule reads a mark as text.
COVER = "\x7f"

_PEM_NOISE = re.compile(r"-----[A-Z0-9 ]+-----|\\[nrt]|\s|\\|^(?:Proc-Type|DEK-Info):.*$", re.M)


class Marker:
    """Makes marks with one key, and remembers none of the values."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, value: str) -> str:
        """The mark of a value."""
        import hmac  # costs some milliseconds, and most runs make no mark

        kind, value = _normal(value)
        digest = hmac.new(self._key, value.encode("utf-8", "surrogatepass"), "sha256").hexdigest()
        return f"<{kind}:{digest[:12]}>"


def _normal(value: str) -> tuple[str, str]:
    """The class of a value, and the value without what differs between its spellings."""
    if "PRIVATE KEY" in value and "-----" in value:
        return "private-key", _PEM_NOISE.sub("", value)
    return shapes.class_of(value), value


def cover(text: str) -> str:
    """`text`, of the same length, with every mark in it made unreadable for the rules."""
    if "<" not in text:
        return text
    return MARK.sub(lambda m: COVER * len(m.group()), text)
