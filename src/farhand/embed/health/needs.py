"""What is looked at: what is declared, the vendor's own checks, and what the app was found to use."""

from __future__ import annotations

import time
from dataclasses import replace

from farhand.embed.health import own
from farhand.embed.offers import undeclared
from farhand.embed.process import Process
from farhand.model import App, Dependency

#: Seconds after which the app's engines and clients are asked again where they lead.
AGAIN = 30.0


class Found:
    """What the app was found to use besides what is declared, and when that was asked."""

    def __init__(self) -> None:
        self.at = -AGAIN
        self.needs: tuple[Dependency, ...] = ()


def whole(process: Process) -> App:
    """The declaration, and one dependency more for each thing that is looked at besides."""
    app, found = own.with_own_checks(process.app), process.of(Found)
    if time.monotonic() - found.at >= AGAIN:
        found.at = time.monotonic()
        found.needs = tuple(undeclared(process))
    return replace(app, dependencies=(*app.dependencies, *found.needs)) if found.needs else app
