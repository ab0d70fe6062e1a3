"""A map as an SVG picture: safe to show, readable by a screen reader, dark or light as the page is.  Pure.

There is no script and nothing that is loaded from elsewhere; every text is escaped, and shortened to its box
with the whole of it in a title. State is told by words, line and colour together: none is needed alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from farhand.faces import map_layout
from farhand.faces import map_words as words
from farhand.faces.cause_words import owner
from farhand.faces.map_layout import Point
from farhand.faces.map_text import side_words
from farhand.topology.model import FAILS, SITE, UNKNOWN, WORKS, Component, Link, Map
from farhand.words import _

#: Pixels: a box, the edge around all, room for the title, a line of the notes, a sign of these.
_WIDE, _HIGH, _EDGE, _HEAD, _LINE, _SIGN = 216.0, 74.0, 24.0, 60.0, 19.0, 7.0
#: Signs that fit into a box.
_TITLE, _SMALL = 24, 28
#: Faults and contradictions that are written below the drawing.
_MOST = 6


@dataclass(frozen=True)
class _Frame:
    """From left to right, or from above to below where that would be too wide for a page."""

    layout: map_layout.Layout
    down: bool

    @property
    def step(self) -> Point:
        """Pixels from one column to the next, and from one row to the next."""
        return (_HIGH + 58, _WIDE + 34) if self.down else (_WIDE + 116, _HIGH + 24)

    def corner(self, place: Point) -> Point:
        """The upper left corner of a box."""
        along, across = place[0] * self.step[0], place[1] * self.step[1]
        x, y = (across, along) if self.down else (along, across)
        return _EDGE + x, _HEAD + y

    def size(self) -> Point:
        corners = [self.corner(place) for place in self.layout.places.values()]
        return max(x for x, _ in corners) + _WIDE, max(y for _, y in corners) + _HIGH

    def out(self, place: Point) -> Point:
        """Where links leave a box."""
        x, y = self.corner(place)
        return (x + _WIDE / 2, y + _HIGH) if self.down else (x + _WIDE, y + _HIGH / 2)

    def into(self, place: Point) -> Point:
        """Where links come in."""
        x, y = self.corner(place)
        return (x + _WIDE / 2, y - 2) if self.down else (x - 2, y + _HIGH / 2)


def _frame(drawn: Map) -> _Frame:
    layout = map_layout.of(drawn)
    across, down = _Frame(layout, False), _Frame(layout, True)
    wide = across.size()[0]
    return down if wide > _WIDEST and down.size()[0] < wide else across


#: Pixels beyond which a drawing is turned.
_WIDEST = 1300.0

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
.fhm text.on{text-anchor:middle}.fhm text.by{text-anchor:start}
.fhm text.on,.fhm text.by{paint-order:stroke;stroke:var(--b);stroke-width:4px;stroke-linejoin:round}
""".strip()


def render(drawn: Map) -> str:
    """The whole picture as one `svg` element. Raises Mistake where the package for layouts is missing."""
    frame = _frame(drawn)
    right, bottom = frame.size()
    wide = max(right + _EDGE, 620.0)
    notes = list(_notes(drawn, int((wide - 2 * _EDGE) / _SIGN)))
    high = bottom + 70 + len(notes) * _LINE
    inner = [*_head(drawn, wide, high), *_links(drawn, frame), *_boxes(drawn, frame)]
    return _svg(drawn, wide, high, [*inner, *_legend(bottom + 34), *_written(notes, bottom + 70)])


def _svg(drawn: Map, wide: float, high: float, inner: Sequence[str]) -> str:
    name = _text(_("Map of {name}").format(name=f"{drawn.app} {drawn.version}".strip()))
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
    states = [(words.ends(drawn, link), words.state(link)) for link in drawn.links]
    wrong = [f"{fault.cause} at {words.ends(drawn, part)}" for part, fault, _ in words.faults(drawn)]
    return ". ".join([*(f"{ends}: {state}" for ends, state in states), *wrong]).replace("->", "to")


def _head(drawn: Map, wide: float, high: float) -> Iterator[str]:
    yield f'<rect class="bg" width="{wide:.0f}" height="{high:.0f}"/>'
    yield f'<text class="h" x="{_EDGE}" y="30">{_text(f"{drawn.app} {drawn.version}".strip(), 60)}</text>'
    yield f'<text class="s" x="{_EDGE}" y="48">{_text(words.newest(drawn))}</text>'


def _boxes(drawn: Map, frame: _Frame) -> Iterator[str]:
    for component in drawn.components:
        x, y = frame.corner(frame.layout.places[component.id])
        state = "app" if component.id == SITE and component.state == UNKNOWN else component.state
        yield f"<g><title>{_text(_hint(component), 600)}</title>"
        size = f'width="{_WIDE:.0f}" height="{_HIGH:.0f}" rx="7"'
        yield f'<rect class="box {state}" x="{x:.1f}" y="{y:.1f}" {size}/>'
        for number, (style, line, longest) in enumerate(_lines(component)):
            at = f'x="{x + 12:.1f}" y="{y + 19 + 16 * number:.1f}"'
            yield f'<text class="{style}" {at}>{_text(line, longest)}</text>'
        yield "</g>"


def _lines(component: Component) -> Iterator[tuple[str, str, int]]:
    """Class, text and length of each line in a box."""
    yield "n", words.head(component), _TITLE
    for line in words.below(component)[:2]:
        yield "s", _short(line), _SMALL
    fault = next(iter(component.faults), None)
    if fault:
        yield FAILS, fault.cause, _SMALL
    elif component.kind != "app":
        yield component.state, f"{words.state(component)} ({_how(component)})", _SMALL


