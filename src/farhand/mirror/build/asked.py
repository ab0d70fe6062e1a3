"""What is to be built.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from farhand.mirror.model import Fingerprint, Plan
from farhand.model import App


@dataclass(frozen=True)
class Asked:
    """`image`: of the app, as the person at the keyboard gave it. `schemas`: SQL of tables by dependency.

    `foreign`: what the customer's manifests hold that is left out, in words; `images`: those that they name.
    """

    plan: Plan
    here: Fingerprint = Fingerprint()
    app: App | None = None
    image: str = ""
    kubernetes: bool = False
    schemas: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
