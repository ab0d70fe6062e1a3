"""Which declared dependency is a failure about, if it is about one?  Pure.

As the app has said; by address; as the only one of its kind; by what the text speaks of. An address that no
dependency has is an answer too: it is something else that the app speaks to.
"""

from __future__ import annotations

from dataclasses import replace

from farhand.embed.failures import classes, declared, kinds
from farhand.embed.failures.seen import Concern, Link, Sighting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from farhand.embed.failures.declared import Place
    from farhand.model import App

_DISKS = ("directory", "nfs", "sqlite")
#: Kinds that a driver of another kind may speak to, and what SQL toolkits call a kind.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "http": ("http", "s3"), "s3": ("s3", "http"), "postgresql": ("postgres",), "mariadb": ("mysql",),
    **classes.SEVERAL,
}  # fmt: skip


def concerns(seen: Sighting, places: Sequence[Place], app: App | None = None) -> Concern | None:
    """The dependency and the way in which it failed; None where it is no dependency's failure."""
    family = _family(seen)
    links = _own(seen.links, family)
    kind = kinds.kind_of(links)
    if seen.named:
        there = any(place.name == seen.named for place in places)
        return Concern(seen.named, kind or kinds.FAILED, "named") if there and _is_its(seen, kind) else None
    if not kind:
        return None
    if kind == kinds.DISK and (found := _by_path(links, places)):
        return Concern(found.name, kind, "path")
    fits = [p for p in places if family is None or p.kind in _ALSO.get(family, (family,))]
    known = _addresses(links, seen.hint)
    if known:
        found = _by_address(known, fits, seen.hint) or _by_address(known, places, seen.hint)
        return Concern(found.name, kind, "address") if found else None
    return _without_address(replace(seen, links=tuple(links)), kind, family, fits, places, app)


def _is_its(seen: Sighting, kind: str) -> bool:
    """In a named block an exception of an unknown class counts; one that is known and harmless does not."""
    return bool(kind) or not any(classes.family(link.bases) is not None for link in seen.links)


def _family(seen: Sighting) -> str | None:
    """Kind of the driver that spoke, the outermost first: what was handled before is not what failed now.

    None: only the system spoke.
    """
    if seen.hint and seen.hint[0]:
        return seen.hint[0]
    found = [f for link in seen.links if (f := classes.family(link.bases)) is not None]
    return next((f for f in found if f not in classes.SEVERAL), found[0] if found else None)


def _own(links: Sequence[Link], family: str | None) -> Sequence[Link]:
    """The chain without what other drivers have said."""
    fit = (None, *classes.SEVERAL, family, *_ALSO.get(family or "", ()))
    return [link for link in links if classes.family(link.bases) in fit]


def _addresses(links: Sequence[Link], hint: tuple[str, ...]) -> list[tuple[str, str]]:
    at = [pair for link in links for pair in link.at]
    if len(hint) > 2 and hint[1]:
        at.insert(0, (hint[1], hint[2]))
    return [(declared.same(host), port) for host, port in at]


def _by_address(
    known: Iterable[tuple[str, str]], fits: Sequence[Place], hint: tuple[str, ...]
) -> Place | None:
    for host, port in known:
        there = [p for p in fits if any(host == h and (port in ("", q) or not q) for h, q in p.hosts)]
        if len(there) > 1 and len(hint) > 3:
            there = [p for p in there if p.database == hint[3]] or there
        if there:
            return there[0] if len(there) == 1 else None
    return None


def _by_path(links: Sequence[Link], places: Sequence[Place]) -> Place | None:
    """The longest declared folder or file that the path lies in."""
    paths = [link.path for link in links if link.path]
    fits = [
        p for p in places if p.path and any(one == p.path or one.startswith(p.path + "/") for one in paths)
    ]
    return max(fits, key=lambda p: len(p.path), default=None)


def _without_address(
    seen: Sighting,
    kind: str,
    family: str | None,
    fits: Sequence[Place],
    places: Sequence[Place],
    app: App | None,
) -> Concern | None:
    if family is None and kind not in (kinds.UNRESOLVED, kinds.REFUSED, kinds.TLS):
        return None  # a caller that hangs up breaks a pipe as well, and any wait can time out
    spoken = _spoken(seen, family, places, app)
    if spoken:
        return Concern(spoken, kind, "text")
    alone = fits if family is not None else [p for p in places if p.kind not in _DISKS]
    return Concern(alone[0].name, kind, "kind") if len(alone) == 1 else None


def _spoken(seen: Sighting, family: str | None, places: Sequence[Place], app: App | None) -> str:
    """The dependency whose address stands in the text."""
    if app is None:
        return ""
    from farhand import naming
    from farhand.diagnose.clues import Clue

    text = "\n".join(link.text for link in seen.links)
    clue = Clue(f"{family or 'tcp'}.-", 0.0, "", ((1, text[:200]),), "", around=text)
    told = naming.named([clue], declared.readable(app, tuple(places)))[0].subject
    right = [p for p in places if p.name == told and (not family or p.kind in _ALSO.get(family, (family,)))]
    return told if right else ""
