"""Checks that Farhand offers for what the app already has, each with the reason why it is on or off.

One file for each source. A file has `CLASSES` (what the finder looks for, may be empty) and
`needs(process) -> iterable of (kind, settings, source)`: where the app's own objects and settings lead. What
is declared already is only named; what is not is looked at as well, but fails nothing: it is not critical and
stands in the group `support` alone. Settings hold passwords, in memory only; the texts here never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from farhand.embed import listing
from farhand.embed.places import Place, declared_at, place, settings_of
from farhand.embed.process import Process
from farhand.model import Dependency

#: What a source tells: kind, settings, and where it was found.
Need = tuple[str, Mapping[str, Any], str]


class Hidden(dict[str, Any]):
    """Settings that do not show themselves in a log or a traceback."""

    def __repr__(self) -> str:
        return f"<{len(self)} settings>"


@dataclass(frozen=True)
class Offer:
    """A check that could be made, and why it is or is not."""

    dependency: Dependency
    on: bool
    why: str
    source: str
    declared: str = ""  # name of the declared dependency that is the same: nothing more to probe


def every() -> list[Any]:
    return listing.modules(__name__, __path__)


def offers(process: Process) -> list[Offer]:
    """All offers, each place once. Passwords are made known to the redactor before anything is said."""
    made: dict[Place, Offer] = {}
    for source in every():
        found = listing.attempt(process, source.__name__, _all_of, process, source)
        for kind, settings, where in found or ():
            offer, at = _offer(process, kind, settings, where, {o.dependency.name for o in made.values()})
            made.setdefault(at, offer)
    return list(made.values())


def _all_of(process: Process, source: Any) -> list[Need]:
    return list(source.needs(process))


def undeclared(process: Process) -> list[Dependency]:
    """What is to be looked at besides what is declared."""
    return [offer.dependency for offer in offers(process) if offer.on and not offer.declared]


def _offer(
    process: Process, kind: str, settings: Mapping[str, Any], source: str, taken: set[str]
) -> tuple[Offer, Place]:
    _hide(process, settings)
    at = place(kind, settings)
    source = process.redactor.text(source)
    declared = declared_at(process, at)
    if declared is not None:
        return Offer(declared, True, f"declared as {declared.name}", source, declared.name), at
    name = _name(kind, at, {*taken, *(need.name for need in process.app.dependencies)})
    need = Dependency(name, kind, Hidden(settings), f"found: {source}", critical=False)
    on, why = _verdict(process, need, at, source)
    return Offer(need, on, process.redactor.text(why), source), at


def _verdict(process: Process, need: Dependency, at: Place, source: str) -> tuple[bool, str]:
    if not can_check(need.kind):
        return False, f"off: the kind {need.kind} has no check here"
    if process.settings.embed.get("discover") is False:
        return False, "off: it is not declared, and [embed] discover = false"
    if not (at.host or at.path):
        return False, "off: where it leads to cannot be read from the app's settings"
    near = _near(process, at)
    says = f"on, but not critical: it is not declared; found in {source}{near}; add "
    return True, f'{says}[dependencies.{need.name}] with kind = "{need.kind}" to make it count'


def can_check(kind: str) -> bool:
    """True where a dependency of that kind can be looked at here."""
    from farhand import checks

    return kind in checks.names() and checks.is_kind(checks.find(kind))


def _near(process: Process, at: Place) -> str:
    """That something of this kind is declared, but the app goes elsewhere: the more telling case."""
    same = [need for need in process.app.dependencies if need.kind == at.kind]
    places = {need.name: place(need.kind, settings_of(process, need)) for need in same}
    for name, other in places.items():
        if at.same_server(other):
            return f", on the server of {name} but with another database ({at.name or 'none named'})"
    return f", not at the address of {', '.join(places)}" if places else ""


def _hide(process: Process, settings: Mapping[str, Any]) -> None:
    from farhand.target import read_target

    passwords = {str(settings.get("password") or "")}
    if settings.get("url"):
        passwords.add(read_target({"url": settings["url"]}, "").password)
    process.redactor.secrets.update(passwords - {""})


def _name(kind: str, at: Place, taken: Iterable[str]) -> str:
    """A name for a dependency that has none: its database, else its kind."""
    word = at.name if at.name and not at.name.isdigit() else kind
    plain = re.sub(r"[^a-z0-9-]+", "-", word.lower()).strip("-") or kind
    number, name = 2, plain[:60]
    while name in set(taken):
        name, number = f"{plain[:56]}-{number}", number + 1
    return name
