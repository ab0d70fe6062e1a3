"""What a person reads first in a folder that was built.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.faces.escape import markdown
from farhand.mirror.build.asked import Asked
from farhand.mirror.build.setup import Setup
from farhand.mirror.difference.recipes import words

_FILES = (
    ("mirror.json", "the differences, for `farhand mirror up`, `test` and `search`"),
    ("compose.yaml", "the customer's side: docker compose up"),
    ("compose.baseline.yaml", "your side: docker compose -f compose.baseline.yaml up"),
    (".env", "the app's variables: names and shapes of the customer's, values made up"),
    ("data/", "tables of the given schema with made-up rows"),
)


def text(asked: Asked, setup: Setup) -> str:
    return "\n".join(_lines(asked, setup)) + "\n"


def _lines(asked: Asked, setup: Setup) -> Iterator[str]:
    yield f"# A mirror of {markdown(setup.app)}\n"
    yield "Made from evidence that the customer sent. It holds no secret and no data of theirs.\n"
    yield from (f"- `{name}`: {what}" for name, what in _FILES)
    yield "\n## Images\n\nCompose downloads and runs these. Look through them before you start it:\n"
    yield from (f"- `{image}`" for image in setup.images)
    if asked.images:
        yield "\nThe customer's manifests name these, and none of them is used; give yours with `--image`:\n"
        yield from (f"- {markdown(image)}" for image in asked.images)
    yield "\n## What differs from your tests\n"
    yield from (
        f"- {markdown(one.id)}: {markdown(words(one))}" for one in asked.plan.differences if one.apply
    )
    yield from _section(
        "What could not be mirrored", [*asked.plan.not_mirrored, *setup.left_out, *_notes(setup)]
    )
    yield from _section("What was left out of the customer's manifests", asked.foreign)
    yield from _section("Not known of the customer's side", _missing(asked))


def _section(title: str, rows: list[str] | tuple[str, ...]) -> Iterator[str]:
    if rows:
        yield f"\n## {title}\n"
        yield from (f"- {markdown(row)}" for row in rows)


def _notes(setup: Setup) -> Iterator[str]:
    if setup.place.clock_s:
        yield "the clock: the app's image needs libfaketime (Debian: apt-get install libfaketime)"
    if setup.place.egress == "dropped":
        yield "packets that are dropped: in compose there is no way out at all, so connections fail at once"
    if setup.place.packages:
        yield "Python packages: in compose those of the app's image; requirements.customer.txt lists all"
    if setup.place.python:
        yield f"Python {setup.place.python}: give an image of the app with it (--image)"
    if setup.place.tls_max or setup.place.tls_min:
        yield "limits of TLS: they hold for what uses OpenSSL and reads OPENSSL_CONF"


def _missing(asked: Asked) -> list[str]:
    return [
        f"{one.area}: {', '.join(one.names)}. To be shown by: {one.command}" for one in asked.plan.missing
    ]
