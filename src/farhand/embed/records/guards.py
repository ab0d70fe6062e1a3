"""The two guards that a text passes before it leaves: the declared secrets only, or the whole redactor.

A guard has `passes(texts)`, fast, True where nothing in them has to be hidden, and `text(text)`, which hides.
"""

from __future__ import annotations

from farhand.embed import secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    class Guard(Protocol):
        @property
        def passes(self) -> Callable[[list[str]], bool]: ...
        @property
        def text(self) -> Callable[[str], str]: ...


NAMES = ("declared", "full")


class Declared:
    """Hides the values that are known, and passwords in URLs, bearer tokens and private keys."""

    passes = staticmethod(secrets.passes)
    text = staticmethod(secrets.mask)


class Full:
    """Hides that and whatever else the redactor recognises. Made on first use: it takes some milliseconds."""

    def __init__(self) -> None:
        from farhand.redact import Redactor
        from farhand.redact.harmless import Harmless

        self._redactor = Redactor(secrets.known(), secrets.key())
        self._harmless = Harmless()

    def passes(self, texts: list[str]) -> bool:
        return secrets.passes(texts) and self._harmless.passes(texts)

    def text(self, text: str) -> str:
        masked = secrets.mask(text)
        return masked if self._harmless.passes([masked]) else self._redactor.text(masked)


def guard(name: str) -> Guard:
    """The guard of that name. Raises ValueError for another."""
    if name not in NAMES:
        raise ValueError(f"redact={name!r} is not known; there are: {', '.join(NAMES)}")
    return Full() if name == "full" else Declared()
