"""What people said of the site, as things that are known.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from farhand.topology.form import Answer
from farhand.topology.model import SITE, TOLD, Known, Origin
from farhand.topology.questions import DONT_KNOW, find

#: HOST:PORT, or a host with a dot in it, in an answer in words.
_PLACE = re.compile(r"(?<![\w@./-])((?:\[[0-9a-f:]+\]|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*):\d{2,5}"
                    r"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?![\w@.-])")  # fmt: skip


def known(answers: Iterable[Answer], at: str = "", where: str = "") -> Iterator[Known]:
    """An answer is known under its question's id without `map.`; a place in it as `NAME place`."""
    for answer in answers:
        ask = find(answer.id)
        if ask is None:
            continue
        name = answer.id.removeprefix("map.")
        origin = Origin(TOLD, where or answer.id, at)
        if answer.choice and answer.choice != DONT_KNOW:
            yield Known(SITE, name, answer.choice, origin)
        if answer.text:
            yield Known(SITE, f"{name} words", answer.text, origin)
            # A login in front of a host is no part of its place.
            found = _PLACE.search(re.sub(r"\w+://(?:[^/\s@]*@)?", " ", answer.text))
            yield from (Known(SITE, f"{name} place", found[1].lower(), origin),) if found else ()
