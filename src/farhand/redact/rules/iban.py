"""International bank account numbers (ISO 13616), together or in groups of four, with a right check number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where

GROUP = "person"
ANCHORS: tuple[str, ...] = ()
#: `A` stands for any capital letter, `0` for any digit; see FORMS in rules/__init__.py.
FORMS = ("AA00",)

_TOGETHER = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}(?![A-Za-z0-9])")
_GROUPS = re.compile(r"[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")


def find(text: str, where: Where) -> Iterator[Span]:
    for at in where.get("AA00", ()):
        if at and text[at - 1].isalnum():
            continue
        match = _TOGETHER.match(text, at, at + 36) or _GROUPS.match(text, at, at + 44)
        plain = re.sub("[ -]", "", match.group()) if match else ""
        if match and 15 <= len(plain) <= 34 and _is_valid(plain):
            yield Span(match.start(), match.end(), plain, "iban")


def _is_valid(plain: str) -> bool:
    """The remainder by 97 is one (ISO 7064)."""
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1
