"""A map as an SVG picture: safe to show anywhere, readable by a screen reader, dark or light as the page is.  Pure.

There is no script and nothing that is loaded from elsewhere; every text is escaped, and shortened to its box with
the whole of it in a title. State is told by words, line and colour together, so that none of them is needed alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from html import escape

from farhand.faces import map_layout
from farhand.faces import map_words as words
from farhand.faces.map_layout import Point
from farhand.faces.map_text import side_words
from farhand.faces.text import OWNERS
from farhand.topology.model import FAILS, SITE, UNKNOWN, WORKS, Component, Link, Map

#: Pixels: a box, the room between columns and rows, the edge around all.
_WIDE, _HIGH, _GAP, _ROW, _EDGE = 214.0, 76.0, 136.0, 100.0, 24.0
_HEAD, _LINE = 52.0, 19.0
#: Signs that fit into a box, between two boxes, and pixels of a sign of the text below.
_TITLE, _SMALL, _LABEL, _SIGN = 27, 33, 21, 7.0
#: Faults and contradictions that are written below the drawing.
_MOST = 6

STYLE = """
.fhm{--b:#fff;--t:#1f2328;--m:#59636e;--l:#d1d9e0;--c:#f6f8fa;--w:#1a7f37;--f:#cf222e;--g:#818b98;--a:#ddf4ff}
@media(prefers-color-scheme:dark){.fhm{--b:#0d1117;--t:#f0f6fc;--m:#9198a1;--l:#3d444d;--c:#151b23;--w:#3fb950;
--f:#f85149;--g:#9198a1;--a:#121d2f}}
.fhm text{font:12px system-ui,sans-serif;fill:var(--t)}
.fhm .h{font-size:18px;font-weight:600}.fhm .s{fill:var(--m)}.fhm .n{font-size:13px;font-weight:600}
.fhm .k{font-weight:600}.fhm .bg{fill:var(--b)}
.fhm rect.box{fill:var(--c);stroke:var(--l);stroke-width:1.5px}.fhm rect.app{fill:var(--a);stroke:var(--t)}
.fhm rect.works{stroke:var(--w)}.fhm rect.fails{stroke:var(--f);stroke-width:3px}
.fhm rect.unknown{stroke:var(--g);stroke-dasharray:5 4}
.fhm path.link{fill:none;stroke-width:2px}.fhm .link.works{stroke:var(--w)}
.fhm .link.fails{stroke:var(--f);stroke-width:3.5px}.fhm .link.unknown{stroke:var(--g);stroke-dasharray:5 4}
.fhm .tip.works{fill:var(--w)}.fhm .tip.fails{fill:var(--f)}.fhm .tip.unknown{fill:var(--g)}
.fhm text.works{fill:var(--w)}.fhm text.fails{fill:var(--f);font-weight:600}.fhm text.unknown{fill:var(--m)}
.fhm text.on{text-anchor:middle;paint-order:stroke;stroke:var(--b);stroke-width:4px;stroke-linejoin:round}
""".strip()


def render(drawn: Map) -> str:
    """The whole picture as one `svg` element. Raises Mistake where the package for layouts is missing."""
    layout = map_layout.of(drawn)
    columns = max(column for column, _ in layout.places.values())
    rows = max(row for _, row in layout.places.values())
    wide = max(2 * _EDGE + _WIDE + columns * (_WIDE + _GAP), 560.0)
    below = _HEAD + _EDGE + rows * _ROW + _HIGH + 20
    notes = list(_notes(drawn, int((wide - 2 * _EDGE) / _SIGN)))
    high = below + 34 + len(notes) * _LINE + 10
    inner = [*_head(drawn, wide, high), *_links(drawn, layout), *_boxes(drawn, layout)]
    inner += [*_legend(below), *_written(notes, below + 40)]
    return _svg(drawn, wide, high, inner)


def _svg(drawn: Map, wide: float, high: float, inner: Sequence[str]) -> str:
    name = _text(f"Map of {drawn.app} {drawn.version}".strip())
    markers = "".join(
        f'<marker id="fhm-{state}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path class="tip {state}" d="M0 0L10 5L0 10z"/></marker>'
        for state in (WORKS, FAILS, UNKNOWN)
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="fhm" role="img" aria-labelledby="fhm-t fhm-d" '
            f'viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}" height="{high:.0f}">',
            f'<title id="fhm-t">{name}</title><desc id="fhm-d">{_text(_described(drawn), 4000)}</desc>',
            f"<style>{STYLE}</style><defs>{markers}</defs>",
            *inner,
            "</svg>\n",
        ]
    )


def _text(text: str, longest: int = 200) -> str:
    return escape(words.plain(text, longest), quote=True)


def _described(drawn: Map) -> str:
    """The drawing in sentences, for those who do not see it."""
    links = (f"{words.ends(drawn, link).replace('->', 'to')} {words.STATES[link.state]}" for link in drawn.links)
    return ". ".join([*links, *(f"{f.cause} at {words.ends(drawn, part)}" for part, f, _ in words.faults(drawn))])


def _head(drawn: Map, wide: float, high: float) -> Iterator[str]:
    newest = words.newest(drawn)
    yield f'<rect class="bg" width="{wide:.0f}" height="{high:.0f}"/>'
    yield f'<text class="h" x="{_EDGE}" y="32">{_text(f"{drawn.app} {drawn.version}".strip(), 60)}</text>'
    said = f"newest look or answer: {newest} UTC" if newest else "declared; nobody has looked yet"
    yield f'<text class="s" x="{_EDGE}" y="50">{_text(said)}</text>'


def _at(place: Point) -> Point:
    """The upper left corner of a box."""
    return _EDGE + place[0] * (_WIDE + _GAP), _HEAD + _EDGE + place[1] * _ROW


def _boxes(drawn: Map, layout: map_layout.Layout) -> Iterator[str]:
    for component in drawn.components:
        x, y = _at(layout.places[component.id])
        state = "app" if component.id == SITE and component.state == UNKNOWN else component.state
        yield f"<g><title>{_text(_hint(component), 600)}</title>"
        yield f'<rect class="box {state}" x="{x:.1f}" y="{y:.1f}" width="{_WIDE:.0f}" height="{_HIGH:.0f}" rx="7"/>'
        for number, (style, line, longest) in enumerate(_lines(component)):
            yield f'<text class="{style}" x="{x + 12:.1f}" y="{y + 20 + 16 * number:.1f}">{_text(line, longest)}</text>'
        yield "</g>"


def _lines(component: Component) -> Iterator[tuple[str, str, int]]:
    """Class, text and length of each line in a box."""
    yield "n", words.title(component), _TITLE
    for line in filter(None, (words.what(component), words.where(component))):
        yield "s", line, _SMALL
    fault = next(iter(component.faults), None)
    if fault:
        yield FAILS, f"fails: {fault.cause}", _SMALL
    elif component.kind != "app":
        yield component.state, f"{words.STATES[component.state]} ({_how(component)})", _SMALL


def _how(component: Component) -> str:
    """By whom it is known, at the best."""
    how = {origin.how for origin in component.origins}
    return next((name for name in ("observed", "declared", "told") if name in how), "assumed")


def _hint(component: Component) -> str:
    facts = [f"{words.label(fact)}: {fact.value}" for fact in component.facts]
    return "; ".join([words.line(component), *facts, *(f"{f.cause}: {f.says}" for f in component.faults)])


def _links(drawn: Map, layout: map_layout.Layout) -> Iterator[str]:
    for link in drawn.links:
        points = _points(link, layout)
        label = _label(link)
        yield f"<g><title>{_text(_link_hint(drawn, link), 600)}</title>"
        yield f'<path class="link {link.state}" d="{_path(points)}" marker-end="url(#fhm-{link.state})"/>'
        x, y = _middle(points)
        yield f'<text class="on {link.state}" x="{x:.1f}" y="{y:.1f}">{_text(label, _LABEL)}</text></g>'


def _points(link: Link, layout: map_layout.Layout) -> list[Point]:
    """From the right side of one box to the left side of the other; back over the top where that is before it."""
    (ax, ay), (bx, by) = _at(layout.places[link.begin]), _at(layout.places[link.end])
    between = [_at(place) for place in layout.paths.get((link.begin, link.end), ())]
    middle = [(x + part, y + _HIGH / 2) for x, y in between for part in (0.0, _WIDE)]
    return [(ax + _WIDE, ay + _HIGH / 2), *middle, (bx - 2, by + _HIGH / 2)]


def _path(points: Sequence[Point]) -> str:
    """A line that leaves and comes in level."""
    x, y = points[0]
    made = [f"M{x:.1f} {y:.1f}"]
    for nx, ny in points[1:]:
        half = (nx - x) / 2
        made.append(f"C{x + half:.1f} {y:.1f} {nx - half:.1f} {ny:.1f} {nx:.1f} {ny:.1f}")
        x, y = nx, ny
    return "".join(made)


def _middle(points: Sequence[Point]) -> Point:
    """Above the middle of the last piece, where the label of one link is not that of another."""
    (ax, ay), (bx, by) = points[-2:]
    return (ax + bx) / 2, (ay + 3 * by) / 4 - 7 if ay != by else by - 7


def _label(link: Link) -> str:
    if link.state != FAILS:
        return words.STATES[link.state]
    return next((fault.cause for fault in link.faults), "fails")


def _link_hint(drawn: Map, link: Link) -> str:
    said = [f"{words.ends(drawn, link)}: {words.STATES[link.state]}"]
    said += [f"for {', '.join(link.carries)}"] if link.carries else []
    said += [f"{fault.cause}: {fault.says}" for fault in link.faults]
    return "; ".join([*said, words.known(link.origins)])


def _legend(y: float) -> Iterator[str]:
    for number, (state, says) in enumerate(
        ((WORKS, "was seen to work"), (FAILS, "fails"), (UNKNOWN, "not known: nobody has looked, or could"))
    ):
        x = _EDGE + number * 160
        yield f'<path class="link {state}" d="M{x:.0f} {y:.1f}h34" marker-end="url(#fhm-{state})"/>'
        yield f'<text class="s" x="{x + 42:.0f}" y="{y + 4:.1f}">{says}</text>'


def _notes(drawn: Map, signs: int) -> Iterator[tuple[str, str]]:
    """Class and text of each line below the drawing."""
    for part, fault, _ in list(words.faults(drawn))[:_MOST]:
        said = f"{fault.cause}, {words.ends(drawn, part)}: {words.plain(fault.says, 200)}"
        yield from _wrapped(FAILS, f"{said}. Whose job it is: {OWNERS.get(fault.owner, fault.owner)}.", signs)
    for one in drawn.contradictions[:_MOST]:
        sides = " / ".join(side_words(side) for side in one.sides)
        yield from _wrapped("k", f"Does not fit together, {words.plain(one.about)}: {sides}", signs)


def _wrapped(style: str, line: str, signs: int) -> Iterator[tuple[str, str]]:
    yield from ((style, piece) for piece in textwrap.wrap(words.plain(line, 600), signs, break_on_hyphens=False))


def _written(notes: Sequence[tuple[str, str]], y: float) -> Iterator[str]:
    for number, (style, line) in enumerate(notes):
        yield f'<text class="{style}" x="{_EDGE}" y="{y + number * _LINE:.1f}">{_text(line, 600)}</text>'