def _short(line: str) -> str:
    """Both ends of what is too long: the end of a place is its port, that of a path its file."""
    return line if len(line) <= _SMALL else f"{line[: _SMALL // 2 - 1]}...{line[2 - _SMALL // 2 :]}"


def _how(component: Component) -> str:
    """By whom it is known, at the best."""
    how = {origin.how for origin in component.origins}
    return words.how(next((name for name in ("observed", "declared", "told") if name in how), "assumed"))


def _hint(component: Component) -> str:
    facts = [f"{words.label(fact)}: {words.value(fact)}" for fact in component.facts]
    return "; ".join(
        [words.line(component), *facts, *(f"{f.cause}: {words.says(f)}" for f in component.faults)]
    )


def _links(drawn: Map, frame: _Frame) -> Iterator[str]:
    for link in drawn.links:
        points = _points(link, frame)
        yield f"<g><title>{_text(_link_hint(drawn, link), 600)}</title>"
        tip = f'marker-end="url(#fhm-{link.state})"'
        yield f'<path class="link {link.state}" d="{_path(points, frame.down)}" {tip}/>'
        yield from _labels(link, points, frame.down)
        yield "</g>"


def _labels(link: Link, points: Sequence[Point], down: bool) -> Iterator[str]:
    """Beside a link that goes down; above one to the right, near its end where many begin in one box."""
    (ax, ay), (bx, by) = points[-2:]
    pieces = _label(link)
    near = bx - (60 if len(pieces) > 1 else 26)
    x, y = ((ax + bx) / 2 - 4 if abs(ay - by) < 1 else near, by - 7)
    if down:
        x, y = (ax + 2 * bx) / 3 + 9, (ay + 2 * by) / 3
    for number, piece in enumerate(pieces):
        shown = y + 15 * (number - len(pieces) + 1)
        style = f'class="{"by" if down else "on"} {link.state}"'
        yield f'<text {style} x="{x:.1f}" y="{shown:.1f}">{_text(piece, 22)}</text>'


def _points(link: Link, frame: _Frame) -> list[Point]:
    """From where it leaves the one box to where it comes into the other, past those between."""
    places = frame.layout.places
    between = frame.layout.paths.get((link.begin, link.end), ())
    middle = [point for place in between for point in (frame.into(place), frame.out(place))]
    return [frame.out(places[link.begin]), *middle, frame.into(places[link.end])]


def _path(points: Sequence[Point], down: bool) -> str:
    """A line that leaves and comes in straight."""
    x, y = points[0]
    made = [f"M{x:.1f} {y:.1f}"]
    for nx, ny in points[1:]:
        ax, ay, bx, by = (x, (y + ny) / 2, nx, (y + ny) / 2) if down else ((x + nx) / 2, y, (x + nx) / 2, ny)
        made.append(f"C{ax:.1f} {ay:.1f} {bx:.1f} {by:.1f} {nx:.1f} {ny:.1f}")
        x, y = nx, ny
    return "".join(made)


def _label(link: Link) -> list[str]:
    """One or two short lines: a cause's family and its name."""
    if link.state != FAILS:
        return [_("ok") if link.state == WORKS else "?"]
    cause = next((fault.cause for fault in link.faults), "")
    family, name = cause.partition(".")[::2]
    return [f"{_('fails')}: {family}", name] if name else [_("fails")]


def _link_hint(drawn: Map, link: Link) -> str:
    lines = [f"{words.ends(drawn, link)}: {words.state(link)}"]
    lines += [f"{_('for')} {', '.join(link.carries)}"] if link.carries else []
    lines += [f"{fault.cause}: {words.says(fault)}" for fault in link.faults]
    return "; ".join([*lines, words.known(link.origins)])


def _legend(y: float) -> Iterator[str]:
    for number, (state, says) in enumerate(
        ((WORKS, _("was seen to work")), (FAILS, _("fails")), (UNKNOWN, _("not known")))
    ):
        x = _EDGE + number * 180
        yield f'<path class="link {state}" d="M{x:.0f} {y:.1f}h34" marker-end="url(#fhm-{state})"/>'
        yield f'<text class="s" x="{x + 42:.0f}" y="{y + 4:.1f}">{says}</text>'


def _notes(drawn: Map, signs: int) -> Iterator[tuple[str, str]]:
    """Class and text of each line below the drawing."""
    for part, fault, _subjects in list(words.faults(drawn))[:_MOST]:
        line = f"{fault.cause}, {words.ends(drawn, part)}: {words.says(fault)}"
        job = _("whose job it is: {owner}").format(owner=owner(fault.owner))
        yield from _wrapped(FAILS, f"{line}; {job}", signs)
    for one in drawn.contradictions[:_MOST]:
        sides = " / ".join(side_words(side) for side in one.sides)
        head = _("does not fit together")
        yield from _wrapped("k", f"{words.plain(words.about(one))}, {head}: {sides}", signs)


def _wrapped(style: str, line: str, signs: int) -> Iterator[tuple[str, str]]:
    pieces = textwrap.wrap(words.plain(line, 600), signs, break_on_hyphens=False)
    yield from ((style, piece) for piece in pieces)


def _written(notes: Sequence[tuple[str, str]], y: float) -> Iterator[str]:
    for number, (style, line) in enumerate(notes):
        yield f'<text class="{style}" x="{_EDGE}" y="{y + number * _LINE:.1f}">{_text(line, 600)}</text>'
