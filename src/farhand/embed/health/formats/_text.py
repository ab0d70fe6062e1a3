"""Text of hostile origin, made fit for one line of anything.  Pure."""

from __future__ import annotations

import json
import re
from typing import Any

#: Controls, directional overrides, invisible characters, lone surrogates.
_HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]+"
)
#: Characters of a sentence, and of a name.
SENTENCE, NAME = 1000, 200


def line(text: str, most: int = SENTENCE) -> str:
    """One line without anything that a screen or a parser would act on; what is too long ends with `…`."""
    plain = _HOSTILE.sub(" ", text[: 4 * most]).strip()
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def unique(name: str, taken: set[str]) -> str:
    """The name as a key, and no key twice: what became the same by cleaning is told apart by a number."""
    plain = made = line(name, NAME) or "unnamed"
    number = 1
    while made in taken:
        number += 1
        made = f"{plain} {number}"
    taken.add(made)
    return made


def as_json(document: Any) -> str:
    return json.dumps(document, separators=(",", ":"))
