"""A map as text for a terminal or a mail: plain ASCII, and no line longer than the width.  Pure.

The app is the root of a tree; ways that share their first hops share a branch. What does not fit on one line
goes on below, a little to the right.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from farhand.faces import map_words as words
from farhand.faces.cause_words import owner
from farhand.faces.escape import terminal
from farhand.topology.model import FAILS, SITE, SITES, WORKS, Component, Fact, Link, Map, Origin
from farhand.words import _, marked, said

_ARROWS = {WORKS: "--ok-->", FAILS: "--FAILS-->"}
_UNKNOWN = "--?-->"
_LEGEND = marked("--ok--> was seen to work, --FAILS--> fails, --?--> not known")
#: Letters of which a mail in ASCII has another way to write them.
_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "„": '"', "“": '"'}
)
#: Columns by which a branch stands to the right of the one it comes from, and the narrowest box.
_STEP, _BOX = 8, 16
#: Facts that are told of a component elsewhere.
_APART = ("why",)


@dataclass
class _Branch:
    """A component with what comes behind it."""

    id: str
    after: dict[str, _Branch] = field(default_factory=dict)


def render(drawn: Map, width: int = 80) -> str:
    """The whole map: drawing, what fails, contradictions, what is known of each part, what is not known."""
    width = max(60, width)
    parts = [_head(drawn), list(_inwards(drawn, width)), list(_tree(drawn, width))]
    parts += [list(_beside(drawn, width)), [_(_LEGEND)]]
    parts += [list(part) for part in (_faults(drawn, width), _contradictions(drawn, width))]
    parts += [list(part) for part in (_known(drawn, width), _open(drawn, width))]
    return "\n\n".join("\n".join(_safe(line, width) for line in part) for part in parts if part) + "\n"


def _safe(line: str, width: int) -> str:
    """ASCII only, for a mail shows the rest as it likes; and never too long, whatever is in it."""
    return _ascii(terminal(line))[:width].rstrip()


def _ascii(text: str) -> str:
    return text.translate(_SPELT).encode("ascii", "backslashreplace").decode()


def _head(drawn: Map) -> list[str]:
    name = " ".join(filter(None, (words.plain(drawn.app), words.plain(drawn.version))))
    newest = words.newest(drawn)
    return [_("Map of {name}").format(name=name), *([newest] if newest else [])]


def _inwards(drawn: Map, width: int) -> Iterator[str]:
    for way in drawn.ways:
        if not way.of and len(way.through) > 1:
            first, *rest = way.through
            box = _box(drawn.component(first), width)
            yield from _chain(drawn, box, first, rest, "  ", " " * (_STEP + 2), width)


def _tree(drawn: Map, width: int) -> Iterator[str]:
    root = _Branch(SITE)
    for way in drawn.ways:
        at = root
        for hop in way.through[1:] if way.of else ():
            at = at.after.setdefault(hop, _Branch(hop))
    yield "  " + _box(drawn.component(SITE), width - 2)
    yield from _branches(drawn, root, "   ", width, roomy=True)


def _beside(drawn: Map, width: int) -> Iterator[str]:
    """What is there and is on no way."""
    met = {hop for way in drawn.ways for hop in way.through} | {SITE}
    for component in drawn.components:
        if component.id not in met:
            yield _("  {box} is there, too").format(box=_box(component, width - 30))


def _branches(drawn: Map, root: _Branch, indent: str, width: int, roomy: bool = False) -> Iterator[str]:
    for number, branch in enumerate(root.after.values(), 1):
        last = number == len(root.after)
        if roomy:
            yield indent + "|"
        chain, end = _straight(branch)
        rail = " " if last else "|"
        below = indent + rail + " " * (_STEP - 1)
        head = f"{indent}+"
        yield from _chain(drawn, "", root.id, chain, head, below, width)
        deeper = below if len(below) < width // 2 else indent + rail + " "
        yield from _branches(drawn, end, deeper, width)


def _straight(branch: _Branch) -> tuple[list[str], _Branch]:
    """The hops that follow one another without a fork, and the last of them."""
    chain = [branch.id]
    while len(branch.after) == 1:
        branch = next(iter(branch.after.values()))
        chain.append(branch.id)
    return chain, branch


def _chain(
    drawn: Map, begin: str, at: str, hops: list[str], first: str, indent: str, width: int
) -> Iterator[str]:
    """Arrows and boxes one behind the other, broken where the width is reached."""
    line = first + begin
    for hop in hops:
        arrow = _ARROWS.get(drawn.link(at, hop).state, _UNKNOWN)
        gap = "" if line.endswith("+") else " "
        box = _box(drawn.component(hop), width - len(indent) - len(arrow) - 1)
        if len(line) + len(gap) + len(arrow) + 1 + len(box) > width:
            if line.strip(" |"):
                yield line
            line, gap = indent, ""
        line += f"{gap}{arrow} {box}"
        at = hop
    yield line


def _box(component: Component, room: int) -> str:
    text = _ascii(words.line(component)).replace("[", "(").replace("]", ")")
    mark = " FAILS" if component.state == FAILS else ""
    room = max(_BOX, room) - 2 - len(mark)
    box = f"[{text if len(text) <= room else text[: room - 3] + '...'}]"
    return box + mark


def _faults(drawn: Map, width: int) -> Iterator[str]:
    found = list(words.faults(drawn))
    if found:
        yield _("What fails")
    for part, fault, subjects in found:
        met = tuple(name for name in dict.fromkeys(subjects) if name not in SITES)
        carries = part.carries if isinstance(part, Link) and not set(met) <= set(part.carries) else met
        on = (
            f" ({_('for')} {', '.join(carries)})" if carries and carries != (words.ends(drawn, part),) else ""
        )
        yield from _wrapped(f"  {words.ends(drawn, part)}{on}", width, "    ")
        yield from _wrapped(f"    {fault.cause}: {words.says(fault)}", width, "      ")
        role = _("follows from another fault; ") if fault.role != "root" else ""
        yield from _wrapped(
            f"    {role}{_('whose job it is: {owner}').format(owner=owner(fault.owner))}", width, "      "
        )


def _contradictions(drawn: Map, width: int) -> Iterator[str]:
    if drawn.contradictions:
        yield _("What does not fit together")
    for one in drawn.contradictions:
        yield f"  {words.plain(words.about(one))}"
        for side in one.sides:
            yield from _wrapped(f"    {side_words(side)}", width, "      ")


def side_words(side: Fact) -> str:
    """`told: no proxy (map.proxy, 2026-11-27 06:40 UTC)`."""
    how = side.origins[0].how if side.origins else "told"
    origin = side.origins[0] if side.origins else None
    told = ", ".join(filter(None, (origin.where, words.when(origin.at)))) if origin else ""
    return f"{words.how(how)}: {words.plain(said(side.value), 160)}" + (
        f" ({words.plain(told)})" if told else ""
    )


def _known(drawn: Map, width: int) -> Iterator[str]:
    numbers = _numbered(drawn)
    yield _("What is known of each part, and from where")
    for component in drawn.components:
        facts = [fact for fact in component.facts if fact.what not in _APART]
        if facts or component.origins:
            state = "" if component.kind == "app" else f": {words.state(component)}"
            by = "" if facts else _marks(component.origins, numbers)
            yield from _wrapped(f"  {words.title(component)}{state}{by}", width, "    ")
        for fact in facts:
            line = f"{words.label(fact)}: {words.value(fact)}{_marks(fact.origins, numbers)}"
            yield from _wrapped(f"    {line}", width, "      ")
    for origin, number in numbers.items():
        yield from _wrapped(f"  ({number}) {words.known([origin])}", width, "      ")


def _numbered(drawn: Map) -> dict[Origin, int]:
    """All that say something, in the order in which they are met."""
    every = [o for c in drawn.components for o in (*c.origins, *(o for f in c.facts for o in f.origins))]
    return {origin: number for number, origin in enumerate(dict.fromkeys(every), 1)}


def _marks(origins: Iterable[Origin], numbers: Mapping[Origin, int]) -> str:
    return "".join(f" ({numbers[origin]})" for origin in origins)


def _open(drawn: Map, width: int) -> Iterator[str]:
    if drawn.open:
        yield _("What is not known")
        for line in drawn.open:
            yield from _wrapped(f"  {said(line)}", width, "    ")
        if any("(map." in line for line in drawn.open):
            line = _("`farhand map questions` prints the questions in brackets for a mail.")
            yield from _wrapped(f"  {line}", width, "    ")
    for line in drawn.unread:
        yield from _wrapped(f"  {_('not read: {what}').format(what=line)}", width, "    ")


def _wrapped(line: str, width: int, indent: str) -> list[str]:
    first = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        _ascii(words.plain(line, 600)), width, initial_indent=first, subsequent_indent=indent,
        break_on_hyphens=False,
    )  # fmt: skip
