"""Other people's texts as things that are known: one file per kind of text, found by listing.  Pure.

The readers of `farhand.readers` judge such texts; what is here only tells what is where. A module has
`WORDS` (a text without any of these is not its business) and `see(lines, app)`, a generator of
`Said(of, what, value)`. `of` is a dependency's name, SITE, or AT and a place, of which it is settled later
whose it is. A text that a module stumbles over costs only what that module would have seen.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, cast

from farhand import listed
from farhand.model import App
from farhand.readers import MOST_LINES
from farhand.signatures.plain import structured, unprefixed
from farhand.topology.model import OBSERVED, Known, Origin

#: Things that one text may say.
_MOST = 2000


class Said(NamedTuple):
    of: str
    what: str
    value: str


class Text(Protocol):
    """What a module here offers."""

    WORDS: tuple[str, ...]

    def see(self, lines: Sequence[str], app: App | None) -> Iterator[Said]: ...


def known(name: str, whole: str, app: App | None, at: str = "") -> Iterator[Known]:
    """All that a text says; `at` is when it came, where that is known. Never raises."""
    lines = unprefixed([structured(line) for line in whole.split("\n")[:MOST_LINES]])
    origin = Origin(OBSERVED, name, at)
    for text in _every():
        if any(word in whole for word in text.WORDS):
            yield from (Known(*said, origin) for said in _seen(text, lines, app) if said.value)


def _every() -> Iterator[Text]:
    for name in listed.names(__path__):
        yield cast(Text, importlib.import_module(f"{__name__}.{name}"))


def _seen(text: Text, lines: Sequence[str], app: App | None) -> list[Said]:
    found: list[Said] = []
    try:
        for said in text.see(lines, app):
            found.append(said)
            if len(found) >= _MOST:
                break
    except Exception:  # the text may be anything at all
        return found
    return found
