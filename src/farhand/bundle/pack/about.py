"""What this is about, and of which code it speaks."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.bundle.pack import Block, Lines, Scope, _code

TITLE, ORDER = "What this is", 10


def part(scope: Scope) -> Iterator[Block]:
    from farhand import __version__

    yield (
        "Farhand runs the checks that an app's vendor has declared and, when asked, makes a redacted "
        "archive of "
        "evidence (a bundle) for the vendor's support. It runs at the site, as the user who starts "
        "it, and sends "
        "nothing by itself: what is made is a file, and a person decides what becomes of it."
    )
    told = [f"Version: farhand {__version__}"]
    if _code.sources():
        told.append(f"Digest of its code (SHA-256 over the {len(_code.sources())} files): {_code.digest()}")
    if scope.app:
        told.append(f"App: {scope.app.name} {scope.app.version}".rstrip())
        told += [f"Contact of the vendor: {scope.app.contact}"] if scope.app.contact else []
    if scope.plan:
        told.append(f"Plan: {len(scope.plan.items)} items, SHA-256 {scope.hash}")
    yield Lines(tuple(told))
    yield (
        "This text was generated from that code, the declaration and the plan. Generated again from "
        "the same, "
        "it is the same, so that two versions can be compared line by line."
    )
