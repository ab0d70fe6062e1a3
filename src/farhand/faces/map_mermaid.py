"""A map as a Mermaid flowchart: for a wiki, a ticket or a merge request that draws it.  Pure.

Names stand in quotes, and every sign in them that is neither letter, digit nor harmless is written as a
number, so that nothing of a name can end a label, begin a statement, or be markup. Ids are ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from farhand.faces import map_words as words
from farhand.topology.model import FAILS, SITE, WORKS, Component, Link, Map

_HARMLESS = frozenset(" .,:/-_+()=")
_CLASSES = (
    "classDef works stroke:#1a7f37,stroke-width:2px",
    "classDef fails stroke:#cf222e,stroke-width:3px",
    "classDef unknown stroke:#6e7781,stroke-dasharray:4 3",
    "classDef app stroke-width:3px",
)
_SHAPES = {"internet": ("([", "])"), "callers": ("([", "])"), "firewall": ("{{", "}}"), "gap": ("([", "])")}


def render(drawn: Map) -> str:
    """The flowchart, from left to right."""
    ids = {component.id: f"n{number}" for number, component in enumerate(drawn.components)}
    lines = ["flowchart LR", *(f"  {line}" for line in _lines(drawn, ids)), *(f"  {c}" for c in _CLASSES)]
    return "\n".join(lines) + "\n"


def _lines(drawn: Map, ids: dict[str, str]) -> Iterator[str]:
    for component in drawn.components:
        begin, end = _SHAPES.get(component.kind, ("[", "]"))
        state = "app" if component.id == SITE else component.state
        yield f'{ids[component.id]}{begin}"{_label(component)}"{end}:::{state}'
    for number, link in enumerate(drawn.links):
        yield f"{ids[link.begin]} {_arrow(link)} {ids[link.end]}"
        if link.state == FAILS:
            yield f"linkStyle {number} stroke:#cf222e,stroke-width:3px"


def _arrow(link: Link) -> str:
    if link.state == WORKS:
        return "-->"
    if link.state != FAILS:
        return '-.->|"?"|'
    cause = next((fault.cause for fault in link.faults), "")
    return f'==>|"{_escaped(f"fails: {cause}" if cause else "fails")}"|'


def _label(component: Component) -> str:
    lines = [words.head(component), *words.below(component)]
    lines += [fault.cause for fault in component.faults[:2]]
    return "<br/>".join(_escaped(line) for line in lines if line.strip()) or "-"


def _escaped(text: str) -> str:
    return "".join(c if c.isalnum() or c in _HARMLESS else f"#{ord(c)};" for c in text)
