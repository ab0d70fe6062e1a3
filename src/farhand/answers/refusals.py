"""Words that read like a refusal of something that was asked. They are reported; a person records them.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.answers.asked import Asked

_REFUSES = re.compile(
    r"\b(?:not|n['’]t|never) (?:be )?(?:allow|permit|authori[sz]|approv)\w*"
    r"|\b(?:do|does|did|will|can|could|would|is|are|may|must)(?: ?n['’]t| not|not)\b[^.\n]{0,60}"
    r"\b(?:allow|permit|run|execute|share|provide|give|approve|do) (?:this|that|it|such|any|you|us|the|these)\b"
    r"|\b(?:can(?:no|['’])t|unable to|refuse to|against (?:our|the) (?:\w+ )?polic(?:y|ies)|prohibited|forbidden by|declin\w+|rejected by)\b"
    r"|\bsecurity (?:\w+ ){0,4}(?:does not|doesn['’]t|won['’]t|will not|says no|said no|denied|rejected)"
    r"|\bnicht (?:erlaubt|gestattet|genehmigt|zulässig)\b|\bd(?:ü|ue)rfen (?:wir )?(?:\w+ ){0,5}nicht\b"
    r"|\b(?:pas autoris\w+|interdit|refus\w+ de)\b|\bno (?:está|esta|estamos) (?:permitido|autorizad\w+)\b",
    re.IGNORECASE,
)
_MOST = 5


def find(
    lines: Sequence[tuple[int, str]], asked: Sequence[Asked]
) -> Iterator[tuple[int, str, tuple[Asked, ...]]]:
    """Lines that read like a refusal: number, text, and which open questions they may mean."""
    still = [one for one in asked if one.open]
    count = 0
    for number, line in lines:
        if (
            count < _MOST
            and 8 < len(line) < 600
            and not line.lstrip().startswith("#")
            and _REFUSES.search(line)
        ):
            meant = tuple(one for one in still if _names(one, line)) or (
                tuple(still) if len(still) == 1 else ()
            )
            if meant or (_WE.search(line) and (still or not asked)):
                count += 1
                yield number, line.strip(), meant


_WE = re.compile(r"\b(?:we|our|us|security|policy|wir|unsere?|nous|notre|nuestr\w+)\b", re.IGNORECASE)


def _names(one: Asked, line: str) -> bool:
    words = {one.id, one.subject, one.check, *one.check.split(",")} - {""}
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line, re.IGNORECASE) for word in words)
