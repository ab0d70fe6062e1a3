"""The forms in which the health of the app can be told: one file each, found by listing, never registered.

A form has `NAME` (for `?format=`), `TYPES` (media types it answers to in Accept, the first is sent where the
client named the form; none: it is had by name only), `TYPE` (what is sent then), `RANK` (of forms that are
wanted as much, the lowest wins), `SCHEMA` (JSON schema of its body) and `render(snapshot, view) -> str`.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from farhand import listed
from farhand.embed.health.state import Snapshot, overall
from farhand.embed.web import accept


@dataclass(frozen=True)
class View:
    """What of a snapshot is asked for."""

    detail: bool = True  # False: what each is, and nothing of why
    name: str = ""  # one dependency alone
    group: str = ""  # those of one group


class Chosen(NamedTuple):
    """A form and the media type to send it as."""

    form: Any
    type: str


@cache
def every() -> tuple[Any, ...]:
    """All forms; the native one first."""
    names = listed.names(__path__)
    forms = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(sorted(forms, key=lambda form: (form.RANK, form.NAME)))


def negotiate(accepted: str, wanted: str = "") -> Chosen | None:
    """The form for an Accept header, or for `?format=`, which goes first. None: there is no such form."""
    if wanted:
        return next((Chosen(form, form.TYPE) for form in every() if wanted == form.NAME), None)
    offers = _offers()
    place = accept.best(accepted, [type for _, type in offers])
    return Chosen(*offers[place]) if place >= 0 else None


@cache
def _offers() -> tuple[tuple[Any, str], ...]:
    return tuple((form, type) for form in every() for type in form.TYPES)


def choices() -> list[dict[str, Any]]:
    """What may be asked for, for who asked for something else."""
    return [{"format": form.NAME, "types": list(form.TYPES)} for form in every()]


def seen(snapshot: Snapshot, view: View) -> Snapshot:
    """Only what the view asks for. A dependency that is asked for alone is critical to who asks."""
    states = snapshot.states
    if view.name:
        states = tuple(replace(s, critical=True) for s in states if s.name == view.name)
    if view.group:
        states = tuple(s for s in states if view.group in s.groups)
    return replace(snapshot, states=states)


def status(snapshot: Snapshot, fail_on: str = "", profile: str = "") -> int:
    """The HTTP status: 503 where a critical dependency fails, else 200.

    `fail_on` "warn": 503 for any trouble. `profile` "consul": 429 for trouble that is not critical, which
    Consul's HTTP check takes for a warning (Consul, "HTTP check": 2xx passing, 429 warning, else critical).
    """
    whole = overall(snapshot.states)
    if whole == "unhealthy" or (whole == "degraded" and fail_on == "warn"):
        return 503
    return 429 if whole == "degraded" and profile == "consul" else 200
