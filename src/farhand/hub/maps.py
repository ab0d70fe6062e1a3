"""The architecture map of a case: as a picture, and as text for those who do not see it.  Pure."""

from __future__ import annotations

from dataclasses import dataclass

from farhand.hub.known import Known


@dataclass(frozen=True)
class Drawn:
    """The map in both forms; `why` says why there is none. `alt` stands for the picture."""

    svg: str = ""
    text: str = ""
    alt: str = ""
    why: str = ""


def of(known: Known) -> Drawn:
    """Never raises for what the entries hold."""
    return Drawn(why=known.no_app or "it is not drawn yet")
