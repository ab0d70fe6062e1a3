"""The architecture map of a case: as a picture, and as text for those who do not see it.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from farhand import topology
from farhand.case import Entry
from farhand.errors import Mistake
from farhand.faces import map_svg, map_text
from farhand.model import App

ALT = "The map of the site. It stands below as text, too."


@dataclass(frozen=True)
class Drawn:
    """The map in both forms; `why` says why there is no picture."""

    svg: str = ""
    text: str = ""
    why: str = ""


def of(entries: Sequence[Entry], app: App | None) -> Drawn:
    """Never raises for what the entries hold."""
    drawn = topology.of_entries(entries, app)
    text = map_text.render(drawn)
    try:
        return Drawn(map_svg.render(drawn), text)
    except Mistake as mistake:  # what lays it out is not installed
        return Drawn(text=text, why=str(mistake))
