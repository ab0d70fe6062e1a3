"""What may be asked for, one file for each kind of step, found by listing. A module has:

    def parameters(app, id) -> Mapping[str, Parameter]   # what may be set; Mistake: no such id
    def words(app, step) -> Words                        # what it does, in this copy's own words
    def exactly(step, site) -> Iterator[str]             # the files and commands here, one line each
    def run(step, site, policy) -> Ran                   # does it; what it did not redact is told in Ran

A step from a file is only ever a key into this: an id that the customer's own declaration or copy knows, and
parameters of a narrow form.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol, cast

from farhand import listed
from farhand.bundle.site import Site
from farhand.errors import Mistake
from farhand.model import App
from farhand.request import parameters
from farhand.request.model import Ran, Step, Words
from farhand.request.parameters import Parameter
from farhand.request.policy import Policy


class Ask(Protocol):
    """What a module here offers."""

    def parameters(self, app: App, id: str) -> Mapping[str, Parameter]: ...

    def words(self, app: App, step: Step) -> Words: ...

    def exactly(self, step: Step, site: Site) -> Iterator[str]: ...

    def run(self, step: Step, site: Site, policy: Policy) -> Ran: ...


def names() -> list[str]:
    return listed.names(__path__)


def find(kind: str) -> Ask:
    """Raises Mistake, naming what there is."""
    if kind not in names():
        raise Mistake(f"there is no kind of step {kind[:40]!r}; there are: {', '.join(names())}")
    return cast(Ask, importlib.import_module(f"{__name__}.{kind}"))


def checked(app: App, step: Step) -> Step:
    """The step as this copy would do it: known id, allowed parameters, own words. Raises Mistake."""
    ask = find(step.kind)
    allowed = ask.parameters(app, step.id)
    plain = replace(step, params=parameters.checked(step.params, allowed, step.title.strip()))
    return replace(plain, words=ask.words(app, plain))
